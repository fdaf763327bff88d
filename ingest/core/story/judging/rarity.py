"""How rare a feature is: what a text has in common with few others says much.

A small archive knows nothing of that, so the shares of articles in `common.tsv` stand beside its own, and these are smoothed as if it held
`BACKGROUND` more articles. However large it grows, no feature weighs more than one found in none of those: scores mean the same everywhere.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from math import log

from ingest.core.story.features.signature import feature
from ingest.core.story.features.tables import rows

BACKGROUND = 6000
RAREST = log(BACKGROUND)


@cache
def _background() -> dict[int, int]:
    return {feature(kind, spelling): int(articles) for kind, spelling, articles in rows("common.tsv")}


def background(key: int) -> int:
    """How many of `BACKGROUND` articles have the feature; 0 where the table does not name it."""
    return _background().get(key, 0)


def rarity(key: int, having: int, size: int) -> float:
    """-log of the share of articles that have a feature: the greater of its share in the table and of `having` of `size` articles here."""
    share = max((background(key) + 1) / BACKGROUND, (having + 1) / (size + BACKGROUND))
    return max(0.0, -log(share))


def rarities(keys: Iterable[int], having: Mapping[int, int], size: int) -> dict[int, float]:
    """The same for many; those that `having` does not name are known from the table alone."""
    alone = _alone()
    return {key: rarity(key, having[key], size) if key in having else alone.get(key, RAREST) for key in keys}


def total_alone(keys: Iterable[int]) -> float:
    """What features weigh together by the table alone."""
    alone = _alone()
    return sum([alone.get(key, RAREST) for key in keys])


def rarest(keys: Iterable[int], most: int) -> list[tuple[int, int]]:
    """(how many articles of the table have it, feature), the rarest first, by the table alone: the same whenever they are computed."""
    table = _background()
    return sorted([(table.get(key, 0), key) for key in keys])[:most]


@cache
def _alone() -> dict[int, float]:
    """What the table's features weigh in an archive that has none of them."""
    return {key: rarity(key, 0, 0) for key in _background()}
