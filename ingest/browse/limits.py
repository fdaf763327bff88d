"""What a reader's SQL may cost. Time is Datasette's to limit; size is limited here, statement by statement.

Source: https://sqlite.org/c3ref/c_limit_attached.html
"""

import sqlite3
import weakref
from typing import Any

_LONGEST = 8_000_000  # bytes of one value or row: `select zeroblob(400000000)` took 2.4 GB
_BUDGET = 48_000_000  # bytes of all rows of one statement
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,  # a long pattern takes a time that nothing interrupts
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


def limit(db: sqlite3.Connection) -> None:
    """Of a connection on which readers' statements run. Rows come as `sqlite3.Row`; too many bytes of them raise OperationalError."""
    for number, most in _LIMITS.items():
        db.setlimit(number, most)
    db.row_factory = _Budget()


class lifted:
    """A stretch in which our own statements run: plain rows, and no limit on a row, for kept pages are long."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._rows, self._db.row_factory = self._db.row_factory, None
        self._longest = self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000_000)

    def __exit__(self, *_: object) -> None:
        self._db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, self._longest)
        self._db.row_factory = self._rows


class _Budget:
    """Makes rows, and counts their bytes statement by statement. A connection runs one statement at a time."""

    def __init__(self) -> None:
        self._cursor: weakref.ref[sqlite3.Cursor] | None = None
        self._spent = 0

    def __call__(self, cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor, self._spent = weakref.ref(cursor), 0
        self._spent += sum(len(value) for value in row if isinstance(value, str | bytes))
        if self._spent > _BUDGET:
            raise sqlite3.OperationalError(f"the rows have more than {_BUDGET:,} bytes; ask for fewer of them, or fewer columns")
        return sqlite3.Row(cursor, row)
