"""Many signatures in memory: how rare each feature is, and who may be one text with whom."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

from ingest.core.story.judge import Weighed, score
from ingest.core.story.signature import Signature

COMMON = 150  # a feature that more articles have names no candidates
RAREST = 48  # features of an article that are looked up
CANDIDATES = 16  # articles that are judged against one


class Pool:
    """Articles by their place in `signatures`."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        counts = Counter(key for signature in signatures for key in signature.keys)
        self._counts = counts
        self._size = len(signatures)
        self.weighed = [Weighed.of(signature, self.rarity) for signature in signatures]
        self._having: dict[int, list[int]] = defaultdict(list)
        for article, signature in enumerate(signatures):
            for key in signature.keys:
                if 1 < counts[key] <= COMMON:
                    self._having[key].append(article)

    def rarity(self, key: int) -> float:
        return log((self._size + 50) / (self._counts[key] + 1))

    def candidates(self, article: int) -> list[int]:
        """The articles that share the most rare features with this one, the likeliest first."""
        known = self.weighed[article]
        keys = sorted((key for key in known.signature.keys if key in self._having), key=lambda key: (-known.rarities[key], key))
        found: dict[int, float] = defaultdict(float)
        for key in keys[:RAREST]:
            for other in self._having[key]:
                found[other] += known.rarities[key]
        found.pop(article, None)
        return sorted(found, key=lambda other: (-found[other] / (self.weighed[other].total + 5) ** 0.5, other))[:CANDIDATES]

    def pairs(self) -> dict[tuple[int, int], float]:
        """Every pair that one of the two names as a candidate, (smaller, greater) -> log-odds."""
        scores: dict[tuple[int, int], float] = {}
        for article in range(self._size):
            for other in self.candidates(article):
                pair = (article, other) if article < other else (other, article)
                if pair not in scores:
                    scores[pair] = score(self.weighed[article], self.weighed[other])
        return scores
