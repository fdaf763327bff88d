"""What a server of an archive refuses: foreign hosts, statements without end or measure, formulas in CSV."""

import asyncio
import csv
import io
import sqlite3
from pathlib import Path
from typing import Any

import hostile
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import made

from ingest.browse import limits, serve
from ingest.core.spreadsheet import Rewriter, csv_of, harmless


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("safe") / "kept.db")


def ask(path: Path, *asked: tuple[str, str], hosts: tuple[str, ...] = ()) -> list[httpx.Response]:
    """What is answered to each (path, host), as `ingest browse` serves it."""

    async def answers() -> list[httpx.Response]:
        datasette = serve.build(path)
        await datasette.invoke_startup()
        transport = httpx.ASGITransport(app=serve.application(datasette, path, hosts))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            found = [await client.get(url, headers={"host": host}) for url, host in asked]
        for database in datasette.databases.values():
            database.close()
        return found

    return asyncio.run(answers())


HERE = "127.0.0.1:8001"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8001", "localhost@evil.example", "", "169.254.1.1", "[::1].evil.example"]
)
def test_a_request_for_another_host_is_refused(path: Path, host: str) -> None:
    for answer in ask(path, ("/kept/-/today", host), ("/kept/v_articles.json", host), ("/-/static/app.css", host)):
        assert answer.status_code == 421
        assert "--host" in answer.text


@pytest.mark.parametrize("host", [HERE, "127.0.0.1", "localhost:9", "LOCALHOST", "[::1]:8001", "archive.example"])
def test_this_machine_and_named_hosts_are_answered(path: Path, host: str) -> None:
    (answer,) = ask(path, ("/kept/-/today", host), hosts=("Archive.example",))
    assert answer.status_code == 200


def test_every_answer_says_what_a_browser_may_do_with_it(path: Path) -> None:
    for answer in ask(
        path, *((url, HERE) for url in ("/kept/-/today", "/kept", "/kept/v_articles", "/kept/v_articles.json", "/-/plugins", "/nothing"))
    ):
        policy = dict(one.split(" ", 1) for one in answer.headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert "unsafe" not in policy["script-src"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_first_address_leads_to_the_first_page(path: Path) -> None:
    (answer,) = ask(path, ("/", HERE))
    assert (answer.status_code, answer.headers["location"]) == (302, "/kept/-/today")


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("select zeroblob(400000000)", "too big"),
        ("select hex(zeroblob(8000000))", "too big"),
        ("select replace(hex(zeroblob(3000000)), '0', 'aaaa')", "too big"),
        ("with recursive c(n) as (select 1 union all select n + 1 from c) select zeroblob(200000) from c", "bytes"),
        ("with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c", "interrupted"),
        (f"select 'x' like '{'%a' * 200}'", "pattern too complex"),
    ],
)
def test_a_statement_that_takes_too_much_is_ended(path: Path, sql: str, error: str) -> None:
    (answer,) = ask(path, (f"/kept.json?{httpx.QueryParams({'sql': sql})}", HERE))
    assert answer.status_code == 400
    assert error in answer.text.lower()


def test_a_stream_of_rows_ends_at_the_budget(path: Path) -> None:
    sql = "with recursive c(n) as (select 1 union all select n + 1 from c) select zeroblob(200000) from c"
    (answer,) = ask(path, (f"/kept.csv?{httpx.QueryParams({'sql': sql, '_stream': 'on'})}", HERE))
    assert len(answer.content) < 60_000_000


def test_a_budget_is_that_of_one_statement(tmp_path: Path) -> None:
    db = sqlite3.connect(":memory:")
    limits.limit(db)
    for _ in range(20):
        assert len(db.execute("SELECT zeroblob(5000000) UNION ALL SELECT zeroblob(5000001)").fetchall()) == 2
    with pytest.raises(sqlite3.OperationalError, match="bytes"):
        db.execute("WITH c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 20) SELECT zeroblob(5000000) FROM c").fetchall()
    with limits.lifted(db):
        assert db.execute("SELECT length(zeroblob(20000000))").fetchone() == (20_000_000,)
    with pytest.raises(sqlite3.DataError):
        db.execute("SELECT zeroblob(20000000)").fetchone()
    db.close()


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\ufeff=1"])
def test_a_formula_is_made_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-5", "+5.25", "1e5", "-1e-5", "text", "a=b", "5-6", "'x"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert harmless(cell) == cell


@given(
    st.lists(st.lists(st.text(alphabet="=+-@a\"'\n\r,; é", max_size=6), min_size=2, max_size=3), min_size=1, max_size=6), st.integers(1, 7)
)
def test_csv_in_pieces_is_rewritten_as_a_whole(rows: list[list[str]], size: int) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    said = out.getvalue().encode()
    rewriter = Rewriter()
    pieces = [rewriter.feed(said[at : at + size]) for at in range(0, len(said), size)]
    assert b"".join([*pieces, rewriter.end()]).decode() == csv_of(rows)


def test_csv_of_hostile_words_runs_no_formula(tmp_path: Path) -> None:
    hostile.made(tmp_path / "kept.db")
    urls = (
        "/kept/-/search.csv",
        "/kept/v_articles.csv",
        "/kept/v_articles.csv?_stream=on",
        "/kept/articles.csv?_dl=on",
        "/kept.csv?sql=select+'%3D1'+as+a",
    )
    answers = ask(tmp_path / "kept.db", *((url, HERE) for url in urls))
    for answer in answers:
        rows = list(csv.reader(io.StringIO(answer.text, newline="")))
        assert len(rows) > 1
        assert [cell for row in rows for cell in row if harmless(cell) != cell] == []
    assert answers[-1].text == "a\r\n'=1\r\n"


def test_who_may_not_see_an_archive_sees_none_of_its_pages(path: Path) -> None:
    async def answers() -> list[int]:
        from datasette.app import Datasette

        datasette = Datasette([str(path)], metadata={"databases": {"kept": {"allow": {"id": "root"}}}})
        await datasette.invoke_startup()
        asked = ("today", "search.atom", "article/97.json", "article/97/version/1/kept", "log")
        found = [(await datasette.client.get(f"/kept/-/{url}")).status_code for url in asked]
        for database in datasette.databases.values():
            database.close()
        return found

    assert asyncio.run(answers()) == [403] * 5


def test_another_database_in_the_same_datasette_keeps_its_own_answers(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t AS SELECT '=1' AS a")
    db.close()

    async def answers() -> list[Any]:
        from datasette.app import Datasette

        datasette = Datasette([str(path), str(other)])
        await datasette.invoke_startup()
        found = [await datasette.client.get(url) for url in ("/other/t.csv?_shape=x", "/kept/v_articles.json", "/other/-/today")]
        for database in datasette.databases.values():
            database.close()
        return found

    of_other, of_archive, nothing = asyncio.run(answers())
    assert "'=1" not in of_other.text
    assert "content-security-policy" not in of_other.headers
    assert "content-security-policy" in of_archive.headers
    assert nothing.status_code == 404
