"""Alternates that feeds and sitemaps declare, as the pipeline takes them: a listing is read and recorded, the pages are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import SENTENCES, article

from ingest.archive import Archive, create_or_open
from ingest.archive.read import lookups
from ingest.archive.story_index import stories
from ingest.archive.write import source_state
from ingest.core.listing import read
from ingest.core.model import ADHOC, Document, Exchange, Listing
from ingest.core.urls import Owners
from ingest.pipeline import keep
from ingest.pipeline.keep import listing as keep_listing
from ingest.pipeline.workers.task import Task
from ingest.pipeline.workers.worker import answer

SITE = "https://ministry.example"
ENGLISH, FRENCH = f"{SITE}/en/railway-bridge-opened-1", f"{SITE}/fr/pont-ferroviaire-ouvert-1"
AT = "2026-03-03T09:00:00Z"
SITEMAP, ATOM = f"{SITE}/sitemap.xml", f"{SITE}/news.atom"
FRENCH_TEXT = (
    "Le ministère annonce la réforme des écoles rurales, attendue depuis longtemps par les familles.",
    "Les enseignants seront mieux payés et les classes moins nombreuses dans toutes les communes.",
    "Les parents avaient demandé des transports gratuits pour leurs enfants, ce que le conseil accepte enfin.",
    "La ministre promet de revenir devant le parlement avec un bilan complet de cette politique.",
)


def page(url: str, *alternates: tuple[str, str]) -> str:
    links = "".join(f'<xhtml:link rel="alternate" hreflang="{language}" href="{href}"/>' for language, href in alternates)
    return f"<url><loc>{url}</loc>{links}</url>"


def sitemap(*pages: str) -> bytes:
    heading = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return f"{heading}{''.join(pages)}</urlset>".encode()


def entry(url: str, language: str, other: str, other_language: str) -> str:
    return (
        f'<entry><title>News</title><link rel="alternate" hreflang="{language}" href="{url}"/>'
        f'<link rel="alternate" hreflang="{other_language}" href="{other}"/></entry>'
    )


def atom(*entries: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{"".join(entries)}</feed>'.encode()


BOTH = (("en", ENGLISH), ("fr", FRENCH), ("x-default", f"{SITE}/"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Archive]:
    with create_or_open(tmp_path / "a.db") as opened:
        yield opened


def document(url: str, body: bytes) -> Document:
    return Document(exchange=Exchange(url=url, final_url=url, started_at=AT, ended_at=AT, status=200), body=body)


def take(opened: Archive, listing: str, body: bytes) -> None:
    found = read(document(listing, body), Listing(kind="sitemap" if listing == SITEMAP else "feed", url=listing), ADHOC).cited
    with opened.batch() as db:
        owner = source_state.save(db, ADHOC)
        keep_listing.cited(db, listing, found, tuple(one.url for one in found), owner, Owners(), AT)


def visit(opened: Archive, url: str, body: bytes) -> None:
    with opened.batch() as db:
        owner = source_state.save(db, ADHOC)
        look = keep.Look(
            url=url, ask=url, source=ADHOC, source_id=owner, owners=Owners(), run=None, state=lookups.url_states(db, [url]).get(url)
        )
        found = document(url, body)
        keep.page(db, look, found, answer(Task(found, ADHOC)))


def visit_both(opened: Archive) -> None:
    visit(opened, ENGLISH, article("Railway bridge opened", SENTENCES))
    visit(opened, FRENCH, article("La réforme des écoles", FRENCH_TEXT, language="fr"))


def number(opened: Archive) -> int:
    return int(opened.db.execute("SELECT count(DISTINCT story) FROM articles").fetchone()[0])


def test_pages_whose_sitemap_declares_each_the_other_are_one_story(opened: Archive) -> None:
    take(opened, SITEMAP, sitemap(page(ENGLISH, *BOTH), page(FRENCH, *BOTH)))
    visit_both(opened)
    assert number(opened) == 1
    reasons = [reason for (reason,) in opened.db.execute("SELECT reason FROM v_links WHERE relation = 'hreflang' ORDER BY id")]
    assert reasons == [f"{SITEMAP} declares {FRENCH} as the same in fr", f"{SITEMAP} declares {ENGLISH} as the same in en"]


def test_without_their_sitemap_they_are_two(opened: Archive) -> None:
    visit_both(opened)
    assert number(opened) == 2


def test_a_sitemap_that_is_read_after_the_pages_joins_them(opened: Archive) -> None:
    visit_both(opened)
    take(opened, SITEMAP, sitemap(page(ENGLISH, *BOTH), page(FRENCH, *BOTH)))
    assert number(opened) == 1
    with opened.batch() as db:
        stories.rebuild(db, AT)
    assert number(opened) == 1


def test_a_sitemap_that_is_read_again_says_nothing_twice(opened: Archive) -> None:
    for _ in range(2):
        take(opened, SITEMAP, sitemap(page(ENGLISH, *BOTH), page(FRENCH, *BOTH)))
        visit_both(opened)
    assert opened.db.execute("SELECT count(*) FROM links WHERE relation = 'hreflang'").fetchone() == (2,)
    assert opened.db.execute("SELECT count(*) FROM listed_alternates").fetchone() == (2,)


def test_the_entries_of_a_feed_count_as_a_sitemap_s_do(opened: Archive) -> None:
    take(opened, ATOM, atom(entry(ENGLISH, "en", FRENCH, "fr"), entry(FRENCH, "fr", ENGLISH, "en")))
    visit_both(opened)
    assert number(opened) == 1


@pytest.mark.parametrize(
    "listed",
    [
        sitemap(page(ENGLISH, *BOTH), page(FRENCH)),
        sitemap(page(ENGLISH, ("de", FRENCH)), page(FRENCH, ("en", ENGLISH))),
        sitemap(page(ENGLISH, ("x-default", FRENCH)), page(FRENCH, ("x-default", ENGLISH))),
        sitemap(page(ENGLISH, ("fr", f"{SITE}/")), page(FRENCH, ("en", f"{SITE}/"))),
    ],
    ids=["one-sided", "in a language that it is not", "x-default", "home pages"],
)
def test_what_a_sitemap_declares_wrongly_joins_nothing(opened: Archive, listed: bytes) -> None:
    take(opened, SITEMAP, listed)
    visit_both(opened)
    assert number(opened) == 2


def test_an_aggregator_does_not_speak_for_the_pages_that_it_cites(opened: Archive) -> None:
    take(opened, "https://aggregator.org/feed", atom(entry(ENGLISH, "en", FRENCH, "fr"), entry(FRENCH, "fr", ENGLISH, "en")))
    visit_both(opened)
    assert number(opened) == 2


def test_nothing_is_kept_of_pages_that_nobody_asks_for(opened: Archive) -> None:
    found = read(document(SITEMAP, sitemap(page(ENGLISH, *BOTH))), Listing(kind="sitemap", url=SITEMAP), ADHOC).cited
    with opened.batch() as db:
        keep_listing.cited(db, SITEMAP, found, (), source_state.save(db, ADHOC), Owners(), AT)
    assert opened.db.execute("SELECT count(*) FROM listed_alternates").fetchone() == (0,)
