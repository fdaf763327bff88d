"""`ingest publish`: what others may read, and nothing of who keeps it."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from program import ingest
from readers import made

from ingest.archive import open_readonly, publishing
from ingest.archive.evidence import check
from ingest.archive.read import documents
from ingest.errors import ArchiveUnwritable, NotAnArchive

AT = "2024-12-20T00:00:00Z"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = made(tmp_path_factory.mktemp("publish") / "kept.db")
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO hosts (host, state) VALUES ('rail.example', '{\"hold_until\": \"2030\"}')")
        db.execute("INSERT INTO watches (name, question, added_at, revision) VALUES ('my secret watch', '{}', ?, 0)", (AT,))
    db.close()
    return path


def count(path: Path, sql: str) -> int:
    with open_readonly(path) as archive:
        return int(archive.db.execute(sql).fetchone()[0])


def test_a_published_copy_has_the_articles_and_neither_watches_nor_pages_nor_troubles(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "public.db"
    publishing.publish(path, copy, at=AT)
    for table in ("articles", "revisions", "links", "changes", "stories", "removals"):
        assert count(copy, f"SELECT count(*) FROM {table}") == count(path, f"SELECT count(*) FROM {table}"), table
    assert count(copy, "SELECT count(*) FROM watches") == count(copy, "SELECT count(*) FROM hosts") == 0
    assert count(copy, "SELECT count(*) FROM snapshots WHERE body IS NOT NULL") == 0
    assert count(copy, "SELECT count(*) FROM fetches WHERE verdict = 'blocked'") == 0
    assert count(copy, "SELECT count(*) FROM fetches") > 0
    assert b"my secret watch" not in copy.read_bytes()
    assert b"a script that sets a cookie" not in copy.read_bytes()
    assert sorted(tmp_path.iterdir()) == [copy]


def test_pages_and_troubles_are_published_when_they_are_asked_for(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "public.db"
    publishing.publish(path, copy, at=AT, pages=True, troubles=True)
    with open_readonly(copy) as published, open_readonly(path) as kept:
        assert documents.body(published.db, 3) == documents.body(kept.db, 3) != b""
    assert count(copy, "SELECT count(*) FROM fetches WHERE verdict = 'blocked'") == 3
    assert count(copy, "SELECT count(*) FROM watches") == 0


def test_the_log_of_a_published_copy_holds_and_names_only_the_requests_that_were_left_out(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "public.db"
    publishing.publish(path, copy, at=AT, troubles=True)
    with open_readonly(copy) as published:
        assert list(check.problems(published.db)) == []
    publishing.publish(path, copy, at=AT)
    with open_readonly(copy) as published:
        assert all(problem.startswith("looks row") for problem in check.problems(published.db))


def test_a_published_copy_is_served_by_datasette_alone(path: Path, tmp_path: Path) -> None:
    publishing.publish(path, tmp_path / "public.db", at=AT)

    async def answers() -> list[Any]:
        datasette = Datasette(immutables=[str(tmp_path / "public.db")])
        await datasette.invoke_startup()
        asked = ("/-/today", "/-/story/85", "/-/article/97", "/-/article/97/version/1/page", "/-/search?q=duong+sat")
        found = [await datasette.client.get(f"/public{url}") for url in asked]
        for database in datasette.databases.values():
            database.close()
        return found

    for answer in asyncio.run(answers()):
        assert answer.status_code == 200
    assert "not kept, or were erased" in asyncio.run(answers())[3].text


def test_what_is_kept_stays_as_it_was(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    publishing.publish(path, tmp_path / "public.db", at=AT)
    assert path.read_bytes() == before


def test_an_archive_is_not_published_over_itself_or_over_a_folder(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnwritable):
        publishing.publish(path, path, at=AT)
    with pytest.raises(NotAnArchive):
        publishing.publish(path, tmp_path, at=AT)


def test_the_command_says_what_was_left_out(path: Path, tmp_path: Path) -> None:
    told = ingest("publish", "public.db", "--db", str(path), cwd=tmp_path)
    assert told.code == 0
    assert "without kept pages and troubles of fetching" in told.out
