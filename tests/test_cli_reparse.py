"""`ingest reparse`: kept pages read again, told or kept."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from archived import keep
from msgspec.structs import replace
from origin import Origin
from pages import SENTENCES, article, feed
from program import LOOPBACK, html, ingest, on_terminal, rows, source
from test_backfill import scheduler
from test_cli_fetch_again import read_by_an_older_extractor

from ingest import archive
from ingest.archive.read.kept_pages import kept_page
from ingest.archive.write import removals
from ingest.core.model import ADHOC, ArticleRules
from ingest.core.reparse.reading import read_anew
from ingest.core.urls import Owners
from ingest.pipeline import reread

NEWSLETTER = "Newsletter: sign up now."
BYLINE = '<div class="who">Maria Keller</div>'


def texts(number: int) -> tuple[str, ...]:
    return tuple(f"{sentence} It was said {number} times." for sentence in SENTENCES)


@pytest.fixture
def filled(here: Path, origin: Origin) -> Path:
    """An archive of three articles of the source `ministry`, each with a line that no rule of today takes for a byline."""
    urls = [
        origin.serve(f"/news/{n}", html(article(f"Bridge {n} opened", texts(n)).replace(b"<article>", f"<article>{BYLINE}".encode())))
        for n in (1, 2, 3)
    ]
    listing = origin.serve("/feed", html(feed(*urls)))
    source(here, listing)
    ended = ingest("fetch", "ministry", *LOOPBACK, cwd=here)
    assert ended.code == 0, ended.err
    return here


def with_rules(here: Path, rules: str) -> None:
    """The source's file says something more about reading its pages."""
    path = here / "schedules" / "ministry.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("\n[article]")[0] + f"\n[article]\n{rules}\n", encoding="utf-8")


