"""`ingest sources add`: which listing of a site is found, what is written of it, and what is not."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from home_pages import (
    SITES,
    languages_below_paths,
    languages_in_a_drop_down,
    languages_in_a_menu,
    robots_forbid_the_feed,
    sharepoint,
    wordpress,
)
from home_site import Site, declares, home
from origin import Origin, answer
from pages import SENTENCES, article, feed
from program import LOOPBACK, Ended, html, ingest, on_terminal
from rendered import shell

from ingest import sources


def add(here: Path, url: str, *more: str) -> Ended:
    return ingest("sources", "add", url, "--name", "site", *more, *LOOPBACK, cwd=here)


@pytest.mark.parametrize("build", SITES, ids=lambda build: build.__name__)
def test_the_right_listing_stands_first(here: Path, origin: Origin, build: Callable[[Site], str | None]) -> None:
    right = build(Site(origin))
    ended = add(here, origin.url("/"))
    assert len(origin.requests) <= 40
    file = here / "schedules" / "site.toml"
    if right is None:
        assert ended.code == 1, ended.out
        assert not file.exists()
        return
    assert ended.code == 0, ended.err
    assert unquote(listings(here)[0]["url"]) == origin.url(right), ended.err
    assert sources.read(file).listings


def listings(here: Path, name: str = "site") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((here / "schedules" / f"{name}.toml").read_text(encoding="utf-8"))["listing"]
    return found


def test_every_request_is_told_and_no_forbidden_one_is_sent(here: Path, origin: Origin) -> None:
    robots_forbid_the_feed(Site(origin))
    ended = add(here, origin.url("/"))
    assert not origin.asked("/private/feed.xml")
    told = [line.split()[-1] for line in ended.err.splitlines() if " of 40: http" in line]
    assert told == [origin.url(request.path) for request in origin.requests]
    assert "robots.txt" in (here / "schedules" / "site.toml").read_text(encoding="utf-8"), "the file says why the feed is not there"


def test_a_limit_of_requests_is_kept(here: Path, origin: Origin) -> None:
    wordpress(Site(origin))
    add(here, origin.url("/"), "--at-most", "9")
    assert len(origin.requests) <= 9


def test_what_is_written_can_be_fetched(here: Path, origin: Origin) -> None:
    wordpress(Site(origin))
    assert add(here, origin.url("/")).out == "schedules/site.toml\n"
    assert ingest("sources", "check", cwd=here).code == 0
    assert ingest("fetch", "site", "--limit", "3", *LOOPBACK, cwd=here).code == 0


EDITIONS: dict[Callable[[Site], str | None], tuple[str, ...]] = {
    languages_below_paths: ("/fr/rss.xml", "/de/rss.xml"),
    languages_in_a_menu: ("/fr/news", "/es/news"),
    languages_in_a_drop_down: ("/fr/nouvelles",),
}


@pytest.mark.parametrize("build", EDITIONS)
def test_each_language_gets_its_listing(here: Path, origin: Origin, build: Callable[[Site], str | None]) -> None:
    right = build(Site(origin)) or ""
    add(here, origin.url("/"))
    assert [one["url"] for one in listings(here)] == [origin.url(path) for path in (right, *EDITIONS[build])]


def test_a_feed_that_answers_alike_in_every_language_is_written_once(here: Path, origin: Origin) -> None:
    site = Site(origin)
    stories = site.stories(8)
    for path in ("/feed.xml", "/fr/feed.xml"):
        site.rss(path, stories)
    switch = '<link rel="alternate" hreflang="fr" href="/fr/">'
    site.serve("/", home("Agency", "", head=declares("/feed.xml") + switch))
    site.serve("/fr/", home("Agence", "", head=declares("/fr/feed.xml"), language="fr"))
    add(here, origin.url("/"))
    assert [one["url"] for one in listings(here)] == [origin.url("/feed.xml")]


def test_the_parameter_that_names_a_document_is_learned(here: Path, origin: Origin) -> None:
    sharepoint(Site(origin))
    add(here, origin.url("/"))
    written = sources.read(here / "schedules" / "site.toml")
    assert (written.article.keep_params, written.language, written.title) == (("ItemID",), "vi", "Bộ Nội vụ")


@pytest.mark.parametrize("start", ["/feed/", "/wp-sitemap-posts.xml", "an article"])
def test_a_feed_a_sitemap_or_an_article_leads_to_its_site(here: Path, origin: Origin, start: str) -> None:
    wordpress(Site(origin))
    first = next(path for path in origin.served if path.startswith("/20")) if start == "an article" else start
    assert add(here, origin.url(first)).code == 0
    assert listings(here)[0]["url"] == origin.url("/feed/")


def test_a_file_that_is_there_is_never_overwritten(here: Path, origin: Origin) -> None:
    wordpress(Site(origin))
    add(here, origin.url("/"))
    before = (here / "schedules" / "site.toml").read_bytes()
    number = len(origin.requests)
    again = add(here, origin.url("/"), "--yes")
    assert (again.code, len(origin.requests)) == (2, number), "nothing is asked in vain"
    assert "nothing is overwritten; --update shows" in again.err
    assert (here / "schedules" / "site.toml").read_bytes() == before


def test_an_update_shows_what_would_change_and_writes_when_told_to(here: Path, origin: Origin) -> None:
    wordpress(Site(origin))
    add(here, origin.url("/"))
    assert add(here, origin.url("/"), "--update").out == "schedules/site.toml: nothing changed\n"
    path = here / "schedules" / "site.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"The Gazette"', '"Gazette"'), encoding="utf-8")
    edited = path.read_bytes()
    shown = add(here, origin.url("/"), "--update").out
    assert '-title = "Gazette"' in shown
    assert '+title = "The Gazette"' in shown
    assert path.read_bytes() == edited
    assert "replaced" in add(here, origin.url("/"), "--update", "--yes").out
    assert sources.read(path).title == "The Gazette"


@pytest.mark.parametrize(("typed", "written"), [("n\n", False), ("y\n", True)])
def test_a_terminal_shows_the_file_and_asks_once(here: Path, origin: Origin, typed: str, written: bool) -> None:
    wordpress(Site(origin))
    shown = on_terminal("sources", "add", origin.url("/"), "--name", "site", *LOOPBACK, cwd=here, typed=typed)
    assert 'title = "The Gazette"  # the page\'s title' in shown
    assert sum("Write schedules/site.toml?" in line for line in shown) == 1
    assert (here / "schedules" / "site.toml").exists() == written


def test_a_page_that_is_not_there_makes_no_source(here: Path, origin: Origin) -> None:
    ended = add(here, origin.url("/nothing"))
    assert ended.code == 1
    assert ended.err.splitlines()[-1] == f"ingest: {origin.url('/nothing')}: answered 404"
    assert not (here / "schedules").exists()


def test_documents_that_articles_link_are_offered(here: Path, origin: Origin) -> None:
    pages = []
    for number, title in enumerate(
        ("The bridge was opened for trains", "The ferry was given up at last", "The school has a new roof now"), 1
    ):
        text = (*SENTENCES, f'<a href="/decree-{number}.pdf">Decree</a>')
        pages.append(origin.serve(f"/news/{number}-{title.lower().replace(' ', '-')}", html(article(title, text))))
    origin.serve("/feed", answer(feed(*pages), Content_Type="application/rss+xml"))
    assert add(here, origin.url("/feed")).code == 0
    path = here / "schedules" / "site.toml"
    (line,) = (line for line in path.read_text(encoding="utf-8").splitlines() if "documents = true" in line)
    assert line == "# documents = true  # 3 of 3 articles link documents; without the first # they are asked for"
    path.write_text(path.read_text(encoding="utf-8").replace("# documents", "documents"), encoding="utf-8")
    assert sources.read(path).documents


def test_a_site_of_shells_is_told_what_would_read_it(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{number}-the-bridge-was-opened-for-trains", html(shell("/app.js"))) for number in range(3)]
    origin.serve("/feed", answer(feed(*pages), Content_Type="application/rss+xml"))
    ended = add(here, origin.url("/feed"))
    assert ended.code == 1
    assert "3 of its pages are empty until scripts have run: `render = true`" in ended.err
    (here / "schedules").mkdir(exist_ok=True)
    tried = ingest("sources", "try", origin.url("/feed"), *LOOPBACK, cwd=here)
    assert "the page is empty until its scripts have run; `render = true` in its file has them run" in tried.err
