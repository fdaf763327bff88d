"""What a daemon on a simulated clock hands to its runs: sources that are due whoever else is, and fetches that people hand to it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from pages import feed
from simulation import Simulation, simulated

from ingest.archive.write import handed, source_state
from ingest.core.model import ADHOC
from ingest.daemon import serve
from ingest.pipeline.handed import HandedFetch, ToldOfFetch, encoded, told_of


async def quiet(_: httpx.Request) -> httpx.Response:
    return httpx.Response(404)


def test_sources_whose_files_never_were_right_and_the_urls_of_none_take_nobodys_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def before() -> None:
        async with Simulation(tmp_path, quiet) as simulation:
            await simulation.resources.writer.do(source_state.save, ADHOC)
            for name in ("a-wrong", "b-wrong", "right"):
                simulation.source(name)
            await simulation.pass_by(0.01)

    async def after() -> None:
        async with Simulation(tmp_path, quiet, flowing=True) as simulation:
            await simulation.pass_by(0.01)
            assert simulation.asked["right"] == 1

    simulated(before)
    for name in ("a-wrong", "b-wrong"):
        (tmp_path / "schedules" / f"{name}.toml").write_text("title = ", encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("UPDATE sources SET next_due_at = NULL")
        assert db.execute("SELECT count(*) FROM sources WHERE next_due_at IS NULL").fetchone() == (4,)
    monkeypatch.setattr(serve, "_MOST_WAITING", 1)
    simulated(after)


def test_sources_that_run_take_nobodys_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "_MOST_WAITING", 1)

    async def test() -> None:
        hold = asyncio.Event()

        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.host.startswith("slow"):
                await hold.wait()
            return await quiet(request)

        async with Simulation(tmp_path, answer) as simulation:
            await simulation.resources.writer.do(source_state.save, ADHOC)
            for name in ("slow-1", "slow-2"):
                simulation.source(name)
            await simulation.until(lambda: len(simulation.asked) == 2)
            simulation.source("quick")
            await simulation.until(lambda: simulation.asked["quick"])
            hold.set()

    simulated(test)


def test_articles_that_are_due_again_are_looked_for_every_five_minutes(tmp_path: Path) -> None:
    async def test() -> None:
        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/feed":
                return httpx.Response(200, content=feed("https://one.example/1"), headers={"Content-Type": "application/rss+xml"})
            return httpx.Response(410)

        async with Simulation(tmp_path, answer, flowing=True) as simulation:
            simulation.source("one", every="7d")
            await simulation.pass_by(60 / 3600)
            assert simulation.rows("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == [(1,)]
            await simulation.write("UPDATE urls SET next_due_at = '2026-01-01T00:00:00Z' WHERE url LIKE '%/1'")
            await simulation.pass_by(180 / 3600)
            assert simulation.asked["one"] == 2, "the listing and the page, and nothing yet"
            await simulation.pass_by(120 / 3600)
            assert simulation.asked["one"] == 3

    simulated(test)


async def hand(simulation: Simulation, **fetch: Any) -> int:
    return await simulation.resources.writer.do(handed.hand, encoded(HandedFetch(**fetch)), simulation.clock.now())


def told(simulation: Simulation, number: int) -> list[ToldOfFetch]:
    return [told_of(one) for (one,) in simulation.rows(f"SELECT told FROM handed_answers WHERE handed = {number} ORDER BY id")]


def test_eight_fetches_of_people_are_under_way_at_a_time_and_the_others_follow(tmp_path: Path) -> None:
    async def test() -> None:
        hold = asyncio.Event()

        async def answer(request: httpx.Request) -> httpx.Response:
            await hold.wait()
            return await quiet(request)

        async with Simulation(tmp_path, answer) as simulation:
            numbers = [await hand(simulation, urls=(f"https://host-{n}.example/",)) for n in range(10)]
            taken = "SELECT count(*) FROM handed_fetches WHERE taken_at IS NOT NULL"
            await simulation.until(lambda: simulation.rows(taken) == [(8,)])
            simulation.clock.hurried = True
            await simulation.pass_by(0.1)
            assert simulation.rows(taken) == [(8,)]
            hold.set()
            simulation.clock.hurried = False
            await simulation.pass_by(0.1)
            assert simulation.rows("SELECT count(*) FROM handed_fetches WHERE ended_at IS NOT NULL") == [(10,)]
            assert all(
                [one.report.url for one in told(simulation, number) if one.report] == [f"https://host-{n}.example/"]
                for n, number in enumerate(numbers)
            )

    simulated(test)


def test_a_fetch_of_a_source_whose_file_is_new_waits_for_the_next_look_at_the_files_and_no_longer(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet, flowing=True) as simulation:
            await simulation.pass_by(0.01)
            simulation.source("new", every="1h")
            known = await hand(simulation, sources=("new",))
            nobody = await hand(simulation, sources=("nobody",))
            simulation.daemon.look_for_handed()
            simulation.daemon.look_for_handed()
            await asyncio.sleep(0)
            assert simulation.rows("SELECT count(*) FROM handed_fetches WHERE taken_at IS NOT NULL") == [(0,)]
            await simulation.pass_by(0.01)
            assert [(one.source, one.problem) for one in told(simulation, nobody)] == [
                ("nobody", "the daemon has no schedule file of that name")
            ]
            (problem,) = [one.problem for one in told(simulation, known) if one.source == "new"]
            assert problem is not None
            assert "404" in problem
            assert simulation.rows("SELECT count(*) FROM handed_fetches WHERE ended_at IS NULL") == [(0,)]

    simulated(test)


def test_a_fetch_that_an_earlier_daemon_began_goes_on_where_it_was(tmp_path: Path) -> None:
    urls = tuple(f"https://host-{n}.example/" for n in range(3))

    async def begun() -> None:
        hold = asyncio.Event()

        async def answer(request: httpx.Request) -> httpx.Response:
            if request.url.host != "host-0.example":
                await hold.wait()
            return await quiet(request)

        async with Simulation(tmp_path, answer) as simulation:
            number = await hand(simulation, urls=urls)
            await simulation.until(lambda: told(simulation, number))

    async def again() -> None:
        async with Simulation(tmp_path, quiet, flowing=True) as simulation:
            await simulation.pass_by(0.01)
            assert sorted(one.report.url for one in told(simulation, 1) if one.report) == sorted(urls), "each once"

    simulated(begun)
    simulated(again)


def test_urls_are_fetched_as_their_sources_say_and_what_is_no_url_is_told(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, quiet, flowing=True) as simulation:
            simulation.source("one", every="7d")
            await simulation.pass_by(0.01)
            number = await hand(simulation, urls=("https://one.example/a", "https://other.example/b", "nonsense:"))
            await simulation.pass_by(0.01)
            reports = [one.report for one in told(simulation, number) if one.report]
            assert {report.url: report.source for report in reports} == {
                "https://one.example/a": "one",
                "https://other.example/b": ADHOC.name,
                "nonsense:": ADHOC.name,
            }
            await simulation.pass_by(0.1)
            assert len(told(simulation, number)) == len(reports), "once"

    simulated(test)
