"""The archive of a command that writes pages: locked, and made when it is not there."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import archive
from ingest.core.urls import Shard
from ingest.errors import ArchiveBusy, ArchiveEmpty, ArchiveMissing

_PAUSE = 0.25  # seconds that SQLite waits for another program, in C, where no signal is heard


@contextmanager
def opened(
    path: Path,
    *,
    dry_run: bool,
    wait: float,
    note: Callable[[str], None],
    as_daemon: bool = False,
    shard: Shard | None = None,
    waits_for_daemon: bool = True,
) -> Iterator[archive.Archive]:
    """The archive, locked for this process, made when it is not there; for a rehearsal without one, an empty one that vanishes.

    Raises ArchiveBusy; DaemonRuns at once where a daemon has it and is not waited for.
    """
    with ExitStack() as stack:
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory(prefix="ingest-"))) / "archive.db"
        _check_folder(path)
        said = str(shard) if shard is not None else ""
        stack.enter_context(archive.fetching(path, wait, as_daemon=as_daemon, shard=said, waits_for_daemon=waits_for_daemon))
        patience = float("inf") if as_daemon else wait
        ready = _when_free(path, note, patience) if patience else archive.create_or_open(path, note)
        ready.rehearsal = dry_run
        yield ready


def _when_free(path: Path, note: Callable[[str], None], patience: float) -> archive.Archive:
    """Opens it as soon as no other program writes to it, tried in short pauses between which a signal is heard. Raises ArchiveBusy."""
    until, waited = time.monotonic() + patience, False
    while True:
        try:
            ready = archive.create_or_open(path, note, _PAUSE)
        except ArchiveBusy as error:
            if not waited:
                note(f"{str(error).partition(';')[0]}; waiting until that has finished")
                waited = True
            if time.monotonic() >= until:
                raise
        else:
            if waited:
                note(f"{path}: no longer locked")
            return ready


def check_place(path: Path) -> None:
    """Raises ArchiveError when no archive can be opened or made there; makes nothing."""
    _check_folder(path)
    with suppress(ArchiveEmpty):
        if path.exists():
            archive.open_readonly(path, guarded=False, older=True).close()  # it is brought up to date when it is opened for writing


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise ArchiveMissing(f"{path}: no such folder to make an archive in")
