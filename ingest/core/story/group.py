"""Links -> stories. The result depends on the links alone, not on their order."""

from collections.abc import Iterable, Mapping

LIKELY = 2.0  # log-odds from which a pair may bring two groups together
UNLINKED = -4.0  # log-odds of a pair that nobody linked
FIT = 0.0  # mean log-odds, over all pairs between two groups, from which they fit as a whole


def derive(
    articles: Iterable[int],
    likely: Mapping[tuple[int, int], float],
    certain: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> dict[int, int]:
    """Each article's story: the smallest id among the articles that belong together.

    Certain pairs are joined first, unless a person's word keeps the two groups apart. Likely pairs follow by descending log-odds, ties by id;
    each joins two groups only if these fit as a whole: a story never grows by its weakest link alone.
    """
    members: dict[int, list[int]] = {article: [article] for article in articles}
    story = {article: article for article in members}
    forbidden = {frozenset(pair) for pair in apart}

    def kept_apart(ours: list[int], theirs: list[int]) -> bool:
        return bool(forbidden) and any(frozenset((a, b)) in forbidden for a in ours for b in theirs)

    def join(a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        for article in members[b]:
            story[article] = a
        members[a] += members.pop(b)

    def fit(ours: list[int], theirs: list[int]) -> float:
        total = sum(likely.get((min(a, b), max(a, b)), UNLINKED) for a in ours for b in theirs)
        return total / (len(ours) * len(theirs))

    for a, b in sorted((min(pair), max(pair)) for pair in certain):
        ours, theirs = story[a], story[b]
        if ours != theirs and not kept_apart(members[ours], members[theirs]):
            join(ours, theirs)
    tried = sorted((pair for pair, log_odds in likely.items() if log_odds >= LIKELY), key=lambda pair: (-likely[pair], pair))
    for a, b in tried:
        ours, theirs = story[a], story[b]
        if ours == theirs or kept_apart(members[ours], members[theirs]):
            continue
        if fit(members[ours], members[theirs]) >= FIT:
            join(ours, theirs)
    return story
