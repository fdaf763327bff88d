"""Documents kept as saved pages: a folder with `index.jsonl` and the bodies as plain files."""

from pathlib import Path

import msgspec

from ingest.core.model import Document, Hop
from ingest.errors import OutputError

INDEX = "index.jsonl"


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the index."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    file: str | None = None  # a path inside the folder; none: no body
    at: str | None = None  # UTC text: when it was seen
    rendered: str | None = None  # by what; None: it is an answer


class Recorder:
    """Writes documents in the form that `ReplayTransport` reads; redirects as the answers they were."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._number = sum(1 for _ in folder.glob("[0-9]*.body"))

    def keep(self, document: Document) -> None:
        """Raises OutputError: what was to be recorded is not, so there is no sense in going on."""
        try:
            self._keep(document)
        except OSError as error:
            raise OutputError(f"{error.filename or self._folder}: {error.strerror}; stopped, and what was finished is kept") from error

    def _keep(self, document: Document) -> None:
        lines = [_answer_of(hop) for hop in document.exchange.hops] if document.rendered is None else []
        file = None
        if document.body:
            self._number += 1
            file = f"{self._number:05}.body"
            (self._folder / file).write_bytes(document.body)
        lines.append(
            Recorded(
                url=document.url,
                status=document.status,
                headers=document.exchange.headers,
                file=file,
                at=document.exchange.ended_at,
                rendered=document.rendered,
            )
        )
        with (self._folder / INDEX).open("ab") as index:
            index.writelines(msgspec.json.encode(line) + b"\n" for line in lines)


def _answer_of(hop: Hop) -> Recorded:
    """What a server says to be followed as the hop was: a redirect, or a page that refreshes."""
    header = ("location", hop.location) if hop.status != 200 else ("refresh", f"0; url={hop.location}")
    return Recorded(url=hop.url, status=hop.status, headers=(header,))
