"""kill -9 at random moments: python bench/daemon/kills.py [--kills 200] [--seed 1].

A daemon fetches from a loopback server whose sources publish and edit all the time; a fetch is handed to it in each round. It is killed
at a random moment, the archive is read, and the next one is started, over and over. Held to: SQLite's integrity_check and our own check
of foreign keys find nothing; every document that was told on standard output as new or revised is there; no article and no revision is
there twice; no run is left open by the one that ended last; every fetch that was handed over is answered in the end; each page names its
origin, and that is there for every page that is.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from origin import Asked, Origin, answer
from pages import article

from ingest import archive
from ingest.archive.write import handed
from ingest.pipeline.handed import HandedFetch, encoded

SOURCES = 5
PAGES = 12  # at once in a feed
SOURCE = 'title = "{name}"\nevery = "10s"\nback = "all"\nrecheck_per_day = 1000000\n[[listing]]\nkind = "feed"\nurl = "{url}"\n'
LOOPBACK = ("--allow-net", "127.0.0.0/8", "--delay", "0")


class Site:
    """Feeds and pages that change with each round."""

    def __init__(self, origin: Origin) -> None:
        self.round = 0
        self.origin = origin
        for source in range(SOURCES):
            origin.serve(f"/{source}/feed", lambda asked, source=source: self.feed(source))

    def feed(self, source: int) -> bytes:
        urls = [self.page(source, self.round * 3 + n) for n in range(PAGES)]
        found = "".join(f"<item><title>Number {n}</title><link>{url}</link></item>" for n, url in enumerate(urls))
        return answer(f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{found}</channel></rss>'.encode())

    def page(self, source: int, number: int) -> str:
        def said(asked: Asked) -> bytes:
            text = sentences(f"news {source} {number}")
            text.append(f"The figure stood at {1000 + self.round // 4} when it was last published by the office.")
            text.append(f"Source: {original}")
            page = article(f"Report {source} {number} of the office", tuple(text))
            return answer(page, Content_Type="text/html; charset=utf-8")

        paper = article(f"Paper {source} {number} of the ministry", tuple(sentences(f"paper {source} {number}")))
        original = self.origin.serve(f"/{source}/paper/{number}", answer(paper, Content_Type="text/html; charset=utf-8"))
        return self.origin.serve(f"/{source}/news/{number}", said)


def sentences(seed: str) -> list[str]:
    """Of made-up words: pages that resemble each other would be one story, which costs the more the larger it is."""
    chance = random.Random(seed)
    made = ["".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(3)) for _ in range(100)]
    return [f"The {' '.join(made[line * 12 : line * 12 + 12])}." for line in range(8)]


def checked(path: Path, told: list[dict[str, object]]) -> list[str]:
    """What is wrong."""
    db = sqlite3.connect(path)
    try:
        found = [f"integrity_check: {line}" for (line,) in db.execute("PRAGMA integrity_check") if line != "ok"]
        found += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        revisions = dict(db.execute("SELECT article, count(*) FROM revisions GROUP BY article"))
        found += [f"told, and lost: {one['url']}" for one in told if one["article"] not in revisions]
        wanted: dict[object, int] = {}
        for one in told:
            wanted[one["article"]] = wanted.get(one["article"], 0) + 1
        short = [key for key, number in wanted.items() if number > revisions.get(key, 0)]
        found += [f"article {key}: {wanted[key]} texts told, {revisions.get(key, 0)} kept" for key in short]
        twice = "SELECT identity FROM articles GROUP BY identity, language HAVING count(*) > 1"
        found += [f"twice: {row}" for row in db.execute(twice)]
        same = """
            SELECT a.article, a.number FROM revisions a JOIN revisions b ON b.article = a.article AND b.number = a.number + 1
            WHERE b.fingerprint = a.fingerprint
        """
        found += [f"a revision twice: {row}" for row in db.execute(same)]
        open_runs = db.execute("SELECT count(*) FROM runs WHERE ended_at IS NULL AND id <= (SELECT max(id) - 500 FROM runs)").fetchone()[0]
        return [*found, *(["runs of long ago stand open"] if open_runs else [])]
    finally:
        db.close()


def due_again(path: Path, urls: tuple[str, ...]) -> None:
    """Everything is due, and a fetch waits: the next daemon has work at once."""
    with archive.open_existing(path) as opened, opened.batch() as db:
        db.execute("UPDATE sources SET next_due_at = NULL")
        db.execute("UPDATE urls SET next_due_at = '2000-01-01T00:00:00Z' WHERE next_due_at IS NOT NULL")
        db.execute("DELETE FROM hosts")  # a breaker would leave the host alone
        handed.hand(db, encoded(HandedFetch(urls=urls)), "2026-01-01T00:00:00Z")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=3.0, help="seconds from the first line that it says to the kill")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    told: list[dict[str, object]] = []
    problems: list[str] = []
    with TemporaryDirectory() as folder, Origin() as origin:
        here, site = Path(folder), Site(origin)
        (here / "schedules").mkdir()
        for source in range(SOURCES):
            text = SOURCE.format(name=f"s{source}", url=origin.url(f"/{source}/feed"))
            (here / "schedules" / f"s{source}.toml").write_text(text, encoding="utf-8")
        path = here / "archive.db"
        for kill in range(arguments.kills + 1):
            site.round = kill
            if kill:
                due_again(path, (site.page(0, 100000 + kill), site.page(1, 100000 + kill)))
            with (here / "told").open("w+") as out:
                command = [sys.executable, "-m", "ingest", "daemon", "--json", *LOOPBACK]
                running = subprocess.Popen(command, cwd=here, stdout=out, stderr=subprocess.PIPE, text=True)
                assert running.stderr is not None
                running.stderr.readline()
                last = kill == arguments.kills
                if last:
                    wait_for_all(path, running)
                else:
                    time.sleep(chance.uniform(0.0, arguments.longest))
                running.send_signal(signal.SIGTERM if last else signal.SIGKILL)
                running.communicate()
                out.seek(0)
                lines = [line for line in out if line.endswith("\n")]
            told += [one for one in map(json.loads, lines) if one["verdict"] in ("new", "revised")]
            found = checked(path, told)
            problems += [f"kill {kill}: {one}" for one in found]
            if kill % 20 == 0 or found:
                print(f"{kill} kills, {len(told)} texts told, {len(problems)} problems", flush=True)
        db = sqlite3.connect(path)
        waiting = db.execute("SELECT count(*) FROM handed_fetches WHERE ended_at IS NULL").fetchone()[0]
        articles, revisions = db.execute("SELECT count(*), (SELECT count(*) FROM revisions) FROM articles").fetchone()
        kept = db.execute("SELECT count(*) FROM urls u JOIN articles a ON a.url = u.id WHERE u.url LIKE '%/news/1_____'").fetchone()[0]
        cited = """
            SELECT count(*), count(o.id) FROM urls u JOIN articles a ON a.url = u.id
            LEFT JOIN urls p ON p.url = replace(u.url, '/news/', '/paper/') LEFT JOIN articles o ON o.url = p.id WHERE u.url LIKE '%/news/%'
        """
        pages, origins = db.execute(cited).fetchone()
        led_to = db.execute("SELECT count(*) FROM led_to").fetchone()[0]
        db.close()
        print(f"{origins} of {pages} origins are kept, {led_to} wait")
        print(f"{articles} articles, {revisions} revisions; {waiting} of {arguments.kills} handed fetches wait")
        print(f"{kept} of their {2 * arguments.kills} URLs are kept")
        verify = [sys.executable, "-m", "ingest", "verify", "--db", str(path)]
        report = subprocess.run(verify, cwd=here, capture_output=True, text=True, check=False)
        print(report.stdout.strip().splitlines()[-1] if report.stdout else report.stderr, f"(exit {report.returncode})")
    for one in problems:
        print(one)
    sys.exit(1 if problems or waiting or kept != 2 * arguments.kills or origins != pages or report.returncode else 0)


def wait_for_all(path: Path, running: "subprocess.Popen[str]") -> None:
    """The last daemon is left alone until nothing waits that was handed over or that pages lead to."""
    end = time.monotonic() + 1200
    while time.monotonic() < end and running.poll() is None:
        db = sqlite3.connect(path)
        sql = "SELECT (SELECT count(*) FROM handed_fetches WHERE ended_at IS NULL) + (SELECT count(*) FROM led_to)"
        waiting = db.execute(sql).fetchone()[0]
        db.close()
        if not waiting:
            return
        time.sleep(0.5)


if __name__ == "__main__":
    for name in [name for name in os.environ if name.startswith("INGEST_")]:
        del os.environ[name]
    main()
