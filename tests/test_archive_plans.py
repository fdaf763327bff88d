"""Nothing that is done for each page, poll or question reads a whole table: what it costs does not grow with the archive."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archived import T0, T1, URL, exchange, keep, keep_page

from ingest import archive
from ingest.archive.read import article_view, kept_pages, known, led_to, lookups, search, sitemaps
from ingest.archive.story_index import stories
from ingest.archive.write import alternates, append, log, removals, upkeep, url_state
from ingest.core.judgement import ReadPage
from ingest.core.model import Alternate, Cited, Link, Verdict
from ingest.core.urls import Owners

# The tables that grow by their names and by their aliases; s is the sources.
WHOLE = (
    r"SCAN (articles|article_urls|fetches|images|authors|tags|links|listed_alternates|named_origins|revisions|runs|snapshots|urls"
    r"|url_listings|[a-rt-z])\b(?! VIRTUAL)"
)
LINK = Link(article=1, target=URL, relation="citation", basis="declared", confidence=1, reason="Source: ...")
PAGE = ReadPage(
    url="https://example.com/new", asked=URL, is_redirected=True, identity=URL, own_identity="https://example.com/new",
    language="en", title="Title", text="text", fingerprint="f", published_at=T0, at=T1,
)  # fmt: skip
LISTED = Cited(url=URL, alternates=(Alternate("vi", "https://example.com/b"),))

ASKED: dict[str, Callable[[sqlite3.Connection], object]] = {
    "keep a new article": lambda db: keep_page(db, "New", "text", url="https://example.com/new"),
    "keep a revision": lambda db: keep_page(db, "Title", "Other text", kind="edit", at=T1),
    "note a poll": lambda db: log.add_fetch(db, 1, 1, exchange(), Verdict.UNCHANGED, "not modified", program="0"),
    "remember a URL": lambda db: url_state.remember(db, url_state.id_of(db, URL, T0), at=T0, status=304, next_due_at=T1, confirmed=True),
    "read a listing": lambda db: url_state.see_listed(db, 1, [Cited(url="https://example.com/listed")], 1, T0),
    "read the alternates of a listing": lambda db: alternates.see(db, "https://example.com/feed", [LISTED], [], Owners(), T0),
    "follow a redirect": lambda db: url_state.move(db, 1, 2, T0),
    "record and take back a link": lambda db: append.undo_link(db, append.add_links(db, [LINK], None, T0)[0], "a mistake", T0),
    "mark an article gone": lambda db: removals.mark(db, 1, "gone", T0, "410 Gone"),
    "know whether a listing has cited": lambda db: sitemaps.has_cited(db, 1),
    "know URLs": lambda db: lookups.url_states(db, [URL, "https://example.com/b"]),
    "find due URLs": lambda db: (lookups.due_urls(db, 1, T1, 10), lookups.sources_with_due_urls(db, T1)),
    "follow an article": lambda db: (led_to.by_article(db, 1), led_to.by_source(db, 1, 9), led_to.number(db, 1)),
    "read a kept page anew": lambda db: (kept_pages.kept_page(db, 1, older_than=9), append.standing(db, 1)),
    "gather what bears on a page": lambda db: known.gather(db, PAGE, 1, 1),
    "count what stands in an article's place": lambda db: log.in_a_row(db, 1, Verdict.QUARANTINED),
    "shorten the log": lambda db: upkeep.rotate_log(db, T1),
    "show an article": lambda db: (article_view.article(db, 1), article_view.revisions(db, 1), article_view.links_of(db, 1)),
    "settle a story": lambda db: stories.settle(db, 1, T0),
    "show a story": lambda db: article_view.story_of(db, 1),
    "explain a URL": lambda db: article_view.explain(db, URL),
    "search": lambda db: search.search(db, "text", language="en", source="adhoc", since=T0),
}


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        for number in range(3):
            keep(opened, "Title", "text", url=f"https://example.com/{'abc'[number]}")
        yield opened


@pytest.mark.parametrize("asked", ASKED)
def test_no_whole_table_is_read_to(kept: archive.Archive, asked: str) -> None:
    said: list[str] = []
    with kept.batch() as db:
        db.set_trace_callback(said.append)
        ASKED[asked](db)
        db.set_trace_callback(None)
    statements = [one for one in said if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", one) and "'main'." not in one]
    assert statements
    # Plans name the children of a foreign key, too, which are read only while it is violated.
    kept.db.execute("PRAGMA foreign_keys = OFF")
    kept.db.execute("CREATE TEMP TABLE leaving (id INTEGER PRIMARY KEY)")
    for statement in statements:
        plan = [row[3] for row in kept.db.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not [step for step in plan if re.match(WHOLE, step)], (statement, plan)
