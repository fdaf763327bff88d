"""When a source whose hours are known is looked at next.

New articles wait until the next look. For so many looks a week they wait least, all together, when looks are as dense as the square root
of the rate at which articles come: half as dense where a quarter comes. There are as many looks as articles, within the bounds of the file.
"""

from math import sqrt

from ingest.core.health.rhythm import WEEK, Rhythm

HOUR = 3600


def wait(rhythm: Rhythm, now: float, shortest: int, longest: int) -> int:
    """Seconds from `now` (hours of `rhythm`) to the next look, at least `shortest` and at most `longest`."""
    density = [sqrt(rate) for rate in rhythm.week]
    mean = sum(density) / WEEK
    left = mean / max(rhythm.level, 1e-9)  # of the density, that one look is for
    at = now
    while (at - now) * HOUR < longest:
        step = int(at) + 1 - at
        here = density[int(at) % WEEK]
        if here and here * step >= left:
            at += left / here
            break
        left -= here * step
        at += step
    return int(min(max((at - now) * HOUR, shortest), longest))
