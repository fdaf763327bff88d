"""Many signatures in memory: who may be one text with whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from ingest.core.story.by_text import Text, is_read, judged
from ingest.core.story.group import Pair, pair
from ingest.core.story.judge import Weighed, alike, score
from ingest.core.story.rarity import RAREST, rarity
from ingest.core.story.signature import Signature
from ingest.core.story.weights import LIKELY

BUDGET = 1000  # articles that a look-up may meet, one for each feature in common: the cost of an article does not grow with their number
CANDIDATES = 12  # articles that are judged against one
FELLOWS = 24  # likely versions of an article, of which each is judged against each
ROUNDS = 3  # of that; recall in the training corpus is .866 after one, .873 after two, .874 after three
FAINT = 0.35  # of what the best candidate has in common: less is not judged


def nearest(common: Mapping[int, float], totals: Mapping[int, float] | Sequence[float]) -> list[int]:
    """The likeliest candidates first. `common`: article -> rarity of the features shared with it; `totals`: of all that it has."""
    if not common:
        return []
    faint = max(common.values()) * FAINT
    ranked = sorted((-weight / (totals[article] + 5) ** 0.5, article) for article, weight in common.items() if weight >= faint)
    return [article for _, article in ranked[:CANDIDATES]]


class Pool:
    """Articles by their place in `signatures`."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        counts = Counter(key for signature in signatures for key in signature.keys)
        rarities = {key: rarity(key, having, len(signatures)) for key, having in counts.items()}
        self.weighed = [Weighed.of(signature, rarities) for signature in signatures]
        self._totals = [known.total for known in self.weighed]
        self._having: dict[int, list[int]] = defaultdict(list)
        for article, signature in enumerate(signatures):
            for key in (*signature.keys, *signature.probes):
                self._having[key].append(article)

    def candidates(self, article: int) -> list[int]:
        """The articles that share the most rare features with this one, the likeliest first."""
        known = self.weighed[article]
        probes = known.signature.probes
        common: dict[int, float] = {}
        left = BUDGET
        for having, key in sorted((len(self._having[key]), key) for key in (*known.rarities, *probes)):
            left -= having
            if left < 0:
                break
            weight = known.rarities.get(key, RAREST)
            for other in self._having[key]:
                common[other] = common.get(other, 0.0) + weight
        common.pop(article, None)
        return nearest(common, self._totals)

    def pairs(self) -> dict[Pair, float]:
        """Every pair of which one names the other as a candidate, and those that likely pairs lead to: (smaller, greater) -> log-odds."""
        found = {pair(article, other) for article in range(len(self.weighed)) for other in self.candidates(article)}
        judged = {(a, b): score(self.weighed[a], self.weighed[b]) for a, b in found}
        for _ in range(ROUNDS):
            judged |= {(a, b): score(self.weighed[a], self.weighed[b]) for a, b in self._led_to(judged)}
        return judged

    def _led_to(self, judged: Mapping[Pair, float]) -> set[Pair]:
        """Pairs that are not judged, of two articles that are each likely one text with a third: a story of many versions has more than
        any of them names as candidates."""
        fellows: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (a, b), log_odds in judged.items():
            if log_odds >= LIKELY:
                fellows[a].append((-log_odds, b))
                fellows[b].append((-log_odds, a))
        nearest = (sorted(other for _, other in sorted(others)[:FELLOWS]) for others in fellows.values())
        return {found for others in nearest for found in combinations(others, 2)} - judged.keys()


def by_texts(
    pairs: Mapping[Pair, float], known: Sequence[Weighed], texts: Sequence[Text], days: Callable[[int, int], int | None]
) -> tuple[dict[Pair, float], set[Pair]]:
    """The log-odds of each pair once texts were read where that is worth while, and the pairs that are not one text, however alike.
    `days` between the publications of two articles, None: not known."""
    likely, series = {}, set()
    for (a, b), log_odds in sorted(pairs.items()):
        share = alike(known[a], known[b])
        read = (texts[a], texts[b]) if is_read(known[a], known[b], share) else None
        found = judged(log_odds, days(a, b), (known[a], known[b]), share, read)
        likely[a, b] = found.log_odds
        if found.apart:
            series.add((a, b))
    return likely, series
