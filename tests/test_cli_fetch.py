"""`ingest fetch` as a user meets it: real process, real loopback server, real SQLite file."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from origin import Asked, Origin, answer
from pages import SENTENCES, article, feed
from program import LOOPBACK, environment, ingest, rows, start

SOURCE = """
title = "The Ministry"
every = "30m"
back = "all"
[[listing]]
kind = "feed"
url = "{url}"
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path


def source(here: Path, url: str, name: str = "ministry", more: str = "") -> None:
    (here / "schedules").mkdir(exist_ok=True)
    (here / "schedules" / f"{name}.toml").write_text(SOURCE.format(url=url) + more, encoding="utf-8")


def html(body: bytes, **headers: str) -> bytes:
    return answer(body, Content_Type="text/html; charset=utf-8", **headers)


def test_a_named_url_is_kept_and_told(here: Path, origin: Origin) -> None:
    url = origin.serve("/news/bridge", html(article()))
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.code == 0, ended.err
    (line,) = ended.lines
    assert (line["verdict"], line["title"], line["language"]) == ("new", "Bridge opened", "en")
    assert str(here / "archive.db") in ended.err
    assert rows(here / "archive.db", "SELECT title, published, text FROM v_articles") == [
        ("Bridge opened", "2026-03-02T09:00:00+00:00", "\n\n".join(SENTENCES))
    ]


def test_a_source_is_read_from_listing_to_archive_and_a_second_run_adds_nothing(here: Path, origin: Origin) -> None:
    pages = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"), ETag=f'"{n}"')) for n in range(3)]
    source(here, origin.serve("/feed", answer(feed(*pages))))
    first = ingest("fetch", *LOOPBACK, cwd=here)
    assert first.code == 0, first.err
    assert first.out.splitlines()[1].split("\t")[:2] == ["ministry", "3"]
    second = ingest("fetch", *LOOPBACK, cwd=here)
    assert second.out.splitlines()[-1] == "nothing new"
    assert rows(here / "archive.db", "SELECT count(*), (SELECT count(*) FROM revisions) FROM articles") == [(3, 3)]
    assert len(origin.asked("/news/0")) == 1


def test_an_unchanged_page_costs_a_304_and_an_edited_one_is_a_revision(here: Path, origin: Origin) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))

    def page(asked: Asked) -> bytes:
        if asked.headers.get("if-none-match") == '"one"' and len(origin.asked("/p")) < 3:
            return answer(status=304, ETag='"one"')
        return html(edited, ETag='"two"') if len(origin.asked("/p")) > 2 else html(article(), ETag='"one"')

    url = origin.serve("/p", page)
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for _ in range(3)]
    assert verdicts == ["new", "unchanged", "revised"]
    assert rows(here / "archive.db", "SELECT number, change FROM revisions ORDER BY number") == [(1, "first"), (2, "numbers")]


def test_other_advertisements_round_the_same_text_are_no_revision(here: Path, origin: Origin) -> None:
    def page(asked: Asked) -> bytes:
        seen = len(origin.asked("/p"))
        advertisement = f'<div class="ad">Offer {seen * 37}: buy now</div><p class="views">{seen * 1000} views</p></body>'.encode()
        return html(article().replace(b"</body>", advertisement))

    url = origin.serve("/p", page)
    lines = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0] for _ in range(3)]
    assert [line["verdict"] for line in lines] == ["new", "unchanged", "unchanged"]
    assert lines[1]["reason"] == "title and text read the same"
    assert rows(here / "archive.db", "SELECT count(*) FROM snapshots") == [(1,)]


def test_validators_that_lie_are_found_out(here: Path, origin: Origin) -> None:
    def page(asked: Asked) -> bytes:
        if "if-none-match" in asked.headers:
            return answer(status=304, ETag='"same"')
        return html(
            article(text=(f"Only number {len(origin.asked('/p'))} counts for this sentence of the page.", *SENTENCES)), ETag='"same"'
        )

    url = origin.serve("/p", page)
    verdicts = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for _ in range(12)]
    assert verdicts[:10] == ["new", *["unchanged"] * 8, "revised"][:10]
    assert verdicts[10:] == ["revised", "revised"]


