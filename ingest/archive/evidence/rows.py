"""Which rows are leaves, and how each is read: the tables that are append-only, in the order in which a transaction's rows are logged.

A URL is read as its text, so that a leaf means something without the table of URLs. What says only how bytes are stored (`encoding`, `base`
and `body` of a snapshot, whose bytes `sha256` stands for) is no part of a leaf, for an erasure may change it.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from ingest.archive import markup
from ingest.core.evidence import leaf
from ingest.core.evidence.leaf import Cell, Digest
from ingest.errors import ArchiveDamaged


class Logged(Struct, frozen=True):
    """A table whose rows are leaves. `columns`: as selected, `id` not among them. `hashed`: those given by their hash."""

    table: str
    columns: tuple[str, ...]
    hashed: frozenset[str] = frozenset()
    url: bool = False  # its column `url` is read as the URL's text
    is_text: bool = False  # its Markdown may be kept as a difference to the text

    @property
    def sql(self) -> str:
        """Its rows with an id above ?1 and up to ?2, by id."""
        columns = ", ".join(map(self._selected, self.stored))
        joined = " LEFT JOIN urls u ON u.id = t.url" if self.url else ""
        return f"SELECT t.id, {columns} FROM {self.table} t{joined} WHERE t.id > ?1 AND t.id <= ?2 ORDER BY t.id"

    def _selected(self, name: str) -> str:
        if name == "url" and self.url:
            return "u.url"
        return f"CAST(t.{name} AS BLOB)" if name in self.hashed else f"t.{name}"  # bytes are hashed as they stand

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns that it takes to read a row."""
        return (*self.columns, "markup") if self.is_text else self.columns

    def read(self, stored: Sequence[Any]) -> dict[str, Cell]:
        """A row's values by column, of the stored ones: what is hashed in UTF-8, without Markdown that was packed with another text."""
        columns = dict(zip(self.columns, stored, strict=not self.is_text))
        if self.is_text and stored[-1] is not None:
            try:
                columns["markdown"] = markup.unpack_bytes(columns["text"], stored[-1])
            except ArchiveDamaged:
                columns["markdown"] = None
        return columns

    def values(self, db: sqlite3.Connection, row: int) -> dict[str, Cell]:
        """Of one row, by column."""
        _, *stored = db.execute(self.sql, (row - 1, row)).fetchone()
        return self.read(stored)

    def content(self, row: int, columns: dict[str, Cell], erased: dict[str, str] | None = None) -> bytes:
        """The leaf of one row; of what was erased since, `erased` has the hash by column."""
        columns.update({name: Digest(said) for name, said in (erased or {}).items()})
        return leaf.content(self.table, row, columns, self.hashed)


LOGGED = (
    Logged("logs", ("origin", "begun_at")),
    Logged(
        "snapshots",
        ("url", "fetched_at", "status", "sha256", "size", "request_headers", "headers", "made_from", "rendered"),
        frozenset(("request_headers", "headers")),
        url=True,
    ),
    Logged(
        "revisions",
        (
            *("article", "number", "kind", "change", "reason", "seen_at", "previous_confirmed_at", "fingerprint", "extractor", "snapshot"),
            *("page_kind", "access", "published", "published_at", "published_precision", "modified", "modified_at", "modified_precision"),
            *("publisher", "section", "byline", "title", "lead", "found", "text", "markdown"),
        ),
        frozenset(("byline", "title", "lead", "found", "text", "markdown")),
        is_text=True,
    ),
    Logged("article_urls", ("article", "url", "relation", "seen_at"), url=True),
    Logged(
        "links",
        ("article", "target", "relation", "basis", "confidence", "apart", "language", "snapshot", "added_at", "undoes", "reason"),
    ),
    Logged(
        "changes",
        ("revision", "class", "classes", "significance", "before", "after", "spans"),
        frozenset(("before", "after", "spans")),
    ),
    Logged(
        "removals",
        ("article", "kind", "at", "since", "confirmed_at", "url", "status", "final_url", "snapshot", "undoes", "reason"),
        url=True,
    ),
    Logged("tombstones", ("snapshot", "erased_at", "reason")),
    Logged("erasures", ("kept", "row", "erased_at", "reason", "hashes")),
    Logged(
        "health_changes",
        ("source", "at", "was", "state", "reason", "chance", "before", "after"),
        frozenset(("before", "after")),
    ),
    Logged("looks", ("first", "last", "number", "day", "root")),
    Logged("confirmations", ("revision", "at")),
    Logged("merges", ("merged_at", "name", "origin", "leaves", "root")),
)
OF_TABLE = {logged.table: logged for logged in LOGGED}
EVERY = 9_223_372_036_854_775_807


def contents(db: sqlite3.Connection, logged: Logged, after: int = 0, last: int = EVERY) -> Iterator[tuple[int, bytes]]:
    """(row, content of its leaf) of each row of a table, by id."""
    erased = erased_of(db, logged.table)
    for row, *stored in db.execute(logged.sql, (after, last)):
        yield row, logged.content(row, logged.read(stored), erased.get(row))


def erased_of(db: sqlite3.Connection, table: str) -> dict[int, dict[str, str]]:
    """The hashes, by column, of what was erased from the rows of a table."""
    return {row: json.loads(hashes) for row, hashes in db.execute("SELECT row, hashes FROM erasures WHERE kept = ?", (table,))}
