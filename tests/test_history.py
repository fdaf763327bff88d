"""Walks over the older pages of listings, as a user starts them: all is found, nothing twice, and they go on where they were killed."""

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from archived import T0, T1
from ministry import Ministry
from origin import Asked, Origin, answer
from pages import article
from program import LOOPBACK, html, ingest, on_terminal, rows, start
from test_browse_feeds import get
from test_hand_over import daemon, until

from ingest.archive import create_or_open, open_readonly
from ingest.archive.read import health
from ingest.archive.write import source_state, walks
from ingest.core.model import ADHOC

WALKS = "SELECT pages, expected, articles, reached, ended_at IS NOT NULL, why FROM v_walks ORDER BY listing"
BACK = ("fetch", "ministry", "--back")


def source(here: Path, url: str, kind: str = "page", listing: str = "", more: str = "") -> None:
    (here / "schedules").mkdir(exist_ok=True)
    text = f'title = "The Ministry"\n{more}\n[[listing]]\nkind = "{kind}"\nurl = "{url}"\n{listing}'
    (here / "schedules" / "ministry.toml").write_text(text, encoding="utf-8")


def paged(
    origin: Origin, pages: int, *, each: int = 3, link: Callable[[int], str] | None = None, dated: bool = True, years: int = 0
) -> list[str]:
    """Pages of a list, `/news?page=N`, each some weeks older than the one before; the URLs of its articles."""
    shown = link or (lambda page: f'<a href="/news?page={page + 1}">Older posts</a>' if page < pages else "")
    urls = []
    for page in range(1, pages + 1):
        day = date(2026, 3, 1) - timedelta(days=30 * page + 366 * years)
        rows = ""
        for n in range(each):
            title = f"Bridge number {page} of river {n} was opened for trains"
            text = tuple(
                f"Sentence {k} of page {page} tells of the bridge {page * 100 + n} and of {page * k} trains on it." for k in range(6)
            )
            said = article(title, text).replace(b"2026-03-02T09:00:00+00:00", f"{day}T09:00:00+00:00".encode())
            urls.append(origin.serve(f"/news/{title.lower().replace(' ', '-')}", html(said)))
            time = f"<time datetime='{day}'>{day}</time>" if dated else ""
            rows += f'<article><h2><a href="{urls[-1]}">{title}</a></h2>{time}</article>'
        shown_page = html(f"<html><body><main>{rows}</main>{shown(page)}</body></html>".encode())
        for path in ["/news", "/news?page=1"] if page == 1 else [f"/news?page={page}"]:
            origin.serve(path, shown_page)
    return urls


def kept(here: Path) -> set[str]:
    return {url for (url,) in rows(here / "archive.db", "SELECT url FROM v_articles")}


def test_all_of_a_ministry_is_found_in_one_walk_that_is_killed_and_none_is_asked_twice(here: Path, origin: Origin) -> None:
    ministry = Ministry(origin, pages=3, on_a_page=4)
    (here / "schedules").mkdir()
    (here / "schedules" / "ministry.toml").write_text(ministry.schedule, encoding="utf-8")
    killed = start(*BACK, "all", *LOOPBACK, cwd=here)
    while len(origin.requests) < 45:
        time.sleep(0.01)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    before = rows(here / "archive.db", "SELECT count(*) FROM v_articles")[0][0]
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert ended.code == 0, ended.err
    assert kept(here) == set(ministry.articles)
    asked = ministry.asked()
    paths = ["/" + url.split("/", 3)[3] for url in ministry.articles]
    assert all(asked[path] for path in ministry.listing_pages[:-5])  # behind the last page of all stands the same for ever
    assert sum(asked[path] - 1 for path in paths) <= 4  # that were under way when it was killed
    assert 0 < before < len(paths)
    assert rows(here / "archive.db", "SELECT count(*) FROM v_walks WHERE ended_at IS NULL") == [(0,)]


def test_a_walk_back_to_a_date_stops_there_and_goes_further_when_asked_to(here: Path, origin: Origin) -> None:
    urls = paged(origin, 6)
    source(here, origin.url("/news"))
    ended = ingest(*BACK, "2025-11-15", *LOOPBACK, cwd=here)
    assert kept(here) == set(urls[:9])
    assert "ministry: older pages: page 4, back to November 2025; it ends there: page 4 is older than 2025-11-15" in ended.err
    assert not origin.asked("/news?page=5")
    ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert kept(here) == set(urls)
    assert [len(origin.asked(f"/news?page={page}")) for page in (2, 3, 4, 5, 6)] == [1, 1, 1, 1, 1]


