"""Datasette over a real archive, asked as a browser asks."""

import asyncio
import html
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from archived import T1, URL, keep
from click.testing import CliRunner

from ingest import archive, cli
from ingest.archive.story_index import stories
from ingest.archive.write import health_state, source_state
from ingest.browse import serve
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Health, State
from ingest.core.model import Source
from ingest.errors import ArchiveMissing, ConfigError, NotAnArchive

RAILWAY = "https://example.com/railway"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("browse") / "kept.db"
    with archive.create_or_open(file) as opened:
        keep(opened, "Đường sắt Bắc - Nam", "Ngành đường sắt chạy thêm 24 chuyến tàu.\n\nGiá vé giữ nguyên.", url=RAILWAY, language="vi")
        keep(opened, "全国铁路冬季货运", "各铁路局做好运输。", url="https://example.com/b", language="zh-Hans")
        keep(opened, "Reading rooms", "They open on Saturdays.", url="https://example.com/c")
        with opened.batch() as db:
            for article in (1, 2, 3):
                stories.settle(db, article, T1)
            stories.say_joined(db, 1, 2, "", T1)
    return file


def get(path: Path, url: str) -> Any:
    """What Datasette answers; of a `.json` URL its rows as dicts."""

    async def answer() -> Any:
        datasette = serve.build(path)
        await datasette.invoke_startup()
        response = await datasette.client.get(url)
        for database in datasette.databases.values():
            database.close()
        assert response.status_code == 200, response.text
        if ".json" not in url:
            return response.text
        said = response.json()
        return [dict(zip(said["columns"], row, strict=True)) for row in said["rows"]]

    return asyncio.run(answer())


@pytest.mark.parametrize("table", ["v_articles", "articles"])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("duong sat", ["Đường sắt Bắc - Nam"]),
        ("ĐƯỜNG SẮT", ["Đường sắt Bắc - Nam"]),
        ("铁路", ["全国铁路冬季货运"]),
        ("路铁", []),
        ("saturdays -rooms", []),
        ('"open on saturdays"', ["Reading rooms"]),
        ('"', []),
        ("?!", []),
        ("AND OR NOT", []),
    ],
)
def test_the_search_box_finds_words_of_any_script_and_never_fails(path: Path, table: str, words: str, found: list[str]) -> None:
    assert [row["title"] for row in get(path, f"/kept/{table}.json?_search={words}")] == found


def test_numbers_lead_to_the_article_and_to_its_story(path: Path) -> None:
    page = get(path, "/kept/v_articles")
    assert '<a href="/kept/-/article/1">1</a>' in page
    assert '<a href="/kept/-/story/1">1</a>' in page
    assert f'<a href="{RAILWAY}">' in page


def test_a_story_shows_its_origin_first_and_whole_texts(path: Path) -> None:
    page = get(path, "/kept/-/story/1")
    assert page.index("各铁路局做好运输。") < page.index("<p>Giá vé giữ nguyên.</p>")


def test_the_evidence_of_a_story_is_a_table_of_its_links(path: Path) -> None:
    page = get(path, "/kept/-/story/1")
    (link,) = re.findall(r'<a href="([^"]+)">The evidence as a table</a>', page)
    assert [row["relation"] for row in get(path, html.unescape(link).replace("v_links?", "v_links.json?"))] == ["person"]


def test_a_story_that_was_merged_is_found_under_its_old_number(path: Path) -> None:
    assert "Đường sắt Bắc - Nam" in get(path, "/kept/-/story/2")


def test_text_from_the_web_is_no_markup(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "kept.db") as opened:
        keep(opened, "A title", "<script>alert(1)</script>\n\n<b>bold</b>", markdown="\\<script\\>alert(1)\\</script\\>")
    page = get(tmp_path / "kept.db", "/kept/-/article/1")
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", [f"what_became_of?url={RAILWAY}", "unhealthy_sources"])
def test_every_canned_query_runs(path: Path, query: str) -> None:
    page = get(path, f"/kept/{query}")
    assert "message-error" not in page


