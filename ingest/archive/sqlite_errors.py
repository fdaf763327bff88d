"""SQLite's errors in the words of the house: one line that names the file and the next step."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable, NotAnArchive

# Primary result code (https://sqlite.org/rescode.html) -> our error, and what is said after the path.
_KNOWN: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "not a SQLite database; name another file with --db"),
    sqlite3.SQLITE_BUSY: (ArchiveBusy, "locked by another program that is writing to it; try again when that has finished"),
    sqlite3.SQLITE_LOCKED: (ArchiveBusy, "locked by another program that is writing to it; try again when that has finished"),
    sqlite3.SQLITE_READONLY: (ArchiveUnwritable, "read-only; make the file and its folder writable, or work on a copy"),
    sqlite3.SQLITE_PERM: (ArchiveUnwritable, "permission denied; make the file and its folder writable, or work on a copy"),
    sqlite3.SQLITE_FULL: (ArchiveUnwritable, "the disk is full; make room and start again, what was kept is safe"),
    sqlite3.SQLITE_IOERR: (ArchiveUnwritable, "the disk reports an error; check it and its free space, what was kept is safe"),
    sqlite3.SQLITE_CANTOPEN: (ArchiveUnwritable, "cannot be opened; check that its folder exists and may be written to"),
    sqlite3.SQLITE_CORRUPT: (ArchiveDamaged, "malformed; keep it, and restore a copy or try `sqlite3 FILE .recover`"),
}


def is_fatal(error: sqlite3.Error) -> bool:
    """Whether nothing more can be written: the file or the disk, not the statement, is at fault."""
    return primary_code(error) in _KNOWN


def translate(error: sqlite3.Error, path: Path) -> ArchiveError:
    kind, says = _KNOWN.get(primary_code(error), (ArchiveError, f"SQLite says: {error}"))
    return kind(f"{path}: {says}")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises an ArchiveError where SQLite raised its own."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def primary_code(error: sqlite3.Error) -> int:
    """Of https://sqlite.org/rescode.html; 0 where Python's own checks raised."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