def test_where_a_listing_has_no_dates_its_articles_tell_them(here: Path, origin: Origin) -> None:
    urls = paged(origin, 6, dated=False)
    source(here, origin.url("/news"))
    ended = ingest(*BACK, "2025-11-15", *LOOPBACK, cwd=here)
    assert kept(here) == set(urls[:12])
    assert "page 4, back to November 2025; it ends there: page 4 is older than 2025-11-15" in ended.err


def test_a_second_walk_ends_where_the_first_had_been(here: Path, origin: Origin) -> None:
    urls = paged(origin, 5)
    source(here, origin.url("/news"))
    ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert kept(here) == set(urls)
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert "it ends there: all on page 2 was kept by a walk before" in ended.err
    assert [len(origin.asked(f"/news?page={page}")) for page in (2, 3, 4, 5)] == [2, 1, 1, 1]
    ingest(*BACK, "all", "--again", *LOOPBACK, cwd=here)
    assert [len(origin.asked(f"/news?page={page}")) for page in (2, 3, 4, 5)] == [3, 2, 2, 2]


@pytest.mark.parametrize(
    ("link", "pages", "why"),
    [
        (lambda page: f'<a href="/news?page={page % 3 + 1}">Next</a>', 3, "page 4 lists what a page before it listed"),
        (lambda page: f'<a href="/news?page={1 if page == 3 else page + 1}">Next</a>', 3, "page 4 lists what a page before it listed"),
        (lambda page: f'<a href="/news?page={2 if page == 3 else page + 1}">Next</a>', 3, "page 3 leads back to a page that was read"),
        (lambda page: f'<a href="/news?page={page + 1}">Next</a>', 2, "page 3 is empty"),
        (lambda page: "", 2, "page 1 names no older page"),
    ],
)
def test_what_goes_round_in_a_circle_or_beyond_its_end_is_noticed(
    here: Path, origin: Origin, link: Callable[[int], str], pages: int, why: str
) -> None:
    paged(origin, pages, link=link)
    source(here, origin.url("/news"))
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert (ended.code, f"it ends there: {why}" in ended.err) == (0, True), ended.err
    assert rows(here / "archive.db", "SELECT count(*) FROM fetches WHERE verdict = 'failed'") == [(0,)]  # beyond the end nothing fails


def test_an_endless_calendar_is_left_after_a_year_of_empty_months(here: Path, origin: Origin) -> None:
    def month(asked: Asked) -> bytes:
        year, number = map(int, asked.path.split("/")[2:4])
        before = (year - 1, 12) if number == 1 else (year, number - 1)
        news = (
            f'<article><h2><a href="{page}">The bridge over the river was opened</a></h2></article>' if (year, number) == (2026, 2) else ""
        )
        return html(f'<html><body><main>{news}<a href="/c/{before[0]}/{before[1]}">‹</a></main></body></html>'.encode())

    page = origin.serve("/news/the-bridge-was-opened", html(article()))
    for number in range(1, 40):
        year, place = divmod(2026 * 12 + 2 - number, 12)
        origin.serve(f"/c/{year}/{place + 1}", month)
    source(here, origin.url("/c/2026/2"))
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert "it ends there: page 13 is the twelfth empty month in a row" in ended.err
    assert kept(here) == {page}


def test_pages_and_next_say_what_cannot_be_guessed(here: Path, origin: Origin) -> None:
    urls = paged(origin, 3, link=lambda _: "<button>more</button>")
    source(here, origin.url("/news"), listing=f'pages = "{origin.url("/news?page=")}{{n}}"')
    assert ingest(*BACK, "all", *LOOPBACK, cwd=here).code == 0
    assert kept(here) == set(urls)


@pytest.mark.parametrize(
    ("listing", "told"),
    [
        ('pages = "https://a.vn/"', "listing[0].pages: 'https://a.vn/' is not a URL with {n}"),
        ('pages = "https://a.vn/{cursor}"', "of use without `next`"),
        ('pages = "/news/{n}"', "is not a URL"),
        ('next = "a["', "is not a CSS selector"),
    ],
)
def test_a_wrong_key_is_told(here: Path, listing: str, told: str) -> None:
    source(here, "https://a.vn/news", listing=listing)
    ended = ingest("sources", "check", cwd=here)
    assert (ended.code, told in ended.err + ended.out) == (2, True), ended


