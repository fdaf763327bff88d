"""What adapted looks save: python bench/health/looks.py [--seeds FIRST LAST] [--shapes NAME ...].

For each shape a year of articles is looked for in three ways: every half hour; by the yield of the last look alone; and by the hours that
were learned before. Shown are looks a day and the minutes from publication to the look, mean and 95th of a hundred. Looks times delay is
what a way costs: the third way's is shown as a share of the first's and the second's. The last column is the mean delay of the best looks
there are, as many, within the same bounds, for who knows the rate at which the generator publishes at every moment of the year.
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import exp, sqrt

from generate import SHAPES, START, Years

from ingest.core import due
from ingest.core.health import pacing, rhythm, silence
from ingest.core.health.silence import Pulse

EVERY = 1800  # seconds
LEARNED = 182  # days
SLOTS = 4  # an hour, of the best looks
OFFICE = "office hours"  # from 8 to 18 on weekdays, at one rate; the one shape that `generate` does not have


class Told(Years):
    """Years of which the rates are told as they are drawn."""

    def __init__(self, shape: str, seed: int) -> None:
        super().__init__("weekday-only" if shape == OFFICE else shape, seed)
        self.hour = (lambda: self._random.uniform(8, 18)) if shape == OFFICE else None
        self.rates: list[float] = []

    def rate(self, day: int) -> float:
        self.rates.append(super().rate(day))
        return self.rates[-1]

    def moments(self, days: int) -> list[float]:
        """Hours of `rhythm` at which articles come, in order."""
        found = []
        for day in range(days):
            midnight = datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(days=day)
            came = [rhythm.hours(one.published_at or "") for one in self.articles(day, midnight)]
            found += came if self.hour is None else [at // 24 * 24 + self.hour() for at in came]
        return sorted(found)

    def by_slot(self, since: int) -> list[float]:
        """The articles that each slot brings, from a day on."""
        middles = [(slot + 0.5) / SLOTS for slot in range(24 * SLOTS)]
        shape = [exp(-(((hour - 11) / 3.5) ** 2) / 2) if self.hour is None else float(8 <= hour < 18) for hour in middles]
        return [rate * one / sum(shape) for rate in self.rates[since:] for one in shape]


def best(rates: Sequence[float], looks_a_day: float, longest: int) -> float:
    """Minutes that an article waits in the mean where so many looks are made at the best times, at most `longest` seconds apart."""
    low, high = 1e-5, 50.0  # the price of a look
    found = (0.0, 0.0)
    for _ in range(9):
        price = sqrt(low * high)
        found = _planned(rates, price, longest * SLOTS // 3600)
        low, high = (price, high) if found[0] > looks_a_day else (low, price)
    return found[1] * found[0] / looks_a_day  # the product changes little where the number is not met to the last look


def _planned(rates: Sequence[float], price: float, most: int) -> tuple[float, float]:
    """Looks a day and mean minutes of the plan that costs least."""
    before, moment = [0.0], [0.0]  # sums of the articles, and of their times
    for slot, rate in enumerate(rates):
        before.append(before[-1] + rate)
        moment.append(moment[-1] + rate * (slot + 0.5))
    cost, last = [0.0], [0]
    for at in range(1, len(rates) + 1):
        least, place = min((cost[i] + at * (before[at] - before[i]) - moment[at] + moment[i], i) for i in range(max(0, at - most), at))
        cost.append(least + price * SLOTS)
        last.append(place)
    looks, at = 0, len(rates)
    while at:
        looks, at = looks + 1, last[at]
    return looks / (len(rates) / SLOTS / 24), (cost[-1] - looks * price * SLOTS) / before[-1] * 60 / SLOTS


def learned(came: list[float], until: float) -> Pulse | None:
    counts: dict[int, int] = {}
    for hour in came:
        if hour < until:
            counts[int(hour)] = counts.get(int(hour), 0) + 1
    first = rhythm.first_hour(START)
    return silence.learn(counts, list(range(first, int(until), 24)))


def looked(came: list[float], start: float, end: float, wait: Callable[[float, int, int, int], float]) -> tuple[float, list[float]]:
    """Looks a day, and the delays in minutes. `wait` gives seconds: of a look's hour, how many it found, the interval before it, and how
    many articles of this day are known."""
    delays, looks, place = [], 0, sum(hour < start for hour in came)
    at, interval = start, EVERY
    while at < end:
        looks += 1
        found = place
        while place < len(came) and came[place] <= at:
            delays.append(60 * (at - came[place]))
            place += 1
        today = sum(hour >= at // 24 * 24 for hour in came[max(0, place - 400) : place])
        interval = int(wait(at, place - found, interval, today))
        at += interval / 3600
    return looks / ((end - start) / 24), sorted(delays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", nargs=2, type=int, default=[100, 105])
    parser.add_argument("--shapes", nargs="*", default=[*SHAPES, OFFICE])
    arguments = parser.parse_args()
    print(f"{'':16}" + "".join(f"{name:>34}" for name in ("every half hour", "by yield", "by the hours of the week")))
    for shape in arguments.shapes:
        cells = []
        results: list[list[tuple[float, list[float]]]] = [[], [], []]
        ideal = 0.0
        for seed in range(*arguments.seeds):
            years = Told(shape, seed)
            came = years.moments(LEARNED + 365)
            start = rhythm.first_hour(START) + 24.0 * LEARNED
            end = start + 365 * 24
            _, longest = due.bounds(EVERY)
            state = {"day": -1.0, "pulse": learned(came, start)}

            def by_yield(_: float, new: int, interval: int, __: int = 0) -> float:
                return due.listing_pace(due.Pace(interval=interval), EVERY, new, 25).interval

            def by_hours(at: float, new: int, interval: int, today: int, came: list[float] = came, state: dict = state) -> float:
                if at // 24 > state["day"] + 7:
                    state["day"], state["pulse"] = at // 24, learned(came, at // 24 * 24)
                pulse = state["pulse"]
                if pulse is None:
                    return by_yield(at, new, interval)
                return pacing.wait(pulse.rhythm, at, *due.bounds(EVERY), pacing.likely_today(pulse.rhythm, pulse.spread, at, today))

            for kept, way in zip(results, (lambda *_: EVERY, by_yield, by_hours), strict=True):
                kept.append(looked(came, start, end, way))
            ideal += best(years.by_slot(LEARNED), results[2][-1][0], longest)
        costs = []
        for kept in results:
            looks = sum(one for one, _ in kept) / len(kept)
            delays = sorted(delay for _, its in kept for delay in its)
            mean = sum(delays) / len(delays)
            costs.append(looks * mean)
            cells.append(f"{looks:6.1f} looks {mean:6.0f} {delays[len(delays) * 95 // 100]:6.0f} min")
        print(
            f"{shape:16}"
            + "".join(f"{cell:>34}" for cell in cells)
            + f"   cost {costs[2] / costs[0]:.2f} {costs[2] / costs[1]:.2f}"
            + f"   best {ideal / len(results[2]):4.0f} min",
            flush=True,
        )


if __name__ == "__main__":
    main()
