"""Whether the file of an open archive, and the log beside it, are still those that were opened.

What is written to a file that was removed or replaced is found by nobody; a log that was removed takes what was told as kept with it when
the process is killed, and one that no longer lies beside its file lets a second log be begun.
"""

import os
from pathlib import Path

from ingest.archive import lock
from ingest.errors import ArchiveMoved


class InPlace:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _place(path)
        self._log: tuple[int, int] | None = None  # SQLite makes it when it first reads

    @property
    def is_whole(self) -> bool:
        return _place(self._path) == self._file and self._log in (None, _place(_log_of(self._path)))

    def require(self) -> None:
        """Raises ArchiveMoved when another file, or none, is where the archive or its log was; takes a lock file that was removed anew."""
        found = _place(self._path)
        if found != self._file:
            what = "was removed" if found is None else "was replaced by another file"
            raise ArchiveMoved(
                f"{self._path}: {what} while it was in use; stopped, and nothing more is written: see to the file, then start again"
            )
        log = _log_of(self._path)
        found = _place(log)
        if self._log not in (None, found):
            raise ArchiveMoved(f"{log}: the log in use is no longer there; stopped, and what it held is in the archive: start again")
        self._log = found
        lock.keep(self._path)


def _log_of(path: Path) -> Path:
    return Path(f"{os.path.realpath(path)}-wal")  # beside the file itself, by whatever name it is called


def _place(path: Path) -> tuple[int, int] | None:
    """Which file a path leads to; None: to none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
