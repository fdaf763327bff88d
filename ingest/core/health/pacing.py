"""When a source whose hours are known is looked at next.

New articles wait until the next look, and a look has its price. Where articles come at a steady rate, both together cost least when a look
is made as soon as so many are to be expected that the square of their number is twice the price times the rate. The price is the one at
which there are as many looks as articles, so far as the bounds of the file allow. Where the rate rises and falls, what a look costs that is
made now rather than later is compared with what a steady rate would cost meanwhile, and the best moment is taken: late in the day one that
leaves little for the night, and in the morning one after the first articles rather than before them.
"""

from collections.abc import Iterator
from math import sqrt

from ingest.core.health.rhythm import WEEK, Rhythm

HOUR = 3600
_DAY = 24  # hours


def wait(rhythm: Rhythm, now: float, shortest: int, longest: int, today: float = 1.0) -> int:
    """Seconds from `now` (hours of `rhythm`) to the next look, at least `shortest` and at most `longest`.

    `today`: how many times as much as usual the rest of this day is to bring: `likely_today`.
    """
    most = longest / HOUR
    price = _price(rhythm)
    waiting = excess = 0.0  # articles that wait at the look, and by how much the cost so far is above that of a steady rate
    best, least = longest, float("inf")
    at = 0.0
    for step, rate in _rates(rhythm, now, most, today):
        fair = sqrt(2 * price * rate)
        turn = max(
            (fair - waiting) / rate if rate else 0.0, shortest / HOUR - at, 0.0
        )  # where the cost stops to fall, or may first be paid
        for here in (min(turn, step), step):
            found = excess + (waiting - fair) * here + rate * here * here / 2
            if (at + here) * HOUR >= shortest - 1 and found <= least:
                best, least = int((at + here) * HOUR), found
        excess += (waiting - fair) * step + rate * step * step / 2
        waiting += rate * step
        at += step
    return min(max(best, shortest), longest)


def likely_today(rhythm: Rhythm, spread: float, now: float, came: int) -> float:
    """How many times as much as usual a day brings, of which `came` articles are known at `now`, where days differ:
    `spread` is the relative variance of their levels. 1 where days are alike.
    """
    if spread <= 0:
        return 1.0
    expected = rhythm.expected(now // _DAY * _DAY, now)
    return (1 / spread + came) / (1 / spread + expected)


def _price(rhythm: Rhythm) -> float:
    """Of a look, in hours that articles wait."""
    mean = sum(sqrt(rate / 100) for rate in rhythm.week) / WEEK
    return mean * mean / max(2 * rhythm.level, 1e-9)


def _rates(rhythm: Rhythm, now: float, most: float, today: float) -> Iterator[tuple[float, float]]:
    """Pieces of the `most` hours from `now` on, and the articles an hour that each brings."""
    at, midnight = now, now // _DAY * _DAY + _DAY
    while at - now < most - 1e-9:
        step = min(int(at) + 1 - at, now + most - at)
        yield step, rhythm.level * rhythm.week[int(at) % WEEK] / 100 * (today if at < midnight else 1.0)
        at += step