def test_every_page_calls_the_state_of_a_source_what_the_terminal_calls_it(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    reason = "9 days without an article; by its past once in 70 years"
    with archive.create_or_open(file) as opened:
        keep(opened, "A title", "A text.")
        with opened.batch() as db:
            (source,) = (id for (id,) in db.execute("SELECT id FROM sources"))
            quiet = Health(state=State.QUIET, since=T1, reason=reason, before="https://example.com/before", after=URL)
            health_state.save(db, source, quiet, Carried(day=1))
            db.execute("UPDATE sources SET last_run_at = ?", (T1,))
            ahead = source_state.save(db, Source(name="ahead", title="Ahead"))
            db.execute("UPDATE sources SET interval = 3600, next_due_at = '2200-01-01T00:00:00Z' WHERE id = ?", (ahead,))
    terminal = CliRunner().invoke(cli.commands, ["status", "--db", str(file)]).output.splitlines()
    told = {line.split("\t")[0]: line.split("\t")[1] for line in terminal[2:]}
    assert sorted(told.values()) == ["clock", "quiet"]
    for page in ("/kept/-/sources", "/kept/-/today"):
        shown = get(file, page)
        for word in told.values():
            assert f">{word}</span>" in shown, page
        assert reason in shown
    (name,) = (name for name, word in told.items() if word == "quiet")
    about = get(file, f"/kept/-/source/{name}")
    assert "Quiet since" in about
    assert reason in about
    assert "https://example.com/before" in about
    assert "Before and after" in about
    assert '<p class="meta">after, seen ' in about
    assert '<dd><meter min="0" max="1" value="1.0">' in about
    assert [(row["name"], row["health"], row["reason"]) for row in get(file, "/kept/unhealthy_sources.json")] == [(name, "quiet", reason)]


def test_what_became_of_a_url_is_one_row_a_request(path: Path) -> None:
    assert [row["verdict"] for row in get(path, f"/kept/what_became_of.json?url={RAILWAY}")] == ["new"]


def test_the_list_of_tables_leads_to_the_pages_and_hides_machinery(path: Path) -> None:
    page = get(path, "/kept")
    assert 'href="/kept/-/search"' in page
    assert "The archive" in page
    assert "/kept/sources" in page
    for hidden in ("articles_fts", "hosts", "daily_counts", "story_redirects", "_sqlite_migrations", "alert_messages", "watches"):
        assert f'href="/kept/{hidden}"' not in page


def test_every_table_and_column_that_is_described_exists(path: Path) -> None:
    from ingest.browse import about

    words = about.metadata(serve.build(path))["databases"]["kept"]
    with archive.open_readonly(path) as opened:
        for table, said in words["tables"].items():
            columns = {row[1] for row in opened.db.execute(f"PRAGMA table_info({table})")}
            assert columns, table
            named = {
                *said.get("columns", {}),
                *said.get("facets", []),
                *(said[key] for key in ("sort_desc", "label_column") if key in said),
            }
            assert named <= columns, table


def test_another_database_beside_an_archive_is_left_as_it_is(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE VIRTUAL TABLE notes USING fts5 (text)")
        db.execute("INSERT INTO notes VALUES ('Đường sắt')")
    db.close()

    async def answer() -> Any:
        datasette = serve.build(path)
        datasette.add_database(serve_other := _database(datasette, other), name="other")
        await datasette.invoke_startup()
        folded = (await datasette.client.get("/other/notes.json?_search=duong+sat")).json()["rows"]
        kept = (await datasette.client.get("/kept/v_articles.json?_search=duong+sat")).json()["rows"]
        for database in (*datasette.databases.values(), serve_other):
            database.close()
        return folded, kept

    folded, kept = asyncio.run(answer())
    assert (len(folded), len(kept)) == (0, 1)  # SQLite's own folding knows no đ


def _database(datasette: Any, path: Path) -> Any:
    from datasette.database import Database

    return Database(datasette, path=str(path))


def test_an_archive_that_is_being_written_shows_new_articles(tmp_path: Path) -> None:
    with archive.create_or_open(tmp_path / "kept.db") as opened:
        for n in (1, 2):
            keep(opened, f"Fresh {n}", "Just in.", url=f"https://example.com/{n}")
            assert len(get(tmp_path / "kept.db", "/kept/v_articles.json?_search=fresh")) == n


@contextmanager
def _copy_that_nobody_may_write(path: Path) -> Iterator[Path]:
    """Root may write everywhere: where the tests run as root, they are somebody else meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, folder))
        copy.chmod(0o444)
        Path(folder).chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        try:
            yield copy
        finally:
            os.seteuid(user)
            Path(folder).chmod(0o700)


def test_a_file_that_cannot_be_written_is_served_as_one_that_nobody_changes(path: Path) -> None:
    search = "/kept/v_articles.json?_search=duong+sat"
    expected = get(path, search)  # all modules are loaded, so that another user need not reach them
    with _copy_that_nobody_may_write(path) as copy:
        assert serve.build(copy).databases["kept"].is_mutable is False
        assert get(copy, search) == expected


def test_what_cannot_be_browsed_is_told_in_one_line(path: Path, tmp_path: Path) -> None:
    runner = CliRunner()
    (tmp_path / "notes.txt").write_text("not a database at all, only words " * 99)
    for wrong, error in ((tmp_path / "none.db", ArchiveMissing), (tmp_path / "notes.txt", NotAnArchive)):
        result = runner.invoke(cli.commands, ["browse", str(wrong)])
        assert isinstance(result.exception, error)
        assert str(wrong) in str(result.exception)


def test_a_taken_port_is_named(path: Path) -> None:
    with serve.listen(0) as first, pytest.raises(ConfigError, match="--port"):
        serve.listen(first.getsockname()[1])


def test_a_wheelful_of_words_is_inside_the_package() -> None:
    from importlib.resources import files

    browse = files("ingest.browse")
    assert browse.joinpath("archive.toml").is_file()
    assert browse.joinpath("static/ingest.css").is_file()
