"""Which parts of history were taken in."""

import sqlite3
from typing import NamedTuple


class ImportedPart(NamedTuple):
    """What a part brought, and where in its file the next one begins."""

    share: str
    part: str
    file: str
    start: int
    next: int | None
    pages: int
    left: int
    refused: int


def known(db: sqlite3.Connection, share: str) -> ImportedPart | None:
    """What came of a share, when it was taken in."""
    sql = "SELECT share, part, file, start, next, pages, left, refused FROM imported_parts WHERE share = ?"
    row = db.execute(sql, (share,)).fetchone()
    return None if row is None else ImportedPart(*row)
