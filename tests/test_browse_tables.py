"""Datasette's table of all articles answers as it would of itself, and does not make every row to do so."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database
from readers import made

from ingest.browse.counting import ReadArchive, quicker


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tables") / "kept.db"
    made(file)
    return file


async def ask(path: Path, url: str, kind: type[Database]) -> Any:
    """What a Datasette says whose archive is such a database."""
    datasette = Datasette([str(path)], settings={"trace_debug": True, "suggest_facets": False})
    await datasette.invoke_startup()
    assert isinstance(datasette.databases["kept"], ReadArchive)
    if kind is not ReadArchive:
        datasette.remove_database("kept")
        datasette.add_database(kind(datasette, path=str(path)), "kept")
    answer = await datasette.client.get(url)
    for database in datasette.databases.values():
        database.close()
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "language=vi",
        "language=xx",
        "source=world-service",
        "source=world-service&language=fr",
        "country=VN&state=live",
        "country=",
        "translation=machine",
        "state=gone",
        "_search=railway",
        "_search=24&language=fr&source=world-service",
        "_search=%22",
        "_facet=published_precision",
        "_sort=id&_size=3&_next=4",
        "_size=2&_next=3&_col=title&language=en",
        "_sort=title&_size=3",
        "language=en&language=fr",
        "language__not=en",
        "title__contains=24&language=fr",
        "_where=language+%3D+%27fr%27+or+1",
        "_where=id+in+(select+1)",
    ],
)
def test_the_table_of_articles_says_what_datasette_would_say(path: Path, query: str) -> None:
    told = ("rows", "columns", "filtered_table_rows_count", "facet_results", "next", "human_description_en")
    ours, stock = (asyncio.run(ask(path, f"/kept/v_articles.json?{query}", kind)) for kind in (ReadArchive, Database))
    assert {name: ours[name] for name in told} == {name: stock[name] for name in told}
    assert ours["filtered_table_rows_count"] is not None
    assert {"source", "country", "language", "state", "translation"} <= set(ours["facet_results"])


@pytest.mark.parametrize("query", ["", "language=fr", "source=world-service&state=live", "country=VN", "_search=railway&language=en"])
def test_rows_are_made_for_what_is_shown_alone(path: Path, query: str) -> None:
    trace = asyncio.run(ask(path, f"/kept/v_articles.json?_trace=1&{query}", ReadArchive))["_trace"]
    counts = [asked["sql"] for asked in trace["traces"] if " FROM articles a WHERE " in asked.get("sql", "")]
    of_the_view = [sql for sql in counts if "v_articles" in sql]
    assert len(counts) == 1 + 1 + 5  # the rows, how many there are, five facets
    assert ["id IN (SELECT a.id FROM articles a" in sql for sql in of_the_view] == [True]
    assert not [asked["sql"] for asked in trace["traces"] if "from v_articles" in asked.get("sql", "")]


@pytest.mark.parametrize(
    "sql",
    [
        "select distinct language from v_articles order by id desc limit 3",
        "select count(*) from v_articles where language = :a or 1",
        "select count(*) from v_articles where language = :a and language = :b",
        "select count(*) from v_articles where title = :a",
        "select count(*) from v_articles, articles",
        "select count(*) from v_articles_of_mine",
        "select id, title from v_articles order by title limit 3",
        "select id from v_articles where language = (select 1) order by id limit 3",
    ],
)
def test_a_statement_that_asks_for_something_else_is_left_as_it_is(sql: str) -> None:
    assert quicker(sql) is None
