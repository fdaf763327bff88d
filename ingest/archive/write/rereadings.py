"""What a re-parse found, noted. Inside a transaction."""

import sqlite3
from collections.abc import Iterable

import msgspec

from ingest.core.reparse.reading import Rereading


def note(db: sqlite3.Connection, found: Iterable[tuple[int, int, Rereading]], extractor: int, rules: str) -> None:
    """`found`: article, the revision whose page was read, and what was found; it takes the place of what was noted before."""
    sql = """
        INSERT INTO rereadings (id, revision, extractor, rules, found) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, extractor = excluded.extractor, rules = excluded.rules,
          found = excluded.found
    """
    encode = msgspec.json.Encoder().encode
    db.executemany(sql, [(article, revision, extractor, rules, encode(told).decode()) for article, revision, told in found])
