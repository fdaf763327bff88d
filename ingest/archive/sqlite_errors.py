"""SQLite's errors in the words of the house: one line that names the file and the next step.

Every connection to an archive is a `Connection`, which translates what the file or the disk is at fault for, in reads as in writes. Other
errors of SQLite are faults of the statement, and stay as they are.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable, NotAnArchive

_DAMAGED = ("Could not decode to UTF-8", "invalid fts5 file format")
_LOCKED = "locked by another program that is writing to it; try again when that has finished"

# Primary result code (https://sqlite.org/rescode.html) -> our error, and the words after the path.
_KNOWN: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "not a SQLite database; name another file with --db"),
    sqlite3.SQLITE_BUSY: (ArchiveBusy, _LOCKED),
    sqlite3.SQLITE_LOCKED: (ArchiveBusy, _LOCKED),
    sqlite3.SQLITE_READONLY: (ArchiveUnwritable, "read-only; make the file and its folder writable, or work on a copy"),
    sqlite3.SQLITE_PERM: (ArchiveUnwritable, "permission denied; make the file and its folder writable, or work on a copy"),
    sqlite3.SQLITE_FULL: (ArchiveUnwritable, "the disk is full; make room and start again, what was kept is safe"),
    sqlite3.SQLITE_IOERR: (ArchiveUnwritable, "the disk reports an error; check it and its free space, what was kept is safe"),
    sqlite3.SQLITE_CANTOPEN: (ArchiveUnwritable, "cannot be opened; check that its folder exists and may be written to"),
    sqlite3.SQLITE_CORRUPT: (
        ArchiveDamaged,
        "malformed; stop what writes to it, then `ingest restore COPY --db FILE` puts a copy in its place and sets this file aside;"
        " without a copy, `sqlite3 FILE .recover` saves what can be read",
    ),
}


def is_fatal(error: Exception) -> bool:
    """Whether nothing more can be written: the file or the disk, not the statement, is at fault."""
    return isinstance(error, ArchiveError) and isinstance(error.__cause__, sqlite3.Error)


def primary_code(error: BaseException | None) -> int:
    """Of https://sqlite.org/rescode.html, of SQLite's error or of ours that it caused; 0 where there is none.

    Text that is not UTF-8, or an index that is none, was never written: damage, although the code does not say so.
    """
    if error is None:
        return 0
    ours = error.__cause__ if isinstance(error.__cause__, sqlite3.Error) else error
    if isinstance(ours, sqlite3.OperationalError) and str(ours).startswith(_DAMAGED):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(ours, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises an ArchiveError where SQLite raised its own, whatever it was."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def translate(error: sqlite3.Error, path: Path) -> ArchiveError:
    kind, says = _KNOWN.get(primary_code(error), (ArchiveError, f"SQLite says: {error}"))
    return kind(f"{path}: {says}")


class Cursor(sqlite3.Cursor):
    """Raises ArchiveError where the file or the disk is at fault."""

    def execute(self, sql: str, parameters: Any = (), /) -> "Cursor":
        try:
            _execute(self, sql, parameters)
        except sqlite3.Error as error:
            self._raise(error)
        return self

    def executemany(self, sql: str, parameters: Any, /) -> "Cursor":
        try:
            _executemany(self, sql, parameters)
        except sqlite3.Error as error:
            self._raise(error)
        return self

    def fetchone(self) -> Any:
        try:
            return _fetchone(self)
        except sqlite3.Error as error:
            self._raise(error)

    def fetchall(self) -> list[Any]:
        try:
            return _fetchall(self)
        except sqlite3.Error as error:
            self._raise(error)

    def __next__(self) -> Any:
        try:
            return _next(self)
        except sqlite3.Error as error:
            self._raise(error)

    def _raise(self, error: sqlite3.Error) -> NoReturn:
        if primary_code(error) in _KNOWN and isinstance(self.connection, Connection):
            raise translate(error, self.connection.path) from error
        raise error


# Called as functions: `super()` costs as much as a statement that finds its row.
_execute, _executemany = sqlite3.Cursor.execute, sqlite3.Cursor.executemany
# A connection remembers every cursor that was made for it, and forgets those that are gone only in its own method `cursor`.
_cursor = sqlite3.Connection.cursor
_fetchone, _fetchall, _next = sqlite3.Cursor.fetchone, sqlite3.Cursor.fetchall, sqlite3.Cursor.__next__


class Connection(sqlite3.Connection):
    """A connection to the archive at `path`, which is set once it is open."""

    path: Path

    def cursor(self, factory: Any = Cursor) -> Any:
        return _cursor(self, factory)

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        found: Cursor = _cursor(self, Cursor).execute(sql, parameters)
        return found

    def executemany(self, sql: str, parameters: Any, /) -> Cursor:
        found: Cursor = _cursor(self, Cursor).executemany(sql, parameters)
        return found
