"""Copies of an archive: whole, proved, and put back without what would destroy them."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
import sqlite_utils
from archived import FIXTURES, T1, keep, sound
from click.testing import CliRunner

from ingest import archive
from ingest.archive import copies, integrity
from ingest.archive.read import article_view
from ingest.archive.schema.steps import VERSION
from ingest.cli import commands
from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveMissing, ArchiveUnwritable, NotAnArchive

LEAVER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archived import keep
from ingest import archive
opened = archive.create_or_open(Path(sys.argv[1]))
for number in range(int(sys.argv[3]), int(sys.argv[3]) + 20):
    keep(opened, f"Title {number}", "Text of some length. " * 200, url=f"https://example.com/{number}")
os._exit(9)
"""


def kill_while_open(path: Path, start: int) -> None:
    """A process that keeps twenty articles and ends without closing the archive: what it wrote lies in the log."""
    ended = subprocess.run([sys.executable, "-c", LEAVER, str(path), str(Path(__file__).parent), str(start)], check=False)
    assert ended.returncode == 9
    assert path.with_name(path.name + "-wal").stat().st_size > 0


def titles(path: Path) -> list[str]:
    with archive.open_readonly(path) as opened:
        return [article.title for article in article_view.articles(opened.db)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive of one article."""
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
    return path


def test_a_copy_holds_one_moment_of_an_archive_that_is_written_to(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with archive.create_or_open(path) as opened:

        def write(_done: int, _pages: int) -> None:
            keep(opened, "Later", "Text", url="https://example.com/later", at=T1)

        copies.backup(path, target, progress=write)
        assert titles(path) == ["Title", "Later"]
    assert titles(target) == ["Title"]
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.db", "copy.db"]


def test_earlier_copies_stay_as_many_as_are_wanted(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    for number in range(4):
        copies.backup(path, target, keep=3)
        with archive.create_or_open(path) as opened:
            keep(opened, f"Title {number}", "Text", url=f"https://example.com/{number}")
    held = {found.name: len(titles(found)) for found in tmp_path.glob("copy.db*")}
    assert held == {"copy.db": 4, "copy.db.1": 3, "copy.db.2": 2}


def test_a_copy_that_is_not_sound_takes_nobodys_place(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copies.backup(path, target)
    damage(path)
    with pytest.raises(ArchiveDamaged, match="revision 1 is not what was kept"):
        copies.backup(path, target)
    assert integrity.verify(target).problems == ()
    assert [found.name for found in tmp_path.glob("*.partial*")] == []


def damage(path: Path) -> None:
    raw = sqlite_utils.Database(path)
    (guard,) = raw.query("SELECT sql FROM sqlite_master WHERE name = 'revisions_no_update'")
    raw.execute("DROP TRIGGER revisions_no_update")
    raw.execute("UPDATE revisions SET text = 'Taxt'")
    raw.execute(guard["sql"])
    raw.conn.commit()
    raw.close()


def test_the_archive_itself_is_no_place_for_its_copy(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(path)
    with pytest.raises(ArchiveUnwritable, match="this is the archive itself"):
        copies.backup(path, tmp_path / "link.db")


def test_a_restored_copy_is_not_written_over_by_the_log_that_a_kill_left(path: Path, tmp_path: Path) -> None:
    copies.backup(path, tmp_path / "copy.db")
    kill_while_open(path, 0)
    aside = copies.restore(tmp_path / "copy.db", path, at=T1)
    assert titles(path) == ["Title"]
    assert integrity.verify(path).problems == ()
    assert aside is not None
    assert len(titles(aside)) == 21  # nothing is lost of what was set aside


def test_a_copy_that_was_put_beside_a_foreign_log_is_refused_and_stays_whole(path: Path, tmp_path: Path) -> None:
    copies.backup(path, tmp_path / "copy.db")
    for start in (0, 20, 40):
        kill_while_open(path, start)
        with archive.create_or_open(path):  # takes the log in
            pass
    kill_while_open(path, 60)
    shutil.copyfile(tmp_path / "copy.db", path)
    before = path.read_bytes()
    for opening in (archive.create_or_open, archive.open_readonly):
        import_module("ingest.archive.open")._OPENED.clear()  # as a process that opens it for the first time
        with pytest.raises(ArchiveDamaged, match=r"a\.db-wal: this log was not written for the file beside it"):
            opening(path)
    assert path.read_bytes() == before
    copies.restore(tmp_path / "copy.db", path, at=T1)
    assert titles(path) == ["Title"]


@pytest.mark.parametrize("kills", [1, 2, 3])
def test_the_log_that_a_kill_left_of_the_file_itself_is_taken_in(path: Path, kills: int) -> None:
    for number in range(kills):
        kill_while_open(path, number * 20)
    with archive.create_or_open(path) as opened:
        assert opened.db.execute("SELECT count(*) FROM articles").fetchone() == (1 + kills * 20,)
        assert sound(opened) == ()


def test_nothing_is_restored_while_something_fetches(path: Path, tmp_path: Path) -> None:
    copies.backup(path, tmp_path / "copy.db")
    with archive.fetching(path), pytest.raises(ArchiveBusy, match=f"process {os.getpid()} is fetching"):
        copies.restore(tmp_path / "copy.db", path, at=T1)


def test_what_is_no_sound_copy_is_not_restored(path: Path, tmp_path: Path) -> None:
    copies.backup(path, tmp_path / "copy.db")
    damage(tmp_path / "copy.db")
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged, match="is not sound, and was not used"):
        copies.restore(tmp_path / "copy.db", path, at=T1)
    with pytest.raises(ArchiveMissing, match="no copy is there"):
        copies.restore(tmp_path / "nothing.db", path, at=T1)
    assert path.read_bytes() == before


def test_an_old_archive_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(gzip.decompress((FIXTURES / "archives" / "version-1.db.gz").read_bytes()))
    archive.create_or_open(path).close()
    with sqlite_utils.Database(tmp_path / "a.db.version-1").conn as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("SELECT count(*) FROM articles").fetchone() == (2,)


def test_a_reader_of_an_old_archive_is_told_the_command_that_upgrades_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(gzip.decompress((FIXTURES / "archives" / "version-14.db.gz").read_bytes()))
    with pytest.raises(NotAnArchive, match=f"made by an older ingest; `ingest upgrade --db {path}` brings it up to date"):
        archive.open_readonly(path)
    first, second = (CliRunner().invoke(commands, ["upgrade", "--db", str(path)]).stdout for _ in range(2))
    assert first == f"{path}: version {VERSION}; as it was, version 14, it is {path}.version-14: delete that when all is well\n"
    assert second == f"{path}: version {VERSION}, up to date already\n"
    archive.open_readonly(path).close()


def test_both_commands_say_what_they_did(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    made = CliRunner().invoke(commands, ["backup", str(copy), "--db", str(path)])
    assert made.stdout.startswith(f"{copy}: a sound copy of {path}, ")
    back = CliRunner().invoke(commands, ["restore", str(copy), "--db", str(path)])
    assert back.stdout.startswith(f"{path}: restored from {copy}; what was there is now {path}.replaced-")


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_never_replaced_by_an_archive(path: Path, tmp_path: Path, make: Callable[[Path], None]) -> None:
    place = tmp_path / "place"
    make(place)
    before = place.stat().st_ino
    for attempt in (
        lambda: copies.backup(path, place, keep=2),
        lambda: copies.restore(path, place, at=T1),
        lambda: archive.create_or_open(place),
        lambda: archive.open_readonly(place),
        lambda: archive.fetching(place).__enter__(),
    ):
        with pytest.raises(NotAnArchive, match=r"place: a (folder|device, a pipe or a socket); name a file"):
            attempt()
    assert place.stat().st_ino == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.db", "place"], "nothing is left beside it"


def test_a_link_to_itself_is_no_fault_of_ingest(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    Path("loop").symlink_to("loop")
    for command in (["backup", "copy.db", "--db", "loop"], ["fetch", "https://example.com/", "--db", "loop"]):
        assert isinstance(CliRunner().invoke(commands, command).exception, ArchiveError), command
