import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest import archive
from ingest.cli.writing import opened
from ingest.errors import ArchiveBusy, ArchiveMoved, ArchiveUnwritable

HOLDER = """
import sys
from pathlib import Path
from ingest import archive
from ingest.cli.writing import opened
with archive.fetching(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that fetches for the archive until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "a.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_one_process_at_a_time_fetches_for_an_archive(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(ArchiveBusy, match=rf"a\.db: process {holder.pid} is fetching for it"), archive.fetching(tmp_path / "a.db"):
        pass
    with archive.fetching(tmp_path / "other.db"):
        pass


def test_who_waits_gets_its_turn(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    with archive.fetching(tmp_path / "a.db", wait=30):
        assert holder.wait(30) == 0


def test_a_process_that_is_killed_leaves_no_lock(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    with archive.fetching(tmp_path / "a.db"):
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(ArchiveUnwritable, match=r"a\.db\.lock: the lock file cannot be written"),
        archive.fetching(tmp_path / "no" / "a.db"),
    ):
        pass


def test_a_disk_without_room_for_the_lock_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))  # no file may grow
    try:
        with pytest.raises(ArchiveUnwritable, match=r"a\.db\.lock: the lock file cannot be written"), archive.fetching(path):
            pass
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with archive.fetching(path):
        pass


def test_another_name_of_an_archive_does_not_pass_its_lock_by(tmp_path: Path) -> None:
    path, link = tmp_path / "a.db", tmp_path / "link.db"
    archive.create_or_open(path).close()
    link.symlink_to(path)
    with archive.fetching(path), pytest.raises(ArchiveBusy), archive.fetching(link):
        pass


def test_a_daemon_that_starts_while_another_program_writes_waits_for_it(tmp_path: Path) -> None:
    path, said = tmp_path / "a.db", list[str]()
    archive.create_or_open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def note(line: str) -> None:
            said.append(line)
            if other.in_transaction:
                other.rollback()

        with opened(path, dry_run=False, wait=0, note=note, as_daemon=True) as ready:
            ready.close()
    assert said == [
        f"{path}: locked by another program that is writing to it; waiting until that has finished",
        f"{path}: no longer locked",
    ]


def test_who_waits_for_a_time_gives_up_after_it(tmp_path: Path) -> None:
    path, said = tmp_path / "a.db", list[str]()
    archive.create_or_open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy), opened(path, dry_run=False, wait=0.3, note=said.append):
            pass
    assert said == [f"{path}: locked by another program that is writing to it; waiting until that has finished"]


def test_a_lock_file_that_somebody_removed_is_made_and_held_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.fetching(path, as_daemon=True), archive.create_or_open(path) as held:
        path.with_name("a.db.lock").unlink()
        held.require_in_place()
        holder = archive.holder(path)
        assert holder is not None
        assert (holder.process, holder.is_daemon) == (str(os.getpid()), True)
    assert archive.holder(path) is None


def test_of_two_processes_that_a_removed_lock_file_let_in_the_first_stops(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.fetching(path), archive.create_or_open(path) as held:
        path.with_name("a.db.lock").unlink()
        command = [sys.executable, "-c", HOLDER, str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with pytest.raises(ArchiveMoved, match=rf"lock file was removed while it was in use, and process {other.pid} now fetches"):
                held.require_in_place()
            other.kill()
