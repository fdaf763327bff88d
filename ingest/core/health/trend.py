"""Whether a source brings each week a little less: a line through the logarithms of its last weeks."""

from collections.abc import Sequence
from math import erfc, exp, log, sqrt

from msgspec import Struct

WEEKS = 12  # that a line is drawn through
_FEWEST = 4.0  # articles a week in the first half, for weeks to tell anything
_PART = 6  # weeks of each part of them
_STEADY = 0.4  # of the slope of all: so much each part declines by itself, which a step does not
_LEAST = 3 * WEEKS  # weeks that were watched before any line is drawn: with fewer, how far levels wander is not known
_INDEPENDENT = 6.0  # lines a year that say something of their own
_YEAR = 52


class Decline(Struct, frozen=True):
    """`chance`: how likely such a line is at some time in a year; `loss`: the share that is lost from its beginning to its end.

    `is_steady`: each part of it declines.
    """

    chance: float
    loss: float
    is_steady: bool


def decline(weeks: Sequence[int | None]) -> Decline | None:
    """From the counts of past weeks, the last one last; None stands for weeks that were not watched. None: nothing that declines.

    What was lost in the same weeks of the year before is taken for the season.
    """
    last = _line(weeks[-WEEKS:]) if len(weeks) >= _LEAST else None
    if last is None:
        return None
    season = _line(weeks[-WEEKS - _YEAR : -_YEAR]) if len(weeks) >= WEEKS + _YEAR else None
    slope, variance = last
    if season is not None and season[0] < 0:
        slope, variance = slope - season[0], variance + season[1]
    past = [line[0] for end in range(WEEKS, len(weeks) - WEEKS) if (line := _line(weeks[end - WEEKS : end])) is not None]
    if slope >= 0 or len(past) < WEEKS:
        return None
    variance = max(variance, sum(one * one for one in past) / len(past))  # levels wander: past lines differ by more than counting explains
    lately = weeks[-WEEKS:]
    parts = [_line(lately[start : start + _PART], _PART) for start in (0, _PART // 2, _PART)]
    is_steady = all(part is not None and part[0] < _STEADY * slope for part in parts)
    return Decline(min(1.0, _INDEPENDENT * erfc(-slope / sqrt(2 * variance)) / 2), 1 - exp(slope * (WEEKS - 1)), is_steady)


def _line(weeks: Sequence[int | None], length: int = WEEKS) -> tuple[float, float] | None:
    """Slope of the logarithm a week, and its variance; None: too little to draw a line through."""
    seen = [(place, count) for place, count in enumerate(weeks) if count is not None]
    if len(seen) < length - 2:
        return None
    first = [count for place, count in seen if place < length / 2]
    if length == WEEKS and sum(first) < _FEWEST * len(first):
        return None
    mean_place = sum(place for place, _ in seen) / len(seen)
    level, slope = log(max(1.0, sum(count for _, count in seen)) / len(seen)), 0.0
    for _ in range(25):  # Poisson regression, by Newton's method
        rates = [exp(min(50.0, level + slope * (place - mean_place))) for place, _ in seen]
        whole, first_moment = sum(rates), sum(rate * (place - mean_place) for rate, (place, _) in zip(rates, seen, strict=True))
        second = sum(rate * (place - mean_place) ** 2 for rate, (place, _) in zip(rates, seen, strict=True))
        by_level = sum(count - rate for rate, (_, count) in zip(rates, seen, strict=True))
        by_slope = sum((count - rate) * (place - mean_place) for rate, (place, count) in zip(rates, seen, strict=True))
        determinant = whole * second - first_moment**2
        if determinant <= 1e-9:
            return None
        step = (whole * by_slope - first_moment * by_level) / determinant
        level += max(-1.0, min((second * by_level - first_moment * by_slope) / determinant, 1.0))
        slope += max(-1.0, min(step, 1.0))
        if abs(step) < 1e-6:
            break
    squares = sum((count - rate) ** 2 / rate for rate, (_, count) in zip(rates, seen, strict=True))
    dispersion = max(1.0, squares / (len(seen) - 2))
    return slope, dispersion * whole / determinant
