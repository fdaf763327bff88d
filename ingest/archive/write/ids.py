"""The ids that SQLite gives."""

import sqlite3


def inserted(cursor: sqlite3.Cursor) -> int:
    """The id of the row that an INSERT of one row has made."""
    assert cursor.lastrowid is not None  # only before the first INSERT of a connection
    return cursor.lastrowid
