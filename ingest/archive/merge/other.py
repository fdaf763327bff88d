"""The other archive: read as it is at one moment, and never written; one of an older schema through a copy that was brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.archive.file_copy import CopyProgress, whole_copy
from ingest.archive.open import open_readonly
from ingest.archive.schema import append_only
from ingest.archive.schema.migrations import migrate
from ingest.archive.schema.steps import VERSION
from ingest.archive.sqlite_errors import translated
from ingest.errors import ArchiveError, ArchiveUnwritable, IngestError


class Unreadable(IngestError):
    """What the other archive holds of an article is not what was kept, or cannot be read; ours is not at fault."""


class Other:
    """Its rows, each by its columns' names."""

    def __init__(self, name: str, db: sqlite3.Connection) -> None:
        self.name = name
        self.db = db

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Raises Unreadable."""
        with self.read():
            cursor = self.db.execute(sql, values)
            names = [name for name, *_ in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def read(self) -> Iterator[None]:
        """Around what reads it by a function of ours. Raises Unreadable."""
        try:
            yield
        except ArchiveError as error:
            raise Unreadable(f"{self.name}: {str(error).partition(': ')[2] or error}") from None

    def row(self, sql: str, *values: object) -> dict[str, Any] | None:
        return next(iter(self.rows(sql, *values)), None)

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row."""
        found = self.row(sql, *values)
        return None if found is None else next(iter(found.values()))


def require(path: Path, ours: Path) -> None:
    """Raises ArchiveError for what is no archive, cannot be read, or is the very archive that is merged into."""
    if ours.exists() and path.exists() and path.samefile(ours):
        raise ArchiveUnwritable(f"{path}: this is the archive itself; name another one")
    with open_readonly(path, guarded=False, older=True):
        pass


@contextmanager
def opened(path: Path, progress: CopyProgress | None = None) -> Iterator[Other]:
    """`progress` follows the copying of an older one. Raises ArchiveError."""
    with open_readonly(path, guarded=False, older=True) as archive:
        (version,) = archive.db.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            append_only.check(archive.db, path)
            archive.db.execute("BEGIN")  # from here on it is as it is now, whoever writes to it
            yield Other(path.name, archive.db)
            return
        with TemporaryDirectory(prefix="ingest-") as folder:
            copy = Path(folder, "archive.db")
            whole_copy(archive.db, copy, progress)
            with translated(copy):
                db = sqlite3.connect(copy, isolation_level=None)
                try:
                    migrate(db)
                finally:
                    db.close()
            with open_readonly(copy, guarded=False) as migrated:
                append_only.check(migrated.db, path)
                yield Other(path.name, migrated.db)