def told(here: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    ended = ingest("reparse", *arguments, "--json", cwd=here)
    assert ended.code == code, ended.err
    (line,) = ended.lines
    return line


def history(here: Path, columns: str = "number, kind") -> list[Any]:
    return rows(here / "archive.db", f"SELECT {columns} FROM revisions ORDER BY article, number")


def test_pages_that_read_as_they_did_would_change_nothing(filled: Path) -> None:
    found = told(filled)
    assert (found["source"], found["read"], found["same"], found["changed"], found["fields"]) == ("ministry", 3, 3, 0, {})


def test_it_tells_what_a_rule_would_change_and_writes_nothing(filled: Path) -> None:
    before = (filled / "archive.db").read_bytes()
    with_rules(filled, 'byline = ".who"')
    found = told(filled)
    assert found["changed"] == 3
    assert found["fields"]["byline"] == {"articles": 3, "sample": {"article": 1, "before": "", "after": "Maria Keller"}}
    assert (found["grown"], found["shrunk"], found["emptied"]) == (0, 0, 0)
    assert (filled / "archive.db").read_bytes() == before


def test_keep_appends_revisions_of_their_own_kind_which_are_no_edits(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    assert told(filled, "--keep")["changed"] == 3
    assert history(filled, "number, kind, byline") == [(1, "first", None), (2, "reparse", "Maria Keller")] * 3
    assert rows(filled / "archive.db", "SELECT name FROM authors") == [("Maria Keller",)] * 3
    assert ingest("changes", cwd=filled).out == ""
    assert ingest("verify", cwd=filled).code == 0
    assert told(filled, "--keep")["same"] == 3
    assert len(history(filled)) == 6


def test_what_an_older_extractor_read_is_read_by_todays(filled: Path) -> None:
    read_by_an_older_extractor(filled / "archive.db", NEWSLETTER)
    found = told(filled, "all", "--keep")
    assert (found["changed"], found["shrunk"]) == (3, 3)
    assert NEWSLETTER in found["fields"]["text"]["sample"]["before"]
    assert rows(filled / "archive.db", "SELECT count(*) FROM v_articles WHERE text LIKE '%Newsletter%'") == [(0,)]
    assert "Newsletter" not in ingest("search", "newsletter", cwd=filled).out


def test_a_source_whose_texts_would_shrink_by_more_than_a_tenth_is_left_without_force(filled: Path) -> None:
    with_rules(filled, 'drop = ["p:nth-of-type(5)"]')
    found = told(filled, "--keep", code=1)
    assert (found["changed"], found["shrunk"], found["shrinks"]) == (3, 3, True)
    assert len(history(filled)) == 3
    ended = ingest("reparse", "--keep", cwd=filled)
    assert "ministry: its texts would shrink by more than a tenth; nothing of it is kept without --force" in ended.err
    assert told(filled, "--keep", "--force")["changed"] == 3
    assert [kind for _, kind in history(filled)] == ["first", "reparse"] * 3


def test_a_text_that_lost_more_than_half_is_doubted_and_one_without_a_text_is_never_taken(filled: Path) -> None:
    read_by_an_older_extractor(filled / "archive.db", "An advertisement of some length.\n\n" * 100, "article = 2")
    found = told(filled, "--keep", code=1)
    assert (found["doubted"], found["changed"]) == (1, 0)
    assert "characters are left" in found["reasons"]["doubted"]["reason"]
    assert told(filled, "--keep", "--force")["doubted"] == 1
    assert history(filled) == [(1, "first"), (1, "first"), (2, "reparse"), (1, "first")]
    with_rules(filled, 'body = ".nowhere"\ntitle = ".nowhere"\ndrop = ["main"]')
    emptied = told(filled, "--keep", "--force")
    assert (emptied["refused"], emptied["emptied"]) == (3, 3)
    assert "no article" in emptied["reasons"]["refused"]["reason"]
    assert len(history(filled)) == 4


def test_one_that_was_stopped_goes_on_and_reads_no_page_twice(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    told(filled, "--keep")
    with closing(sqlite3.connect(filled / "archive.db")) as db, db:  # stopped before the third page; how the first read can be told
        db.execute("DELETE FROM rereadings WHERE id = 3")
        db.execute("UPDATE rereadings SET found = json_set(found, '$.outcome', 'refused', '$.reason', 'noted before') WHERE id = 1")
    found = told(filled)
    assert (found["read"], found["same"], found["refused"]) == (3, 2, 1)
    assert found["reasons"]["refused"]["reason"] == "noted before"
    with_rules(filled, 'byline = ".who"\ndate = "time"')  # other rules: every page is read again
    assert (told(filled)["same"], told(filled)["refused"]) == (3, 0)


def test_a_removed_article_that_is_read_anew_stays_removed(filled: Path) -> None:
    with archive.create_or_open(filled / "archive.db") as opened, opened.batch() as db:
        removals.mark(db, 1, "gone", "2026-03-09T00:00:00Z", "410 Gone")
    with_rules(filled, 'byline = ".who"')
    assert told(filled, "--keep")["changed"] == 3
    assert rows(filled / "archive.db", "SELECT id, state, byline FROM v_articles WHERE id = 1") == [(1, "gone", "Maria Keller")]


def test_it_runs_beside_a_process_that_fetches(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    with archive.fetching(filled / "archive.db"):
        assert told(filled, "--keep")["changed"] == 3
    assert len(history(filled)) == 6


def test_an_article_that_was_fetched_anew_meanwhile_is_left(filled: Path) -> None:
    with archive.create_or_open(filled / "archive.db") as opened:
        page = kept_page(opened.db, 1)
        assert page is not None
        ministry = replace(ADHOC, article=ArticleRules(byline=".who"))
        rereading, parsed = read_anew(page.held, page.document, ministry)
        assert (rereading.outcome, parsed is not None) == ("changed", True)
        assert parsed is not None
        keep(opened, "Bridge 1 opened", "Another text.", url=page.identity, at="2026-12-01T00:00:00Z", kind="edit")
        with opened.batch() as db:
            assert reread.keep(db, page, parsed, ministry, Owners(), "2026-12-02T00:00:00Z") is None
    assert [kind for _, kind in history(filled)] == ["first", "edit", "first", "first"]


def test_one_article_is_named_by_its_url(filled: Path, origin: Origin) -> None:
    with_rules(filled, 'byline = ".who"')
    assert told(filled, origin.url("/news/2"), "--keep")["changed"] == 1
    assert history(filled) == [(1, "first"), (1, "first"), (2, "reparse"), (1, "first")]


def test_a_source_without_its_file_is_left_as_it_is(filled: Path) -> None:
    (filled / "schedules" / "ministry.toml").rename(filled / "schedules" / "other.toml")
    ended = ingest("reparse", "ministry", cwd=filled)
    assert "ministry: its schedule file is gone" in ended.err
    assert (ended.code, ended.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nobody",), 2, "no source of that name"),
        (("https://example.org/never",), 1, "no article of that URL"),
        (("--keep", "--dry-run"), 2, "give one of them"),
        (("--force",), 2, "without --keep nothing is"),
    ],
)
def test_a_call_that_cannot_be_met_says_why(filled: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    ended = ingest("reparse", *arguments, cwd=filled)
    assert (ended.code, says in ended.err) == (code, True), ended.err


def test_a_line_in_a_pipe_and_a_page_at_a_terminal(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    lines = [line.split("\t") for line in ingest("reparse", cwd=filled).out.splitlines()]
    assert ["ministry", "read", "3", "1.0000", "", "", ""] in lines
    assert ["ministry", "byline", "3", "1.0000", "1", "", "Maria Keller"] in lines
    shown = on_terminal("reparse", cwd=filled)
    assert "ministry  3 read, 3 (100.0%) would change" in shown
    assert "  byline           3  ingest show 1" in shown
    assert max(map(len, shown)) <= 80


def test_a_cluster_finds_and_keeps_what_this_machine_would(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    here = told(filled, "--workers", "1")
    with scheduler(filled) as (address, _):
        assert told(filled, "--scheduler", address) == here
        assert told(filled, "--scheduler", address, "--keep")["changed"] == 3
        assert history(filled, "number, kind, byline") == [(1, "first", None), (2, "reparse", "Maria Keller")] * 3
    lost = ingest("reparse", "--scheduler", "tls://127.0.0.1:1", cwd=filled)  # one that is not there is waited for a while
    assert (lost.code, "no scheduler of Dask answers there" in lost.err) == (2, True), lost.err
    assert ingest("verify", cwd=filled).code == 0


def test_pages_that_no_worker_could_read_are_told_and_read_by_the_next_run(filled: Path) -> None:
    with_rules(filled, 'byline = ".who"')
    with scheduler(filled, "--preload", "import ingest.scale.rereading as far; far.reread = lambda *_: 1 / 0") as (address, _):
        ended = ingest("reparse", "--scheduler", address, "--keep", cwd=filled)
    assert (ended.code, "ZeroDivisionError" in ended.err) == (1, True), ended.err
    assert "ministry: 3 pages from " in ended.err
    assert told(filled, "--keep")["changed"] == 3
