"""The messages between a worker and its parent. They are apart from the worker, so that the parent need not load the parsers."""

from typing import Protocol

import msgspec

from ingest.archive.packing import Packed
from ingest.core.model import Document, Listing, Source
from ingest.core.parsed import ReadOutcome, Standing


class InBulk(msgspec.Struct, frozen=True):
    """Articles in some languages, or in any without; `bare`: without what the search and the stories need, and without the page."""

    languages: tuple[str, ...] = ()
    bare: bool = False


class Task(msgspec.Struct, frozen=True):
    """A document to be read: as that listing; without one as an article, or, when `may_list`, as whichever it is."""

    document: Document
    source: Source
    listing: Listing | None = None
    may_list: bool = False
    standing: Standing | None = None  # what is kept; a page that reads the same is not worked on further
    may_be_document: bool = True  # a PDF or an office file is read as an article too
    recognised: tuple[str, ...] = ()  # the words of each page of a scan
    picture: int | None = None  # of a scan: no reading, but the picture of that page
    in_bulk: InBulk | None = None  # of history that is read in bulk


class TaskResult(msgspec.Struct, frozen=True):
    body_hash: bytes
    reading: ReadOutcome
    worn: bool = False  # the worker ran out of memory and must be replaced
    packed: Packed | None = None  # the compressed page; None for a listing, and for a text that reads the same or is not in_bulk
    picture: bytes = b""
    answered: Packed | None = None  # of a page that was rendered: the answer, compressed


_HEAVY = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0")  # how documents begin that are no pages


def is_heavy(body: bytes) -> bool:
    """Whether a body is no page: reading it takes more time and memory."""
    return body.startswith(_HEAVY)


class Parser(Protocol):
    """Who reads documents: processes of this machine, or others."""

    async def parse(self, task: Task) -> TaskResult:
        """Raises ParseError when the page broke its worker."""
        ...
