"""Alerts of the real daemon, on a simulated clock, to real receivers on loopback: each told once, nothing lost, recovery told."""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it ships no types
import httpx
import pytest
from archived import T0, T1, keep_page
from mailed import MailServer
from origin import CLOSE, Origin, answer
from pages import SENTENCES, article, feed
from simulation import START, Simulation, simulated

from ingest.archive.read import alerts as read
from ingest.archive.write import health_state, source_state, watches
from ingest.core.alerts.settings import Alert, Email
from ingest.core.health import keeping
from ingest.core.health.model import Day, Health, State
from ingest.core.model import Source
from ingest.core.watch import Question

TODAY = keeping.day_of(START)


async def nothing(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=feed("https://one.example/1"), headers={"Content-Type": "application/rss+xml"})


def happen(simulation: Simulation, source: str, state: State, was: State | None) -> None:
    """A change of health, as the end of a run writes it. No time passes meanwhile."""
    now = simulation.clock.now()
    health = Health(state=state, since=now, reason=f"{source} is {state}")

    def write_it(db: sqlite3.Connection) -> None:
        health_state.append_change(db, source_state.save(db, Source(name=source, title=source)), now, was, health)

    simulation.resources.writer.submit(write_it).result()


def told(origin: Origin, path: str = "/hook") -> list[dict[str, Any]]:
    return [json.loads(asked.body) for asked in origin.asked(path)]


