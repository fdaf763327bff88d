"""The messages between a worker and its parent. They are apart from the worker, so that the parent need not load the parsers."""

import msgspec

from ingest.archive.packing import Packed
from ingest.core.model import Document, Listing, Source
from ingest.core.parsed import Listed, Parsed, Same, Standing, Trouble


class Task(msgspec.Struct, frozen=True):
    """A document to be read: as that listing; without one as an article, or, when `may_list`, as whichever it is."""

    document: Document
    source: Source
    listing: Listing | None = None
    may_list: bool = False
    standing: Standing | None = None  # what is kept; a page that reads the same is not worked on further


class TaskResult(msgspec.Struct, frozen=True):
    body_hash: bytes
    reading: Parsed | Same | Listed | Trouble
    worn: bool = False  # the worker ran out of memory and must be replaced
    packed: Packed | None = None  # the compressed page; None for a listing and for a text that reads the same
