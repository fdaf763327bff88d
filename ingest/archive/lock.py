"""One process fetches for an archive at a time. The lock is the kernel's: it goes with the process, however that ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from ingest.archive import plain_file
from ingest.errors import ArchiveBusy, ArchiveMoved, ArchiveUnwritable, DaemonRuns

_POLL = 0.2  # seconds between two tries; flock itself cannot wait for a limited time
_BLINK = 0.05  # seconds; longer than `holder` takes for its look
_DAEMON = "daemon"  # the second line of the file, where one holds it


class Holder(Struct, frozen=True):
    """The process that fetches for an archive."""

    process: str  # its number, as it wrote it
    is_daemon: bool
    shard: str = ""  # the part of several machines that a daemon was started with


@contextmanager
def fetching(path: Path, wait: float = 0.0, *, as_daemon: bool = False, shard: str = "", waits_for_daemon: bool = True) -> Iterator[None]:
    """Holds the right to fetch for the archive at `path`, waiting up to `wait` seconds (`math.inf`: for ever) for the holder.

    `shard`: of a daemon, what `holder` is to say of it. `waits_for_daemon` False: a daemon, which holds it for months, is not waited for.

    Raises ArchiveBusy, which names the holder's process id, DaemonRuns where that is a daemon; ArchiveUnwritable when the lock file beside
    the archive cannot be written; NotAnArchive when something else than a file is there.
    """
    plain_file.require(path)
    beside = _beside(path)
    said = f"{os.getpid()}\n{f'{_DAEMON} {shard}' if as_daemon else ''}".encode()
    handle = _open(beside)
    try:
        _acquire(handle, path, time.monotonic() + max(wait, _BLINK), waits_for_daemon=waits_for_daemon)
        _say(handle, beside, said)
        _HELD[beside] = _Held(handle, said)
        try:
            yield  # the file stays: removing it would let two processes lock two files of one name
        finally:
            handle = _HELD.pop(beside).handle
    finally:
        os.close(handle)


def keep(path: Path) -> None:
    """Where somebody removed the lock file that this process holds: makes and holds another. Raises ArchiveMoved where one else does so."""
    beside = _beside(path)
    held = _HELD.get(beside)
    if held is None or _is_at(held.handle, beside):
        return
    handle = _open(beside)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = _read(handle).process
        os.close(handle)
        raise ArchiveMoved(
            f"{beside}: this lock file was removed while it was in use, and process {other} now fetches for the archive too; stopped"
        ) from None
    _say(handle, beside, held.said)
    _HELD[beside] = _Held(handle, held.said)
    os.close(held.handle)


class _Held(Struct, frozen=True):
    handle: int
    said: bytes


_HELD: dict[Path, _Held] = {}  # the locks of this process, by their files


def _open(beside: Path) -> int:
    with _writing(beside):
        return os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


def _say(handle: int, beside: Path, said: bytes) -> None:
    with _writing(beside):
        os.truncate(handle, 0)
        os.pwrite(handle, said, 0)


def _is_at(handle: int, beside: Path) -> bool:
    try:
        return os.path.samestat(os.stat(beside), os.fstat(handle))
    except OSError:
        return False


@contextmanager
def _writing(beside: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveUnwritable(f"{beside}: the lock file cannot be written ({error.strerror}); see to its folder and disk") from error


def holder(path: Path) -> Holder | None:
    """Who fetches for the archive at `path` now."""
    try:
        handle = os.open(_beside(path), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)  # those who would hold it themselves look twice
    except BlockingIOError:
        return _read(handle)
    finally:
        os.close(handle)
    return None


def _beside(path: Path) -> Path:
    real = Path(os.path.realpath(path))  # by whatever name it is called; Path.resolve raises on a link to itself
    return real.with_name(real.name + ".lock")


def _read(handle: int) -> Holder:
    process, _, kind = os.pread(handle, 40, 0).decode("ascii", "replace").partition("\n")
    kind, _, shard = kind.strip().partition(" ")
    return Holder(process.strip() or "unknown", kind == _DAEMON, shard)


def _acquire(handle: int, path: Path, until: float, *, waits_for_daemon: bool) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            holder = _read(handle)
            pause = min(_POLL, until - time.monotonic())
            if pause <= 0 or (holder.is_daemon and not waits_for_daemon):
                kind = DaemonRuns if holder.is_daemon else ArchiveBusy
                raise kind(f"{path}: process {holder.process} is fetching for it; try again later, or use --wait") from None
            time.sleep(pause)
