"""How rare a feature is: what a text has in common with few others says much.

A small archive knows nothing of that, so it starts from the shares of articles in `common.tsv`, as if it held `BACKGROUND` more articles.
However large it grows, no feature weighs more than one found nowhere in those: scores mean the same in any archive.
"""

from collections.abc import Mapping
from functools import cache
from math import log

from ingest.core.story.signature import feature
from ingest.core.story.tables import rows

BACKGROUND = 6000


@cache
def _background() -> dict[int, int]:
    return {feature(kind, spelling): int(articles) for kind, spelling, articles in rows("common.tsv")}


class Rarity:
    """`counts`: feature -> how many of `size` articles have it; one that is missing has not been seen."""

    def __init__(self, counts: Mapping[int, int], size: int) -> None:
        self._counts = counts
        self._size = size + BACKGROUND
        self._background = _background()

    def __call__(self, key: int) -> float:
        """log(articles / articles that have the feature), at least 0 and at most log(BACKGROUND)."""
        having = self._counts.get(key, 0) + self._background.get(key, 0)
        return max(0.0, min(log(BACKGROUND), log(self._size / (having + 1))))
