"""Which paragraphs of two versions are one: the same, edited, moved, or only in one of them. Bounded for any pair of texts."""

from bisect import bisect_left
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from msgspec import Struct

from ingest.core.change.tokens import Piece, piece

_EDITED = 0.4  # share of tokens in common from which a paragraph that came is one that went, edited
_IN_PLACE = 0.25  # the same, where both stand between the same neighbours
_MOST_PAIRS = 3600  # of paragraphs that are compared each with each
_MOST_TOKENS = 500  # of two stretches that are compared token by token
_WORK = 4_000_000  # products of lengths that one pair of texts may cost


class Aligned(Struct, frozen=True):
    """Numbers of paragraphs, from 0."""

    edited: list[tuple[int, int]]
    removed: list[tuple[int, int]]  # the paragraph, and that of the newer text before which it stood
    added: list[tuple[int, int]]  # the paragraph of the older text before which it stands, and the paragraph
    moved: list[tuple[int, int]]


class Effort:
    """What one comparison may still cost."""

    def __init__(self) -> None:
        self._left = _WORK

    def affords(self, cost: int) -> bool:
        """Takes the cost, when it is left."""
        if cost > self._left:
            return False
        self._left -= cost
        return True


def align(old: list[str], new: list[str], pieces: dict[str, Piece]) -> Aligned:
    """`pieces` is filled with the tokens of each paragraph that differs."""
    same = _same(old, new)
    kept = _longest_rising(same)
    moved = sorted(set(same) - set(kept))
    gone = sorted(set(range(len(old))) - {i for i, _ in same})
    come = sorted(set(range(len(new))) - {j for _, j in same})
    for text in (*(old[i] for i in gone), *(new[j] for j in come)):
        if text not in pieces:
            pieces[text] = piece(text)
    edited = _paired(old, new, gone, come, kept, pieces)
    anchors = sorted((*kept, *_longest_rising(sorted(edited))))
    was, now = {i for i, _ in edited}, {j for _, j in edited}
    return Aligned(
        edited=sorted(edited),
        removed=[(i, _place(anchors, i, 0, len(new))) for i in gone if i not in was],
        added=[(_place(anchors, j, 1, len(old)), j) for j in come if j not in now],
        moved=moved,
    )


def stretches(old: tuple[str, ...], new: tuple[str, ...], effort: Effort) -> list[tuple[int, int, int, int]]:
    """Where two rows of tokens differ, as (from, to) in each. What is too long to be compared is one stretch."""
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    one, other = old[start : len(old) - end], new[start : len(new) - end]
    if not one and not other:
        return []
    if not one or not other or len(one) > _MOST_TOKENS or len(other) > _MOST_TOKENS or not effort.affords(len(one) * len(other)):
        return [(start, start + len(one), start, start + len(other))]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [(start + a, start + b, start + c, start + d) for what, a, b, c, d in matcher.get_opcodes() if what != "equal"]


def _same(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Paragraphs that read the same, each taken once: at both ends first, then in their order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    same = [(i, i) for i in range(start)]
    places: dict[str, list[int]] = defaultdict(list)
    for j in range(len(new) - end - 1, start - 1, -1):
        places[new[j]].append(j)
    same += [(i, places[old[i]].pop()) for i in range(start, len(old) - end) if places.get(old[i])]
    return same + [(len(old) - k, len(new) - k) for k in range(end, 0, -1)]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs that stand in one order in both texts; `pairs` rise in their first."""
    tails: list[int] = []
    at: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            at.append(number)
        else:
            tails[place], at[place] = j, number
        previous.append(at[place - 1] if place else -1)
    found: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]


def _paired(
    old: list[str], new: list[str], gone: list[int], come: list[int], kept: list[tuple[int, int]], pieces: dict[str, Piece]
) -> list[tuple[int, int]]:
    """Those that went with those that came and are most like them; where they are too many, with what came in the same place."""
    if not gone or not come:
        return []
    bags = {text: Counter(pieces[text].tokens) for text in {*(old[i] for i in gone), *(new[j] for j in come)}}
    edited: list[tuple[int, int]] = []
    if len(gone) * len(come) <= _MOST_PAIRS:
        likeness = ((_share(bags[old[i]], bags[new[j]]), i, j) for i in gone for j in come)
        was: set[int] = set()
        now: set[int] = set()
        for _, i, j in sorted((one for one in likeness if one[0] >= _EDITED), key=lambda one: (-one[0], abs(one[1] - one[2]), one[1:])):
            if i not in was and j not in now:
                was.add(i)
                now.add(j)
                edited.append((i, j))
    taken, come_taken = {i for i, _ in edited}, {j for _, j in edited}
    firsts, seconds = [i for i, _ in kept], [j for _, j in kept]
    gaps: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in gone:
        gaps[bisect_left(firsts, i)][0].append(i)
    for j in come:
        gaps[bisect_left(seconds, j)][1].append(j)
    for before, after in gaps.values():
        if len(before) == len(after):
            edited += [
                (i, j)
                for i, j in zip(before, after, strict=True)
                if i not in taken and j not in come_taken and _share(bags[old[i]], bags[new[j]]) >= _IN_PLACE
            ]
    return edited


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    if len(other) < len(one):
        one, other = other, one
    common = sum(min(count, other[token]) for token, count in one.items() if token in other)
    return 2 * common / max(1, total)


def _place(anchors: list[tuple[int, int]], number: int, side: int, end: int) -> int:
    """Where in the other text a paragraph would stand: before the partner of the next one that has any."""
    after = bisect_left(anchors, number, key=lambda pair: pair[side])
    return anchors[after][1 - side] if after < len(anchors) else end
