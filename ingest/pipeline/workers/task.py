"""What a worker is asked and what it answers. Apart from the worker, so that who asks need not load what parses."""

import msgspec
import xxhash

from ingest.archive.packing import Packed
from ingest.core.model import Article, Document, Listing, ListingPage, Source
from ingest.core.story.signature import Signature


class Task(msgspec.Struct, frozen=True):
    """A document to be read: as that listing; without one as an article, or, when `may_list`, as whichever it is."""

    document: Document
    source: Source
    listing: Listing | None = None
    may_list: bool = False
    fingerprint: str | None = None  # of the text that stands; one that reads the same is not worked on further


class Trouble(msgspec.Struct, frozen=True, tag=True):
    """The ParseError that was raised, by class name."""

    error: str
    kind: str
    reason: str

    @property
    def is_wall(self) -> bool:
        return self.error == "Wall"

    @property
    def told(self) -> str:
        """The reason; of a wall its kind first."""
        return f"{self.kind}: {self.reason}" if self.is_wall else self.reason


class Listed(msgspec.Struct, frozen=True, tag=True):
    page: ListingPage


class Same(msgspec.Struct, frozen=True, tag=True):
    """Title and text read as the fingerprint that was asked with."""


class Parsed(msgspec.Struct, frozen=True, tag=True):
    """All that is computed from one page, so that the parent only decides and stores."""

    article: Article
    extractor: int  # its version
    fingerprint: str
    search_text: str
    signature: Signature


class Answer(msgspec.Struct, frozen=True):
    body_hash: bytes
    outcome: Parsed | Same | Listed | Trouble
    worn: bool = False  # the worker met the end of its memory, and is to be replaced
    packed: Packed | None = None  # of what may have to be kept: none of a listing, none of what reads the same


def body_hash(body: bytes) -> bytes:
    """What decides that a body came again unchanged; the snapshot's sha256 is for proof."""
    return xxhash.xxh3_128_digest(body)
