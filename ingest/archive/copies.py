"""Copies of an archive: made while it is in use, proved before they count, and put back without a trace of what they replace."""

import os
from pathlib import Path

from ingest.archive import integrity, plain_file
from ingest.archive.file_copy import CopyProgress, Partial, put, whole_copy
from ingest.archive.lock import fetching
from ingest.archive.open import open_readonly
from ingest.errors import ArchiveDamaged, ArchiveMissing, ArchiveUnwritable


def backup(path: Path, target: Path, *, keep: int = 1, progress: CopyProgress | None = None) -> integrity.Report:
    """Copies the archive at `path`, as it is at one moment, to `target`, while others read and write it; what verifying the copy found.

    The copy takes its name only once it is whole, sound and on disk. Of earlier copies of that name the newest `keep - 1` stay, as
    `target.1`, `target.2`, ... Raises ArchiveError: nothing was put in the place of `target` then.
    """
    if os.path.realpath(target) == os.path.realpath(path):
        raise ArchiveUnwritable(f"{target}: this is the archive itself; name another file")
    plain_file.require(target)
    with Partial(target) as partial:
        _copy(path, partial, progress)
        report = _proved(partial, f"the copy of {path}")
        _shift(target, keep)
        put(partial, target)
    return report


def restore(copy: Path, path: Path, *, at: str, progress: CopyProgress | None = None) -> Path | None:
    """Puts a copy of `copy` in the place of the archive at `path`; where that was set aside, with its log, None when there was none.

    `at`: UTC text, for the name of what is set aside. Raises ArchiveBusy while something fetches for the archive, ArchiveError when the
    copy is not sound: nothing was changed then.
    """
    if not copy.exists():
        raise ArchiveMissing(f"{copy.absolute()}: no copy is there")
    path = Path(os.path.realpath(path))
    with fetching(path), Partial(path) as partial:
        _copy(copy, partial, progress)
        _proved(partial, str(copy))
        aside = _set_aside(path, at) if path.exists() else None
        _drop_log(path)
        put(partial, path)
    return aside


def _copy(path: Path, target: Path, progress: CopyProgress | None) -> None:
    with open_readonly(path, guarded=False, older=True) as archive:
        whole_copy(archive.db, target, progress)


def _proved(copy: Path, named: str) -> integrity.Report:
    report = integrity.verify(copy)
    if report.problems:
        more = f" and {len(report.problems) - 1} more problems" if len(report.problems) > 1 else ""
        raise ArchiveDamaged(f"{named} is not sound, and was not used: {report.problems[0]}{more}; `ingest verify` tells all of them")
    return report


def _shift(target: Path, keep: int) -> None:
    """Makes room for a new `target`: the one that is there becomes `target.1`, and so on."""
    for number in range(keep - 1, 0, -1):
        older = target if number == 1 else target.with_name(f"{target.name}.{number - 1}")
        if older.exists():
            older.replace(target.with_name(f"{target.name}.{number}"))


def _set_aside(path: Path, at: str) -> Path:
    """Renames the archive and its log together: they are one."""
    aside = path.with_name(f"{path.name}.replaced-{at.replace(':', '')}")
    log = path.with_name(path.name + "-wal")
    if log.exists():
        log.replace(aside.with_name(aside.name + "-wal"))
    path.replace(aside)
    return aside


def _drop_log(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
