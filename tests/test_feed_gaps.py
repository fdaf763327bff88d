"""A feed in which nothing of the last look is left: the gap is filled from what the site has, and the run says what may be missing."""

from collections.abc import Iterable
from pathlib import Path

import httpx
import pytest
from origin import Origin, answer
from pages import SENTENCES, article, feed
from program import LOOPBACK, html, ingest, rows, source
from simulation import START, Simulation, simulated

from ingest.core.health.rhythm import Rhythm
from ingest.core.listing.gaps import Gap, gap_of, in_words, shape
from ingest.core.model import Cited
from ingest.core.times import later

HOUR = 3600


def published(number: int) -> str:
    """Two an hour."""
    return later(START, number * HOUR / 2)


def dated_feed(numbers: Iterable[int], more: str = "") -> httpx.Response:
    told = "".join(
        f"<entry><title>Number {n}</title><link href='https://one.example/news/{n}'/><published>{published(n)}</published></entry>"
        for n in numbers
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{more}{told}</feed>'
    return httpx.Response(200, text=body, headers={"Content-Type": "application/atom+xml"})


def page(request: httpx.Request) -> httpx.Response:
    path = request.url.path
    body = article(f"Bridge {path}", tuple(f"{sentence} ({path})" for sentence in SENTENCES))
    return httpx.Response(200, content=body, headers={"Content-Type": "text/html; charset=utf-8"})


def kept(simulation: Simulation) -> set[int]:
    return {int(url.rpartition("/")[2]) for (url,) in simulation.rows("SELECT url FROM v_articles")}


def looks(simulation: Simulation) -> list[tuple[str, str | None]]:
    return simulation.rows("SELECT outcome, problem FROM runs WHERE problem IS NOT NULL ORDER BY id")


def test_older_pages_are_read_until_they_meet_what_is_known(tmp_path: Path) -> None:
    async def test() -> None:
        now = 0

        async def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path != "/feed":
                return page(request)
            back = int(request.url.params.get("page", 0))
            numbers = range(max(-5, now - 5 * back - 5), now - 5 * back)
            return dated_feed(numbers, f"<link rel='next' href='/feed?page={back + 1}'/>")

        async with Simulation(tmp_path, respond, tick=300) as simulation:
            simulation.source("one", every="6h")
            await simulation.pass_by(0.1)
            assert kept(simulation) == set(range(-5, 0))
            now = 12
            await simulation.pass_by(7)
            assert kept(simulation) == set(range(-5, 12))
            assert looks(simulation) == []
            told = "https://one.example/feed: nothing of the last look is left in it; all that it dropped was found"
            assert f"one: {told}: 7 articles in older pages" in simulation.notes
            assert simulation.rows("SELECT interval FROM sources WHERE name = 'one'") == [(3 * HOUR,)], "looked at more often"

    simulated(test)


def test_a_sitemap_that_robots_names_fills_the_gap_with_the_articles_of_its_time_alone(tmp_path: Path) -> None:
    async def test() -> None:
        now = 0

        async def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/sitemap.xml":
                told = [(f"news/{n}", published(n)) for n in (*range(now), -400)] + [("about/us", published(now))]
                body = "".join(f"<url><loc>https://one.example/{path}</loc><lastmod>{at}</lastmod></url>" for path, at in told)
                return httpx.Response(200, text=f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>')
            return dated_feed(range(now - 5, now)) if request.url.path == "/feed" else page(request)

        async with Simulation(tmp_path, respond, tick=300) as simulation:
            simulation.robots = "User-agent: *\nAllow: /\nSitemap: https://one.example/sitemap.xml\n"
            simulation.source("one", every="6h")
            await simulation.pass_by(0.1)
            now = 12
            await simulation.pass_by(7)
            assert kept(simulation) == set(range(-5, 12))
            assert looks(simulation) == [], "as many were found as were to be expected"

    simulated(test)


def test_where_nothing_fills_it_the_run_says_how_many_may_be_missing(tmp_path: Path) -> None:
    async def test() -> None:
        now = 0

        async def respond(request: httpx.Request) -> httpx.Response:
            return dated_feed(range(now - 5, now)) if request.url.path == "/feed" else page(request)

        async with Simulation(tmp_path, respond, tick=300) as simulation:
            simulation.source("one", every="6h")
            await simulation.pass_by(0.1)
            now = 12
            await simulation.pass_by(7)
            said = "https://one.example/feed: nothing of the last look is left in it: about 7 may be missing"
            assert looks(simulation) == [("ok", said)]

    simulated(test)


def test_a_listing_that_was_empty_or_is_new_has_dropped_nothing(tmp_path: Path) -> None:
    """A feed that never cited anything, one that its source's file has only now, and one that is empty for a while."""

    async def test() -> None:
        numbers = range(0)

        async def respond(request: httpx.Request) -> httpx.Response:
            return dated_feed(numbers) if request.url.path.endswith("feed") else page(request)

        async with Simulation(tmp_path, respond, tick=300) as simulation:
            simulation.source("one", every="6h")
            await simulation.pass_by(0.1)
            numbers = range(8, 12)
            await simulation.pass_by(7)
            file = tmp_path / "schedules" / "one.toml"
            more = '[[listing]]\nkind = "feed"\nurl = "https://one.example/other/feed"\n'
            file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
            numbers = range(8, 24)
            await simulation.pass_by(7)
            assert looks(simulation) == []
            assert kept(simulation) == {*range(8, 24)}
            file.write_text(file.read_text(encoding="utf-8").replace('kind = "feed"', 'kind = "feed"\nmin_links = 0'), encoding="utf-8")
            numbers = range(0)
            await simulation.pass_by(14)
            numbers = range(60, 64)
            await simulation.pass_by(14)
            assert looks(simulation) == []
            assert kept(simulation) == {*range(8, 24), *range(60, 64)}

    simulated(test)


def test_the_feed_of_a_wordpress_is_asked_for_its_older_pages(tmp_path: Path, origin: Origin) -> None:
    """The real command, a server on loopback."""
    pages = [
        origin.serve(f"/p/{number}", html(article(f"Bridge number {number}", tuple(f"{one} {number}" for one in SENTENCES))))
        for number in range(9)
    ]

    def wordpress(numbers: range) -> bytes:
        return answer(
            feed(*(pages[n] for n in numbers)).replace(b"<channel>", b"<channel><generator>https://wordpress.org/?v=6.8</generator>")
        )

    url = origin.serve("/feed", wordpress(range(3)), wordpress(range(6, 9)))
    origin.serve("/feed?paged=2", wordpress(range(3, 6)))
    origin.serve("/feed?paged=3", wordpress(range(3)))
    source(tmp_path, url)
    assert ingest("fetch", "ministry", *LOOPBACK, cwd=tmp_path).code == 0
    ended = ingest("fetch", "ministry", *LOOPBACK, cwd=tmp_path)
    assert ended.code == 0
    assert "all that it dropped was found: 3 articles in older pages" in ended.err
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [(9,)]


@pytest.mark.parametrize(
    ("numbers", "since", "missing"),
    [
        (range(10, 15), START, 10),  # half an hour apart, five hours after the last look
        (range(1, 6), START, None),  # the next one, when it was to be expected
        (range(-5, 0), START, None),  # its addresses changed
    ],
)
def test_how_many_may_be_missing_follows_from_the_dates(numbers: range, since: str, missing: int | None) -> None:
    cited = [Cited(url=f"https://a.example/{n}", published_at=published(n)) for n in numbers]
    found = gap_of(cited, since, None)
    assert (found.missing if found else None) == missing


def test_a_source_whose_hours_are_known_is_judged_by_them_and_one_without_dates_not_at_all() -> None:
    cited = [Cited(url=f"https://a.example/{n}", published_at=published(n)) for n in range(10, 15)]
    assert gap_of(cited, START, Rhythm((100,) * 168, 1.0)) == Gap(since=START, missing=5)
    assert gap_of([*cited, Cited(url="https://a.example/x")], START, None) == Gap(since=START, missing=None)
    assert gap_of([], START, None) is None
    told = in_words("u", Gap(since=START, missing=None), 0, "", is_closed=False)
    assert told == "u: nothing of the last look is left in it: articles may be missing, nobody knows how many"


def test_neighbours_share_their_folder_but_for_its_numbers() -> None:
    assert shape("https://a.example/news/2026/03/bridge") == shape("https://a.example/news/2025/12/fund-7")
    assert shape("https://a.example/news/2026/03/bridge") != shape("https://a.example/about/bridge")
