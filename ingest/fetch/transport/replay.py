"""Saved pages answered again, as a transport of httpx's kind."""

import os
from pathlib import Path

import httpx
import msgspec

from ingest.errors import ConfigError
from ingest.fetch.transport.recorder import INDEX, Recorded

_OF_THE_WIRE = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"}
)  # the body is kept decoded


class ReplayTransport(httpx.AsyncBaseTransport):
    """Answers what a folder has, the last line of a URL first; 404 for all else. Nothing is resolved, nobody is waited for."""

    def __init__(self, folder: Path) -> None:
        """Raises ConfigError for a folder without a readable index."""
        self._folder = Path(os.path.realpath(folder))
        try:
            lines = (folder / INDEX).read_bytes().splitlines()
            recorded = [msgspec.json.decode(line, type=Recorded) for line in lines if line.strip()]
        except (OSError, msgspec.MsgspecError) as error:
            raise ConfigError(f"{folder / INDEX}: cannot be replayed: {error}") from None
        self._recorded = {one.url: one for one in recorded if one.rendered is None}
        self._rendered = {one.url: one for one in recorded if one.rendered is not None}

    def has(self, url: str) -> bool:
        """Whether the folder has an answer for a URL."""
        return url in self._recorded

    def rendered(self, url: str) -> tuple[Recorded, bytes] | None:
        """A page as its scripts left it."""
        one = self._rendered.get(url)
        return None if one is None else (one, self._body(one))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        one = self._recorded.get(request.extensions.get("url") or str(request.url))
        if one is None:
            return httpx.Response(404)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in one.headers if name not in _OF_THE_WIRE]
        return httpx.Response(one.status, headers=headers, content=self._body(one))

    def _body(self, one: Recorded) -> bytes:
        if one.file is None:
            return b""
        path = Path(os.path.realpath(self._folder / one.file))
        if not path.is_relative_to(self._folder):
            raise ConfigError(f"{self._folder / INDEX}: {one.file!r} is outside the folder")
        try:
            return path.read_bytes()
        except OSError as error:
            raise ConfigError(f"{path}: cannot be replayed: {error.strerror}") from None
