"""Whether a listing cites fewer articles than its size of past days makes likely."""

from collections.abc import Sequence
from math import erfc, log, sqrt

from msgspec import Struct

_FEWEST = 5  # days
_LEAST_SPREAD = 0.1  # of the logarithm
_BELOW = 0.8  # times the smallest size ever: less is worth a thought


class Size(Struct, frozen=True):
    """Mean and spread of the logarithms of a listing's smallest sizes of past days, their number, the smallest of all, and the last."""

    mean: float
    spread: float
    days: int
    smallest: int
    last: int

    def chance(self, cited: int) -> float:
        """How likely it is that a sound listing is as small on some day of a year."""
        if cited >= _BELOW * self.smallest:
            return 1.0
        deviation = (self.mean - log(1 + cited)) / (self.spread * sqrt(1 + 1 / self.days))
        return min(1.0, 365 * _beyond(deviation, self.days - 1))


def size(smallest: Sequence[int]) -> Size | None:
    """From the smallest size of each past day; None: too few days to tell, or a listing that was empty before."""
    if len(smallest) < _FEWEST or not min(smallest):
        return None
    logs = [log(1 + one) for one in smallest]
    mean = sum(logs) / len(logs)
    spread = sqrt(sum((one - mean) ** 2 for one in logs) / (len(logs) - 1))
    return Size(round(mean, 4), round(max(spread, _LEAST_SPREAD), 4), len(logs), min(smallest), smallest[-1])


def _beyond(deviation: float, degrees: int) -> float:
    """Upper tail of Student's t, by Wallace's transformation to the normal law (1959)."""
    if deviation <= 0:
        return 0.5
    normal = (8 * degrees + 1) / (8 * degrees + 3) * sqrt(degrees * log(1 + deviation * deviation / degrees))
    return erfc(normal / sqrt(2)) / 2
