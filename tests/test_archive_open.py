import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import methodcaller
from pathlib import Path

import pytest
from archived import keep

from ingest import archive
from ingest.archive.read import article_view
from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveMissing, ArchiveNewer, ArchiveUnwritable, NotAnArchive

Opening = Callable[[Path], archive.Archive]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions do not bind the superuser, whom containers run as."""
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    """An archive in a folder where nothing may be written."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        place = Path(folder, "a.db")
        with archive.create_or_open(place) as kept:
            keep(kept, "Title", "Text")
        place.chmod(0o444)
        Path(folder).chmod(0o555)
        yield place
        Path(folder).chmod(0o755)


def test_an_archive_is_made_where_none_is_and_opened_where_one_is(path: Path) -> None:
    with archive.create_or_open(path) as first:
        assert first.created
        keep(first, "Title", "Text")
    with archive.create_or_open(path) as second:
        assert not second.created
        assert article_view.article(second.db, 1) is not None


def test_what_a_process_left_that_was_killed_while_it_made_an_archive_is_made_anew(path: Path) -> None:
    with sqlite3.connect(path) as left:
        left.execute("PRAGMA journal_mode = WAL")
        left.execute('CREATE TABLE "_sqlite_migrations" (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)')
    left.close()
    with archive.create_or_open(path) as made:
        assert made.created
        keep(made, "Title", "Text")


def test_what_is_committed_survives_a_power_cut_and_a_busy_file_is_waited_for(path: Path) -> None:
    with archive.create_or_open(path) as kept:
        pragmas = {name: kept.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "busy_timeout")}
    assert pragmas["journal_mode"] == "wal"
    assert pragmas["synchronous"] == 2  # FULL
    assert pragmas["busy_timeout"] >= 10_000


@pytest.mark.parametrize("opening", [archive.open_readonly, archive.open_existing])
def test_a_missing_archive_is_named_with_the_command_that_makes_one(path: Path, opening: Opening) -> None:
    with pytest.raises(ArchiveMissing, match=r"a\.db: no archive is there; `ingest fetch --db "):
        opening(path)
    assert not path.exists()


@pytest.mark.parametrize("opening", [archive.open_readonly, archive.create_or_open])
class TestWhatIsNoArchiveOfOurs:
    def test_some_other_file(self, path: Path, opening: Opening) -> None:
        path.write_bytes(b"An essay about bridges. " * 100)
        with pytest.raises(NotAnArchive, match=r"a\.db: not a SQLite database"):
            opening(path)
        assert path.read_bytes().startswith(b"An essay")

    def test_a_folder(self, path: Path, opening: Opening) -> None:
        path.mkdir()
        with pytest.raises(NotAnArchive, match=r"a\.db: a folder"):
            opening(path)

    def test_some_other_database(self, path: Path, opening: Opening) -> None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE bridges (id)")
        other.close()
        with pytest.raises(NotAnArchive, match=r"a\.db: a SQLite database, but not an archive"):
            opening(path)

    def test_an_archive_of_a_newer_ingest(self, path: Path, opening: Opening) -> None:
        with archive.create_or_open(path) as kept:
            kept.db.execute("PRAGMA user_version = 99")
        with pytest.raises(ArchiveNewer, match=r"a\.db: schema 99, made by a newer ingest"):
            opening(path)

    def test_an_archive_whose_guard_was_removed(self, path: Path, opening: Opening) -> None:
        with archive.create_or_open(path) as kept:
            kept.db.execute("DROP TRIGGER revisions_no_delete")
        with pytest.raises(ArchiveDamaged, match=r"a\.db: the trigger revisions_no_delete was removed or altered"):
            opening(path)


def test_an_empty_file_is_read_as_none_and_made_an_archive_of(path: Path) -> None:
    path.touch()
    with pytest.raises(NotAnArchive, match=r"a\.db: nothing is in it yet; `ingest fetch"):
        archive.open_readonly(path)
    with archive.create_or_open(path) as made:
        assert made.created


def test_a_python_whose_sqlite_is_too_old_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 37, 2))
    with pytest.raises(ArchiveError, match=r"a\.db: this Python has SQLite .* 3\.40 or newer is needed"):
        archive.create_or_open(path)
    assert not path.exists()


