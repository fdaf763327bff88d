"""Whether the write-ahead log beside a file is that file's own.

A kill leaves `archive.db-wal` behind. Whoever then puts a copy in the place of `archive.db`, and leaves the log, has SQLite write the log's
pages into the copy, which destroys it. The file's header counts its changes (https://sqlite.org/fileformat2.html#file_change_counter), and
so does each copy of the header in the log: the first of those follows the file that the log was begun for.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack

from ingest.errors import ArchiveDamaged

_HEADER, _FRAME = 32, 24  # bytes (https://sqlite.org/fileformat2.html#the_write_ahead_log)
_COUNTER = 24  # where the change counter stands in page 1


def check(path: Path) -> None:
    """Raises ArchiveDamaged when a log lies beside the file that was begun for a later state of it; where neither tells, nothing."""
    log = path.with_name(path.name + "-wal")
    try:
        if not log.stat().st_size:
            return
        counted = _counter_of(path)
        first = next(_counters_in(log), None)
    except OSError:
        return
    if counted is not None and first is not None and counted < first - 1:
        raise ArchiveDamaged(
            f"{log}: this log was not written for the file beside it, which an older copy seems to have taken the place of; with both left"
            f" there the copy is destroyed: stop what uses them, move {log.name} and {path.name}-shm away, and start again"
            f" (`ingest restore COPY --db {path}` does it all)"
        )


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's do; False for what cannot be read."""
    try:
        return _counter_of(path) is not None
    except OSError:
        return False


def _counter_of(path: Path) -> int | None:
    with path.open("rb") as file:
        head = file.read(100)
    return int(unpack(">I", head[_COUNTER : _COUNTER + 4])[0]) if head.startswith(b"SQLite format 3\0") and len(head) == 100 else None


def _counters_in(log: Path) -> Iterator[int]:
    """The change counter in each copy of page 1 that the log holds, in order."""
    with log.open("rb") as file:
        header = file.read(_HEADER)
        if len(header) < _HEADER:
            return
        page_size, salts = unpack(">I", header[8:12])[0], header[16:24]
        while len(frame := file.read(_FRAME)) == _FRAME and frame[8:16] == salts:
            if frame[:4] == b"\0\0\0\1":
                page = file.read(page_size)
                if len(page) == page_size:
                    yield int(unpack(">I", page[_COUNTER : _COUNTER + 4])[0])
            else:
                file.seek(page_size, 1)
