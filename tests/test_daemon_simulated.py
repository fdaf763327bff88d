"""The daemon on a simulated clock: what runs when, whose fault ends what, and clocks that are set."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from pages import feed
from simulation import START, Simulation, simulated

from ingest.archive import create_or_open
from ingest.archive.write import source_state
from ingest.core.times import seconds_between
from ingest.daemon import serve
from ingest.errors import ArchiveMoved, ArchiveUnwritable
from ingest.pipeline.report import DocumentReport


async def quiet(_: httpx.Request) -> httpx.Response:
    """A feed that cites nothing that is there."""
    return httpx.Response(404)


async def steady(request: httpx.Request) -> httpx.Response:
    """A feed with one page, which is not there."""
    if request.url.path == "/feed":
        return httpx.Response(200, content=feed(f"https://{request.url.host}/1"), headers={"Content-Type": "application/rss+xml"})
    return httpx.Response(404)


def run(test: Callable[[], Awaitable[None]]) -> None:
    simulated(test)


# ---------------------------------------------------------------- what runs when


def test_a_source_is_looked_at_as_often_as_it_is_due(tmp_path: Path) -> None:
    async def test() -> None:
        looks = []

        async def counted(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/feed":
                looks.append(simulation.clock.monotonic() / 3600)
            return await steady(request)

        async with Simulation(tmp_path, counted, tick=60) as simulation:
            simulation.source("one", every="1h")
            await simulation.pass_by(6)
            waits = [later - earlier for earlier, later in pairwise(looks)]
            assert 0.9 <= waits[0] <= 1.1
            assert 2 <= len(waits) <= 4, "an hour at first, and ever longer as nothing new comes"
            assert all(earlier < later for earlier, later in pairwise(waits))

    run(test)


@pytest.mark.parametrize("answered", [httpx.Response(503), httpx.ConnectError("no route to host"), httpx.Response(200, text="not a feed")])
def test_a_listing_that_failed_is_looked_at_when_its_source_is_and_not_as_an_article_besides(
    tmp_path: Path, answered: httpx.Response | Exception
) -> None:
    async def test() -> None:
        async def answer(request: httpx.Request) -> httpx.Response:
            if isinstance(answered, Exception):
                raise answered
            return answered

        async with Simulation(tmp_path, answer, flowing=True, tick=60) as simulation:
            simulation.source("one")
            await simulation.pass_by(2)
            (runs,) = simulation.rows("SELECT count(*), sum(outcome = 'failed') FROM runs")
            assert runs[0] == runs[1] >= 3, "no run looks at articles that are due: there are none"
            assert simulation.rows("SELECT next_due_at FROM urls WHERE url LIKE '%/feed'") == [(None,)]

    run(test)


def test_a_listing_whose_validators_begin_to_lie_is_silent_for_no_more_than_a_day(tmp_path: Path) -> None:
    async def test() -> None:
        seen: list[float] = []

        async def answer(request: httpx.Request) -> httpx.Response:
            hours = simulation.clock.monotonic() / 3600
            if request.url.path == "/new":
                seen.append(hours)
            if request.url.path != "/feed":
                return httpx.Response(404)
            if "if-none-match" in request.headers:
                return httpx.Response(304)
            pages = ["https://one.example/old", *(["https://one.example/new"] if hours > 30 else [])]
            return httpx.Response(200, content=feed(*pages), headers={"Content-Type": "application/rss+xml", "ETag": '"same"'})

        async with Simulation(tmp_path, answer, flowing=True, tick=600) as simulation:
            simulation.source("one", every="2h")
            await simulation.pass_by(96)
            assert 30 < seen[0] < 30 + 24 + 1.1 * 24, "a day, and the longest interval of a quiet source"
            assert sum(hour < 30 for hour in seen) == 0

    run(test)


def test_a_source_never_overlaps_itself(tmp_path: Path) -> None:
    async def test() -> None:
        hold = asyncio.Event()

        async def slow(request: httpx.Request) -> httpx.Response:
            await hold.wait()
            return await quiet(request)

        async with Simulation(tmp_path, slow) as simulation:
            simulation.source("slow", every="10s")
            simulation.source("other", every="10s")
            await simulation.until(lambda: len(simulation.asked) == 2)
            simulation.clock.hurried = True
            await simulation.pass_by(1)
            assert simulation.asked == {"slow": 1, "other": 1}, "two sources run beside each other, each once"
            hold.set()

    run(test)


def test_a_hundred_sources_wait_for_no_slow_ones(tmp_path: Path) -> None:
    async def test() -> None:
        hold = asyncio.Event()

        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.host.startswith("slow"):
                await hold.wait()
            return await quiet(request)

        async with Simulation(tmp_path, answer) as simulation:
            for number in range(25):
                simulation.source(f"slow-{number}")
            for number in range(100):
                simulation.source(f"quick-{number}")
            await simulation.until(lambda: sum(host.startswith("quick") for host in simulation.asked) == 100)
            hold.set()

    run(test)


def test_hosts_that_are_waited_for_delay_no_other_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty hosts of 30 pages each, 20 seconds apart, and five places: their runs take ten minutes each."""
    monkeypatch.setattr(serve, "_MOST_RUNS", 5)
    late: dict[str, float] = {}

    async def test() -> None:
        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path != "/feed":
                return httpx.Response(410)
            name = request.url.host.removesuffix(".example")
            ((due_at,),) = simulation.rows(f"SELECT ifnull(next_due_at, '{START}') FROM sources WHERE name = '{name}'")
            late[name] = max(late.get(name, 0), seconds_between(due_at, simulation.clock.now()))
            pages = 30 if name.startswith("a-slow") else 0
            return httpx.Response(200, content=feed(*(f"https://{request.url.host}/{n}" for n in range(pages))))

        simulation = Simulation(tmp_path, answer, flowing=True)
        simulation.robots = "User-agent: *\nCrawl-delay: 20"
        async with simulation:
            for number in range(20):
                simulation.source(f"a-slow-{number}", every="30m")
            for number in range(10):
                simulation.source(f"quick-{number}", every="5m")
            await simulation.pass_by(0.5)
            assert simulation.asked["a-slow-0"] > 20, "the runs of the slow hosts are under way"

    run(test)
    assert sum(name.startswith("quick") for name in late) == 10
    assert max(late.values()) <= 60, "seconds: some ticks at the start, and 20 after its robots.txt"


