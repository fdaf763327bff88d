"""A year of the daemon on a simulated clock, its one source broken for a month: python bench/alerts/year.py [--tick SECONDS].

The real scheduler, pipeline and archive; a webhook on loopback that fails at its first two requests. Exits 1 unless exactly one alert and
one recovery arrive. With a tick of twelve hours two minutes of CPU. No two articles have a sentence in common: where all had, they were one
story, which is derived anew with each.
"""

import argparse
import asyncio
import json
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import httpx

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from origin import Origin, answer
from pages import article, feed
from simulation import START, Simulation

from ingest.core.alerts.settings import Alert
from ingest.core.times import seconds_between

BROKEN = range(200, 230)  # days


def made(chance: random.Random) -> str:
    """A sentence of no other article."""
    words = (chance.choice("bdfgklmnprst") + chance.choice("aeiou") + chance.choice("lmnrst") for _ in range(16))
    return f"The {' '.join(words)}."


async def year(here: Path, origin: Origin, tick: float) -> list[tuple[str, str, bool]]:
    hook = origin.serve("/hook", answer(status=500), answer(status=503), answer())

    def day() -> int:
        return int(seconds_between(START, simulation.clock.now()) // 86400)

    async def respond(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/feed":
            body = feed(*(f"https://one.example/{number}" for number in range(3 * day(), 3 * day() + 6)))
            return httpx.Response(200, content=body, headers={"Content-Type": "application/rss+xml"})
        number = request.url.path.strip("/")
        words = random.Random(number)
        body = article(made(words), tuple(" ".join(made(words) for _ in range(3)) for _ in range(4)))
        if day() in BROKEN:
            body = body.replace(b"article:published_time", b"x")
        return httpx.Response(200, content=body, headers={"Content-Type": "text/html; charset=utf-8"})

    async with Simulation(here, respond, alerts=[Alert(name="ops", webhook=hook)], tick=tick) as simulation:
        simulation.source("one", every="12h")
        for _ in range(12):
            began = process_time()
            await simulation.pass_by(24 * 30.5)
            ((runs,),) = simulation.rows("SELECT count(*) FROM runs")
            print(
                f"{simulation.clock.now()}  {runs} runs  {len(origin.asked('/hook'))} requests  {process_time() - began:.1f} s", flush=True
            )
        for at, was, state, reason in simulation.rows("SELECT at, was, state, reason FROM health_changes"):
            print(f"{at}  {was} -> {state}: {reason}")
    taken = {message["id"]: message for asked in origin.asked("/hook")[2:] for message in [json.loads(asked.body)]}
    return [(one["source"], one["state"], one["over"]) for message in taken.values() for one in message["events"]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tick", type=float, default=43200)
    arguments = parser.parse_args()
    with TemporaryDirectory() as here, Origin() as origin:
        told = asyncio.run(year(Path(here), origin, arguments.tick))
    print(f"told: {told}")
    sys.exit(told != [("one", "partial", False), ("one", "healthy", True)])


if __name__ == "__main__":
    main()