def test_a_wall_in_an_articles_place_is_quarantined_and_the_text_stands(here: Path, origin: Origin) -> None:
    script = 'document.cookie="D1N=0123456789abcdef0123456789abcdef"+"; path=/";window.location.reload(true);'
    wall = f"<html><body><script>{script}</script></body></html>".encode()
    url = origin.serve("/p", html(article()), html(wall))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "quarantined"
    assert rows(here / "archive.db", "SELECT count(*), max(title), max(state) FROM v_articles") == [(1, "Bridge opened", "live")]
    assert "quarantined" in ingest("explain", url, cwd=here).out


def test_attempts_are_told_where_there_was_more_than_one(here: Path, origin: Origin) -> None:
    once, twice = origin.serve("/1", html(article())), origin.serve("/2", answer(status=503), html(article("Ferry given up")))
    ingest("fetch", once, twice, *LOOPBACK, cwd=here)
    assert "attempt" not in ingest("explain", once, cwd=here).out
    assert ", 2 attempts: new" in ingest("explain", twice, cwd=here).out


def test_an_article_is_gone_at_a_410_and_its_text_is_kept(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()), answer(b"", 410))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "gone"
    assert rows(here / "archive.db", "SELECT state, title FROM v_articles") == [("gone", "Bridge opened")]