def test_sleep_and_a_clock_that_jumps_forward_make_no_burst(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            await simulation.pass_by(1)
            before = simulation.asked["one"]
            simulation.clock.set_by(30 * 86400)
            await simulation.pass_by(10 / 3600)
            assert simulation.asked["one"] == before + 1
            assert any("the clock went forward by 2592000 seconds" in note for note in simulation.notes)

    run(test)


def test_the_log_is_shortened_when_it_is_time(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet, tick=60) as simulation:
            simulation.source("one", every="7d")
            await simulation.pass_by(1)
            assert simulation.rows("SELECT count(*) FROM fetches")[0][0] >= 1
            simulation.clock.set_by(91 * 86400)
            simulation.daemon.ask_for_upkeep()
            await simulation.pass_by(1)
            assert simulation.rows("SELECT count(*) FROM daily_counts WHERE counted = 'fetches'")[0][0] >= 1

    run(test)


# ---------------------------------------------------------------- clocks that are set


def test_a_clock_that_is_set_back_stops_no_tick(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            await simulation.pass_by(0.01)
            simulation.clock.set_by(-3600)
            simulation.source("two")
            await simulation.pass_by(10 / 3600)
            assert simulation.asked["two"] == 1, "a file that is new is seen at the next tick"
            await simulation.pass_by(0.6)
            assert simulation.asked["one"] >= 2, "what was planned by the other clock is not waited for"
            assert any("the clock went back by 3600 seconds" in note for note in simulation.notes)

    run(test)


def test_what_a_clock_five_years_ahead_has_planned_is_due_now(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, steady) as simulation:
            simulation.clock.set_by(5 * 365 * 86400)
            simulation.source("one")
            await simulation.pass_by(0.01)
            await simulation.write("UPDATE urls SET next_due_at = '2031-04-01T00:00:00Z', source = (SELECT min(id) FROM sources)")
            assert simulation.rows("SELECT min(next_due_at) FROM sources")[0][0] > "2031"
        async with Simulation(tmp_path, steady) as again:
            await again.pass_by(0.01)
            assert again.asked["one"] >= 1
            assert again.rows("SELECT max(next_due_at) FROM sources")[0][0] < "2026-03-02"
            assert again.rows("SELECT max(next_due_at) FROM urls")[0][0] < "2026-12"
            assert any("by a clock that ran ahead; they are due now" in note for note in again.notes)

    run(test)


@pytest.mark.parametrize(
    ("interval", "failures", "next_due_at", "is_due"),
    [
        (1800, 0, "2026-03-01T12:33:00Z", False),  # half an hour and a tenth
        (1800, 0, "2026-03-01T12:33:01Z", True),
        (1800, 1, "2026-03-01T12:16:30Z", False),  # a quarter and a tenth
        (1800, 1, "2026-03-01T12:16:31Z", True),
        (604800, 0, "2026-03-09T04:48:00Z", False),
        (604800, 0, "2026-03-09T04:48:01Z", True),
        (604800, 20, "2026-03-02T14:24:00Z", False),  # a day and a tenth
        (604800, 20, "2026-03-02T14:24:01Z", True),
    ],
)
def test_a_plan_may_be_as_far_ahead_as_its_interval_allows(
    tmp_path: Path, interval: int, failures: int, next_due_at: str, is_due: bool
) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            await simulation.pass_by(0.01)
            sql = f"UPDATE sources SET interval = {interval}, failures = {failures}, next_due_at = '{next_due_at}' WHERE name = 'one'"
            await simulation.write(sql)
            assert await simulation.resources.writer.do(source_state.replan, START) == is_due

    run(test)


# ---------------------------------------------------------------- whose fault ends what


def test_a_fault_postpones_its_source_and_stops_no_other(tmp_path: Path) -> None:
    async def test() -> None:
        def tell(report: DocumentReport) -> None:
            if report.source == "faulty":
                raise ZeroDivisionError("a fault")

        async with Simulation(tmp_path, steady, tell, tick=60) as simulation:
            simulation.source("faulty", every="1h")
            simulation.source("sound", every="1h")
            await simulation.pass_by(0.2)
            assert simulation.asked["faulty"] == 2, "listing and page once, not once a tick"
            ((due_at, interval),) = simulation.rows("SELECT next_due_at, interval FROM sources WHERE name = 'faulty'")
            assert "2026-03-01T13:00:00Z" <= due_at <= "2026-03-01T13:00:05Z"
            assert interval == 3600
            await simulation.pass_by(3)
            assert simulation.asked["sound"] >= 4
            assert any("faulty: a fault of ingest" in note and "ZeroDivisionError: a fault" in note for note in simulation.notes)
            assert simulation.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)], "no run stays open"

    run(test)


