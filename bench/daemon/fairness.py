"""Who waits for whom: python bench/daemon/fairness.py [--quick 2000].

The real daemon, pipeline and archive on a simulated clock, for an hour: so many sources that are due every ten minutes, beside twenty
hosts of thirty pages whose robots.txt asks for twenty seconds between two requests, a source of a thousand pages, one whose answers
take thirty seconds and one whose take forty. Prints, for each kind, how many looks at listings were made, and seconds from the time
at which one was due to its answer, the median and the worst. About 15 ms of CPU for each quick source.
"""

import argparse
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
import simulation
from pages import feed
from simulation import START, Simulation, simulated

from ingest.core.times import seconds_between

PAGES = {"slow": 30, "many": 1000}
SECONDS = {"thirty": 30, "forty": 40}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", type=int, default=2000)
    quick = parser.parse_args().quick
    simulation._MOST_CPU = 60 + quick // 10  # a test's own bound
    late: dict[str, list[float]] = {}

    async def hour(here: Path) -> None:
        async def answer(request: httpx.Request) -> httpx.Response:
            name = request.url.host.removesuffix(".example")
            kind = name.partition("-")[0]
            if request.url.path == "/robots.txt":
                return httpx.Response(200, text="User-agent: *\nCrawl-delay: 20") if kind == "slow" else httpx.Response(404)
            if request.url.path != "/feed":
                return httpx.Response(410)
            ((due_at,),) = simulated_daemon.rows(f"SELECT ifnull(next_due_at, '{START}') FROM sources WHERE name = '{name}'")
            if kind in SECONDS:
                await simulated_daemon.clock.sleep(SECONDS[kind])
            late.setdefault(kind, []).append(seconds_between(due_at, simulated_daemon.clock.now()))
            return httpx.Response(200, content=feed(*(f"https://{request.url.host}/{number}" for number in range(PAGES.get(kind, 0)))))

        simulated_daemon = Simulation(here, answer, flowing=True)
        simulated_daemon.answers_robots = True
        async with simulated_daemon:
            for number in range(20):
                simulated_daemon.source(f"slow-{number}")
            for name in ("many", *SECONDS):
                simulated_daemon.source(name, every="10m")
            file = simulated_daemon.schedules / "many.toml"
            file.write_text("max_new = 1000\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
            for number in range(quick):
                simulated_daemon.source(f"quick-{number}", every="10m")
            await simulated_daemon.pass_by(1)

    with TemporaryDirectory() as folder:
        simulated(lambda: hour(Path(folder)))
    for kind, seconds in sorted(late.items()):
        print(f"{kind:8}{len(seconds):6} looks, {median(seconds):3.0f} s after they were due, at worst {max(seconds):3.0f}")


if __name__ == "__main__":
    main()
