"""Runs over a site in memory: what is read, when it is looked at again, and what the run says. Pages are read in this process."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest
from pages import SENTENCES, article, feed
from resourced import equipped

from ingest.archive import create_or_open
from ingest.core.model import Listing, Source
from ingest.core.times import later, seconds_between
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.run import Run
from ingest.pipeline.workers.task import Task, TaskResult
from ingest.pipeline.workers.worker import answer

HOUR = 3600
SITE = "https://one.example"


class Clock:
    def __init__(self) -> None:
        self.at = "2026-03-04T12:00:00Z"
        self.passed = 0.0

    def now(self) -> str:
        return self.at

    def monotonic(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.at, self.passed = later(self.at, seconds), self.passed + seconds


class Here:
    """Reads pages in this process."""

    async def parse(self, task: Task) -> TaskResult:
        return answer(task)


class Site:
    """Serves the feeds and sitemaps that a test puts into `listings`, by path, and an article at each `/news/...`."""

    def __init__(self, resources: Resources, clock: Clock, notes: list[str]) -> None:
        self.resources = resources
        self.clock = clock
        self.notes = notes
        self.listings: dict[str, bytes | int] = {}  # an int is the status of an empty answer
        self.asked: Counter[str] = Counter()

    async def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked[path] += 1
        if path.startswith("/news/"):
            body = article(f"Bridge {path}", tuple(f"{sentence} ({path})" for sentence in SENTENCES))
            return httpx.Response(200, content=body, headers={"Content-Type": "text/html; charset=utf-8"})
        found = self.listings.get(path, 404)
        if isinstance(found, int):
            return httpx.Response(found)
        return httpx.Response(200, content=found, headers={"Content-Type": "application/xml"})

    async def run(self, source: Source, **options: Any) -> Run:
        run = Run(self.resources, Options(**options), source)
        self.asked.clear()
        self.notes.clear()
        await run.listings()
        return run

    def rows(self, sql: str) -> list[Any]:
        return self.resources.reader.execute(sql).fetchall()

    @property
    def articles(self) -> set[int]:
        return {int(path.rpartition("/")[2]) for path in self.asked if path.startswith("/news/")}


def on_site(here: Path, test: Callable[[Site], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        clock, notes = Clock(), list[str]()
        with create_or_open(here / "a.db") as archive:
            async with equipped(archive, clock, lambda request: site.answer(request), note=notes.append, workers=Here()) as resources:  # type: ignore[arg-type]
                site = Site(resources, clock, notes)
                await test(site)

    asyncio.run(run())


def news(*numbers: int) -> list[str]:
    return [f"{SITE}/news/{number}" for number in numbers]


def urlset(numbers: Iterable[int]) -> bytes:
    found = "".join(f"<url><loc>{url}</loc></url>" for url in news(*numbers))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</urlset>'.encode()


def index(*paths: str) -> bytes:
    found = "".join(f"<sitemap><loc>{SITE}{path}</loc></sitemap>" for path in paths)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{found}</sitemapindex>'.encode()


def of_feed(**more: Any) -> Source:
    return Source(name="one", title="One", every=HOUR, listings=(Listing(kind="feed", url=f"{SITE}/feed"),), **more)


def of_sitemap(min_links: int | None = None, **more: Any) -> Source:
    listing = Listing(kind="sitemap", url=f"{SITE}/index.xml", min_links=min_links)
    return Source(name="one", title="One", every=HOUR, back=None, listings=(listing,), **more)


@pytest.mark.parametrize(
    ("then", "interval"),
    [
        (range(6), 5400),  # nothing new
        (range(1, 7), 3600),
        (range(2, 8), 3600),
        (range(3, 9), 2400),  # three are new
        (range(10, 16), 1800),  # all are: some may have come and gone
    ],
)
def test_a_source_is_looked_at_by_how_much_was_new(tmp_path: Path, then: range, interval: int) -> None:
    async def test(site: Site) -> None:
        for numbers, wait in ((range(6), HOUR), (then, interval)):
            site.listings["/feed"] = feed(*news(*numbers))
            await site.run(of_feed())
            ((kept, due_at),) = site.rows("SELECT interval, next_due_at FROM sources WHERE name = 'one'")
            assert kept == wait
            assert 0.9 * wait <= seconds_between(site.clock.at, due_at) <= 1.1 * wait
            site.clock.pass_by(HOUR)
        assert site.articles >= set(then) - set(range(6))

    on_site(tmp_path, test)


def test_a_listing_that_fails_is_looked_at_after_a_quarter_of_an_hour_then_half_of_one_then_one(tmp_path: Path) -> None:
    async def test(site: Site) -> None:
        waits = []
        for status in (503, 404, 503):
            site.listings["/feed"] = status
            run = await site.run(of_feed())
            assert run.problem is not None
            assert str(status) in run.problem
            ((due_at, failures),) = site.rows("SELECT next_due_at, failures FROM sources WHERE name = 'one'")
            waits.append((round(seconds_between(site.clock.at, due_at) / 900, 0), failures))
            site.clock.pass_by(2 * HOUR)
        assert waits == [(1, 1), (2, 2), (4, 3)]

    on_site(tmp_path, test)


@pytest.mark.parametrize(("min_links", "is_told"), [(None, True), (0, False)])
def test_a_sitemap_below_an_index_that_becomes_empty_is_a_failure_unless_the_file_expects_none(
    tmp_path: Path, min_links: int | None, is_told: bool
) -> None:
    async def test(site: Site) -> None:
        site.listings |= {"/index.xml": index("/a.xml", "/b.xml"), "/a.xml": urlset(range(3)), "/b.xml": urlset([3])}
        await site.run(of_sitemap(min_links))
        assert site.articles == {0, 1, 2, 3}
        site.listings["/b.xml"] = urlset(())
        site.clock.pass_by(HOUR)
        run = await site.run(of_sitemap(min_links))
        assert run.problem is None
        assert any("/b.xml: 0 articles in a listing that had some before" in note for note in site.notes) is is_told

    on_site(tmp_path, test)


@pytest.mark.parametrize(("number", "min_links", "problem"), [(5, 5, False), (4, 5, True), (4, None, False)])
def test_an_index_that_leads_to_fewer_articles_than_its_file_expects_changed_shape(
    tmp_path: Path, number: int, min_links: int | None, problem: bool
) -> None:
    async def test(site: Site) -> None:
        site.listings |= {"/index.xml": index("/a.xml", "/b.xml"), "/a.xml": urlset(range(2)), "/b.xml": urlset(range(2, number))}
        run = await site.run(of_sitemap(min_links))
        assert ("fewer articles below this index than the 5 expected" in (run.problem or "")) is problem

    on_site(tmp_path, test)


def test_twenty_sitemaps_of_an_index_are_read_in_a_run_and_the_others_wait(tmp_path: Path) -> None:
    async def test(site: Site) -> None:
        paths = [f"/{number}.xml" for number in range(21)]
        site.listings |= {"/index.xml": index(*paths)} | {path: urlset([number]) for number, path in enumerate(paths)}
        await site.run(of_sitemap())
        assert sum(site.asked[path] for path in paths) == 20
        assert "1 sitemaps of this index wait for the next runs, 20 a run" in site.notes[-1]
        await site.run(of_sitemap(), paced=True)
        assert [path for path in paths if site.asked[path] == 0] != [], "those whose turn it is not"
        assert {path for path in paths if site.rows(f"SELECT 1 FROM urls WHERE url = '{SITE}{path}' AND checked_at NOT NULL")} == set(paths)
        assert not any("wait" in note for note in site.notes)

    on_site(tmp_path, test)


def test_an_index_below_which_nothing_can_be_read_is_a_failure_and_its_sitemaps_wait(tmp_path: Path) -> None:
    async def test(site: Site) -> None:
        site.listings |= {"/index.xml": index("/a.xml", "/b.xml"), "/a.xml": 503, "/b.xml": 404}
        run = await site.run(of_sitemap())
        assert "none of the 2 sitemaps that it names could be read" in (run.problem or "")
        site.listings["/a.xml"] = urlset(range(3))
        site.clock.pass_by(60)
        await site.run(of_sitemap(), paced=True)
        assert site.asked["/a.xml"] == 0, "it failed a minute ago"
        site.clock.pass_by(HOUR)
        assert (await site.run(of_sitemap(), paced=True)).problem is None
        assert site.articles == {0, 1, 2}

    on_site(tmp_path, test)


def test_what_a_first_look_leaves_over_is_counted_and_a_later_one_takes_what_is_new(tmp_path: Path) -> None:
    async def test(site: Site) -> None:
        site.listings["/feed"] = feed(*news(*range(5)))
        await site.run(of_feed(max_new=2))
        assert site.articles == {0, 1}
        assert site.rows("SELECT left_over, outcome FROM runs") == [(3, "ok")]
        site.listings["/feed"] = feed(*news(7, *range(5)))
        site.clock.pass_by(HOUR)
        await site.run(of_feed(max_new=2))
        assert site.articles >= {7}
        assert not site.articles & {2, 3, 4}
        assert site.rows("SELECT left_over FROM runs ORDER BY id DESC LIMIT 1") == [(0,)]

    on_site(tmp_path, test)
