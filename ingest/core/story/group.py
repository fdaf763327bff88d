"""Links -> stories. The result depends on the links alone, not on their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.core.story.judging.weights import COPY, FIT, FIT_GROUPS, LIKELY, NOTHING, RIVALRY, UNLINKED

Pair = tuple[int, int]  # the smaller id first


def pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def derive(
    languages: Mapping[int, str],
    likely: Mapping[Pair, float],
    certain: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    series: Iterable[Pair] = (),
) -> dict[int, int]:
    """Each article's story: the smallest id among the articles that belong together.

    `languages` names every article's; `likely` holds log-odds by the texts alone; `apart` is a person's word; `series` are pairs whose
    texts say that they are not one. Certain pairs are joined first, each unless a person's word keeps the two groups apart, then copies in
    one language, the likeliest first, each unless anything does. All other likely pairs follow, measured against their rivals, by
    descending log-odds, ties by id; each joins two groups only if these fit as a whole: a story never grows by its weakest link alone.
    """
    series = set(series)
    likely = {**likely, **dict.fromkeys(series, NOTHING)}
    languages = {article: f"und-{article}" if language == "und" else language for article, language in languages.items()}  # each its own
    groups = _Groups(languages, apart)
    for a, b in sorted(pair(a, b) for a, b in certain):
        groups.join(a, b)
    copies = _Groups(languages, apart)
    for grown in (groups, copies):
        grown.keep_apart(series)
    alike = ((-log_odds, found) for found, log_odds in likely.items() if log_odds >= COPY and languages[found[0]] == languages[found[1]])
    for _, (a, b) in sorted(alike):
        copies.join(a, b)
        groups.join(a, b)
    settled = against_rivals(likely, languages, copies.of)
    for log_odds, (a, b) in sorted((-log_odds, found) for found, log_odds in settled.items()):
        if -log_odds < LIKELY:
            break
        ours, theirs = groups.members[groups.of[a]], groups.members[groups.of[b]]
        if ours is not theirs and _fits(ours, theirs, settled, languages, copies.of):
            groups.join(a, b)
    return groups.of


def against_rivals(likely: Mapping[Pair, float], languages: Mapping[int, str], texts: Mapping[int, int]) -> dict[Pair, float]:
    """Log-odds once each side's other choices are seen. `texts`: article -> the text that it is a copy of.

    A text has one translation in a language: if another article in that language is as near, both are doubtful, unless the two
    are themselves one text. The lead over the best such rival, on either side, says more than the score.
    """
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), log_odds in likely.items():
        near[a].append((log_odds, b))
        near[b].append((log_odds, a))
    for rivals in near.values():
        rivals.sort(reverse=True)

    def lead(article: int, other: int, log_odds: float) -> float:
        for rival_odds, rival in near[article]:
            if texts[rival] != texts[other] and languages[rival] == languages[other] and likely.get(pair(rival, other), UNLINKED) < 0:
                return min(RIVALRY.widest, log_odds - rival_odds)
        return RIVALRY.widest

    settled = {}
    for (a, b), log_odds in likely.items():
        narrow, wide = sorted((lead(a, b, log_odds), lead(b, a, log_odds)))
        settled[a, b] = RIVALRY.bias + RIVALRY.score * log_odds + RIVALRY.narrow * narrow + RIVALRY.wide * wide
    return settled


def _fits(
    ours: list[int], theirs: list[int], settled: Mapping[Pair, float], languages: Mapping[int, str], texts: Mapping[int, int]
) -> bool:
    """Whether two groups are one story by all their pairs of texts; copies of one text count once, by their best pair."""
    between: dict[Pair, float] = defaultdict(lambda: UNLINKED)
    for a in ours:
        for b in theirs:
            found = texts[a], texts[b]
            between[found] = max(between[found], settled.get(pair(a, b), UNLINKED))
    if any(log_odds < 0 and languages[a] == languages[b] for (a, b), log_odds in between.items()):
        return False  # two texts in one language that are not alike: two reports of one event, each with its translations
    mean = sum(between.values()) / len(between)
    alone = len({a for a, _ in between}) == 1 or len({b for _, b in between}) == 1
    return mean >= (FIT if alone else FIT_GROUPS)


class _Groups:
    """Articles that grow together: `of` names each article's group by its smallest id, `members` lists a group."""

    def __init__(self, articles: Iterable[int], apart: Iterable[Pair]) -> None:
        self.of = {article: article for article in articles}
        self.members = {article: [article] for article in self.of}
        self._apart: dict[int, set[int]] = defaultdict(set)
        self.keep_apart(apart)

    def keep_apart(self, pairs: Iterable[Pair]) -> None:
        """From now on; what is joined already stays joined."""
        for a, b in pairs:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, a: int, b: int) -> None:
        """Unless somebody in the one group is to be apart from somebody in the other."""
        a, b = pair(self.of[a], self.of[b])
        if a == b or any(self._apart[article].intersection(self.members[b]) for article in self.members[a] if article in self._apart):
            return
        for article in self.members[b]:
            self.of[article] = a
        self.members[a] += self.members.pop(b)