def test_one_404_does_not_make_an_article_gone(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()), answer(b"no", 404))
    ingest("fetch", url, *LOOPBACK, cwd=here)
    ingest("fetch", url, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT state FROM v_articles") == [("live",)]


def test_a_page_that_moved_for_good_is_asked_for_where_it_is(here: Path, origin: Origin) -> None:
    new = origin.serve("/new", html(article(), ETag='"n"'))
    old = origin.serve("/old", answer(b"", 301, Location=new))
    ingest("fetch", old, *LOOPBACK, cwd=here)
    assert [line["verdict"] for line in ingest("fetch", old, *LOOPBACK, "--json", cwd=here).lines] == ["unchanged"]
    assert len(origin.asked("/old")) == 1
    assert rows(here / "archive.db", "SELECT count(*) FROM v_articles") == [(1,)]
    assert ingest("show", old, cwd=here).out.startswith("Bridge opened")


def test_what_came_again_whole_is_asked_for_with_the_validators_that_it_came_with_last(here: Path, origin: Origin) -> None:
    page = origin.serve("/news/bridge", html(article(), ETag='"1"'), html(article(), ETag='"2"'), html(article()))
    cited = feed(origin.serve("/news/harvest", html(article("Harvest begins"))))
    listing = origin.serve("/feed", *(answer(cited, **validators) for validators in ({"ETag": '"1"'}, {"ETag": '"2"'}, {})))
    source(here, listing)
    for _ in range(4):
        ingest("fetch", "ministry", page, *LOOPBACK, cwd=here)
    for path in ("/news/bridge", "/feed"):
        assert [asked.headers.get("if-none-match") for asked in origin.asked(path)] == [None, '"1"', '"2"', None]


@pytest.mark.parametrize("tail", [b"", b"<!-- another ad -->"], ids=["the same bytes", "the same text"])
def test_a_kept_article_that_moves_for_good_stays_one_article(here: Path, origin: Origin, tail: bytes) -> None:
    edited = article(text=(*SENTENCES[:2], SENTENCES[2].replace("640", "650"), *SENTENCES[3:]))
    new = origin.serve("/news/a-bridge", html(article() + tail), html(article() + tail), html(edited))
    old = origin.serve("/p", html(article()), answer(b"", 301, Location=new))
    looks = [ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines[0]["verdict"] for url in (old, old, new, new)]
    assert looks == ["new", "unchanged", "unchanged", "revised"]
    archive = here / "archive.db"
    assert rows(archive, "SELECT count(*), max(url) FROM v_articles") == [(1, new)]
    assert {url for (url,) in rows(archive, "SELECT u.url FROM article_urls seen JOIN urls u ON u.id = seen.url")} == {old, new}


def test_an_address_that_leads_to_where_another_article_moved_makes_no_third(here: Path, origin: Origin) -> None:
    new = origin.serve("/new", html(article()))
    old = origin.serve("/old", html(article()), answer(b"", 301, Location=new))
    other = article("Harvest begins", text=tuple(sentence[::-1] for sentence in SENTENCES))
    stray = origin.serve("/stray", html(other), answer(b"", 301, Location=new))
    for url in (old, stray, old, stray):
        ingest("fetch", url, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT url FROM v_articles ORDER BY id") == [(new,), (stray,)]


def test_only_the_permanent_part_of_a_chain_is_remembered(here: Path, origin: Origin) -> None:
    last = origin.serve("/last", html(article()))
    middle = origin.serve("/middle", answer(b"", 302, Location=last))
    old = origin.serve("/old", answer(b"", 301, Location=middle))
    ingest("fetch", old, *LOOPBACK, cwd=here)
    sql = "SELECT old.url, new.url FROM urls old JOIN urls new ON new.id = old.moved_to"
    assert rows(here / "archive.db", sql) == [(old, middle)]


def test_an_article_whose_address_leads_to_another_text_for_good_is_not_taken_for_it(here: Path, origin: Origin) -> None:
    other = article("Harvest begins", text=tuple(sentence[::-1] for sentence in SENTENCES))
    new = origin.serve("/harvest", html(other))
    old = origin.serve("/p", html(article()), answer(b"", 301, Location=new))
    for _ in range(2):
        ingest("fetch", old, *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT title, number FROM v_revisions ORDER BY id") == [("Bridge opened", 1), ("Harvest begins", 1)]


def test_an_origin_that_a_page_names_is_fetched_too_one_hop(here: Path, origin: Origin) -> None:
    second = origin.serve("/origin-of-origin", html(article("Third page")))
    cited = origin.serve("/original", html(article("The original", (*SENTENCES[:4], f"Source: {second}"))))
    url = origin.serve("/copy", html(article("The copy", (*SENTENCES[::-1], f"Source: {cited}"))))
    ended = ingest("fetch", url, *LOOPBACK, "--json", cwd=here)
    assert {line["url"] for line in ended.lines} == {url, cited}
    assert origin.asked("/origin-of-origin") == []


def test_a_dry_run_tells_and_writes_nothing(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ended = ingest("fetch", url, *LOOPBACK, "--dry-run", "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "new"
    assert list(here.glob("archive.db")) == []
    ingest("fetch", url, *LOOPBACK, cwd=here)
    before = rows(here / "archive.db", "SELECT count(*) FROM fetches")
    assert ingest("fetch", url, *LOOPBACK, "--dry-run", "--json", cwd=here).lines[0]["verdict"] == "unchanged"
    assert rows(here / "archive.db", "SELECT count(*) FROM fetches") == before


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_cost_no_article(here: Path, origin: Origin, closed: str) -> None:
    url = origin.serve("/p", html(article()))
    command = [sys.executable, "-m", "ingest", "fetch", *LOOPBACK, url]
    subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *command], cwd=here, env=environment(), check=True)
    assert rows(here / "archive.db", "SELECT title FROM v_articles") == [("Bridge opened",)]


def test_what_is_recorded_can_be_replayed_without_a_network(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ingest("fetch", url, *LOOPBACK, "--record", "saved", cwd=here)
    ended = ingest("fetch", url, "--replay", "saved", "--db", "other.db", "--json", cwd=here)
    assert ended.lines[0]["verdict"] == "new"
    assert len(origin.asked("/p")) == 1


def test_targets_come_from_a_file_and_bad_ones_are_one_line_each(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    ended = ingest("fetch", "--from", "-", *LOOPBACK, "--json", cwd=here, stdin=f"# mine\n{url}\nftp://x/y\nnonsense\n\n")
    assert ended.code == 1
    assert {line["url"]: line["verdict"] for line in ended.lines} == {url: "new", "ftp://x/y": "refused", "nonsense": "refused"}
    assert len([line for line in ended.err.splitlines() if "refused" in line]) == 2


def test_a_file_of_targets_may_come_from_windows(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    (here / "targets.txt").write_bytes(f"\ufeff{url}\r\n".encode() + b"caf\xe9\r\n")
    ended = ingest("fetch", "--from", "targets.txt", *LOOPBACK, "--json", cwd=here)
    assert {line["url"]: line["verdict"] for line in ended.lines} == {url: "new", "caf\ufffd": "refused"}


def test_a_url_is_asked_as_it_was_given_and_known_by_its_one_spelling(here: Path, origin: Origin) -> None:
    page = origin.serve("/p?utm_source=feed&id=7", html(article()))
    source(here, origin.serve("/feed?ref=rss", answer(feed(page.replace("&", "&amp;")))))
    assert ingest("fetch", *LOOPBACK, cwd=here).code == 0
    assert len(origin.asked("/p?utm_source=feed&id=7")) == 1
    assert rows(here / "archive.db", "SELECT url FROM v_articles") == [(origin.url("/p?id=7"),)]


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


def test_a_message_is_one_line_however_long_its_cause(here: Path) -> None:
    ended = ingest("fetch", "--from", "-", cwd=here, stdin="https://example.com/" + "a" * 100_000)
    assert all(len(shown) < 1100 for shown in ended.err.splitlines())


def test_no_network_at_all_is_one_line_a_source(here: Path) -> None:
    for n in range(3):
        source(here, f"https://source{n}.invalid/feed", f"source-{n}")
    ended = ingest("fetch", cwd=here)
    assert ended.code == 1
    for n in range(3):
        assert len([line for line in ended.err.splitlines() if f"source-{n}: " in line]) == 1


def test_ctrl_c_loses_nothing_that_was_told(here: Path, origin: Origin) -> None:
    kept = [origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened"))) for n in range(5)]
    slow = origin.serve("/slow", lambda asked: [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 60.0])
    (here / "urls").write_text("\n".join([*kept, slow]), encoding="utf-8")
    running = start("fetch", "--from", "urls", *LOOPBACK, "--json", cwd=here)
    assert running.stdout is not None
    told = [running.stdout.readline() for _ in kept]
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    assert running.returncode == 130
    assert all('"new"' in line for line in told)
    assert rows(here / "archive.db", "SELECT count(*) FROM v_articles") == [(5,)]
    assert rows(here / "archive.db", "PRAGMA integrity_check") == [("ok",)]
    assert rows(here / "archive.db", "SELECT outcome FROM runs") == [("stopped",)]


def test_a_second_process_waits_or_leaves(here: Path, origin: Origin) -> None:
    slow = origin.serve("/slow", lambda asked: [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 60.0])
    running = start("fetch", slow, *LOOPBACK, cwd=here)
    try:
        while not origin.asked("/slow"):
            assert running.poll() is None
        ended = ingest("fetch", slow, *LOOPBACK, cwd=here)
        assert ended.code == 75
        assert f"process {running.pid}" in ended.err
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=20)
    assert running.returncode == 143


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fetch", "minstry"), "minstry: no source of that name; did you mean ministry?"),
        (("fetch", "--schedules", "nowhere"), "nowhere: no such folder"),
        (("fetch", "--since", "soon"), "neither a date"),
        (("fetch", "--delay", "0.2"), "below one second only"),
        (("fetch", "--delay", "nan"), "not a number of seconds"),
        (("fetch", "--allow-net", "loopback"), "not a range such as"),
        (("fetch", "--replay", "nowhere"), "nowhere/index.jsonl: cannot be replayed"),
        (("fetch", "--db", "no/such/folder/a.db"), "no such folder"),
        (("search", "bridge"), "archive.db: no archive is there"),
        (("show", "1", "--db", "schedules/ministry.toml"), "not a SQLite database"),
        (("fetch", "--db", "schedules/ministry.toml"), "not a SQLite database"),
        (("fetch", "--db", "schedules"), "File 'schedules' is a directory. (see `ingest fetch --help`)"),
        (("fetch", "--dbb", "x"), "No such option '--dbb'"),
        (("fetsch",), "No such command 'fetsch'. Did you mean fetch? (see `ingest --help`)"),
    ],
)
def test_a_wrong_call_is_one_line_and_nothing_starts(here: Path, arguments: tuple[str, ...], says: str) -> None:
    source(here, "https://ministry.invalid/feed")
    ended = ingest(*arguments, cwd=here)
    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert says in line
    assert not (here / "archive.db").exists()


def test_a_wrong_schedule_file_stops_all_and_is_named(here: Path) -> None:
    source(here, "https://ministry.invalid/feed")
    source(here, "https://other.invalid/feed", "other", 'lnks = "a"\n')
    ended = ingest("fetch", cwd=here)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == ["ingest: schedules/other.toml: listing[0].lnks: unknown key; did you mean links?"]


def test_a_name_and_password_of_a_listing_are_never_shown_or_kept(here: Path, origin: Origin) -> None:
    secret = "user:sekret@"
    page = origin.serve("/news/1", html(article())).replace("//", f"//{secret}")
    listed = origin.serve("/feed", answer(feed(page))).replace("//", f"//{secret}")
    away = origin.serve("/away", answer(status=302, Location=f"ftp://{secret}127.0.0.1/")).replace("//", f"//{secret}")
    source(here, listed)
    said = [ingest("fetch", "ministry", listed, away, *LOOPBACK, "--json", cwd=here)]
    for url in (page, listed, away, page + "/never"):
        said += [ingest("explain", url, cwd=here), ingest("show", url, cwd=here), ingest("extract", url, *LOOPBACK, cwd=here)]
    assert "sekret" not in "".join(ended.out + ended.err for ended in said)
    assert rows(here / "archive.db", "SELECT url FROM urls WHERE url LIKE '%sekret%'") == []
    assert rows(here / "archive.db", "SELECT count(*) FROM url_listings") == [(1,)]


def test_a_name_and_password_in_a_url_are_never_shown_kept_or_sent(here: Path, origin: Origin) -> None:
    url = origin.serve("/p", html(article()))
    named = (url.replace("//", "//me:secret@"), "ftp://me:secret@example.com/x", "https://me:secret@exa mple.com/")
    ended = ingest("fetch", *named, *LOOPBACK, "--json", cwd=here)
    assert [line["verdict"] for line in ended.lines].count("new") == 1
    assert "secret" not in ended.out + ended.err
    assert b"secret" not in (here / "archive.db").read_bytes()
    assert "authorization" not in origin.asked("/p")[0].headers


@pytest.mark.parametrize(
    ("body", "content_type", "verdict"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "text/html", "unsupported"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "text/html", "unsupported"),
        (b"", "text/html", "not an article"),
        (b"<html><body></body></html>", "text/html", "not an article"),
        (b"<div>" * 100_000, "text/html", "failed"),
    ],
    ids=["pdf", "png", "nothing", "empty", "deep"],
)
def test_a_page_that_is_none_gets_a_verdict_and_the_run_goes_on(
    here: Path, origin: Origin, body: bytes, content_type: str, verdict: str
) -> None:
    bad = origin.serve("/bad", answer(body, Content_Type=content_type))
    good = origin.serve("/good", html(article()))
    ended = ingest("fetch", bad, good, *LOOPBACK, "--json", cwd=here)
    assert {line["url"]: line["verdict"] for line in ended.lines} == {bad: verdict, good: "new"}


def test_an_article_that_its_host_asked_us_to_wait_for_is_asked_for_later(here: Path, origin: Origin) -> None:
    origin.serve("/busy", answer(status=503, Retry_After="600"))
    pages = [origin.serve(path, html(article())) for path in ("/news/1", "/news/2")]
    source(here, origin.serve("/feed", answer(feed(origin.url("/busy"), *pages))))
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    assert ended.err.count("refused: ") == 2
    assert "is left alone until" in ended.err
    due = rows(here / "archive.db", "SELECT count(*) FROM urls WHERE url LIKE '%/news/%' AND next_due_at > checked_at")
    assert due == [(2,)]


def test_a_page_that_its_robots_txt_forbids_is_not_asked_for_later(here: Path, origin: Origin) -> None:
    origin.serve("/robots.txt", answer(b"User-agent: *\nDisallow: /news"))
    source(here, origin.serve("/feed", answer(feed(origin.url("/news/1")))))
    assert "forbids it" in ingest("fetch", *LOOPBACK, cwd=here).err
    assert rows(here / "archive.db", "SELECT next_due_at FROM urls WHERE url LIKE '%/news/1'") == [(None,)]


def test_a_rule_of_any_bytes_forbids_its_page_alone(here: Path, origin: Origin) -> None:
    origin.serve("/robots.txt", answer(b"User-agent: *\nDisallow: /caf\xe9"))
    ended = ingest("fetch", origin.url("/caf%E9"), origin.serve("/news/1", html(article())), *LOOPBACK, "--json", cwd=here)
    assert (ended.code, sorted(line["verdict"] for line in ended.lines)) == (1, ["new", "refused"])


def test_a_wall_is_looked_at_again_later(here: Path, origin: Origin) -> None:
    source(here, origin.serve("/feed", answer(feed(origin.serve("/news/1", answer(b"no", 403))))))
    assert "blocked: " in ingest("fetch", *LOOPBACK, cwd=here).err
    assert rows(here / "archive.db", "SELECT count(*) FROM urls WHERE url LIKE '%/news/1' AND next_due_at > checked_at") == [(1,)]


def test_a_proxy_is_asked_when_the_call_or_the_configuration_names_one(here: Path, origin: Origin) -> None:
    origin.serve("http://ministry.invalid/news/1", html(article()))
    proxy = origin.url("", "user:secret@127.0.0.1")
    ended = ingest("fetch", "http://ministry.invalid/news/1", "--proxy", proxy, "--json", cwd=here)
    assert [line["verdict"] for line in ended.lines] == ["new"]
    assert {request.path for request in origin.requests} == {"http://ministry.invalid/robots.txt", "http://ministry.invalid/news/1"}
    (here / "ingest.toml").write_text(f'proxy = "{proxy}"\n', encoding="utf-8")
    assert [line["verdict"] for line in ingest("fetch", "http://ministry.invalid/news/1", "--json", cwd=here).lines] == ["unchanged"]
    assert b"secret" not in (here / "archive.db").read_bytes()


@pytest.mark.parametrize("proxy", ["127.0.0.1:3128", "user:sekret@127.0.0.1:3128", "socks5://127.0.0.1:1080", "http://"])
def test_a_proxy_that_is_none_is_refused_at_once(here: Path, proxy: str) -> None:
    ended = ingest("fetch", "http://ministry.invalid/1", "--proxy", proxy, cwd=here)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert "proxy" in ended.err
    assert "sekret" not in ended.err
    assert not (here / "archive.db").exists()


ROBOT_CHECK = (
    b"<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript>"
    b"<script>window._cf_chl_opt={cvId:'3'};</script></body></html>"
)
COOKIE_SCRIPT = b"<html><body><script>document.cookie='D1N=0123456789abcdef; path=/';window.location.reload(true);</script></body></html>"


@pytest.mark.parametrize("status", [200, 403, 429, 503])
def test_a_wall_is_told_by_its_kind_whatever_its_status(here: Path, origin: Origin, status: int) -> None:
    url = origin.serve("/news/1", answer(ROBOT_CHECK, status, Content_Type="text/html"))
    (line,) = ingest("fetch", url, *LOOPBACK, "--json", cwd=here).lines
    assert line["verdict"] == "blocked"
    assert "captcha: the page" in line["reason"]
    assert "captcha: the page" in ingest("status", cwd=here).out
    assert "captcha: the page" in ingest("explain", url, cwd=here).out


def test_an_article_that_comes_with_an_error_is_no_article(here: Path, origin: Origin) -> None:
    (line,) = ingest("fetch", origin.serve("/news/1", answer(article(), 403)), *LOOPBACK, "--json", cwd=here).lines
    assert (line["verdict"], line["reason"]) == ("blocked", "answered 403")


@pytest.mark.parametrize("status", [200, 403])
def test_a_wall_in_a_listings_place_is_told_as_one(here: Path, origin: Origin, status: int) -> None:
    source(here, origin.serve("/feed", answer(COOKIE_SCRIPT if status == 200 else ROBOT_CHECK, status, Content_Type="text/html")))
    ended = ingest("fetch", *LOOPBACK, cwd=here)
    kind = "cookie" if status == 200 else "captcha"
    assert f"{kind}: the page" in ended.err
    assert len(ended.err.splitlines()) == 2  # the archive was made
    assert rows(here / "archive.db", f"SELECT verdict FROM fetches WHERE reason LIKE '%{kind}%'") == [("blocked",)]
    assert f"{kind}: the page" in ingest("status", cwd=here).out