def test_a_layout_that_breaks_and_is_mended_is_one_alert_and_one_recovery(tmp_path: Path, origin: Origin) -> None:
    """Two months are on file; then weeks pass through the scheduler, the pipeline and the archive. bench/alerts does a whole year."""
    hook = origin.serve("/hook", answer(b"thanks"))

    async def test() -> None:
        day = 0

        async def respond(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/feed":
                body = feed(*(f"https://one.example/{number}" for number in range(6 * day, 6 * day + 12)))
                return httpx.Response(200, content=body, headers={"Content-Type": "application/rss+xml"})
            body = article(f"Bridge {request.url.path}", tuple(f"{sentence} ({request.url.path})" for sentence in SENTENCES))
            if 2 <= day < 5:
                body = body.replace(b"article:published_time", b"x")
            return httpx.Response(200, content=body, headers={"Content-Type": "text/html; charset=utf-8"})

        async with Simulation(tmp_path, respond, alerts=[Alert(name="ops", webhook=hook)], tick=6 * 3600) as simulation:
            submit = simulation.resources.writer.submit
            source = submit(source_state.save, Source(name="one", title="one")).result()
            hours = [0] * 9 + [1] * 6 + [0] * 9
            usual = Day(runs=4, hours=hours, sizes={"https://one.example/feed": 12}, texts=6, without=[0, 6, 6, 6], lengths=39.0)
            for number in range(60, 0, -1):
                submit(health_state.close_day, source, TODAY - number, usual).result()
            simulation.source("one", every="12h")
            for day in range(9):  # noqa: B007  # the server looks at it
                await simulation.pass_by(24)
            states = [state for (state,) in simulation.rows("SELECT state FROM health_changes ORDER BY id")]
            assert states == ["healthy", "partial", "healthy"]
        assert [(event["source"], event["state"], event["over"]) for message in told(origin) for event in message["events"]] == [
            ("one", "partial", False),
            ("one", "healthy", True),
        ]
        assert [message["title"] for message in told(origin)] == ["one: partial", "one: well again"]
        assert "have not a date" in told(origin)[0]["text"]

    simulated(test)


def test_a_webhook_that_fails_twice_gets_the_message_once_it_takes_it_and_what_came_meanwhile_in_one_more(
    tmp_path: Path, origin: Origin
) -> None:
    hook = origin.serve("/hook", answer(status=500), [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", CLOSE], answer(b"thanks", 202))

    async def test() -> None:
        async with Simulation(tmp_path, nothing, alerts=[Alert(name="ops", webhook=hook, wait="30s")]) as simulation:
            await simulation.pass_by(0.01)
            happen(simulation, "a", State.FAILING, State.HEALTHY)
            await simulation.pass_by(40 / 3600)
            assert len(told(origin)) == 1
            happen(simulation, "b", State.QUIET, State.HEALTHY)
            happen(simulation, "c", State.QUIET, State.HEALTHY)
            state = read.state(simulation.resources.reader, "ops")
            assert state is not None
            assert state.progress.health == 0, "the position moves with the delivery"
            assert (state.attempts, state.problem) == (1, "answered 500")
            await simulation.pass_by(0.2)
            first, second, third, last = told(origin)
            assert first == second == third, "the same message, under the same id"
            assert [event["source"] for event in last["events"]] == ["b", "c"]
            assert last["id"] != first["id"]
            moved = read.state(simulation.resources.reader, "ops")
            assert moved is not None
            assert (moved.progress.health, moved.attempts, moved.problem) == (3, 0, None)
            await simulation.pass_by(3)
            assert len(told(origin)) == 4
        assert origin.asked("/hook")[0].headers["idempotency-key"] == first["id"]
        assert origin.asked("/hook")[0].method == "POST"
        ours = [note for note in simulation.notes if note.startswith("alert")]
        assert ours == ["alert ops: not delivered, and tried again: answered 500", "alert ops: delivered at the attempt number 3"]

    simulated(test)


def test_a_message_waits_over_a_restart_and_an_alert_that_is_no_more_is_forgotten(tmp_path: Path, origin: Origin) -> None:
    hook = origin.serve("/hook", answer(status=503), answer())

    async def test() -> None:
        alerts = [Alert(name="ops", about=("health",), webhook=hook, wait="0s"), Alert(name="other", feed="other.atom")]
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            await simulation.pass_by(0.001)
            happen(simulation, "a", State.FAILING, State.HEALTHY)
            await simulation.pass_by(0.003)
        async with Simulation(tmp_path, nothing, alerts=alerts[:1]) as simulation:
            await simulation.pass_by(0.1)
            first, again = told(origin)
            assert first == again
            assert simulation.rows("SELECT name FROM alerts") == [("ops",)]
            assert simulation.rows("SELECT count(*) FROM alert_messages WHERE delivered_at IS NULL") == [(0,)]

    simulated(test)


def test_the_daemons_own_troubles_are_told_to_operators_and_an_alert_that_is_stuck_to_the_others(tmp_path: Path, origin: Origin) -> None:
    origin.serve("/ok", answer())
    stuck = origin.serve("/stuck", *[answer(status=404)] * 6, answer())

    async def test() -> None:
        used = 50
        alerts = [Alert(name="ops", webhook=origin.url("/ok"), about=("daemon",)), Alert(name="stuck", webhook=stuck, about=("daemon",))]
        async with Simulation(tmp_path, nothing, alerts=alerts, usage=lambda _: (used, 100 - used)) as simulation:
            await simulation.pass_by(0.01)
            simulation.clock.set_by(7200)
            await simulation.pass_by(0.1)
            used = 91
            await simulation.pass_by(1)
            used = 80
            await simulation.pass_by(0.1)
            events = [(event["kind"], event["over"], event["subject"]) for one in told(origin, "/ok") for event in one["events"]]
            assert events == [
                ("clock", False, ""),
                ("disk", False, ""),
                ("alert", False, "stuck"),
                ("alert", True, "stuck"),
                ("disk", True, ""),
            ]
            heard = [event["kind"] for one in told(origin, "/stuck")[6:] for event in one["events"]]
            assert heard == ["clock", "disk", "disk"], "it is not told of itself"

    simulated(test)


def test_an_archive_that_can_no_longer_be_written_is_told_without_it_and_the_next_start_says_that_it_runs_again(
    tmp_path: Path, origin: Origin
) -> None:
    hook = origin.serve("/hook", answer())

    async def test() -> None:
        alerts = [Alert(name="ops", webhook=hook), Alert(name="health", webhook=origin.serve("/health", answer()), about=("health",))]
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            await simulation.pass_by(0.01)
            (tmp_path / "archive.db").rename(tmp_path / "moved.db")
            with pytest.raises(BaseExceptionGroup):
                await simulation.pass_by(0.1)
        (tmp_path / "moved.db").rename(tmp_path / "archive.db")
        (last,) = told(origin)
        assert last["title"].startswith(f"the daemon ends: {tmp_path}/archive.db: was removed while it was in use")
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            await simulation.pass_by(0.01)
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            await simulation.pass_by(0.01)
        _, again = told(origin)
        assert again["title"].startswith(f"the daemon runs again; that of {START} did not stop as it should")
        assert told(origin, "/health") == []

    simulated(test)


def test_readers_are_told_what_their_watches_found_and_no_more(tmp_path: Path, origin: Origin) -> None:
    hook = origin.serve("/hook", answer())

    async def test() -> None:
        alerts = [Alert(name="readers", webhook=hook, watches=("figures",), wait="0s"), Alert(name="all", feed="all.atom", watches=("*",))]
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            submit = simulation.resources.writer.submit
            submit(watches.add, "figures", Question(classes=("numbers",)), T0).result()
            submit(watches.add, "everything", Question(), T0).result()
            happen(simulation, "a", State.FAILING, State.HEALTHY)
            submit(lambda db: keep_page(db, "The fund", "The fund has 4.2 million for halls.")).result()
            await simulation.pass_by(0.05)
            submit(lambda db: keep_page(db, "The fund", "The fund has 2.4 million for halls.", at=T1, kind="edit")).result()
            await simulation.pass_by(0.05)
            (message,) = told(origin)
            (event,) = message["events"]
            assert (event["watch"], event["what"], event["class"], event["before"], event["after"]) == (
                "figures",
                "changed",
                "numbers",
                "4.2 million",
                "2.4 million",
            )
            assert message["title"] == "figures: numbers: The fund"
        parsed = feedparser.parse((tmp_path / "all.atom").read_bytes())
        assert not parsed.bozo
        assert sorted((one.title, one.link) for one in parsed.entries) == [
            ("new: The fund", "https://example.com/a"),
            ("numbers: The fund", "https://example.com/a"),
            ("numbers: The fund", "https://example.com/a"),
        ], "each watch says what is new for it"
        assert len({one.id for one in parsed.entries}) == 3

    simulated(test)


def test_a_letter_goes_out_when_the_mail_server_takes_it(tmp_path: Path) -> None:
    async def test(server: MailServer) -> None:
        email = Email(
            server=server.address,
            sender="ingest@example.org",
            to=("me@example.org", "you@example.org"),
            security="none",
            user="u",
            password="secret",
        )
        async with Simulation(tmp_path, nothing, alerts=[Alert(name="mail", email=email, wait="0s")]) as simulation:
            await simulation.pass_by(0.01)
            happen(simulation, "bộ-nội-vụ\nX: y", State.QUIET, State.HEALTHY)
            await simulation.pass_by(0.1)
            assert "answered 451 later" in simulation.notes[-2]
            assert "secret" not in "".join(simulation.notes)
            (message,) = read.messages(simulation.resources.reader, "mail", 10)
        (letter,) = server.letters
        assert letter["Subject"] == "bộ-nội-vụ X: y: quiet"
        assert letter["To"] == "me@example.org, you@example.org"
        assert letter["Message-ID"] == f"<{message.id}@example.org>"
        assert "bộ-nội-vụ X: y: quiet, was healthy, since 2026-03-01T12:00:3" in letter.get_content()
        assert letter["X"] is None

    with MailServer(refusals=[b"451 later"]) as server:
        simulated(lambda: test(server))


def test_a_command_gets_json_and_no_shell_reads_its_words(tmp_path: Path) -> None:
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('ab').write(sys.stdin.buffer.read())"
    words = (sys.executable, "-c", script, str(tmp_path / "$(told) && x"))

    async def test() -> None:
        failing = (sys.executable, "-c", "import sys; sys.exit('no such room')")
        commands = {"good": words, "bad": failing, "none": ("/none",)}
        alerts = [Alert(name=name, command=command, wait="0s") for name, command in commands.items()]
        async with Simulation(tmp_path, nothing, alerts=alerts) as simulation:
            await simulation.pass_by(0.01)
            happen(simulation, "a", State.FAILING, State.HEALTHY)
            await simulation.pass_by(0.005)
            problems = {name: state.problem for name in ("good", "bad", "none") if (state := read.state(simulation.resources.reader, name))}
        assert problems["good"] is None
        assert problems["bad"] == "the command exited with 1: no such room"
        assert "the command does not start" in str(problems["none"])
        (line,) = (tmp_path / "$(told) && x").read_text().splitlines()
        assert json.loads(line)["events"][0]["source"] == "a"

    simulated(test)
