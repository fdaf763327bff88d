"""The origins and other languages that a page names are asked for, whatever ends the run that read it."""

import os
import signal
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from archived import T0, keep
from origin import CLOSE, Asked, Origin, Step
from pages import SENTENCES, article, feed
from program import LOOPBACK, html, ingest, rows, source, start

from ingest.archive import create_or_open
from ingest.archive.read import led_to as read
from ingest.archive.read.led_to import Led
from ingest.archive.write import led_to, url_state, walks

ORIGINAL = article("A bridge of steel", tuple(sentence.replace("bridge", "viaduct") for sentence in SENTENCES))


def citing(*urls: str, title: str = "Bridge opened") -> bytes:
    return article(title, text=(*SENTENCES, *(f"Source: {url}" for url in urls)))


def kept(here: Path) -> set[str]:
    return {url for (url,) in rows(here / "archive.db", "SELECT url FROM v_articles")}


@pytest.mark.parametrize("target", ["page", "source"])
def test_a_fetch_that_is_killed_before_it_asks_for_an_origin_asks_for_it_the_next_time(here: Path, origin: Origin, target: str) -> None:
    def killed(_: Asked) -> Iterable[Step]:
        os.kill(running.pid, signal.SIGKILL)
        return [CLOSE]

    original = origin.serve("/original", killed, html(ORIGINAL))
    page = origin.serve("/news/bridge", html(citing(original)))
    source(here, origin.serve("/feed", html(feed(page))))
    named = [page] if target == "page" else []
    with start("fetch", *named, *LOOPBACK, cwd=here) as running:
        running.wait()
    assert kept(here) == {page}
    assert ingest("fetch", *named, *LOOPBACK, cwd=here).code == 0
    assert kept(here) == {page, original}
    asked = len(origin.asked("/original"))
    ingest("fetch", *named, "--again", *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT * FROM led_to") == []
    assert len(origin.asked("/original")) == asked


def test_what_is_over_the_limit_of_a_run_is_told_and_waits_for_the_next(here: Path, origin: Origin) -> None:
    languages = [one + other for one in "abcdefgh" for other in "nrstvyz"][:53]
    head = "".join(f'<link rel="alternate" hreflang="{one}" href="{origin.url(f"/{one}/bridge")}">' for one in languages)
    page = origin.serve("/news/bridge", html(article(head=head)))
    first, second = (ingest("fetch", page, *LOOPBACK, cwd=here) for _ in range(2))
    assert "3 origins and other languages of its pages are over the limit of one run and wait for the next" in first.err
    assert "wait for the next" not in second.err
    assert sorted(asked.path for asked in origin.requests if asked.path.endswith("/bridge")) == [
        *(f"/{one}/bridge" for one in languages),
        *["/news/bridge"] * 2,
    ]


def test_a_rehearsal_asks_for_what_pages_lead_to_as_well(here: Path, origin: Origin) -> None:
    original = origin.serve("/original", html(ORIGINAL))
    page = origin.serve("/news/bridge", html(citing(original)))
    ended = ingest("fetch", page, *LOOPBACK, "--dry-run", "--json", cwd=here)
    assert [line["url"] for line in ended.lines] == [page, original]
    assert not (here / "archive.db").exists()


def test_a_fetch_of_all_sources_sees_to_the_pages_of_none_too(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/bridge", html(article()), html(article(text=(*SENTENCES, "The mayor was not there."))))
    ingest("fetch", page, *LOOPBACK, cwd=here)
    with closing(sqlite3.connect(here / "archive.db")) as db, db:
        db.execute("UPDATE urls SET next_due_at = '2020-01-01T00:00:00Z' WHERE next_due_at IS NOT NULL")
    source(here, origin.serve("/feed", html(feed())))
    ingest("fetch", *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT count(*) FROM revisions") == [(2,)]


def test_a_url_waits_until_it_was_asked_for_and_is_old_where_a_walk_brought_the_article(tmp_path: Path) -> None:
    one, two = "https://example.com/one", "https://example.com/two"
    with create_or_open(tmp_path / "a.db") as archive:
        article = keep(archive, "Title", "text").article
        with archive.batch() as db:
            led_to.note(db, article, [two, one, two, "https://example.com/a"], 1)
            assert read.by_article(db, article) == (Led(two, False), Led(one, False))
            url_state.remember(db, url_state.id_of(db, two, T0), at=T0, status=None, next_due_at=None)
            walks.brought(db, article)
            assert read.by_source(db, 1, 9) == read.by_article(db, article) == (Led(one, True),)
            led_to.note(db, article, [two], 1)
            assert read.number(db, 1) == 1
