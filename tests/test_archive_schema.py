import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from archived import FIXTURES, WHOLE, digests, schema, sound, whole_schema

from ingest import archive
from ingest.archive.read import article_view, changes, search
from ingest.archive.schema import append_only
from ingest.archive.schema.migrations import make, migrate
from ingest.archive.schema.steps import STEPS, VERSION
from ingest.archive.write import search_index
from ingest.core.change.decide import fingerprint

VIEWS = {
    "v_articles": (
        "id url source country language title byline lead text published published_at published_precision"
        " first_seen_at last_checked_at state translation story last_confirmed_at gone_at missing_since removal series"
    ),
    "v_revisions": (
        "id article number url source language title byline lead text published published_at published_precision"
        " modified_at kind change reason seen_at previous_confirmed_at fingerprint extractor snapshot repeats"
    ),
    "v_links": (
        "id article url target target_article relation basis confidence reason language apart snapshot added_at"
    ),
    "v_changes": (
        "article url source language class significance title before after seen_at previous_confirmed_at revision number classes reason"
    ),
    "v_health": "source state since reason chance before after",
    "v_health_changes": "id source at was state reason chance before after",
    "v_removed": (
        "article url source language title gone_at last_confirmed_at missing_since reason revision removal"
        " id status final_url snapshot"
    ),
}  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def test_the_schema_on_file_is_what_the_steps_make(empty: archive.Archive) -> None:
    assert WHOLE.read_text(encoding="utf-8") == whole_schema() == schema(empty.db)


def test_a_new_archive_holds_what_one_holds_that_took_every_step(empty: archive.Archive, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "stepped.db", isolation_level=None)) as stepped:
        migrate(stepped)
    with archive.create_or_open(tmp_path / "stepped.db") as opened:
        assert everything(opened.db) == everything(empty.db)
        assert schema(opened.db) == schema(empty.db)


