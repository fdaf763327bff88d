"""The real daemon over simulated time: python bench/daemon/months.py [--sources 100] [--days 7] [--each 2] [--tick 5] [--out FROM TO].

Sources publish so many articles a day, most by day, some of them are edited; the daemon, the pipeline and the archive are the real ones,
on the clock of tests/simulation.py. Shown, by part of the time: requests a day, CPU an hour of simulated time, memory, open handles; and at
the end the delay from publication to archive, the disk that a hundred such sources take in a year, and which states of sources were told.
A year is affordable with few sources and a tick of minutes. `--out`: hours between which no host answers, as when the network is lost.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from simulation import START, Simulation

from ingest.core.times import of_unix, seconds_between, unix_seconds

SHOWN = 20  # articles in a feed
HEADERS = {"Content-Type": "text/html; charset=utf-8"}


class Sites:
    def __init__(self, sources: int, days: float, each: float, out: tuple[float, float]) -> None:
        chance = random.Random(1)
        self.simulation: Simulation
        self.out = out
        self.published = {n: sorted(self._moment(chance, days) for _ in range(round(each * days))) for n in range(sources)}
        self.edited = {
            n: [at + 3600 * chance.expovariate(0.3) if chance.random() < 0.3 else 1e12 for at in self.published[n]] for n in self.published
        }

    @staticmethod
    def _moment(chance: random.Random, days: float) -> float:
        while True:
            at = chance.uniform(0, days * 86400)
            if chance.random() < (1.0 if 7 <= (at / 3600 + 12) % 24 <= 19 else 0.1):
                return at

    async def answer(self, request: httpx.Request) -> httpx.Response:
        now = self.simulation.clock.monotonic()
        if self.out[0] * 3600 <= now < self.out[1] * 3600:
            raise httpx.ConnectError("the network is down")
        number = int(request.url.host.removeprefix("s").removesuffix(".example"))
        out = [n for n, at in enumerate(self.published[number]) if at <= now]
        if request.url.path == "/feed":
            tag = f'"{len(out)}"'
            if request.headers.get("if-none-match") == tag:
                return httpx.Response(304)
            found = "".join(f"<item><title>Report {n}</title><link>https://{request.url.host}/news/{n}</link></item>" for n in out[-SHOWN:])
            text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{found}</channel></rss>'
            return httpx.Response(200, text=text, headers={"Content-Type": "application/rss+xml", "ETag": tag})
        one = int(request.url.path.rpartition("/")[2])
        is_edited = now >= self.edited[number][one]
        tag = f'"{is_edited}"'
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304)
        words = random.Random(f"{number} {one}")
        said = "".join(f"<p>Sentence {words.random()} of the report says something of its own, at some length.</p>" for _ in range(8))
        date = f'<meta property="article:published_time" content="{of_unix(unix_seconds(START) + self.published[number][one])}">'
        more = "<p>A correction was added to this report by its author.</p>" if is_edited else ""
        title = f"Report {one} of office {number}"
        page = (
            f'<html lang="en"><head><title>{title}</title>{date}</head><body><article><h1>{title}</h1>{said}{more}</article></body></html>'
        )
        return httpx.Response(200, text=page, headers={**HEADERS, "ETag": tag})


def handles() -> int:
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0


def resident() -> float:
    """MB of this process now."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


async def run(arguments: argparse.Namespace) -> None:
    sites = Sites(arguments.sources, arguments.days, arguments.each, tuple(arguments.out))
    with TemporaryDirectory() as folder:
        async with Simulation(Path(folder), sites.answer, flowing=arguments.out[1] > 0, tick=arguments.tick) as simulation:
            sites.simulation = simulation
            for number in range(arguments.sources):
                simulation.source(f"s{number}", every="30m")
            hours = arguments.days * 24 / arguments.parts
            for part in range(arguments.parts):
                asked, cpu, began = sum(simulation.asked.values()), time.process_time(), time.time()
                await simulation.pass_by(hours)
                requests = (sum(simulation.asked.values()) - asked) / hours * 24
                print(
                    f"part {part + 1}: {requests:10,.0f} requests a day, {(time.process_time() - cpu) / hours:7.2f} s of CPU an hour,"
                    f" {resident():5.0f} MB, {handles()} handles ({time.time() - began:.0f} s)",
                    flush=True,
                )
            found = simulation.rows("SELECT url, published_at, first_seen_at FROM v_articles")
            delays = sorted(seconds_between(published, seen) / 60 for _, published, seen in found if published)
            total = sum(at < arguments.days * 86400 for one in sites.published.values() for at in one)
            median, most = delays[len(delays) // 2], delays[int(0.95 * len(delays))]
            print(f"{len(found):,} of {total:,} articles; minutes to the archive: median {median:.0f}, 95 % {most:.0f}")
            size = simulation.path.stat().st_size / 1e6
            yearly = size / arguments.sources * 100 / arguments.days * 365 / 1e3
            print(f"{size:.1f} MB of archive, {yearly:.2f} GB a hundred sources and year; notes: {len(simulation.notes)}")
            for state, count in simulation.rows("SELECT state, count(*) FROM health_changes GROUP BY state"):
                print(f"{count:6} changes to {state}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--each", type=float, default=2, help="articles a source and day")
    parser.add_argument("--parts", type=int, default=4)
    parser.add_argument("--tick", type=float, default=5, help="seconds between two looks of the daemon at what is due")
    parser.add_argument("--out", type=float, nargs=2, default=(-1, -1))
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
