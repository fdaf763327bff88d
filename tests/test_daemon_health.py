"""The daemon says how its sources are: the real pipeline and archive, on a simulated clock, over a past that is on file."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import httpx
from pages import SENTENCES, article, feed
from simulation import START, Simulation

from ingest.archive.read import health
from ingest.archive.write import health_state, source_state
from ingest.core.health import keeping
from ingest.core.health.model import Day, State
from ingest.core.model import Source

TODAY = keeping.day_of(START)
URL = "https://one.example/feed"


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(bounded())


async def remember_sixty_days(simulation: Simulation) -> int:
    """A source that has brought six articles every day, with dates and pictures on its pages, from a listing of six."""
    source = await simulation.resources.writer.do(source_state.save, Source(name="one", title="one"))
    hours = [0] * 9 + [1] * 6 + [0] * 9
    day = Day(runs=24, hours=hours, sizes={URL: 6}, texts=6, without=[0, 6, 6, 6], lengths=6 * 6.5, languages={"en": 6}, pages=20, held=14)
    for number in range(60, 0, -1):
        await simulation.resources.writer.do(health_state.close_day, source, TODAY - number, day)
    return source


def page(request: httpx.Request, *, dated: bool) -> httpx.Response:
    number = request.url.path.strip("/")
    body = article(f"Bridge number {number} was opened", tuple(f"{sentence} ({number})" for sentence in SENTENCES))
    if not dated:
        body = body.replace(b"article:published_time", b"x")
    return httpx.Response(200, content=body, headers={"Content-Type": "text/html; charset=utf-8"})


def listing(numbers: range) -> httpx.Response:
    body = feed(*(f"https://one.example/{number}" for number in numbers))
    return httpx.Response(200, content=body, headers={"Content-Type": "application/rss+xml"})


def test_pages_that_lost_their_dates_make_runs_partial_and_the_change_is_kept(tmp_path: Path) -> None:
    async def test() -> None:
        hour = 0

        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/feed":
                return listing(range(3 * hour, 3 * hour + 6))
            return page(request, dated=hour == 0)

        async with Simulation(tmp_path, answer, tick=60) as simulation:
            source = await remember_sixty_days(simulation)
            simulation.source("one", every="30m")
            await simulation.pass_by(0.1)
            first = health.health(simulation.resources.reader, source)
            assert first is not None
            assert first.state is State.HEALTHY
            hour = 1
            await simulation.pass_by(12)
            broken = health.health(simulation.resources.reader, source)
            assert broken is not None
            assert broken.state is State.PARTIAL
            assert "have not a date (usually none)" in broken.reason
            assert broken.after in {f"https://one.example/{number}" for number in (6, 7, 8)}
            outcomes = [outcome for (outcome,) in simulation.rows("SELECT outcome FROM runs ORDER BY id")]
            assert outcomes[0] == "ok"
            assert "partial" in outcomes
            was = [(change.source, change.was, change.health.state) for change in health.changes(simulation.resources.reader)]
            assert was == [("one", None, State.HEALTHY), ("one", State.HEALTHY, State.PARTIAL)]

    run(test)


def test_a_site_that_answers_gone_to_everything_is_not_believed(tmp_path: Path) -> None:
    async def test() -> None:
        is_gone = False

        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/feed":
                return listing(range(6))
            return httpx.Response(410) if is_gone else page(request, dated=True)

        async with Simulation(tmp_path, answer, tick=60) as simulation:
            await remember_sixty_days(simulation)
            simulation.source("one", every="30m")
            await simulation.pass_by(0.1)
            is_gone = True
            await simulation.pass_by(2.5)
            assert simulation.rows("SELECT count(*) FROM fetches WHERE verdict = 'gone'")[0][0] >= 6
            ((believed,),) = simulation.rows("SELECT count(*) FROM articles WHERE state = 'gone'")
            assert believed < 3, "three pages are evidence; the run that met the first may have looked at two"
            assert ("partial",) in simulation.rows("SELECT outcome FROM runs")

    run(test)


def test_a_day_that_is_over_is_kept_with_its_month(tmp_path: Path) -> None:
    async def test() -> None:
        async def answer(request: httpx.Request) -> httpx.Response:
            return listing(range(6)) if request.url.path == "/feed" else page(request, dated=True)

        async with Simulation(tmp_path, answer, tick=60) as simulation:
            simulation.source("one", every="6h")
            await simulation.pass_by(30)
            ((source,),) = simulation.rows("SELECT id FROM sources WHERE name = 'one'")
            days = health.days(simulation.resources.reader, source, TODAY - 30)
            assert days.keys() >= {TODAY}
            assert days[TODAY].texts == 6
            assert days[TODAY].new == 0, "a first look tells nothing of when a source publishes"
            assert date.fromordinal(TODAY).isoformat() == START[:10]

    run(test)
