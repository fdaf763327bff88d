"""What a worker is asked and what it answers. Apart from the worker, so that who asks need not load what parses."""

import msgspec

from ingest.archive.packing import Packed
from ingest.core.model import Document, Listing, Source
from ingest.core.parsed import Listed, Parsed, Same, Trouble


class Task(msgspec.Struct, frozen=True):
    """A document to be read: as that listing; without one as an article, or, when `may_list`, as whichever it is."""

    document: Document
    source: Source
    listing: Listing | None = None
    may_list: bool = False
    fingerprint: str | None = None  # of the text that stands; one that reads the same is not worked on further


class TaskResult(msgspec.Struct, frozen=True):
    body_hash: bytes
    reading: Parsed | Same | Listed | Trouble
    worn: bool = False  # the worker met the end of its memory, and is to be replaced
    packed: Packed | None = None  # of what may have to be kept: none of a listing, none of what reads the same
