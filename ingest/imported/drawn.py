"""A page as its scripts left it: a record after the answer's own, as `ingest export` writes it."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ingest.core.model import Document
from ingest.imported.block import block_of

BY = "X-Rendered-By"
STAYS = ("content-language", "x-robots-tag")  # headers of an answer that are true of what its scripts make of it
_LONGEST = 200  # characters


class HeldAnswer(Struct, frozen=True):
    """An answer, until the record after it tells whether scripts filled it."""

    id: str
    document: Document

    def with_scripts(self, record: Any) -> Document | None:
        """What they made of it; None: the record is no such page. Raises ValueError, OSError."""
        by = record.headers.get(BY, "")
        of = record.headers.get("WARC-Concurrent-To") or record.headers.get("WARC-Refers-To")  # of a conversion
        if not by or not self.id or of != self.id:
            return None
        return made(self.document, block_of(record), by)


def made(answer: Document, body: bytes, by: str) -> Document:
    """The page that a program made of an answer."""
    named = " ".join(by.replace("\0", "").split())[:_LONGEST]
    headers = (("content-type", "text/html; charset=utf-8"), *(line for line in answer.exchange.headers if line[0] in STAYS))
    return replace(answer, exchange=replace(answer.exchange, headers=headers), body=body, rendered=named, raw=answer)
