"""Links -> stories. The result depends on the links alone, not on their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ingest.core.story.weights import FIT, FIT_GROUPS, LIKELY, RIVALRY, UNLINKED

Pair = tuple[int, int]  # the smaller id first


def pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def against_rivals(likely: Mapping[Pair, float], languages: Mapping[int, str]) -> dict[Pair, float]:
    """Log-odds once each side's other choices are seen.

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
            if rival != other and languages[rival] == languages[other] and likely.get(pair(rival, other), UNLINKED) < 0:
                return min(RIVALRY.widest, log_odds - rival_odds)
        return RIVALRY.widest

    settled = {}
    for (a, b), log_odds in likely.items():
        narrow, wide = sorted((lead(a, b, log_odds), lead(b, a, log_odds)))
        settled[a, b] = RIVALRY.bias + RIVALRY.score * log_odds + RIVALRY.narrow * narrow + RIVALRY.wide * wide
    return settled


def derive(
    languages: Mapping[int, str], likely: Mapping[Pair, float], certain: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> dict[int, int]:
    """Each article's story: the smallest id among the articles that belong together.

    `languages` names every article's. Certain pairs are joined first, unless a person's word keeps the two groups apart. Likely pairs
    follow by descending log-odds, ties by id; each joins two groups only if these fit as a whole: a story never grows by its weakest
    link alone.
    """
    members: dict[int, list[int]] = {article: [article] for article in languages}
    story = {article: article for article in members}
    forbidden = {pair(a, b) for a, b in apart}

    def kept_apart(ours: list[int], theirs: list[int]) -> bool:
        return bool(forbidden) and any(pair(a, b) in forbidden for a in ours for b in theirs)

    def join(a: int, b: int) -> None:
        a, b = pair(a, b)
        for article in members[b]:
            story[article] = a
        members[a] += members.pop(b)

    def fit(ours: list[int], theirs: list[int]) -> bool:
        between = [(likely.get(pair(a, b), UNLINKED), languages[a] == languages[b]) for a in ours for b in theirs]
        if any(log_odds < 0 and one_language for log_odds, one_language in between):
            return False  # two texts in one language that are not alike: two reports of one event, each with its translations
        mean = sum(log_odds for log_odds, _ in between) / len(between)
        return mean >= (FIT if min(len(ours), len(theirs)) == 1 else FIT_GROUPS)

    for a, b in sorted(pair(a, b) for a, b in certain):
        ours, theirs = story[a], story[b]
        if ours != theirs and not kept_apart(members[ours], members[theirs]):
            join(ours, theirs)
    for _, (a, b) in sorted((-log_odds, found) for found, log_odds in likely.items() if log_odds >= LIKELY):
        ours, theirs = story[a], story[b]
        if ours != theirs and not kept_apart(members[ours], members[theirs]) and fit(members[ours], members[theirs]):
            join(ours, theirs)
    return story
