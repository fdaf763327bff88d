"""What a document's bytes were read as. It is apart from `reading`, so that a parent process need not load the parsers."""

import xxhash
from msgspec import Struct

from ingest.core.model import Article, Attachment, ListingPage
from ingest.core.story.features.signature import Signature


class Parsed(Struct, frozen=True, tag=True):
    """An article, and all that is computed from it alone."""

    article: Article
    extractor: int  # its version
    fingerprint: str
    search_text: str  # folded
    signature: Signature


class Bare(Struct, frozen=True, tag=True):
    """An article without what is computed for the search and for stories."""

    article: Article
    extractor: int  # its version
    fingerprint: str


class Unwanted(Struct, frozen=True, tag=True):
    """An article in a language that was not asked for."""

    language: str


class Standing(Struct, frozen=True):
    """What is held of an article, as far as it tells whether a page reads the same."""

    fingerprint: str
    byline: str | None = None


class Same(Struct, frozen=True, tag=True):
    """Title, text and byline read the same as those that are kept. `attachments` may be others."""

    attachments: tuple[Attachment, ...] = ()


class Listed(Struct, frozen=True, tag=True):
    page: ListingPage


class Trouble(Struct, frozen=True, tag=True):
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


ReadOutcome = Parsed | Bare | Unwanted | Same | Listed | Trouble


def body_hash(body: bytes) -> bytes:
    """A quick hash, to recognise a body that came before. The snapshot's sha256 is for proof."""
    return xxhash.xxh3_128_digest(body)
