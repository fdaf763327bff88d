"""`ingest alerts` and the daemon's process: who is told what, that it arrives, and what a kill at the worst moment does."""

import json
import re
import signal
import sys
from pathlib import Path

import pytest
from archived import T0, keep
from origin import Origin, answer
from program import LOOPBACK, ingest, rows, start

from ingest import archive, config
from ingest.archive.write import alerts, health_state
from ingest.core.health.model import Health, State
from ingest.errors import ConfigError

KILLS_THE_DAEMON_ONCE = """
import os, pathlib, signal, sys
told = pathlib.Path(sys.argv[1])
is_first = not told.exists()
with told.open("ab") as file:
    file.write(sys.stdin.buffer.read())
    os.fsync(file.fileno())
os.kill(os.getppid(), signal.SIGKILL if is_first else signal.SIGTERM)
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules" / "one.toml").write_text('title = "One"\n[[listing]]\nkind = "feed"\nurl = "http://127.0.0.1:9/feed"\n')
    with archive.create_or_open(tmp_path / "archive.db") as opened:
        keep(opened, "Grants", "It has 4.2 million.")
    return tmp_path


def waits(here: Path, name: str) -> None:
    """A change of health that the alert has not told yet."""
    with archive.create_or_open(here / "archive.db") as opened, opened.batch() as db:
        alerts.know(db, [name])
        health_state.append_change(db, 1, T0, State.HEALTHY, Health(state=State.QUIET, since=T0, reason="nothing new"))


def test_a_kill_between_the_delivery_and_its_mark_repeats_the_message_under_its_id(here: Path) -> None:
    told = here / "told"
    words = json.dumps([sys.executable, "-c", KILLS_THE_DAEMON_ONCE, str(told)])
    (here / "ingest.toml").write_text(f'[[alert]]\nname = "ops"\nabout = ["health"]\ncommand = {words}\nwait = "0s"\n')
    waits(here, "ops")
    killed, stopped = start("daemon", *LOOPBACK, cwd=here), None
    try:
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL
        assert rows(here / "archive.db", "SELECT delivered_at FROM alert_messages") == [(None,)]
        stopped = start("daemon", *LOOPBACK, cwd=here)
        stopped.communicate(timeout=60)
    finally:
        killed.kill()
        if stopped is not None:
            stopped.kill()
    first, again = (json.loads(line) for line in told.read_text().splitlines())
    assert first == again
    assert rows(here / "archive.db", "PRAGMA integrity_check") == [("ok",)]


def test_the_log_says_that_an_alert_was_sent(here: Path) -> None:
    (here / "ingest.toml").write_text('[[alert]]\nname = "ops"\nabout = ["health"]\nfeed = "told.atom"\nwait = "0s"\n')
    waits(here, "ops")
    running = start("daemon", *LOOPBACK, "--log-format", "json", cwd=here)
    try:
        assert running.stderr is not None
        sent = next(event for event in map(json.loads, running.stderr) if event["event"] == "alert sent")
    finally:
        running.terminate()
        running.communicate(timeout=60)
    assert sent.items() >= {"alert": "ops", "title": "adhoc: quiet", "events": 1, "attempts": 1}.items()
    ((id, delivered_at),) = rows(here / "archive.db", "SELECT delivery, delivered_at FROM alert_messages")
    assert (sent["id"], sent["at"]) == (id, delivered_at)


def test_a_test_says_of_each_alert_whether_it_was_taken_and_shows_no_secret(
    here: Path, origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin.serve("/hooks/hush-hush", answer())
    (here / "ingest.toml").write_text(
        f"""
[[alert]]
name = "good"
webhook = "{origin.url("/hooks/")}${{HOOK}}"
allow_net = ["127.0.0.0/8"]
[[alert]]
name = "closed"
webhook = "{origin.url("/hooks/")}${{HOOK}}"
[[alert]]
name = "gone"
webhook = "{origin.url("/gone/")}${{HOOK}}"
allow_net = ["127.0.0.0/8"]
[[alert]]
name = "feed"
feed = "told.atom"
""",
        encoding="utf-8",
    )
    missing = ingest("alerts", "test", cwd=here)
    assert (missing.code, missing.err) == (2, "ingest: ingest.toml: alert 'good': HOOK is not in the environment\n")
    monkeypatch.setenv("HOOK", "hush-hush")
    ended = ingest("alerts", "test", cwd=here)
    assert ended.code == 1
    assert ended.err.splitlines() == [
        "good: delivered to webhook 127.0.0.1",
        "closed: not delivered: 127.0.0.1 is not a public address; --allow-net opens a range",
        "gone: not delivered: answered 404",
        "feed: delivered to feed told.atom",
    ]
    (asked,) = origin.asked("/hooks/hush-hush")
    assert json.loads(asked.body)["title"] == "A test of the alert good"
    assert "A test of the alert feed" in (here / "told.atom").read_text()
    assert ingest("alerts", "test", "god", cwd=here).err.startswith("ingest: god: no [[alert]]")
    (here / "ingest.toml").unlink()
    none = "ingest: no [[alert]] is in ingest.toml beside the archive; `ingest alerts --help` shows one\n"
    assert ingest("alerts", "test", cwd=here).err == none


def test_the_list_says_what_waits_and_why_and_a_published_copy_nothing_of_it(here: Path) -> None:
    (here / "ingest.toml").write_text('[[alert]]\nname = "ops"\nwebhook = "https://hooks.example/${HOOK}"\n', encoding="utf-8")
    waits(here, "ops")
    with archive.create_or_open(here / "archive.db") as opened, opened.batch() as db:
        alerts.failed(db, "ops", 3, "2030-01-01T00:00:00Z", "answered 500")
    (listed,) = ingest("alerts", "list", "--json", cwd=here).lines
    assert listed == {
        "name": "ops",
        "about": "health, daemon",
        "way": "webhook hooks.example",
        "delivered": 0,
        "last_at": None,
        "waiting": None,
        "attempts": 3,
        "next_at": "2030-01-01T00:00:00Z",
        "problem": "answered 500",
    }
    assert ingest("publish", "public.db", cwd=here).code == 0
    for table in ("alerts", "alert_messages", "troubles"):
        assert rows(here / "public.db", f"SELECT count(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[alert]]\nname = "a"\n', "ingest.toml: alert 'a': one way is wanted"),
        ('[[alert]]\nname = "a"\nfeed = "x"\n[[alert]]\nname = "a"\nfeed = "y"\n', "alert: two are named 'a'"),
        ('[[alert]]\nname = "a"\nfeed = "x"\nwait = "soon"\n', "alert 'a': wait: "),
        ('[[alert]]\nname = "a"\nweb = "x"\n', "ingest.toml: alert[0].web: unknown key; did you mean webhook?"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "ingest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)):
        config.read(tmp_path / "archive.db")
