"""`ingest fetch` over listings: what is taken, what is left, what fails."""

import time
from pathlib import Path

from origin import Asked, Origin, answer
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


def test_what_a_later_run_leaves_over_its_limit_is_taken_by_the_next(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(5)]
    source(here, origin.serve("/feed", answer(feed(pages[0])), answer(feed(*pages), ETag='"f"'), answer(status=304)))
    ingest("fetch", *LOOPBACK, cwd=here)
    second = ingest("fetch", "--limit", "1", *LOOPBACK, "--json", cwd=here)
    assert [line["url"] for line in second.lines] == [pages[1]]
    assert "3 articles are over the limit of one run and wait for the next" in second.err
    third = ingest("fetch", *LOOPBACK, "--json", cwd=here)
    assert [line["url"] for line in third.lines] == pages[2:]


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
    assert [line.split("\t")[:2] for line in status[2:4]] == [["broken", "failing"], ["ministry", "new"]]


def test_articles_that_are_well_do_not_make_a_listing_well_that_fails(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    source(here, origin.serve("/feed", answer(b"<html><p>moved", 200)))
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 1
    failing = "SELECT failures, problem IS NULL, last_ok_at FROM sources WHERE name = 'ministry'"
    assert rows(here / "archive.db", failing) == [(1, 0, None)]
    ended = ingest("fetch", page, *LOOPBACK, "--json", cwd=here)
    assert [line["source"] for line in ended.lines] == ["ministry"]
    assert rows(here / "archive.db", failing) == [(1, 0, None)]


def test_a_named_article_does_not_make_the_first_look_at_its_source_a_later_one(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(4)]
    source(here, origin.serve("/feed", answer(feed(*pages))))
    path = here / "schedules" / "ministry.toml"
    path.write_text("max_new = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert ingest("fetch", pages[0], *LOOPBACK, cwd=here).code == 0
    assert "2 articles of this first look are over its limit" in ingest("fetch", *LOOPBACK, cwd=here).err


def test_a_url_that_is_fetched_from_elsewhere_retires_no_source(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    source(here, origin.serve("/feed", answer(feed(page))))
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 0
    (here / "elsewhere" / "schedules").mkdir(parents=True)
    ended = ingest("fetch", page, "--db", here / "archive.db", *LOOPBACK, cwd=here / "elsewhere")
    assert (ended.code, "retired" in ended.err) == (0, False), ended.err
    assert rows(here / "archive.db", "SELECT state FROM sources WHERE name = 'ministry'") == [("active",)]
    source(here, origin.serve("/other", answer(feed(page))), "other")  # an empty folder would be none
    (here / "schedules" / "ministry.toml").unlink()
    assert "ministry: its schedule file is gone; retired" in ingest("fetch", *LOOPBACK, cwd=here).err


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
    names = [
        origin.serve("/1.xml", answer(urlset(pages[0]), ETag='"1"'), answer(status=304)),
        origin.serve("/2.xml", answer(status=404), answer(urlset(pages[1]), ETag='"2"'), answer(status=304)),
    ]
    index = origin.serve("/index.xml", answer(sitemap_index(*names), ETag='"i"'), answer(status=304))
    source(here, index)
    first = ingest("fetch", *LOOPBACK, "--json", cwd=here)
    assert [line["url"] for line in first.lines] == pages[:1]
    assert [line["url"] for line in ingest("fetch", *LOOPBACK, "--json", cwd=here).lines] == pages[1:]
    assert origin.asked("/index.xml")[1].headers["if-none-match"] == '"i"'


def test_the_sitemaps_of_an_index_that_never_changes_are_asked_by_themselves(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(3)]
    names = [
        origin.serve("/1.xml", answer(urlset(pages[0]), ETag='"1"'), answer(status=304)),
        origin.serve("/2.xml", answer(urlset(pages[1])), answer(urlset(pages[1], pages[2]))),
    ]
    source(here, origin.serve("/index.xml", answer(sitemap_index(*names))))
    assert len(ingest("fetch", *LOOPBACK, "--json", cwd=here).lines) == 2
    assert [line["url"] for line in ingest("fetch", *LOOPBACK, "--json", cwd=here).lines] == pages[2:]
    assert origin.asked("/1.xml")[1].headers["if-none-match"] == '"1"'


def test_an_index_inside_an_index_is_followed_and_a_loop_is_told(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    leaf = origin.serve("/leaf.xml", answer(urlset(page)))
    inner = origin.serve("/inner.xml", answer(sitemap_index(leaf, origin.url("/index.xml"))))
    source(here, origin.serve("/index.xml", answer(sitemap_index(inner))))
    ended = ingest("fetch", *LOOPBACK, "--json", cwd=here)
    assert [line["url"] for line in ended.lines] == [page]
    assert f"names {origin.url('/index.xml')}, which another index names already" in ended.err


def test_indexes_nested_too_deep_are_told(here: Path, origin: Origin) -> None:
    names = [origin.serve("/4.xml", answer(sitemap_index(origin.url("/5.xml"))))]
    for number in (3, 2, 1):
        names.append(origin.serve(f"/{number}.xml", answer(sitemap_index(names[-1]))))
    source(here, origin.serve("/index.xml", answer(sitemap_index(names[-1]))))
    assert "the 1 sitemaps that it names are not followed" in ingest("fetch", *LOOPBACK, cwd=here).err
    assert origin.asked("/5.xml") == []


def test_a_long_index_without_dates_is_read_from_both_ends_and_over_several_runs(here: Path, origin: Origin) -> None:
    names = [origin.serve(f"/{n}.xml", answer(urlset(origin.url(f"/news/{n}")))) for n in range(45)]
    source(here, origin.serve("/index.xml", answer(sitemap_index(*names))))
    first = ingest("fetch", *LOOPBACK, "--limit", "0", cwd=here)
    assert "25 sitemaps of this index wait for the next runs" in first.err
    assert sorted(n for n in range(45) if origin.asked(f"/{n}.xml")) == [*range(10), *range(35, 45)]
    for _ in range(2):
        ingest("fetch", *LOOPBACK, "--limit", "0", cwd=here)
    assert all(origin.asked(f"/{n}.xml") for n in range(45))


def test_a_first_look_takes_the_newest_whatever_the_order_of_the_sitemap(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(5)]
    urls = "".join(f"<url><loc>{page}</loc><lastmod>2026-0{n + 1}-01</lastmod></url>" for n, page in enumerate(pages))
    source(here, origin.serve("/sitemap.xml", answer(f"<urlset>{urls}</urlset>".encode())))
    path = here / "schedules" / "ministry.toml"
    path.write_text("max_new = 2\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert [line["url"] for line in ingest("fetch", *LOOPBACK, "--json", cwd=here).lines] == [pages[4], pages[3]]


def test_a_listing_whose_validators_lie_is_found_out_and_asked_without_them(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(2)]

    def lying(asked: Asked) -> bytes:
        looks = len(origin.asked("/feed"))
        return answer(status=304) if "if-none-match" in asked.headers else answer(feed(*pages[: 1 + (looks > 3)]), ETag='"f"')

    source(here, origin.serve("/feed", lying))
    for _ in range(7):
        ingest("fetch", *LOOPBACK, "--delay", "0", cwd=here)
    assert ["if-none-match" in one.headers for one in origin.asked("/feed")] == [False, True, False, True, False, False, False]
    assert len(origin.asked("/news/1")) == 1


def test_an_empty_feed_is_no_failure_and_one_that_was_not_empty_before_is(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/1", html(article()))
    source(here, origin.serve("/feed", answer(feed()), answer(feed(page)), answer(feed() + b" ")))
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 0
    assert ingest("fetch", *LOOPBACK, "--json", cwd=here).lines[0]["url"] == page
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert ended.code == 1
    assert "0 articles in a listing that had some before" in ended.err


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
