"""How likely each block is to be part of the article: the evidence, weighed by the scorecard.

The scorecard is a plain sum: every number falls into one of a few ranges, every name family is there or not, and each gives points
(log-odds). `body_weights` holds the points and says what they were learned from.
"""

from bisect import bisect_left
from functools import lru_cache
from math import exp

from ingest.core.extract.body_evidence import HOLDERS, NAMES, NUMBERS, Evidence
from ingest.core.extract.body_names import FAMILIES
from ingest.core.extract.body_weights import BASE, FAMILY_POINTS, NUMBER_POINTS

_TABLES = [NUMBER_POINTS[name] for name in NUMBERS]
_MEMBERS = {name: HOLDERS if name == "holder" else FAMILIES for name in NAMES}
_FAMILY_TABLES = [[FAMILY_POINTS[name].get(member, 0.0) for member in _MEMBERS[name]] for name in NAMES]


def likelihoods(rows: list[Evidence | None]) -> list[float]:
    """The probability, 0 to 1, of each block."""
    result = []
    for row in rows:
        if row is None:
            result.append(0.0)
            continue
        values, (own, inside, holders) = row
        points = BASE + _sum(0, own) + _sum(1, inside) + _sum(2, holders)
        for value, (bounds, steps) in zip(values, _TABLES, strict=True):
            points += steps[bisect_left(bounds, value)]
        result.append(1 / (1 + exp(-points)))
    return result


@lru_cache(maxsize=4096)
def _sum(table: int, members: int) -> float:
    """The points of a bit set of families."""
    return sum(points for bit, points in enumerate(_FAMILY_TABLES[table]) if members >> bit & 1)
