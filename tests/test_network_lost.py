"""A day without network: said once, counted against nobody, and over within minutes and without a burst."""

import asyncio
import json
import re
import sqlite3
from collections import Counter
from pathlib import Path

import httpx
from origin import Origin, answer
from pages import feed
from program import ingest
from simulation import Simulation, simulated

from ingest.core.alerts.settings import Alert

LOST, BACK = 6.0, 30.0  # hours


class Net:
    """Feeds of one page each; from one hour to another no host answers. `looks`: when which listing was answered."""

    def __init__(self, *dead: str, lost: float = LOST, back: float = BACK) -> None:
        self.simulation: Simulation
        self.dead = {f"{name}.example" for name in dead}
        self.lost, self.back = lost, back
        self.looks: list[tuple[float, str]] = []
        self.unheard = 0
        self.is_busy = False  # there is something new all the time

    @property
    def hours(self) -> float:
        return self.simulation.clock.monotonic() / 3600

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.lost <= self.hours < self.back or request.url.host in self.dead:
            self.unheard += self.lost <= self.hours < self.back
            raise httpx.ConnectError("network is unreachable")
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        if request.url.path != "/feed":
            return httpx.Response(410)
        self.looks.append((self.hours, request.url.host.removesuffix(".example")))
        page = feed(f"https://{request.url.host}/{int(60 * self.hours) if self.is_busy else 1}")
        return httpx.Response(200, content=page, headers={"Content-Type": "application/rss+xml"})


def simulation_of(net: Net, here: Path, **more: object) -> Simulation:
    net.simulation = Simulation(here, net, flowing=True, tick=60, **more)  # type: ignore[arg-type]
    net.simulation.answers_robots = True
    return net.simulation


def notes_of_network(simulation: Simulation) -> list[str]:
    return [note for note in simulation.notes if note.startswith("the network")]


def test_a_day_without_network_is_said_once_and_costs_no_source_anything(tmp_path: Path) -> None:
    net = Net()
    names = [f"s{n}" for n in range(6)]
    with Origin() as origin:
        hook = origin.serve("/hook", answer())

        async def test() -> None:
            async with simulation_of(net, tmp_path, alerts=[Alert(name="ops", webhook=hook)]) as simulation:
                for name in names:
                    simulation.source(name)
                await simulation.pass_by(LOST)
                before = simulation.notes[:]
                await simulation.pass_by(BACK - LOST)
                assert len(notes_of_network(simulation)) == 1
                said = [note for note in simulation.notes[len(before) :] if not note.startswith("alert ")]
                assert said == notes_of_network(simulation), "and nothing of any source"
                assert simulation.rows("SELECT DISTINCT failures FROM sources") == [(0,)]
                assert simulation.rows("SELECT count(*) FROM health_changes WHERE state NOT IN ('new', 'healthy')") == [(0,)]
                assert simulation.rows("SELECT max(json_extract(state, '$.failures')) FROM hosts") == [(0,)]
                assert net.unheard < 24 * 3600 / 15 * 3 + 200, "it looks cheaply"
                asked = len(net.looks)
                await simulation.pass_by(0.1)
                assert Counter(name for _, name in net.looks[asked:]) == dict.fromkeys(names, 1), "each once, within six minutes"
                assert len({at for at, _ in net.looks[asked:]}) > 3, "and not all at a time"
                await simulation.pass_by(6)
                looks = Counter(name for _, name in net.looks[asked:])
                assert min(looks.values()) >= 2, "at the pace that they had"
                assert simulation.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]
                assert re.search(r"the network is back after 2(3 h \d+|4 h \d) min", notes_of_network(simulation)[1]), (
                    "since the first look that failed"
                )
                assert len(notes_of_network(simulation)) == 2
                while len(origin.asked("/hook")) < 2:  # who delivers is not waited for by the clock
                    await simulation.pass_by(1 / 60)

        simulated(test)
        messages = [json.loads(asked.body) for asked in origin.asked("/hook")]
    told = [(event["event"], event["kind"], event["over"]) for message in messages for event in message["events"]]
    assert told == [("daemon", "network", False), ("daemon", "network", True)]


