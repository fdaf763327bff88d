"""Two texts in one language, side by side: what differs in the same place.

A number of a series repeats the words of the number before it and puts other values into their places. A republication may cut, reorder
and reword, and keeps the values. A place is known by what stands around it, with every number masked: two words on its left or right for
a number, two on both sides for words; four characters where a script puts no spaces between words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from ingest.core.story.features.numbers import value
from ingest.core.story.series.laid import AROUND, YEARS, Laid

_LONGEST = {False: 6, True: 10}  # pieces that a place holds; True: without spaces
_ONE_FORM = 0.5  # likeness of two titles of one form
_WHOLE = 100  # below which 70 is no rounding of 71: days, and the numbers of a series, count by one
_ROUNDED = 0.05  # the part of a figure that its rounding may change

SlotKind = Literal["number", "day", "name", "repeated", "wording"]


class Slot(Struct, frozen=True):
    """A place that two texts fill differently. `repeated`: words that one text has, wherever the other has certain others, more than
    once: where no capitals mark them, so are names."""

    here: str
    there: str
    kind: SlotKind
    in_title: bool  # of both


class SamePlaces(Struct, frozen=True, dict=True):
    """What two texts have in the same places; each part is found when it is asked for, once."""

    a: Laid
    b: Laid
    same: frozenset[int]  # places in `a` of numbers that agree
    other: tuple[tuple[int, int], ...]  # places in `a` and in `b` of numbers that do not, each once

    @cached_property
    def numbers(self) -> tuple[Slot, ...]:
        """Those that differ."""
        days, others = self.a.days if self.other else (), self.b.days if self.other else ()
        return tuple(
            Slot(
                self.a.written[place],
                self.b.written[there],
                "day" if place in days and there in others else "number",
                _in_titles(self.a, place, self.b, there),
            )
            for place, there in self.other
        )

    @cached_property
    def words(self) -> tuple[Slot, ...]:
        """Those that differ."""
        return tuple(_words(self.a, self.b))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All that differ."""
        return (*self.numbers, *self.words)

    @property
    def agreeing(self) -> int:
        """Different numbers that both have in the same places."""
        return len({self.a.values[place] for place in self.same})

    @property
    def same_day(self) -> bool:
        """Whether a day of a month is among those."""
        return not self.same.isdisjoint(self.a.days)


def same_places(a: Laid, b: Laid) -> SamePlaces:
    """Roundings, the order of a list of numbers, and years that one of the texts leaves out are no difference."""
    ours, theirs = a.around, b.around
    same: set[int] = set()
    confirmed: set[int] = set()  # the same places in `b`
    other: set[tuple[int, int]] = set()
    for around in ours.keys() & theirs.keys():
        left, right = ours[around], theirs[around]
        worths, others = [a.values[place] for place in left], [b.values[place] for place in right]
        if worths == others:
            same.update(left)
            confirmed.update(right)
            continue
        in_turn = len(left) == len(right)
        for index, place in enumerate(left):
            there = right[index : index + 1] if in_turn else right
            found = [at for at in there if worths[index] == b.values[at] or agree(a.written[place], b.written[at])]
            if found:
                same.add(place)
                confirmed.update(found)
            elif in_turn:
                other.add((place, there[0]))
    numbers: dict[tuple[float, float], tuple[int, int]] = {}
    for here, found_there in sorted(other, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]))):  # the same from either side
        if here not in same and found_there not in confirmed:  # the last: what the text repeats is no slot of the title alone
            numbers[a.values[here], b.values[found_there]] = here, found_there
    differing = [
        places for (here, there), places in numbers.items() if (there, here) not in numbers and (here in YEARS) == (there in YEARS)
    ]
    return SamePlaces(a, b, frozenset(same), _each_once(differing))


