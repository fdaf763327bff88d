"""Two versions of one text, paragraph beside paragraph.

As Gale and Church align sentences (A Program for Aligning Sentences in Bilingual Corpora, 1993): a path through both texts, cheapest by
the lengths of what stands beside each other and by how likely a paragraph has one, none or two on the other side; and here by the numbers,
names and concepts that both have, which survive translation.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import erfc, inf, log, sqrt

from msgspec import Struct

from ingest.core.change.tokens import paragraphs
from ingest.core.story.features.signature import found
from ingest.core.story.features.words import split

# How many paragraphs of each side stand together, and what it costs: -log of the shares that Gale and Church counted, of sentences.
# A newsroom's translation joins more paragraphs than they saw sentences joined: those are ours.
_BEADS = {(1, 1): 0.12, (1, 0): 4.0, (0, 1): 4.0, (2, 1): 2.4, (1, 2): 2.4, (2, 2): 4.5}
_BEADS |= {bead: 3.0 + 0.5 * many for many in range(3, 8) for bead in ((many, 1), (1, many))}
_VARIANCE = 6.8  # of the characters that stand for one character (theirs)
_FARTHEST = 9.0  # cost of the most unlike lengths
_STRANGE = 1.5  # cost of a paragraph that has numbers, names or concepts, and none of those of the other side
_SHARED = 1.8  # what a number, name or concept takes off that both sides have
_BAND = 16  # paragraphs from the diagonal beyond which nothing is tried
_MOST = 600  # paragraphs of one side; of longer texts the rest stands as it comes


class Row(Struct, frozen=True):
    """What stands beside each other: the numbers of the paragraphs, from 0, on either side. One side may have none."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def aligned(text: str, language: str, other: str, other_language: str) -> tuple[Row, ...]:
    """All paragraphs of both texts, each once and in order. Languages are BCP 47 tags."""
    left, right = paragraphs(text), paragraphs(other)
    known = _marks(left, language)[:_MOST], _marks(right, other_language)[:_MOST]
    rows = _path([len(one) for one in left[:_MOST]], [len(one) for one in right[:_MOST]], *known)
    rest = max(len(left), len(right))
    more = [(range(at, at + 1)[: len(left) - at], range(at, at + 1)[: len(right) - at]) for at in range(_MOST, rest)]
    return (*rows, *(Row(tuple(one), tuple(two)) for one, two in more))


def _marks(of: Sequence[str], language: str) -> list[frozenset[str]]:
    """What of each paragraph survives translation."""
    whole = "\n\n".join(of)
    words = split(whole, language)
    counts = [split(one, language) for one in of]
    unspaced = words.size == max(1, len(whole)) and words.size != len(words.written)
    sizes = [len(one) + 2 for one in of] if unspaced else [len(one.written) for one in counts]
    ends = list(accumulate(sizes))
    marks: list[set[str]] = [set() for _ in of]
    for place, kind, spelling in found(words, language):
        at = bisect_right(ends, place)
        if at < len(marks):
            marks[at].add(f"{kind[0]}{spelling}")
    return [frozenset(one) for one in marks]


def _path(left: list[int], right: list[int], known: list[frozenset[str]], others: list[frozenset[str]]) -> tuple[Row, ...]:
    """The cheapest way through both texts; dynamic programming in a band about the diagonal."""
    count, other_count = len(left), len(right)
    ratio = (sum(right) or 1) / (sum(left) or 1)
    sums, other_sums = [0, *accumulate(left)], [0, *accumulate(right)]
    slope = other_count / max(1, count)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(count + 1):
        centre = round(i * slope)
        reach = _BAND + round(slope)
        last = other_count if i == count else min(other_count, centre + reach)
        for j in range(max(0, centre - reach), last + 1):
            cheapest = best.get((i, j), (inf, (0, 0)))
            for (a, b), prior in _BEADS.items():
                before = best.get((i - a, j - b))
                if before is None or i < a or j < b:
                    continue
                cost = before[0] + prior
                if a and b:
                    cost += _unlike(sums[i] - sums[i - a], other_sums[j] - other_sums[j - b], ratio)
                    cost += _strangeness(known[i - a : i], others[j - b : j])
                if cost < cheapest[0]:
                    cheapest = cost, (a, b)
            if cheapest[0] < inf:
                best[i, j] = cheapest
    rows: list[Row] = []
    i, j = count, other_count
    while i or j:
        a, b = best[i, j][1]
        rows.append(Row(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(rows))


def _unlike(length: int, other: int, ratio: float) -> float:
    """-log of how likely two lengths are those of one text."""
    deviation = abs(other - length * ratio) / sqrt(max(1.0, length) * _VARIANCE * max(ratio, 1 / ratio))
    return min(_FARTHEST, -log(max(erfc(deviation / sqrt(2)), 1e-9)))


def _strangeness(known: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> float:
    """What the marks of both sides add to their cost: each that is shared is the less worth the more of them there are."""
    one = known[0] if len(known) == 1 else frozenset().union(*known)
    two = others[0] if len(others) == 1 else frozenset().union(*others)
    if not one or not two:
        return 0.0
    strangers = sum(bool(marks) and marks.isdisjoint(two) for marks in known) + sum(
        bool(marks) and marks.isdisjoint(one) for marks in others
    )
    return _STRANGE * strangers - _SHARED * sqrt(len(one & two))
