"""A database file copied page by page while it is in use, under a name of its own until it is whole."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from ingest.archive.sqlite_errors import translated

_STEP = 2000  # pages between two calls of `progress`

CopyProgress = Callable[[int, int], None]  # (pages copied, pages in all)


def whole_copy(db: sqlite3.Connection, target: Path, progress: CopyProgress | None = None) -> None:
    """Copies the database, as it is at one moment, to `target`, as one file. Raises ArchiveError."""
    tell = (lambda _status, left, pages: progress(pages - left, pages)) if progress else None
    with translated(target), closing(sqlite3.connect(target)) as copy:
        db.execute("BEGIN")
        try:
            db.backup(copy, pages=_STEP, progress=tell)
        finally:
            db.rollback()
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, which a medium that cannot be written may hold


class Partial:
    """The name of a file that is being made beside its place, and is gone afterwards whatever happened."""

    def __init__(self, target: Path) -> None:
        self._path = target.with_name(f".{target.name}.partial")

    def __enter__(self) -> Path:
        self._remove()
        return self._path

    def __exit__(self, *_: object) -> None:
        self._remove()

    def _remove(self) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()


def put(partial: Path, target: Path) -> None:
    """Gives the file its name once it is on disk, and waits until the name is."""
    for name, place in ((partial, None), (target.parent, partial)):
        handle = os.open(name, os.O_RDONLY)
        try:
            if place is not None:
                place.replace(target)
            os.fsync(handle)
        finally:
            os.close(handle)
