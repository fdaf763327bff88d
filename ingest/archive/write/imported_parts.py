"""Which parts of history were taken in. Inside a transaction."""

import sqlite3

from ingest.archive.read.imported_parts import ImportedPart


def note(db: sqlite3.Connection, part: ImportedPart, at: str) -> None:
    """Once: a share that was noted already is left as it is."""
    sql = """
        INSERT INTO imported_parts (share, part, file, start, next, pages, left, refused, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (share) DO NOTHING
    """
    db.execute(sql, (*part, at))