def test_a_walk_keeps_a_fifth_of_the_days_budget_and_goes_on_the_next_day(here: Path, origin: Origin) -> None:
    paged(origin, 30, each=4)
    source(here, origin.url("/news"), more="max_day = 60")
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert (ended.code, "goes on another time: the day's budget of 127.0.0.1 is spent but for what today's articles need" in ended.err) == (
        0,
        True,
    )
    assert 44 <= len(origin.requests) <= 68
    assert rows(here / "archive.db", "SELECT next_due_at LIKE '%T00:00:00Z', ended_at FROM v_walks") == [(1, None)]


def test_a_page_that_cannot_be_read_stops_the_walk_which_goes_on_from_it(here: Path, origin: Origin) -> None:
    urls = paged(origin, 4)
    good = origin._scripts["/news?page=3"][0]
    origin.serve("/news?page=3", answer(status=403), good)
    source(here, origin.url("/news"))
    ended = ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert (ended.code, "the walk over older pages stopped: " in ended.err) == (1, True)
    assert kept(here) == set(urls[:6])
    assert ingest(*BACK, "all", *LOOPBACK, cwd=here).code == 0
    assert kept(here) == set(urls)
    assert len(origin.asked("/news?page=2")) == 1


def test_what_a_walk_brings_is_old_it_is_no_news_and_no_baseline_counts_it(here: Path, origin: Origin) -> None:
    paged(origin, 3, years=5)
    source(here, origin.url("/news"), more='back = "7d"')
    ingest("fetch", "ministry", *LOOPBACK, cwd=here)
    ingest("watch", "add", "all", cwd=here)
    before = rows(here / "archive.db", "SELECT state FROM health")
    ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert rows(here / "archive.db", "SELECT count(*) FROM walked") == [(9,)]
    assert ingest("watch", "run", "all", cwd=here).out == ""
    seen = rows(here / "archive.db", "SELECT DISTINCT substr(published, 1, 4), substr(first_seen_at, 1, 4) > '2025' FROM v_articles")
    assert sorted(seen) == [("2020", 1), ("2021", 1)]
    assert before == rows(here / "archive.db", "SELECT state FROM health")
    with open_readonly(here / "archive.db") as archive:
        known = health.kept(archive.db, rows(here / "archive.db", "SELECT id FROM sources WHERE name = 'ministry'")[0][0])
    assert known is not None
    assert (known.counts.new, known.counts.runs) == (0, 2)
    assert rows(here / "archive.db", "SELECT outcome FROM runs WHERE source = (SELECT id FROM sources WHERE name = 'ministry')")[-1] == (
        "ok",
    )


def test_a_terminal_tells_how_far_a_walk_is(here: Path, origin: Origin) -> None:
    paged(origin, 3, link=lambda page: "".join(f'<a href="/news?page={n}">{n}</a> ' for n in (1, 2, 3) if n != page))
    source(here, origin.url("/news"))
    file = here / "schedules" / "ministry.toml"
    second = f'[[listing]]\nkind = "page"\nurl = "{origin.url("/news?page=2")}"\n'
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{second}", encoding="utf-8")
    shown = on_terminal(*BACK, "all", *LOOPBACK, cwd=here)
    text = " ".join(" ".join(shown).split())
    assert re.search(rf" older pages of {origin.url('/news')}: page 3, back to December 2025; it ends there: ", text), text
    messages = [line for line in shown if "ingest:" in line]
    assert len(messages) >= 3
    assert all(line.startswith("ingest: ") for line in messages)  # none behind the line that counts
    assert all(len(line) <= 80 or " " not in line.strip() for line in shown)


def test_a_limit_ends_a_walk_which_goes_on_the_next_time(here: Path, origin: Origin) -> None:
    urls = paged(origin, 3)
    source(here, origin.url("/news"))
    ingest(*BACK, "all", "--limit", "4", *LOOPBACK, cwd=here)
    assert 3 < len(kept(here)) < 9
    ingest(*BACK, "all", *LOOPBACK, cwd=here)
    assert kept(here) == set(urls)


def test_what_a_listing_shows_of_its_older_pages_is_told_before_and_after(here: Path, origin: Origin) -> None:
    paged(origin, 3, each=8, link=lambda page: "".join(f'<a href="/news?page={n}">{n}</a> ' for n in (1, 2, 3) if n != page))
    source(here, origin.url("/news"))
    tried = ingest("sources", "try", "ministry", *LOOPBACK, cwd=here)
    assert f"#   older pages: numbered pages, about 3 in all: {origin.url('/news?page=2')}" in tried.out
    ingest(*BACK, "all", *LOOPBACK, cwd=here)
    shown = ingest("sources", "show", "ministry", cwd=here).out
    assert f"older pages\t{origin.url('/news')}: page 3, back to December 2025, 24 articles; ended: the last of its numbered pages" in shown
    origin.serve("/", html(b"<html><head><title>The Ministry</title></head><body><a href='/news'>News</a></body></html>"))
    found = ingest("sources", "add", origin.url("/news"), "--schedules", "found", *LOOPBACK, cwd=here)
    assert found.code == 0, found.err
    assert "numbered pages, about 3 in all" in next((here / "found").glob("*.toml")).read_text(encoding="utf-8").replace("\n# ", " ")