def test_an_archive_that_cannot_be_written_ends_the_daemon(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            await simulation.pass_by(0.01)
            simulation.archive.db.execute("PRAGMA query_only = ON")
            with pytest.raises(BaseExceptionGroup) as caught:
                await simulation.pass_by(1)
            assert caught.group_contains(ArchiveUnwritable, match="read-only")

    run(test)


def replaced(path: Path) -> None:
    create_or_open(path.with_name("copy.db")).close()
    path.with_name("copy.db").replace(path)


@pytest.mark.parametrize(("change", "what"), [(Path.unlink, "removed"), (replaced, "replaced by another file")])
def test_an_archive_that_goes_while_nothing_is_written_ends_the_daemon_at_its_next_tick(
    tmp_path: Path, change: Callable[[Path], None], what: str
) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one", every="12h")
            await simulation.pass_by(1)
            asked = simulation.asked["one"]
            change(simulation.path)
            with pytest.raises(BaseExceptionGroup) as caught:
                await simulation.pass_by(0.01)
            assert caught.group_contains(ArchiveMoved, match=f"was {what} while it was in use")
            assert simulation.asked["one"] == asked

    run(test)


def test_a_locked_archive_is_waited_for_and_told_of(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one", every="10s")
            await simulation.pass_by(0.01)
            other = sqlite3.connect(simulation.path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            simulation.source("two")
            await simulation.until(lambda: any("locked" in note for note in simulation.notes))
            simulation.clock.hurried = True
            await simulation.pass_by(1)
            asked = simulation.asked["two"]
            other.execute("ROLLBACK")
            other.close()
            simulation.clock.hurried = False
            await simulation.pass_by(1)
            assert asked == 0, "nothing is fetched that cannot be kept"
            assert simulation.asked["two"] >= 1
            assert simulation.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]

    run(test)


# ---------------------------------------------------------------- schedule files


def test_a_broken_file_hides_no_change_of_the_others(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            (simulation.schedules / "broken.toml").write_text("title = ", encoding="utf-8")
            await simulation.pass_by(0.01)
            assert simulation.asked["one"] == 1
            assert any("broken.toml: Invalid value" in note for note in simulation.notes)
            simulation.source("broken")
            (simulation.schedules / "one.toml").write_text("titel = 1", encoding="utf-8")
            await simulation.pass_by(2)
            assert simulation.asked["broken"] >= 1
            assert simulation.asked["one"] >= 2, "a file that was right counts as it was"

    run(test)


def test_a_file_that_is_gone_retires_its_source_and_a_folder_that_is_gone_none(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            simulation.source("one")
            simulation.source("two")
            await simulation.pass_by(0.01)
            (simulation.schedules / "two.toml").unlink()
            await simulation.pass_by(0.01)
            moved = simulation.schedules.rename(tmp_path / "away")
            await simulation.pass_by(1)
            assert simulation.rows("SELECT name, state FROM sources WHERE name != 'adhoc'") == [("one", "active"), ("two", "retired")]
            assert simulation.asked["one"] >= 2
            assert simulation.asked["two"] == 1
            assert sum("the sources stay as they were read before" in note for note in simulation.notes) == 1
            moved.rename(simulation.schedules)

    run(test)


def test_every_file_is_read_again_when_it_is_asked_for(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            (simulation.schedules / "broken.toml").write_text("title = ", encoding="utf-8")
            await simulation.pass_by(0.01)
            simulation.daemon.read_again()
            await simulation.pass_by(0.01)
            assert sum("broken.toml" in note for note in simulation.notes) == 2

    run(test)
