"""One process fetches for an archive at a time. The lock is the kernel's: it goes with the process, however that ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.archive import plain_file
from ingest.errors import ArchiveBusy, ArchiveUnwritable

_POLL = 0.2  # seconds between two tries; flock itself cannot wait for a limited time


@contextmanager
def fetching(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Holds the right to fetch for the archive at `path`, waiting up to `wait` seconds (`math.inf`: for ever) for the holder.

    Raises ArchiveBusy, which names the holder's process id; ArchiveUnwritable when the lock file beside the archive cannot be written;
    NotAnArchive when something else than a file is there.
    """
    plain_file.require(path)
    real = Path(os.path.realpath(path))  # by whatever name it is called; Path.resolve raises on a link to itself
    beside = real.with_name(real.name + ".lock")
    with _writing(beside):
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        with _writing(beside):
            os.truncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield  # the file stays: removing it would let two processes lock two files of one name
    finally:
        os.close(handle)


@contextmanager
def _writing(beside: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveUnwritable(f"{beside}: the lock file cannot be written ({error.strerror}); see to its folder and disk") from error


def _acquire(handle: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
                raise ArchiveBusy(f"{path}: process {holder or 'unknown'} is fetching for it; try again later, or use --wait") from None
            time.sleep(_POLL)
