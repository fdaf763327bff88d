"""`ingest fetch` where a page is none, a host says wait, or a wall stands."""

from pathlib import Path

import pytest
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source


@pytest.mark.parametrize(
    ("body", "content_type", "verdict"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "text/html", "failed"),
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


@pytest.mark.parametrize("held", [False, True], ids=["never seen", "where an article was"])
@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"",
        b"<html><head><title>404 - Page not found</title></head><body><h1>Page not found</h1></body></html>",
        b'<html><body><div id="root"></div><script src="app.js"></script></body></html>',
    ],
    ids=["pdf", "nothing", "soft 404", "shell"],
)
def test_a_named_url_that_brings_no_article_is_told_in_one_line_and_ends_with_1(
    here: Path, origin: Origin, body: bytes, held: bool
) -> None:
    url = origin.serve("/news/bridge", *([html(article())] if held else []), html(body))
    if held:
        assert ingest("fetch", url, *LOOPBACK, cwd=here).code == 0
    ended = ingest("fetch", url, *LOOPBACK, cwd=here)
    (line,) = [one for one in ended.err.splitlines() if " made " not in one]
    assert (ended.code, line.count(url)) == (1, 1)
    assert len(line) > len(url) + 20


def test_a_cited_page_that_is_no_article_is_no_failure(here: Path, origin: Origin) -> None:
    source(here, origin.serve("/feed", answer(feed(origin.serve("/news/report", answer(b"%PDF-1.7\n%\xe2\xe3 1 0 obj"))))))
    ended = ingest("fetch", *LOOPBACK, "--strict", cwd=here)
    assert ended.code == 0


def test_a_listing_and_a_robots_txt_that_were_read_are_told_as_what_they_are(here: Path, origin: Origin) -> None:
    origin.serve("/robots.txt", answer(b"User-agent: *\nDisallow: /x"))
    source(here, origin.serve("/feed", answer(feed(origin.serve("/news/1", html(article()))))))
    for _ in range(2):
        ingest("fetch", *LOOPBACK, cwd=here)
    sql = "SELECT verdict, count(*) FROM fetches GROUP BY verdict ORDER BY verdict"
    assert rows(here / "archive.db", sql) == [("listing", 2), ("new", 1), ("robots", 2)]
    assert "1 listing" in ingest("status", cwd=here).out


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
