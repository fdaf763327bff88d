"""Markdown is kept as a difference to its text, and is read as it was wherever it is asked for."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from archived import T1, keep, keep_page
from hypothesis import given
from hypothesis import strategies as st
from program import ingest, rows

from ingest import archive
from ingest.archive import integrity, markup
from ingest.archive.evidence import erase
from ingest.archive.open import writable
from ingest.archive.read import search
from ingest.archive.schema.migrations import migrate
from ingest.errors import ArchiveDamaged

FIXTURES = Path(__file__).parents[1] / "fixtures"
TEXT = "\n\n".join(f"Paragraph {number} tells of the bridge over the river, and of đường sắt." for number in range(12))
MARKDOWN = TEXT.replace("Paragraph", "## Paragraph").replace("bridge", "[bridge](https://example.org/b)")


@given(st.text(max_size=400), st.text(max_size=400), st.integers(0, 9))
def test_what_is_packed_is_read_again(text: str, more: str, times: int) -> None:
    text *= times
    markdown = f"# {text[: len(text) // 2]}{more}{text[len(text) // 2 :]}"
    assert markup.unpack(text, *markup.pack(text, markdown)) == markdown


def test_markdown_takes_little_beside_its_text_and_a_wrong_text_is_told() -> None:
    plain, packed = markup.pack(TEXT, MARKDOWN)
    assert plain == ""
    assert packed is not None
    assert len(packed) < len(MARKDOWN.encode()) / 4
    with pytest.raises(ArchiveDamaged):
        markup.unpack(TEXT.replace("river", "lake!"), plain, packed)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "Bridge", TEXT, markdown=MARKDOWN)
    return tmp_path


def test_the_archive_keeps_a_text_once_and_exports_both(kept: Path) -> None:
    stored = "SELECT length(r.markdown), length(r.markup) < 400, r.text FROM revisions r"
    assert rows(kept / "archive.db", stored) == [(0, 1, TEXT)]
    assert rows(kept / "archive.db", "SELECT text FROM v_articles") == [(TEXT,)]
    (line,) = ingest("export", "--format", "jsonl", cwd=kept).lines
    assert line["markdown"] == MARKDOWN
    assert integrity.verify(kept / "archive.db").problems == ()


def test_an_altered_difference_is_found(kept: Path) -> None:
    other = markup.pack(TEXT, MARKDOWN.replace("example.org", "example.com"))[1]
    with writable(kept / "archive.db") as db:
        db.execute("DROP TRIGGER revisions_no_update")
        db.execute("UPDATE revisions SET markup = ?", (other,))
    assert "revisions row 1: is not as it was logged" in integrity.verify(kept / "archive.db").problems


def test_a_letter_that_was_changed_in_a_text_is_found_in_its_row_and_hides_no_other(kept: Path) -> None:
    """The Markdown can no longer be read then."""
    with archive.create_or_open(kept / "archive.db") as opened:
        keep(opened, "Pier", "It stands.", url="https://example.com/pier")
    with writable(kept / "archive.db") as db:
        db.execute("DROP TRIGGER revisions_no_update")
        db.execute("UPDATE revisions SET text = replace(text, 'river', 'rival') WHERE id = 1")
        db.execute("UPDATE revisions SET lead = 'Slipped in.' WHERE id = 2")
    problems = integrity.verify(kept / "archive.db").problems
    assert "revision 1 is not what was kept: its fingerprint differs" in problems
    assert [line for line in problems if "logged" in line] == [f"revisions row {row}: is not as it was logged" for row in (1, 2)]


def test_an_erasure_takes_the_difference_too(kept: Path) -> None:
    with archive.create_or_open(kept / "archive.db") as opened:
        with opened.batch() as db:
            erase.article(db, 1, "by order", T1)
        assert opened.db.execute("SELECT markdown, markup FROM revisions").fetchall() == [("", None)]
        assert search.search(opened.db, "bridge") == ()
        keep(opened, "Bridge, again", "It was opened to all.", at=T1, kind="edit")
        assert [hit.title for hit in search.search(opened.db, "opened")] == ["Bridge, again"]
    assert integrity.verify(kept / "archive.db").problems == ()


def test_the_index_follows_a_text_that_is_replaced_within_one_batch(tmp_path: Path) -> None:
    """What is taken out of the index is worked out, so it must be what was put in: the text before the batch, or nothing."""
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        with opened.batch() as db:
            keep_page(db, "Bridge", "Its piers stand.")
            keep_page(db, "Bridge", "Its cables hang.", at=T1, kind="edit")
        with opened.batch() as db:
            keep_page(db, "Bridge", "Its deck lies.", at="2024-12-20T03:00:00Z", kind="edit")
            keep_page(db, "Bridge", "Its road is open.", at="2024-12-21T03:00:00Z", kind="edit")
        found = {word: len(search.search(opened.db, word)) for word in ("piers", "cables", "deck", "road")}
    assert found == {"piers": 0, "cables": 0, "deck": 0, "road": 1}
    assert integrity.verify(tmp_path / "archive.db").problems == ()


def test_words_beside_each_other_come_first_and_plain_sqlite_reads_what_was_found(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "One", "The high court sat.", url="https://example.com/1")
        keep(opened, "Two", "The court is high.", url="https://example.com/2", at=T1)
        assert [hit.title for hit in search.search(opened.db, "high court")] == ["One", "Two"]
    sql = "SELECT rowid, search_text FROM articles_fts WHERE articles_fts MATCH 'court' ORDER BY rowid"
    assert rows(tmp_path / "archive.db", sql) == [(1, "One\nThe high court sat."), (2, "Two\nThe court is high.")]


def test_the_folded_texts_of_an_older_archive_leave_its_file(tmp_path: Path) -> None:
    """What is erased by order later must not stand in a page that became free."""
    path = tmp_path / "archive.db"
    path.write_bytes(gzip.decompress((FIXTURES / "archives" / "version-25.db.gz").read_bytes()))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE articles SET search_text = ?", ("wholly folded " * 1000,))
        db.execute("PRAGMA secure_delete = OFF")  # as SQLite is built in many places
        migrate(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"wholly folded" not in path.read_bytes()
    with archive.create_or_open(path) as opened:
        assert [hit.title for hit in search.search(opened.db, "duong sat")] == ["Cầu đường sắt"]
