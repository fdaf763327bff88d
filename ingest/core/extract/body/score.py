"""How likely each block is to be part of the article: the evidence, weighed by the scorecard.

The scorecard is a plain sum: every number falls into one of a few ranges, every name family is there or not, and each gives points
(log-odds). `weights` holds the points and says what they were learned from.
"""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from math import exp
from operator import getitem

from ingest.core.extract.body.evidence import HOLDERS, NAMES, OF_BLOCK, OF_PLACE, Evidence
from ingest.core.extract.body.weights import BASE, FAMILY_POINTS, NUMBER_POINTS
from ingest.core.extract.page.part_names import FAMILIES

# Likelihood that the best paragraph of a page has at least. By cross validation: .9 and .95 do as well; without it F1 on unseen sites is
# .003 lower, for pages that are small or unlike the learned ones lose half of their text.
SURE = 0.93
LIKELY = 0.8  # the same of the best sentence, where no paragraph is text
HOPELESS = 0.13  # the best paragraph of what is no article: consent, robot checks, footers; articles have more

_Table = tuple[list[tuple[float, ...]], list[tuple[float, ...]]]  # the upper bounds of each number's ranges, and their points
_OF_BLOCK: _Table = ([NUMBER_POINTS[name][0] for name in OF_BLOCK], [NUMBER_POINTS[name][1] for name in OF_BLOCK])
_OF_PLACE: _Table = ([NUMBER_POINTS[name][0] for name in OF_PLACE], [NUMBER_POINTS[name][1] for name in OF_PLACE])
_MEMBERS = {name: HOLDERS if name == "holder" else FAMILIES for name in NAMES}
_FAMILY_TABLES = [[FAMILY_POINTS[name].get(member, 0.0) for member in _MEMBERS[name]] for name in NAMES]


def likelihoods(rows: list[Evidence | None]) -> list[float]:
    """The probability, 0 to 1, of each block."""
    result = []
    places: dict[tuple[float, ...], float] = {}
    last, chance = None, 0.0
    for row in rows:
        if row is None:
            result.append(0.0)
            continue
        if row is not last:  # on a very long page many share one
            values, place, (own, inside, holders) = last = row
            of_place = places.get(place)
            if of_place is None:
                of_place = places[place] = _points(_OF_PLACE, place)
            points = BASE + _points(_OF_BLOCK, values) + of_place + _sum(0, own) + _sum(1, inside) + _sum(2, holders)
            chance = 1 / (1 + exp(-points))
        result.append(chance)
    return result


def assured(likely: list[float], paragraphs: Iterable[int], sentences: Iterable[int]) -> list[float]:
    """The same, all odds multiplied alike if they are so low that the best of the paragraphs (indices) is in doubt; of the sentences where
    a page has no paragraph that may be text."""
    best, sure = max((likely[i] for i in paragraphs), default=0.0), SURE
    if best <= HOPELESS:
        best, sure = max((likely[i] for i in sentences), default=0.0), LIKELY
    if not HOPELESS < best < sure:
        return likely
    times = sure / (1 - sure) * (1 - best) / best
    return [chance * times / (chance * times + 1 - chance) for chance in likely]


def _points(table: _Table, values: tuple[float, ...]) -> float:
    bounds, steps = table
    return sum(map(getitem, steps, map(bisect_left, bounds, values)))


@lru_cache(maxsize=4096)
def _sum(table: int, members: int) -> float:
    """The points of a bit set of families."""
    return sum(points for bit, points in enumerate(_FAMILY_TABLES[table]) if members >> bit & 1)