def test_hosts_that_are_dead_are_told_and_counted_while_others_answer(tmp_path: Path) -> None:
    net = Net("s0", "s1", "s2", lost=99, back=99)

    async def test() -> None:
        async with simulation_of(net, tmp_path) as simulation:
            for n in range(5):
                simulation.source(f"s{n}")
            await simulation.pass_by(6)
            assert notes_of_network(simulation) == []
            failures = dict(simulation.rows("SELECT name, failures > 3 FROM sources WHERE name != 'adhoc'"))
            assert failures == {"s0": 1, "s1": 1, "s2": 1, "s3": 0, "s4": 0}

    simulated(test)


def test_a_daemon_that_begins_without_network_counts_nothing_either(tmp_path: Path) -> None:
    net = Net(lost=6)

    async def first() -> None:
        async with simulation_of(net, tmp_path) as simulation:
            for n in range(4):
                simulation.source(f"s{n}")
            await simulation.pass_by(6)

    async def again() -> None:
        net.lost, net.back = 0, 8  # by the clock of the second, which begins anew
        async with simulation_of(net, tmp_path) as simulation:
            await simulation.write("UPDATE sources SET next_due_at = '2026-01-01T00:00:00Z' WHERE name = 's0'")
            await simulation.pass_by(8)
            assert len(notes_of_network(simulation)) == 1
            assert simulation.rows("SELECT DISTINCT failures FROM sources") == [(0,)]
            await simulation.pass_by(0.1)
            assert len(notes_of_network(simulation)) == 2

    simulated(first)
    simulated(again)


def test_a_network_that_flickers_is_no_alert(tmp_path: Path) -> None:
    net = Net(lost=0.3, back=0.35)
    net.is_busy = True
    with Origin() as origin:
        hook = origin.serve("/hook", answer())

        async def test() -> None:
            async with simulation_of(net, tmp_path, alerts=[Alert(name="ops", webhook=hook)]) as simulation:
                for n in range(5):
                    simulation.source(f"s{n}", every="5m")
                await simulation.pass_by(0.6)
                assert len(notes_of_network(simulation)) == 2
                assert simulation.rows("SELECT DISTINCT failures FROM sources") == [(0,)]

        simulated(test)
        assert origin.asked("/hook") == []


def test_a_pass_without_network_says_so_and_leaves_sources_due(tmp_path: Path) -> None:
    for n in range(1, 5):
        text = f'title = "S{n}"\n[[listing]]\nkind = "feed"\nurl = "http://127.0.0.{n}:9/feed"\n'
        (tmp_path / f"s{n}.toml").write_text(text, encoding="utf-8")
    done = ingest("fetch", "--schedules", str(tmp_path), "--allow-net", "127.0.0.0/8", "--delay", "0", cwd=tmp_path)
    assert done.code == 1
    assert done.err.count("the network is gone: no host has answered since") == 4
    with sqlite3.connect(tmp_path / "archive.db") as db:
        found = db.execute("SELECT failures, problem, next_due_at FROM sources WHERE name != 'adhoc'").fetchall()
    db.close()
    assert found == [(0, None, None)] * 4


def test_pages_that_nobody_answered_meanwhile_say_nothing_of_their_source(tmp_path: Path) -> None:
    """The listing of each was read, and the network goes while its forty pages are asked for."""
    gone = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if gone.is_set():
            raise httpx.ConnectError("network is unreachable")
        if request.url.path == "/feed":
            pages = feed(*(f"https://{request.url.host}/{n}" for n in range(40)))
            return httpx.Response(200, content=pages, headers={"Content-Type": "application/rss+xml"})
        if request.url.path == "/20":
            gone.set()
        return httpx.Response(404 if request.url.path == "/robots.txt" else 410)

    async def test() -> None:
        simulation = Simulation(tmp_path, answer, flowing=True, tick=60)
        simulation.answers_robots = True
        async with simulation:
            for n in range(4):
                simulation.source(f"s{n}", every="30m")
            await simulation.pass_by(1)
            (failed,) = simulation.rows("SELECT count(*) FROM fetches WHERE verdict = 'failed' AND status IS NULL")
            assert failed[0] < 30, "what is under way, and not all that waits"
            assert simulation.rows("SELECT DISTINCT outcome FROM runs") == [("ok",)]
            ((waiting,),) = simulation.rows("SELECT count(*) FROM urls WHERE looks = 0 AND next_due_at IS NOT NULL")
            assert waiting > 40, "they stay due"
            gone.clear()
            await simulation.pass_by(1)
            assert simulation.rows("SELECT count(*) FROM urls WHERE looks = 0 AND next_due_at IS NOT NULL") == [(0,)]

    simulated(test)