def test_a_walk_that_a_clock_ran_ahead_of_goes_on_now(here: Path, origin: Origin) -> None:
    with create_or_open(here / "archive.db") as archive, archive.batch() as db:
        own = source_state.save(db, ADHOC)
        far, soon = (walks.begin(db, f"https://a.vn/{n}", f"https://a.vn/{n}", own, T0, None, until_known=False) for n in (1, 2))
        walks.wait(db, far, "2031-01-01T00:00:00Z", "the budget", failed=False)
        walks.wait(db, soon, T1, "the budget", failed=False)
        assert source_state.replan(db, T0) == 1
        assert db.execute("SELECT next_due_at FROM walks ORDER BY id").fetchall() == [(T0,), (T1,)]


def test_a_named_url_is_no_source_to_walk_over(here: Path, origin: Origin) -> None:
    paged(origin, 3)
    ended = ingest("fetch", origin.url("/news"), "--back", "all", *LOOPBACK, cwd=here)
    assert "older pages are walked over for sources alone" in ended.err


def test_a_rehearsal_does_not_walk(here: Path, origin: Origin) -> None:
    paged(origin, 3)
    source(here, origin.url("/news"))
    assert ingest(*BACK, "all", "--dry-run", *LOOPBACK, cwd=here).code == 0
    assert not origin.asked("/news?page=2")


def test_all_sitemaps_below_an_index_are_walked_over(here: Path, origin: Origin) -> None:
    urls = [
        origin.serve(f"/news/{n}", html(article(f"Bridge number {n} opened", tuple(f"Bridge {n} has {k} tracks." for k in range(9)))))
        for n in range(23)
    ]
    maps = [origin.serve(f"/{n}.xml", answer(f"<urlset><url><loc>{url}</loc></url></urlset>".encode())) for n, url in enumerate(urls)]
    index = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in maps)
    source(here, origin.serve("/index.xml", answer(f"<sitemapindex>{index}</sitemapindex>".encode())), kind="sitemap")
    assert ingest(*BACK, "all", *LOOPBACK, cwd=here).code == 0
    assert kept(here) == set(urls)


def test_a_running_daemon_walks_where_it_is_asked_to_and_tells_nobody_of_what_is_old(here: Path, origin: Origin) -> None:
    urls = paged(origin, 4, years=5)
    source(here, origin.url("/news"), more='back = "7d"')
    told = 'name = "{0}"\n{1}\nwait = "0s"\nfeed = "{0}.atom"\n'
    alerts = [told.format("readers", 'watches = ["*"]'), told.format("operators", 'about = ["health", "daemon"]')]
    (here / "ingest.toml").write_text("".join(f"[[alert]]\n{one}" for one in alerts))
    with daemon(here):
        until(lambda: rows(here / "archive.db", "SELECT 1 FROM runs WHERE outcome = 'ok'"))
        assert ingest("watch", "add", "all", cwd=here).code == 0
        some = ingest(*BACK, "2020-11-15", cwd=here)
        assert some.code == 0, some.err
        assert kept(here) == set(urls[:9])
        whole = ingest(*BACK, "all", cwd=here)
        assert whole.code == 0, whole.err
        assert kept(here) == set(urls)
        assert all(len(origin.asked(url.removeprefix(origin.url("")))) == 1 for url in urls)
        late = origin.serve("/news/late", html(article("A tunnel was dug under the river for trains")))
        assert ingest("fetch", late, cwd=here).code == 0
        until(lambda: (here / "readers.atom").exists())
    assert rows(here / "archive.db", "SELECT count(*) FROM walked") == [(12,)]
    readers = (here / "readers.atom").read_text()
    assert late in readers
    assert not [url for url in urls if url in readers]
    assert not (here / "operators.atom").exists()
    (answered,) = get(here / "archive.db", ("/archive/-/search.atom", {}))
    assert [entry.title for entry in feedparser.parse(answered.content).entries] == ["A tunnel was dug under the river for trains"]
