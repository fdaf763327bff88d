from pathlib import Path

import pytest
import sqlite_utils
from archived import T0, keep, read_only
from click.testing import CliRunner

from ingest import archive
from ingest.archive import digests, integrity
from ingest.archive.story_index import stories
from ingest.cli import commands
from ingest.core.model import Author, Image
from ingest.errors import ArchiveDamaged, NotAnArchive


def test_a_sound_archive_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
    result = CliRunner().invoke(commands, ["verify", "--db", str(path)])
    assert (result.exit_code, result.stdout) == (0, f"{path}: sound, 1 kept pages read\n")


def test_what_is_wrong_is_told_and_the_exit_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
        opened.db.execute("INSERT INTO articles_fts (rowid, search_text) VALUES (1, 'other words')")
    result = CliRunner().invoke(commands, ["verify", "--db", str(path)])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == f"{path}: the search index does not agree with the articles\n"


def test_an_empty_file_is_not_sound_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    result = CliRunner().invoke(commands, ["verify", "--db", str(path)])
    assert isinstance(result.exception, NotAnArchive)
    assert path.stat().st_size == 0


def test_an_archive_on_a_medium_that_cannot_be_written_is_verified_but_for_its_index(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text")
    with read_only(path):
        report = integrity.verify(path)
    assert (report.problems, report.pages) == ((), 1)
    assert "the search index was not compared" in report.unread[0]


ALTERED = {  # what somebody changed past the guards -> what is told of it
    "UPDATE revisions SET text = 'Taxt'": "revision 1 is not what was kept: its fingerprint differs",
    "UPDATE revisions SET byline = 'By another'": "revisions row 1: is not as it was logged",
    "UPDATE revisions SET found = '{'": "revisions row 1: its notes of how fields were found are not JSON",
    "UPDATE revisions SET seen_at = '2024-12-18T03:00:0:Z'": "revisions row 1: seen_at is no time",
    "UPDATE revisions SET number = 3": "article 1 has revisions that are not numbered 1, 2, 3",
    "UPDATE articles SET title = 'Titla'": "article 1 is not titled as its revision",
    "UPDATE articles SET first_seen_at = '2025-12-18T03:00:00Z'": "article 1 was seen before its first sight",
    "DELETE FROM article_dates": "article 1 is dated otherwise than its revision",
    "UPDATE article_dates SET dated_at = '2024-12-19T03:00:00Z'": "article 1 is dated otherwise than its revision",
    "UPDATE article_urls SET article = 7": "article_urls row 1: no such articles",
    "UPDATE urls SET checked_at = 'soon'": "urls row 1: checked_at is no time",
    "UPDATE stories SET publishers = 5": "story 1 does not count its publishers",
    "UPDATE stories SET languages = ' vi '": "story 1 does not name its languages",
    "UPDATE stories SET newest_at = '2030-01-01T00:00:00Z'": "story 1 is newer or older than its articles",
    "UPDATE authors SET name = 'A. Vriter'": "article 1: its authors, tags, images or named origins are not what was kept",
    "UPDATE images SET caption = NULL": "article 1: its authors, tags, images or named origins are not what was kept",
    "DELETE FROM images": "article 1: its authors, tags, images or named origins are not what was kept",
    "INSERT INTO tags (article, tag) VALUES (1, 'news')": "article 1: its authors, tags, images or named origins are not what was kept",
    "UPDATE fetches SET started_at = '2024-12-18T02:00:00Z'": "open_looks: a request among rows 1 to 1 of the log of requests"
    " is not as it was written",
    "UPDATE runs SET left_over = 4": "runs row 1: is not as it was written",
    "UPDATE sources SET title = 'Vebsite'": "sources row 1: is not as it was written",
    "UPDATE sources SET state = 'aktive'": "CHECK constraint failed in sources",
}


@pytest.mark.parametrize("altering", ALTERED)
def test_what_was_altered_past_the_guards_is_told(tmp_path: Path, altering: str) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        keep(opened, "Title", "Text", authors=(Author("A. Writer"),), images=(Image(url="https://example.com/i", caption="A bridge"),))
        with opened.batch() as db:
            stories.settle(db, 1, T0)
    assert integrity.verify(path).problems == ()
    raw = sqlite_utils.Database(path)
    for trigger in raw.triggers:
        raw.execute(f"DROP TRIGGER {trigger.name}")
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(altering)
    raw.conn.commit()
    raw.close()
    assert ALTERED[altering] in integrity.verify(path).problems


def test_articles_of_an_older_version_get_their_digests_with_the_next_upkeep(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as opened:
        for number in range(3):
            keep(opened, f"Title {number}", "Text", url=f"https://example.com/{number}", authors=(Author(f"Writer {number}"),))
        opened.db.execute("DELETE FROM part_digests")
        opened.db.execute("UPDATE runs SET digest = NULL")
        opened.db.execute("DELETE FROM open_looks")
        assert integrity.verify(path).problems == ()
        with opened.batch() as db:
            assert [digests.note_missing_parts(db, 2) for _ in range(3)] == [2, 1, 0]
        assert integrity.verify(path).problems == ()
        opened.db.execute("UPDATE authors SET name = 'Nobody' WHERE article = 2")
    assert integrity.verify(path).problems == ("article 2: its authors, tags, images or named origins are not what was kept",)


@pytest.mark.parametrize("name", ["snapshots_url", "revisions", "sqlite_autoindex_urls_1", "articles_fts_data"])
def test_a_damaged_page_ends_one_check_and_no_other(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as kept:
        keep(kept, "A headline", "The text of the article.")
        keep(kept, "Another", "The text of the other.", url="https://example.com/other")
        ((number,),) = kept.db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchall()
        (size,) = kept.db.execute("PRAGMA page_size").fetchone()
        kept.db.execute("DROP TRIGGER links_no_update")
        kept.empty_log()
    content, end = path.read_bytes(), number * size
    path.write_bytes(content[: end - size] + bytes(size) + content[end:])
    problems = integrity.verify(path).problems
    assert any("malformed" in line for line in problems)
    assert any("links_no_update" in line for line in problems)


def test_an_index_that_is_none_any_more_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive.create_or_open(path) as kept:
        keep(kept, "A headline", "The text of the article.")
        kept.db.execute("DELETE FROM articles_fts_config")
    with pytest.raises(ArchiveDamaged, match=r"a\.db: malformed"), archive.open_readonly(path) as broken:
        broken.db.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'headline'").fetchall()