def test_a_file_in_a_folder_that_is_not_there_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnwritable, match=r"a\.db: cannot be opened; check that its folder exists"):
        archive.create_or_open(tmp_path / "nowhere" / "a.db")


def test_a_malformed_file_is_told_when_it_is_read(path: Path) -> None:
    with archive.create_or_open(path) as kept:
        keep(kept, "Title", "Text")
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)

    def read_all() -> None:
        with archive.open_readonly(path) as broken:
            article_view.article(broken.db, 1)

    with pytest.raises(ArchiveDamaged, match=r"a\.db: malformed"):
        read_all()


def test_text_that_is_no_text_any_more_is_damage(path: Path) -> None:
    with archive.create_or_open(path) as kept:
        keep(kept, "Harbour closed until spring", "The harbour is closed.")
    path.write_bytes(path.read_bytes().replace(b"Harbour closed", b"Harb\xff\xfer closed"))
    with archive.open_readonly(path) as broken:
        for read in (methodcaller("fetchone"), methodcaller("fetchall"), list[object]):
            with pytest.raises(ArchiveDamaged, match=r"a\.db: malformed"):
                read(broken.db.execute("SELECT title FROM revisions"))


def test_a_reader_goes_on_while_another_process_writes(path: Path) -> None:
    with archive.create_or_open(path) as writer, archive.open_readonly(path) as reader:
        keep(writer, "Title", "Text")
        with writer.batch() as db:
            db.execute("DELETE FROM tags")
            db.execute("UPDATE articles SET title = 'not yet'")
            assert reader.db.execute("SELECT title FROM articles").fetchall() == [("Title",)]
        assert reader.db.execute("SELECT title FROM articles").fetchall() == [("not yet",)]


def test_a_reader_cannot_write(path: Path) -> None:
    archive.create_or_open(path).close()
    with archive.open_readonly(path) as reader, pytest.raises(ArchiveUnwritable, match=r"a\.db: read-only"), reader.batch() as db:
        db.execute("INSERT INTO hosts (host, state) VALUES ('example.com', '{}')")


def test_a_second_writer_gives_up_in_one_line(path: Path) -> None:
    with archive.create_or_open(path) as first, archive.create_or_open(path) as second:
        second.db.execute("PRAGMA busy_timeout = 20")
        with first.batch(), pytest.raises(ArchiveBusy, match=r"a\.db: locked by another program"), second.batch():
            pass


def test_an_archive_on_a_medium_that_cannot_be_written_is_read(read_only: Path) -> None:
    with as_nobody(), archive.open_readonly(read_only) as kept:
        found = article_view.article(kept.db, 1)
    assert found is not None
    assert found.text == "Text"


def test_an_archive_on_a_medium_that_cannot_be_written_is_not_written(read_only: Path) -> None:
    with as_nobody(), pytest.raises(ArchiveUnwritable, match=r"a\.db: read-only"):
        archive.create_or_open(read_only)


@pytest.mark.parametrize("content", ["7", "words"])
def test_a_file_of_anything_else_is_left_as_it_is(path: Path, content: str) -> None:
    path.write_text(content)
    with pytest.raises(NotAnArchive, match="not a SQLite database"):
        archive.create_or_open(path)
    assert path.read_text() == content


def test_a_reader_that_comes_and_goes_leaves_the_log_of_a_writer_with_two_connections(path: Path) -> None:
    """Closing any other handle of the file would drop the locks that SQLite holds for this process (sqlite.org/howtocorrupt.html 2.2)."""
    with archive.create_or_open(path) as writing, archive.open_readonly(path):
        keep(writing, "A title", "A text.")
        script = f"import sqlite3; db = sqlite3.connect({str(path)!r}); db.execute('SELECT count(*) FROM articles').fetchall(); db.close()"
        subprocess.run([sys.executable, "-c", script], check=True)
        assert path.with_name("a.db-wal").exists()
        keep(writing, "Another title", "Another text.", url="https://example.com/b")
    with archive.open_readonly(path) as opened:
        assert opened.db.execute("SELECT count(*) FROM articles").fetchone() == (2,)
