"""Recorded documents, kept and answered again: a folder with `index.jsonl` and the bodies as plain files."""

from pathlib import Path

import httpx
import msgspec

from ingest.core.model import Document, Hop
from ingest.errors import ConfigError

_INDEX = "index.jsonl"
_OF_THE_WIRE = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"}
)  # the body is kept decoded


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the index."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    file: str | None = None  # a path inside the folder; none: no body


class ReplayTransport(httpx.AsyncBaseTransport):
    """Answers what a folder has, the last line of a URL first; 404 for all else. Nothing is resolved, nobody is waited for."""

    def __init__(self, folder: Path) -> None:
        """Raises ConfigError for a folder without a readable index."""
        self._folder = folder.resolve()
        try:
            lines = (folder / _INDEX).read_bytes().splitlines()
            recorded = [msgspec.json.decode(line, type=Recorded) for line in lines if line.strip()]
        except (OSError, msgspec.MsgspecError) as error:
            raise ConfigError(f"{folder / _INDEX}: cannot be replayed: {error}") from None
        self._recorded = {one.url: one for one in recorded}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        one = self._recorded.get(request.extensions.get("url") or str(request.url))
        if one is None:
            return httpx.Response(404)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in one.headers if name not in _OF_THE_WIRE]
        return httpx.Response(one.status, headers=headers, content=self._body(one))

    def _body(self, one: Recorded) -> bytes:
        if one.file is None:
            return b""
        path = (self._folder / one.file).resolve()
        if not path.is_relative_to(self._folder):
            raise ConfigError(f"{self._folder / _INDEX}: {one.file!r} is outside the folder")
        try:
            return path.read_bytes()
        except OSError as error:
            raise ConfigError(f"{path}: cannot be replayed: {error.strerror}") from None


class Recorder:
    """Writes documents in the form that `ReplayTransport` reads; redirects as the answers they were."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._number = sum(1 for _ in folder.glob("[0-9]*.body"))

    def keep(self, document: Document) -> None:
        lines = [_answer_of(hop) for hop in document.exchange.hops]
        file = None
        if document.body:
            self._number += 1
            file = f"{self._number:05}.body"
            (self._folder / file).write_bytes(document.body)
        lines.append(Recorded(url=document.url, status=document.status, headers=document.exchange.headers, file=file))
        with (self._folder / _INDEX).open("ab") as index:
            index.writelines(msgspec.json.encode(line) + b"\n" for line in lines)


def _answer_of(hop: Hop) -> Recorded:
    """What a server says to be followed as the hop was: a redirect, or a page that refreshes."""
    header = ("location", hop.location) if hop.status != 200 else ("refresh", f"0; url={hop.location}")
    return Recorded(url=hop.url, status=hop.status, headers=(header,))
