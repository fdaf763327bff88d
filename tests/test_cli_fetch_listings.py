"""`ingest fetch` over listings: what is taken, what is left, what fails."""

import time
from pathlib import Path

from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source, start


def test_a_listing_may_be_named_by_its_url(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(3)]
    ended = ingest("fetch", origin.serve("/feed", answer(feed(*pages))), *LOOPBACK, "--limit", "2", "--json", cwd=here)
    assert [line["verdict"] for line in ended.lines] == ["new", "new"]


def test_an_index_of_sitemaps_may_be_named_by_its_url(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(2)]
    index = origin.serve("/index.xml", answer(sitemap_index(*(origin.serve(f"/{n}.xml", answer(urlset(pages[n]))) for n in range(2)))))
    ended = ingest("fetch", index, *LOOPBACK, "--json", cwd=here)
    assert (ended.code, sorted(line["url"] for line in ended.lines)) == (0, pages)


def test_a_named_listing_is_taken_however_old_and_one_that_hides_entities_is_refused(here: Path, origin: Origin) -> None:
    entry = f"<item><link>{origin.serve('/news/1', html(article()))}</link><pubDate>Mon, 03 Mar 2003 09:00:00 GMT</pubDate></item>"
    feed_of = f"<rss><channel>{entry}</channel></rss>"
    bomb = origin.serve("/bomb", answer(f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>{feed_of}'.encode()))
    ended = ingest("fetch", bomb, origin.serve("/feed", answer(feed_of.encode())), *LOOPBACK, "--json", cwd=here)
    assert sorted(line["verdict"] for line in ended.lines) == ["failed", "new"]
    assert "a DOCTYPE declaration" in ended.err


def test_a_first_look_says_what_it_left_and_back_all_takes_it(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(4)]
    source(here, origin.serve("/feed", answer(feed(*pages), ETag='"f"')))
    path = here / "schedules" / "ministry.toml"
    path.write_text("max_new = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    first = ingest("fetch", *LOOPBACK, "--json", cwd=here)
    assert len(first.lines) == 1
    assert "3 articles of this first look are over its limit (--back all takes them)" in first.err
    assert ingest("fetch", *LOOPBACK, "--json", cwd=here).lines == []
    assert len(ingest("fetch", "--back", "all", *LOOPBACK, "--json", cwd=here).lines) == 3


def test_a_limit_holds_for_all_listings_of_a_source(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(4)]
    more = '[[listing]]\nkind = "feed"\nurl = "{}"\n'.format(origin.serve("/feed2", answer(feed(*pages[2:]))))
    source(here, origin.serve("/feed", answer(feed(*pages[:2]))), more=more)
    assert len(ingest("fetch", "--limit", "3", *LOOPBACK, "--json", cwd=here).lines) == 3


def test_a_source_that_fails_is_one_line_and_the_others_go_on(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    source(here, origin.serve("/feed", answer(feed(page))))
    source(here, origin.serve("/broken", answer(b"<html><p>moved", 200)), "broken")
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert ended.code == 1
    assert [line for line in ended.err.splitlines() if line.startswith("ingest: broken: ")]
    assert rows(here / "archive.db", "SELECT count(*) FROM articles") == [(1,)]
    status = ingest("status", cwd=here).out.splitlines()
    assert [line.split("\t")[:2] for line in status[2:4]] == [["broken", "failing (1x)"], ["ministry", "well"]]


def test_an_index_of_sitemaps_that_cannot_be_read_fails_its_source(here: Path, origin: Origin) -> None:
    index = sitemap_index(*(origin.url(f"/sitemap-{n}.xml") for n in range(3)))
    source(here, origin.serve("/sitemap.xml", answer(index, Content_Type="application/xml")))
    path = here / "schedules" / "ministry.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"feed"', '"sitemap"'), encoding="utf-8")
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert ended.code == 1
    assert "none of the 3 sitemaps that it names could be read" in ended.err


def test_a_sitemap_that_failed_is_asked_for_again_although_its_index_is_the_same(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(2)]
    maps = [urlset(page) for page in pages]
    names = [
        origin.serve("/1.xml", answer(maps[0], ETag='"1"'), answer(status=304)),
        origin.serve("/2.xml", answer(status=404), answer(maps[1], ETag='"2"'), answer(status=304)),
    ]
    index = origin.serve("/index.xml", answer(sitemap_index(*names), ETag='"i"'))
    source(here, index)
    first = ingest("fetch", *LOOPBACK, "--json", cwd=here)
    assert [line["url"] for line in first.lines] == pages[:1]
    assert [line["url"] for line in ingest("fetch", *LOOPBACK, "--json", cwd=here).lines] == pages[1:]
    assert "if-none-match" not in origin.asked("/index.xml")[1].headers
    ingest("fetch", *LOOPBACK, cwd=here)
    assert origin.asked("/index.xml")[2].headers["if-none-match"] == '"i"'
    assert len(origin.asked("/2.xml")) == 2  # the index said what it said before


def test_a_run_that_is_killed_while_it_reads_sitemaps_loses_none(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    names = [origin.serve("/1.xml", answer(urlset(page), ETag='"1"')), origin.serve("/2.xml", [60.0], answer(urlset(page)))]
    source(here, origin.serve("/index.xml", answer(sitemap_index(*names), ETag='"i"')))
    running = start("fetch", *LOOPBACK, "--json", cwd=here)
    until_asked(origin, "/2.xml")
    running.kill()
    running.communicate()
    assert [line["url"] for line in ingest("fetch", *LOOPBACK, "--json", cwd=here).lines] == [page]


def urlset(*pages: str) -> bytes:
    urls = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def sitemap_index(*sitemaps: str) -> bytes:
    names = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in sitemaps)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}</sitemapindex>'.encode()


def until_asked(origin: Origin, path: str) -> None:
    deadline = time.monotonic() + 20
    while not origin.asked(path):
        assert time.monotonic() < deadline
        time.sleep(0.02)
