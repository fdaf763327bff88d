import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import FIXTURES, schema

from ingest import archive
from ingest.archive.read import article_view, search
from ingest.archive.schema.migrations import VERSION
from ingest.archive.write import upkeep

VIEWS = {
    "v_articles": (
        "id url source country language title byline lead text published published_at published_precision"
        " first_seen_at last_checked_at state translation story"
    ),
    "v_revisions": (
        "id article number url source language title byline lead text published published_at published_precision"
        " modified_at kind change reason seen_at previous_confirmed_at fingerprint extractor snapshot"
    ),
    "v_links": (
        "id article url target target_article relation basis confidence reason language apart snapshot added_at"
    ),
}  # fmt: skip


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def test_the_schema_is_the_one_on_file(empty: archive.Archive) -> None:
    assert schema(empty) == (FIXTURES / "schema.sql").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
def test_the_views_have_the_columns_that_others_rely_on(empty: archive.Archive, view: str) -> None:
    columns = [column[0] for column in empty.db.execute(f"SELECT * FROM {view}").description]
    assert columns == VIEWS[view].split()


def test_what_python_reads_from_a_view_is_its_columns() -> None:
    read = {"v_articles": article_view.ArticleView, "v_revisions": article_view.RevisionView, "v_links": article_view.LinkView}
    for view, kind in read.items():
        assert list(kind.__struct_fields__) == VIEWS[view].split()


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
    assert sorted(path.name for path in FIXTURES.glob("archives/*")) == [f"version-{version}.db.gz" for version in range(1, VERSION + 1)]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_archive_of_every_version_opens_and_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(gzip.decompress((FIXTURES / "archives" / f"version-{version}.db.gz").read_bytes()))
    with archive.create_or_open(path) as opened:
        assert schema(opened) == (FIXTURES / "schema.sql").read_text(encoding="utf-8")
        assert upkeep.integrity(opened.db) == ()
        assert [revision.text for revision in article_view.revisions(opened.db, 1)] == ["It was opened.", "It was opened on Monday."]
        assert [hit.title for hit in search.search(opened.db, "duong sat")] == ["Cầu đường sắt"]
