"""What adapted looks save: python bench/health/looks.py [--seeds FIRST LAST].

For each shape a year of articles is looked for in three ways: every half hour; by the yield of the last look alone; and by the hours that
were learned before. Shown are looks a day and the minutes from publication to the look, mean and 95th of a hundred. Looks times delay is
what a way costs: the last two columns are the third way's cost as a share of the first's and the second's.
"""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from generate import SHAPES, START, Years

from ingest.core import due
from ingest.core.health import pacing, rhythm, silence
from ingest.core.health.silence import Pulse

EVERY = 1800  # seconds
LEARNED = 182  # days


def moments(shape: str, seed: int, days: int) -> list[float]:
    """Hours of `rhythm` at which articles come, in order."""
    years = Years(shape, seed)
    found = []
    for day in range(days):
        midnight = datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(days=day)
        found += [rhythm.hours(one.published_at or "") for one in years.articles(day, midnight)]
    return sorted(found)


def learned(came: list[float], until: float) -> Pulse | None:
    counts: dict[int, int] = {}
    for hour in came:
        if hour < until:
            counts[int(hour)] = counts.get(int(hour), 0) + 1
    first = rhythm.first_hour(START)
    return silence.learn(counts, list(range(first, int(until), 24)))


def looked(came: list[float], start: float, end: float, wait: Callable[[float, int, int], float]) -> tuple[float, list[float]]:
    """Looks a day, and the delays in minutes. `wait` gives seconds: of a look's hour, how many it found, and the interval before it."""
    delays, looks, place = [], 0, sum(hour < start for hour in came)
    at, interval = start, EVERY
    while at < end:
        looks += 1
        found = place
        while place < len(came) and came[place] <= at:
            delays.append(60 * (at - came[place]))
            place += 1
        interval = int(wait(at, place - found, interval))
        at += interval / 3600
    return looks / ((end - start) / 24), sorted(delays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs=2, type=int, default=[100, 105])
    arguments = parser.parse_args()
    print(f"{'':16}" + "".join(f"{name:>34}" for name in ("every half hour", "by yield", "by the hours of the week")))
    for shape in SHAPES:
        cells = []
        results: list[list[tuple[float, list[float]]]] = [[], [], []]
        for seed in range(*arguments.seeds):
            came = moments(shape, seed, LEARNED + 365)
            start = rhythm.first_hour(START) + 24.0 * LEARNED
            end = start + 365 * 24
            shortest, longest = due.bounds(EVERY)
            state = {"day": -1.0, "pulse": learned(came, start)}

            def by_yield(_: float, new: int, interval: int) -> float:
                return due.listing_pace(due.Pace(interval=interval), EVERY, new, 25).interval

            def by_hours(
                at: float, new: int, interval: int, came: list[float] = came, state: dict = state, bounds: tuple = (shortest, longest)
            ) -> float:
                if at // 24 > state["day"] + 7:
                    state["day"], state["pulse"] = at // 24, learned(came, at // 24 * 24)
                pulse = state["pulse"]
                return pacing.wait(pulse.rhythm, at, *bounds) if pulse else by_yield(at, new, interval)

            for kept, way in zip(results, (lambda *_: EVERY, by_yield, by_hours), strict=True):
                kept.append(looked(came, start, end, way))
        costs = []
        for kept in results:
            looks = sum(one for one, _ in kept) / len(kept)
            delays = sorted(delay for _, its in kept for delay in its)
            mean = sum(delays) / len(delays)
            costs.append(looks * mean)
            cells.append(f"{looks:6.1f} looks {mean:6.0f} {delays[len(delays) * 95 // 100]:6.0f} min")
        print(
            f"{shape:16}" + "".join(f"{cell:>34}" for cell in cells) + f"   cost {costs[2] / costs[0]:.2f} {costs[2] / costs[1]:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