def _each_once(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Of pairs of places those of which neither stood in one before."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for place, there in pairs:
        if place not in left and there not in right:
            left.add(place)
            right.add(there)
            kept.append((place, there))
    return tuple(sorted(kept))


def agree(here: str, there: str) -> bool:
    """Whether two spellings may be of one number: 1.303 is 1,303, and is rounded as 1.30."""
    return any(_rounds(a, b) for a in _read(here) for b in _read(there))


@lru_cache(4096)
def _read(spelled: str) -> list[tuple[float, float]]:
    """(value, worth of the last digit that says something) of each number that a spelling may mean."""
    whole, point, decimals = spelled.replace(",", ".").replace("٫", ".").rpartition(".")
    found = [_exact(value(spelled), decimals if point and len(decimals) != 3 else "")]
    if point and len(decimals) == 3 and "." not in whole and whole.isdecimal():
        found.append(_exact(float(f"{whole}.{decimals}"), decimals))
    return found


def _exact(number: float, decimals: str) -> tuple[float, float]:
    if decimals:
        return number, 10.0 ** -len(decimals)
    if number < _WHOLE:
        return number, 1.0
    spelled = f"{number:.0f}"
    return number, 10.0 ** (len(spelled) - len(spelled.rstrip("0"))) if number else 1.0


def _rounds(a: tuple[float, float], b: tuple[float, float]) -> bool:
    (one, step), (other, finer) = sorted((a, b), key=lambda found: -found[1])
    difference = abs(one - other)
    return difference == 0 or (step > finer and difference < step and difference <= _ROUNDED * max(one, other))


def _words(a: Laid, b: Laid) -> list[Slot]:
    """The runs of words that differ between the same words. A whole sentence in place of another is none: leads and notes are such."""
    size, longest = AROUND[a.unspaced], _LONGEST[a.unspaced]
    times: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], Slot] = {}
    glue = "" if a.unspaced else " "
    for place, there, next_place, next_there in _gaps(a, b, size):
        here, other = _unequal(a.masked, place + size, next_place, b.masked, there + size, next_there)
        if not (0 < len(here) <= longest and 0 < len(other) <= longest) or _is_whole(a, here) or _is_whole(b, other):
            continue
        if any(at in a.values for at in here) or any(at in b.values for at in other):
            continue
        spelled = glue.join(a.written[here.start : here.stop]), glue.join(b.written[other.start : other.stop])
        times[spelled] += 1
        if spelled not in found or found[spelled].kind == "wording":
            kind: SlotKind = "name" if _is_name(a, here) and _is_name(b, other) else "wording"
            found[spelled] = Slot(*spelled, kind, _in_titles(a, here.start, b, other.start))
    for here, other in _retitled(a, b):
        spelled = glue.join(a.written[here.start : here.stop]), glue.join(b.written[other.start : other.stop])
        if spelled not in found and not _is_whole(a, here) and not _is_whole(b, other):
            found[spelled] = Slot(*spelled, "name" if _is_name(a, here) and _is_name(b, other) else "wording", in_title=True)
    return [
        Slot(slot.here, slot.there, "repeated", slot.in_title)
        if slot.kind == "wording" and times[spelled] > 1 and not (a.capitals and b.capitals)
        else slot
        for spelled, slot in found.items()
    ]


def _gaps(a: Laid, b: Laid, size: int) -> Iterator[tuple[int, int, int, int]]:
    """Where the texts differ between two runs of `size` pieces that each of them has once, with no such run between in `a`: the place of
    the first run in either, and that of the second."""
    theirs = b.once
    strange = sorted([*(a.once[run] for run in a.once.keys() - theirs.keys()), *a.repeated])
    last = len(a.runs) - 1
    start = end = -2
    for at in (*strange, last + 2):
        if at == end + 1:
            end = at
            continue
        if end - start + 1 >= size and start > 0 and end < last:
            there, next_there = theirs[a.runs[start - 1]], theirs[a.runs[end + 1]]
            if next_there - there > size and a.masked[start - 1 : end + 1] != b.masked[there:next_there]:
                yield start - 1, there, end + 1, next_there
        start = end = at


def _retitled(a: Laid, b: Laid) -> list[tuple[range, range]]:
    """The words that differ between two titles of one form; a title with another in front, or a new one, has none."""
    ours, theirs = a.masked[: a.title], b.masked[: b.title]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False)
    if ours == theirs or blocks.quick_ratio() < _ONE_FORM or blocks.ratio() < _ONE_FORM:
        return []
    replaced = [(range(start, end), range(other, stop)) for said, start, end, other, stop in blocks.get_opcodes() if said == "replace"]
    return [(here, there) for here, there in replaced if "#" not in ours[here.start : here.stop] + theirs[there.start : there.stop]]


def _unequal(ours: list[str], start: int, end: int, theirs: list[str], other: int, other_end: int) -> tuple[range, range]:
    """Two runs without the pieces with which both begin and end."""
    while start < end and other < other_end and ours[start] == theirs[other]:
        start, other = start + 1, other + 1
    while start < end and other < other_end and ours[end - 1] == theirs[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return range(start, end), range(other, other_end)


def _is_whole(a: Laid, run: range) -> bool:
    return run.start in a.begins and run.stop in a.begins


def _is_name(a: Laid, run: range) -> bool:
    return any(place in a.capitals or place in a.known for place in run)


def _in_titles(a: Laid, place: int, b: Laid, there: int) -> bool:
    return place < a.title and there < b.title
