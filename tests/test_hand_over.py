"""`ingest fetch` beside a running daemon: the daemon does it, and its answer is told as if it had been fetched here."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from forked import Started
from origin import Origin, answer
from pages import article, feed
from program import LOOPBACK, html, ingest, rows, source, start


@contextmanager
def daemon(here: Path) -> Iterator[Started]:
    running = start("daemon", *LOOPBACK, cwd=here)
    assert running.stderr is not None
    assert "running for" in running.stderr.readline()
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def until(true: Callable[[], object]) -> None:
    end = monotonic() + 120  # of a machine that is busy with much else
    while not true():
        assert monotonic() < end
        sleep(0.05)


def handed(here: Path) -> list[tuple[bool, bool]]:
    """Of each fetch that was handed over: whether a daemon took it, and ended it."""
    return rows(here / "archive.db", "SELECT taken_at IS NOT NULL, ended_at IS NOT NULL FROM handed_fetches")


def test_urls_and_sources_are_fetched_by_the_daemon_with_the_exit_codes_of_fetch(tmp_path: Path, origin: Origin) -> None:
    page = origin.serve("/1", html(article("Bridge opened")))
    source(tmp_path, origin.serve("/feed", answer(feed(page))))
    other = origin.serve("/other", html(article("Ferry given up")))
    with daemon(tmp_path):
        until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM runs WHERE outcome = 'ok'"))
        here = ingest("fetch", other, "--json", cwd=tmp_path)
        assert here.code == 0, here.err
        assert [(line["url"], line["verdict"], line["title"]) for line in here.lines] == [(other, "new", "Ferry given up")]
        both = ingest("fetch", "ministry", other, cwd=tmp_path)
        assert both.code == 0, both.err
        assert both.out.splitlines()[1:] == ["ministry\t0\t0\t1\t0\t0\t0\t", "nothing new"]
        missing = ingest("fetch", origin.url("/gone"), cwd=tmp_path)
        assert missing.code == 1
        assert "/gone: 404 Not Found" in missing.err
        assert ingest("fetch", "ftp://example.org/", cwd=tmp_path).code == 1
        assert ingest("fetch", "nobody", cwd=tmp_path).code == 2


def test_what_people_say_and_save_is_written_beside_the_daemon(tmp_path: Path, origin: Origin) -> None:
    pages = [origin.serve("/1", html(article("Bridge opened"))), origin.serve("/2", html(article("Ferry given up")))]
    source(tmp_path, origin.serve("/feed", answer(feed(*pages))))
    with daemon(tmp_path):
        until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM articles WHERE id = 2"))
        for call in (
            ("join", "1", "2"),
            ("split", "1"),
            ("split", "1", "--undo"),
            ("watch", "add", "all"),
            ("watch", "run"),
            ("reparse", "--keep", "ministry"),
        ):
            ended = ingest(*call, cwd=tmp_path)
            assert ended.code == 0, (call, ended.err)


def test_what_belongs_to_one_process_alone_is_not_handed_over(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, origin.serve("/feed", answer(feed())))
    with daemon(tmp_path):
        for option, why in (
            (("--due",), "it runs what is due itself"),
            (("--dry-run",), "nothing is handed to it with --dry-run"),
            (("--schedules", "schedules"), "it has schedule files of its own"),
            (("--delay", "2"), "it reaches the network in its own way"),
        ):
            ended = ingest("fetch", "ministry", *option, cwd=tmp_path)
            assert (ended.code, why in ended.err) == (75, True), ended.err


def test_a_daemon_that_dies_while_asked_is_told_of_and_the_next_one_answers(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, origin.serve("/feed", answer(feed())))
    done = origin.serve("/done", html(article("Bridge opened")))
    slow = origin.serve("/slow", [60.0], html(article("Ferry given up")))
    with daemon(tmp_path) as running:
        asking = start("fetch", done, slow, cwd=tmp_path)
        until(lambda: origin.asked("/slow"))  # whoever is first at the host has it for a minute
        until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM handed_answers WHERE told LIKE '%/done%'"))
        running.send_signal(signal.SIGSTOP)  # the minute may be over before the next command has begun
        waiting = start("fetch", slow, "--wait", "--json", cwd=tmp_path)
        until(lambda: len(handed(tmp_path)) == 2)
        running.kill()
        out, err = asking.communicate(timeout=120)
    assert asking.returncode == 75
    assert "the daemon ended before it had answered; nothing is lost: the next `ingest daemon` goes on with it" in err
    assert "ministry\t1\t" in out, "what was answered is told"
    with daemon(tmp_path):
        out, err = waiting.communicate(timeout=120)
        assert waiting.returncode == 0, err
        assert json.loads(out)["title"] == "Ferry given up"
        until(lambda: handed(tmp_path) == [(True, True)] * 2)
    assert len(origin.asked("/done")) == 1, "what was answered before is not asked again"
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [(2,)]


def test_who_stops_waiting_withdraws_what_was_not_begun(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, origin.serve("/feed", answer(feed())))
    slow = origin.serve("/slow", [60.0], html(article()))
    with daemon(tmp_path) as running:
        until(lambda: rows(tmp_path / "archive.db", "SELECT 1 FROM runs WHERE ended_at IS NOT NULL"))
        running.send_signal(signal.SIGSTOP)
        early = start("fetch", slow, cwd=tmp_path)
        until(lambda: handed(tmp_path) == [(False, False)])
        early.send_signal(signal.SIGTERM)
        assert "withdrawn" in early.communicate(timeout=10)[1]
        assert early.returncode == 143
        running.send_signal(signal.SIGCONT)
        late = start("fetch", slow, cwd=tmp_path)
        until(lambda: origin.asked("/slow"))
        late.send_signal(signal.SIGINT)
        assert "the daemon finishes what it began" in late.communicate(timeout=10)[1]
        assert late.returncode == 130
        assert handed(tmp_path) == [(True, False)]


def test_a_source_that_was_added_a_moment_ago_is_known_to_the_daemon(tmp_path: Path, origin: Origin) -> None:
    source(tmp_path, origin.serve("/feed", answer(feed())))
    with daemon(tmp_path):
        source(tmp_path, origin.serve("/second", answer(feed(origin.serve("/2", html(article("Bridge opened")))))), "second")
        ended = ingest("fetch", "second", "--json", cwd=tmp_path)
        assert ended.code == 0, ended.err
        assert rows(tmp_path / "archive.db", "SELECT title FROM articles") == [("Bridge opened",)]
