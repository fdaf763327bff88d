"""Erasure by order: the words go, their hashes stay, and the log holds as before."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import zstandard
from msgspec import Struct

from ingest.archive import digests
from ingest.archive.evidence.rows import OF_TABLE
from ingest.archive.read import documents
from ingest.archive.read.erasures import Erasure
from ingest.archive.write import search_index
from ingest.core.evidence import leaf

TITLE = "[erased by order]"  # what stands where an erased title stood; the guard of `revisions` wants it
_EMPTY: dict[str, dict[str, str | None]] = {  # what an erased row has instead of its words
    "snapshots": {"encoding": "erased", "base": None, "body": None, "headers": "[]", "request_headers": "[]"},
    "revisions": {"byline": None, "title": TITLE, "lead": None, "found": "[]", "text": "", "markdown": "", "markup": None},
    "changes": {"before": "", "after": "", "spans": "[]"},
}


class Erased(Struct, frozen=True):
    """How many rows were emptied."""

    revisions: int
    snapshots: int
    changes: int


def article(db: sqlite3.Connection, article: int, reason: str, at: str) -> Erased:
    """Empties all versions of an article, the pages that they were read from, and what finds it. Inside a transaction.

    Evidence of where and when it was seen stays: URLs, times, hashes, links.
    """
    db.execute("PRAGMA secure_delete = ON")  # the bytes go from the file, not only from its index
    search_index.note_change(db, article, "")
    revisions = _ids(db, "SELECT id FROM revisions WHERE article = ?", article)
    changes = _ids(db, "SELECT c.id FROM changes c JOIN revisions r ON r.id = c.revision WHERE r.article = ?", article)
    read_from = "SELECT snapshot FROM revisions WHERE article = ?1 AND snapshot IS NOT NULL"
    brought = "SELECT snapshot FROM fetches WHERE article = ?1 AND snapshot IS NOT NULL"
    made_from = f"SELECT made_from FROM snapshots WHERE made_from IS NOT NULL AND id IN ({read_from} UNION {brought})"
    snapshots = _ids(db, f"{read_from} UNION {brought} UNION {made_from}", article)
    done = Erased(
        sum(_empty(db, "revisions", row, reason, at) for row in revisions),
        sum(_empty(db, "snapshots", row, reason, at) for row in snapshots),
        sum(_empty(db, "changes", row, reason, at) for row in changes),
    )
    search_index.forget_numbers(db, article)
    db.execute("UPDATE articles SET title = ? WHERE id = ?", (TITLE, article))
    db.execute("UPDATE urls SET next_due_at = NULL WHERE id IN (SELECT url FROM article_urls WHERE article = ?)", (article,))
    db.execute("DELETE FROM rereadings WHERE id = ?", (article,))
    db.execute("UPDATE url_listings SET title = NULL WHERE url IN (SELECT url FROM article_urls WHERE article = ?)", (article,))
    db.execute("UPDATE attachments SET words = '' WHERE article = ?", (article,))
    for part in ("authors", "tags", "images", "named_origins", "signatures", "features"):
        db.execute(f"DELETE FROM {part} WHERE article = ?", (article,))
    digests.note_parts(db, article)
    search_index.forget_words(db)
    return done


def snapshot(db: sqlite3.Connection, row: int, reason: str, at: str) -> bool:
    """Empties the bytes and headers of one kept page; False when that was done before. The text that was read from it is not touched."""
    return _empty(db, "snapshots", row, reason, at)


def _empty(db: sqlite3.Connection, table: str, row: int, reason: str, at: str) -> bool:
    if db.execute("SELECT 1 FROM erasures WHERE kept = ? AND row = ?", (table, row)).fetchone():
        return False
    logged = OF_TABLE[table]
    instead, hashes = emptied(table, logged.values(db, row))
    note(db, table, row, Erasure(at, reason), hashes)
    if table == "snapshots":
        _store_later_in_full(db, row)
    db.execute(f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in instead)} WHERE id = ?", (*instead.values(), row))
    return True


def emptied(table: str, values: Mapping[str, Any]) -> tuple[dict[str, str | None], dict[str, str]]:
    """What a row has instead of its words, by column, and the hashes of these."""
    hashes = {name: leaf.digest(values[name]) for name in sorted(OF_TABLE[table].hashed) if values[name] is not None}
    return _EMPTY[table], hashes


def note(db: sqlite3.Connection, table: str, row: int, erased: Erasure, hashes: Mapping[str, str]) -> None:
    """Records by what order the words of a row went. Inside a transaction."""
    sql = "INSERT INTO erasures (kept, row, erased_at, reason, hashes) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (table, row, erased.at, erased.reason, json.dumps(hashes, sort_keys=True)))
    if table == "snapshots":
        # A tombstone is what the guard lets an emptied page through for, and a page that was stored as a difference to it.
        db.execute("INSERT INTO tombstones (snapshot, erased_at, reason) VALUES (?, ?, ?)", (row, erased.at, erased.reason))


def _store_later_in_full(db: sqlite3.Connection, base: int) -> None:
    """Versions that are stored as a difference to a page stand without it."""
    whole = zstandard.ZstdCompressor(write_checksum=True)
    for row in _ids(db, "SELECT id FROM snapshots WHERE base = ?", base):
        body = whole.compress(documents.body(db, row) or b"")
        db.execute("UPDATE snapshots SET encoding = 'zstd', base = NULL, body = ? WHERE id = ?", (body, row))


def _ids(db: sqlite3.Connection, sql: str, of: int) -> list[int]:
    return [row for (row,) in db.execute(sql, (of,))]