def everything(db: sqlite3.Connection) -> dict[str, list[Any]]:
    """The rows of each table, those behind the indexes too, but for what is an archive's own; and what the file says of itself."""
    own = ("applied_at", "origin", "begun_at", "hash")
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type != 'view' AND name != 'sqlite_schema'"
    tables = [name for (name,) in db.execute(sql)]
    pragmas = ("user_version", "application_id", "foreign_keys", "journal_mode", "auto_vacuum", "encoding", "page_size")
    found: dict[str, list[Any]] = {name: db.execute(f"PRAGMA {name}").fetchall() for name in pragmas}
    for name in tables:
        columns = [column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        kept = [f'"{column}"' for column in columns if column not in own]
        found[name] = sorted(map(repr, db.execute(f'SELECT {", ".join(kept)} FROM "{name}"')))
    return found


def test_a_file_that_another_process_has_begun_an_archive_in_meanwhile_is_left_to_the_steps(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as db:
        migrate(db, STEPS[:5])
        make(db)
        assert db.execute("PRAGMA user_version").fetchone() == (5,)
        migrate(db)
        assert schema(db) == WHOLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
def test_the_views_have_the_columns_that_others_rely_on(empty: archive.Archive, view: str) -> None:
    columns = [column[0] for column in empty.db.execute(f"SELECT * FROM {view}").description]
    assert columns == VIEWS[view].split()


def test_what_python_reads_from_a_view_is_its_columns() -> None:
    read = {
        "v_articles": article_view.ArticleView,
        "v_revisions": article_view.RevisionView,
        "v_links": article_view.LinkView,
        "v_changes": changes.ChangeView,
        "v_removed": changes.RemovalView,
    }
    for view, kind in read.items():
        assert list(kind.__struct_encode_fields__) == VIEWS[view].split()


def test_every_table_that_is_ours_is_strict(empty: archive.Archive) -> None:
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'"
    assert empty.db.execute(sql).fetchall() == [("_sqlite_migrations",)]  # sqlite-utils keeps it


def test_every_foreign_key_is_one_integer_column(empty: archive.Archive) -> None:
    sql = """
        SELECT t.name, f.seq, c.type FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
        JOIN pragma_table_info(t.name) c ON c.name = f."from" WHERE t.schema = 'main'
    """
    keys = empty.db.execute(sql).fetchall()
    assert len(keys) > 20
    assert {(seq, type) for _, seq, type in keys} == {(0, "INTEGER")}


def test_an_archive_of_every_version_is_kept() -> None:
    assert {path.name for path in FIXTURES.glob("archives/*.gz")} == {f"version-{version}.db.gz" for version in range(1, VERSION + 1)}


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_archive_of_every_version_opens_and_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    with archive.create_or_open(old(version, tmp_path / "a.db")) as opened:
        assert schema(opened.db) == WHOLE.read_text(encoding="utf-8")
        assert sound(opened) == ()
        assert [revision.text for revision in article_view.revisions(opened.db, 1)] == ["It was opened.", "It was opened on Monday."]
        assert [hit.title for hit in search.search(opened.db, "duong sat")] == ["Cầu đường sắt"]


def old(version: int, path: Path) -> Path:
    path.write_bytes(gzip.decompress((FIXTURES / "archives" / f"version-{version}.db.gz").read_bytes()))
    return path


def test_what_an_older_version_folded_is_folded_anew_some_at_a_time(tmp_path: Path) -> None:
    """Version 6 kept Arabic letters apart that are typed either way."""
    path = old(6, tmp_path / "a.db")
    folded_then = ("أحمد في المدرسة", "كتاب")
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER revisions_no_update")  # for these lines alone: an archive that says other texts than the fixture
    guard = append_only.triggers(STEPS[:6])["revisions_no_update"]
    for article, text in enumerate(folded_then, start=1):
        (before,) = db.execute("SELECT search_text FROM articles WHERE id = ?", (article,)).fetchone()
        db.execute("INSERT INTO articles_fts (articles_fts, rowid, search_text) VALUES ('delete', ?, ?)", (article, before))
        db.execute("INSERT INTO articles_fts (rowid, search_text) VALUES (?, ?)", (article, text))
        db.execute("UPDATE articles SET title = ?1, search_text = ?1 WHERE id = ?2", (text, article))
        sql = "UPDATE revisions SET title = ?1, text = '', fingerprint = ?2 WHERE id = (SELECT revision FROM articles WHERE id = ?3)"
        db.execute(sql, (text, fingerprint(text, ""), article))
    db.execute(guard)
    db.commit()
    migrate_alone = sqlite3.connect(path, isolation_level=None)
    migrate(migrate_alone)
    search_index.prepare(migrate_alone)
    assert search_index.fold_again(migrate_alone, 1) == 1
    search_index.refresh(migrate_alone)
    migrate_alone.close()
    db.close()
    with archive.open_readonly(path) as opened:
        assert [hit.id for hit in search.search(opened.db, "احمد")] == [1]
        assert opened.db.execute("SELECT article FROM unfolded").fetchall() == [(2,)]
        assert sound(opened) == ()
    with archive.create_or_open(path) as opened:
        assert opened.db.execute("SELECT count(*) FROM unfolded").fetchone() == (0,)
        assert [hit.id for hit in search.search(opened.db, "المدرسه OR کتاب")] == [2, 1]
        assert sound(opened) == ()


LATER = (
    "CREATE TABLE seals (id INTEGER PRIMARY KEY, head TEXT NOT NULL) STRICT",
    "CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END",
    "CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals is append-only'); END",
    "DROP VIEW v_links",
    "CREATE VIEW v_links AS SELECT l.id, l.article, (SELECT count(*) FROM seals) AS seals FROM links l",
)


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_a_step_with_a_guarded_table_and_a_view_is_taken_by_new_and_old_archives(tmp_path: Path, version: int) -> None:
    """Version 0 is a new, empty file."""
    path = tmp_path / "a.db"
    steps = (*STEPS, LATER)
    db = sqlite3.connect(path if version == 0 else old(version, path), isolation_level=None)
    migrate(db, steps)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
    db.execute("INSERT INTO seals (head) VALUES ('x')")
    with pytest.raises(sqlite3.IntegrityError, match="seals is append-only"):
        db.execute("UPDATE seals SET head = 'y'")
    assert [column[0] for column in db.execute("SELECT * FROM v_links").description] == ["id", "article", "seals"]
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    assert found == append_only.triggers(steps)
    db.close()


def test_sqlite_utils_reads_the_notes_of_steps_as_its_own(empty: archive.Archive) -> None:
    notes = sqlite_utils.Migrations("ingest")
    applied = notes.applied(sqlite_utils.Database(empty.db))
    assert [one.name for one in applied] == [str(version) for version in range(1, VERSION + 1)]


def test_making_an_archive_loads_no_library_that_loads_pandas(tmp_path: Path) -> None:
    """sqlite-utils does, wherever pandas is installed."""
    code = (
        "import sys; from pathlib import Path; from ingest import archive; archive.create_or_open(Path(sys.argv[1])); print(*sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path / "a.db"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert {"sqlite_utils", "pandas"}.isdisjoint(ran.stdout.split())


def test_a_step_that_fails_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    db = sqlite3.connect(old(VERSION, tmp_path / "a.db"), isolation_level=None)
    before = list(db.execute("SELECT name, sql FROM sqlite_master"))
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, (*STEPS, (*LATER, "CREATE TABLE seals (id)")))
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert list(db.execute("SELECT name, sql FROM sqlite_master")) == before
    db.close()


def test_a_trigger_that_a_later_step_drops_is_no_longer_wanted() -> None:
    assert "links_no_delete" not in append_only.triggers((*STEPS, ("DROP TRIGGER links_no_delete",)))


def test_no_step_was_edited() -> None:
    """Archives somewhere were made by these statements: what should be otherwise is a step of its own."""
    assert digests() == (FIXTURES / "archives" / "steps.sha256").read_text(encoding="utf-8")
