"""Many signatures in memory: who may be one text with whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from ingest.core.story.features.signature import Signature
from ingest.core.story.group import Pair, pair
from ingest.core.story.judging.by_text import Text, is_read, judged
from ingest.core.story.judging.judge import Weighed, alike, dated, score
from ingest.core.story.judging.rarity import RAREST, rarity
from ingest.core.story.judging.standing import score_in_series, without_standing
from ingest.core.story.judging.weights import LIKELY

BUDGET = 1000  # articles that a look-up may meet, one for each feature in common: the cost of an article does not grow with their number
CANDIDATES = 12  # articles in its own language, and as many in others, that are judged against one
FELLOWS = 24  # likely versions of an article, of which each is judged against each
ROUNDS = 3  # of that; recall in the training corpus is .866 after one, .873 after two, .874 after three
LOOKED_AT = 60  # articles with the most in common among which these are chosen
FAINT = 0.35  # of what the best of those in other languages has in common: less is not judged
TELLING = 5  # how much sooner what few candidates share tells one from the others: what half of them have weighs a thirtieth


class Near(Struct, frozen=True):
    """An article that shares features with another: how much, and what it has."""

    common: float  # rarity of what is shared
    total: float  # of all that it has
    is_own: bool  # in the language of the other
    shared: tuple[int, ...]


def nearest(found: Mapping[int, Near], rarities: Mapping[int, float], most: int) -> list[int]:
    """The likeliest of the articles that share features with one that has these `rarities`; `most` in its language, and in others.

    The numbers of a series in one language hide no translation: each kind has its own places. In one language what many have in common
    tells none of them from the others: a version has to be among the likeliest of its number from either side, whichever comes first.
    """
    chosen: list[int] = []
    for is_own in (True, False):
        near = {article: one for article, one in found.items() if one.is_own is is_own}
        weight = {article: one.common for article, one in near.items()}
        faint = 0.0 if is_own else FAINT * max(weight.values(), default=0.0)
        if is_own:
            having = Counter(key for one in near.values() for key in one.shared)
            telling = {key: rarities.get(key, RAREST) * (1 - (many - 1) / len(near)) ** TELLING for key, many in having.items()}
            weight = {article: sum([telling[key] for key in one.shared]) for article, one in near.items()}
        kept = [(article, one) for article, one in near.items() if weight[article] >= faint]
        chosen += [article for _, article in sorted((-weight[article] / (one.total + 5) ** 0.5, article) for article, one in kept)[:most]]
    return chosen


def near(known: Weighed, language: str, keys: Sequence[int], probes: Sequence[int], total: float) -> Near:
    """What a text shares with another in `language`, whose features `keys` weigh `total`."""
    shared = [key for key in keys if key in known.rarities]
    shared += [probe for probe in known.signature.probes if probe in probes]
    return Near(sum([known.rarities.get(key, RAREST) for key in shared]), total, language == known.signature.language, tuple(shared))


class Pool:
    """Articles by their place in `signatures`."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        counts = Counter(key for signature in signatures for key in signature.keys)
        rarities = {key: rarity(key, having, len(signatures)) for key, having in counts.items()}
        self.weighed = [Weighed.of(signature, rarities) for signature in signatures]
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
        most = sorted(common, key=lambda other: (-common[other], other))[:LOOKED_AT]
        others = [(other, self.weighed[other].signature, self.weighed[other].total) for other in most]
        found = {other: near(known, one.language, one.keys, one.probes, total) for other, one, total in others}
        return nearest(found, known.rarities, CANDIDATES)

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
        return {found for others in fellows(judged).values() for found in combinations(sorted(others), 2)} - judged.keys()


def fellows(likely: Mapping[Pair, float]) -> dict[int, list[int]]:
    """Of each article those that it is likely one text with, by its own pairs; the likeliest first, `FELLOWS` at most."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), log_odds in likely.items():
        if log_odds >= LIKELY:
            near[a].append((-log_odds, b))
            near[b].append((-log_odds, a))
    return {article: [other for _, other in sorted(others)[:FELLOWS]] for article, others in near.items()}


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
    numbers: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(series):
        numbers[a].append(b)
        numbers[b].append(a)
    own = {one: without_standing(known[one], [known[other] for other in others]) for one, others in numbers.items()}
    for a, b in likely.keys() - series:
        if (a in own or b in own) and known[a].signature.language != known[b].signature.language:
            likely[a, b] = dated(score_in_series(own.get(a, known[a]), own.get(b, known[b])), days(a, b))
    return likely, series
