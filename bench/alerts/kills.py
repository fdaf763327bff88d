"""kill -9 while alerts are delivered: python bench/alerts/kills.py [--kills 200] [--seed 1].

In each round sources break, and a daemon with a webhook on loopback tells of them; the receiver refuses some messages, hangs up on some,
and takes its time. The daemon is killed at a random moment, in half of the rounds within a few milliseconds of its message's arrival.
Held to: each change is told, in messages of one id alone; an id stands for the same message each time; messages come in their order; the
archive is sound. What a receiver that keeps ids has had twice is shown: those are the kills between an answer and the mark of it.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from origin import CLOSE, Asked, Origin, Step, answer

from ingest import archive
from ingest.archive.write import health_state, source_state
from ingest.core.health.model import Health, State
from ingest.core.model import Source
from ingest.core.times import of_unix

SETTINGS = '[[alert]]\nname = "ops"\nabout = ["health"]\nwait = "0s"\nwebhook = "{hook}"\n'
SOURCE = 'title = "One"\nevery = "1d"\n[[listing]]\nkind = "feed"\nurl = "http://127.0.0.1:9/feed"\n'
COMMAND = (sys.executable, "-m", "ingest", "daemon", "--allow-net", "127.0.0.0/8", "--delay", "0")


class Receiver:
    """Takes most messages, and says when one has come."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.came = threading.Event()
        self.is_kind = False
        self.bodies: list[bytes] = []  # of all that came
        self.taken: list[bytes] = []  # of those that were answered with 2xx

    def __call__(self, asked: Asked) -> Iterator[Step]:
        self.bodies.append(asked.body)
        self.came.set()
        if not self.is_kind:
            yield self.chance.choice((0.0, 0.0, 0.005, 0.02))
            fate = self.chance.random()
            if fate < 0.1:
                yield answer(status=503)
                return
            if fate < 0.2:
                yield CLOSE
                return
        self.taken.append(asked.body)
        yield answer()


def happen(path: Path, sources: list[str]) -> None:
    """They break, as the end of a run writes it; and the time of the next attempt has come."""
    now = of_unix(time.time())
    with archive.open_existing(path) as opened, opened.batch() as db:
        for name in sources:
            id = source_state.save(db, Source(name=name, title=name))
            health_state.append_change(db, id, now, State.HEALTHY, Health(state=State.PARTIAL, since=now, reason=f"{name} broke"))
        db.execute("UPDATE alerts SET next_at = NULL")


def undelivered(path: Path) -> int:
    """How many changes and messages wait."""
    db = sqlite3.connect(path)
    try:
        sql = """
            SELECT (SELECT max(id) FROM health_changes) - json_extract(progress, '$.health') +
              (SELECT count(*) FROM alert_messages WHERE delivered_at IS NULL) FROM alerts
        """
        return int(db.execute(sql).fetchone()[0])
    finally:
        db.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    receiver = Receiver(chance)
    happened: list[str] = []
    with TemporaryDirectory() as folder, Origin() as origin:
        here = Path(folder)
        path = here / "archive.db"
        (here / "schedules").mkdir()
        (here / "schedules" / "one.toml").write_text(SOURCE, encoding="utf-8")
        (here / "ingest.toml").write_text(SETTINGS.format(hook=origin.serve("/hook", receiver)), encoding="utf-8")
        archive.create_or_open(path).close()
        for kill in range(arguments.kills + 1):
            if kill:  # the first daemon makes the alert known: it is told of what comes from then on
                names = [f"r{kill}-{n}" for n in range(chance.randint(1, 3))]
                happened += names
                happen(path, names)
            last = kill == arguments.kills
            receiver.is_kind = last
            receiver.came.clear()
            running = subprocess.Popen(COMMAND, cwd=here, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            assert running.stderr is not None
            running.stderr.readline()
            if last:
                end = time.monotonic() + 120
                while undelivered(path) and time.monotonic() < end:
                    time.sleep(0.5)
            elif kill == 0:
                time.sleep(2)
            elif chance.random() < 0.5:
                time.sleep(chance.uniform(0.0, 1.0))
            else:
                receiver.came.wait(3)
                time.sleep(chance.uniform(0.0, 0.03))
            running.send_signal(signal.SIGTERM if last else signal.SIGKILL)
            running.communicate()
            if kill % 20 == 0:
                print(f"{kill} kills, {len(happened)} changes, {len(receiver.bodies)} messages came", flush=True)
        db = sqlite3.connect(path)
        problems = [f"integrity_check: {line}" for (line,) in db.execute("PRAGMA integrity_check") if line != "ok"]
        db.close()
    problems += judged(happened, receiver)
    for one in problems:
        print(one)
    sys.exit(bool(problems))


def judged(happened: list[str], receiver: Receiver) -> list[str]:
    """What is wrong; and what came is shown."""
    ids: dict[str, bytes] = {}
    problems = []
    for body in receiver.bodies:
        id = json.loads(body)["id"]
        if ids.setdefault(id, body) != body:
            problems.append(f"{id}: another message under the same id")
    told = [event["source"] for body in ids.values() for event in json.loads(body)["events"] if event["event"] == "health"]
    problems += [f"{name}: lost" for name in happened if name not in told]
    problems += [f"{name}: told in two messages" for name in set(told) if told.count(name) > 1]
    problems += ["told in another order than it happened"] if [name for name in told if name in set(happened)] != happened else []
    repeated = len(receiver.taken) - len(set(receiver.taken))
    print(f"{len(happened)} changes in {len(ids)} messages; {len(receiver.bodies)} attempts, {len(receiver.taken)} taken,")
    print(f"{repeated} of these once more under their id; {len(problems)} problems")
    return problems


if __name__ == "__main__":
    for name in [name for name in os.environ if name.startswith("INGEST_")]:
        del os.environ[name]
    main()
