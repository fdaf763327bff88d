"""When an article is looked at again: what earlier looks at its source's articles found says when the next is worth its request.

Edits come at a rate that depends on the time since the text last changed, and on whether it ever did: of each source, each age and both
kinds the rate is learned. A look is made when it is likely enough to find an edit. The ladder of `core.due` is what is believed of a
source of which nothing is known, and bounds what is learned: never more than four times as often, nor as seldom.

For so many looks most edits are caught when each look is as likely to find one as any other: J. Cho and H. Garcia-Molina, Effective page
refresh policies for Web crawlers, ACM TODS 28 (2003), section 4.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import exp, inf

from msgspec import Struct

from ingest.core import due

WORTH = 0.04  # edits that a look is to find, on average
_BELIEVED = 6.0  # looks that what is believed before counts as
_HALVED = 300.0  # looks, or edits, at an age after which old ones count half
_BOUND = 4.0  # times the ladder's interval, either way
_SHORTEST = 900  # seconds

_STEPS = tuple((low, high, interval) for (low, high), interval in zip(pairwise((0, *due.LIMITS, inf)), due.INTERVALS, strict=True))


class LookedAgain(Struct, frozen=True, kw_only=True):
    """A look at an article whose text was known. Times are seconds from the last change of the text, or from its first look."""

    since: float  # the look before
    until: float  # this look
    is_edited: bool  # it was edited before
    changed: bool  # this look found another text
    said: bool | None = None  # whether a listing said, beforehand, that it was modified since the look before; None: no listing did


class Edits(Struct, frozen=True):
    """What the looks at a source's articles found, by the steps of the ladder: edits, and time that was watched, in its intervals."""

    unedited: tuple[tuple[float, float], ...] = ((0.0, 0.0),) * len(_STEPS)
    edited: tuple[tuple[float, float], ...] = ((0.0, 0.0),) * len(_STEPS)
    modified: tuple[float, float] = (0.0, 0.0)  # edits, and looks, where a listing said that it was modified
    unmodified: tuple[float, float] = (0.0, 0.0)  # the same where it said that it was not


def learn(edits: Edits, looks: Iterable[LookedAgain]) -> Edits:
    for look in looks:
        edits = _learned(edits, look)
    return edits


def interval(edits: Edits | None, age: float, *, is_edited: bool, is_unmodified: bool = False) -> int:
    """Seconds from a look at an article, so many seconds after its last change, to the next. `edits` None: nothing is known of its source.

    `is_unmodified`: a listing says that it was not modified since the look.
    """
    step = _step(age)
    ladder = _STEPS[step][2]
    bound = min(_BOUND * ladder, due.OLDEST)
    rest = WORTH / (_unsaid(edits) if is_unmodified else 1.0)
    if edits is None:
        return int(min(ladder * rest / WORTH, bound))
    wait = 0.0
    for rate, (_, high, _) in list(zip(_rates(edits, is_edited=is_edited), _STEPS, strict=True))[step:]:
        width = high - (age + wait)
        if rate * width >= rest:
            wait += rest / rate
            break
        rest -= rate * width
        wait += width
    return int(min(max(wait, ladder / _BOUND, _SHORTEST), bound))


def chance(edits: Edits | None, since: float, until: float, *, is_edited: bool, said: bool | None = None) -> float:
    """How likely a look finds another text, `until` seconds after the article's last change, when the last look was `since` after it."""
    known = edits or Edits()
    if said:
        return _share(known.modified, 0.5)
    rates = _rates(known, is_edited=is_edited)
    expected = sum(rate * seconds for rate, seconds in zip(rates, _watched(since, until), strict=True))
    return 1 - exp(-expected * (_unsaid(known) if said is False else 1.0))


def believes(edits: Edits | None) -> bool:
    """Whether a listing that says of an article that it was modified is worth a look."""
    return chance(edits, 0, 0, is_edited=False, said=True) >= 2 * WORTH


def _learned(edits: Edits, look: LookedAgain) -> Edits:
    watched = _watched(look.since, look.until)
    rates = _rates(edits, is_edited=look.is_edited)
    expected = sum(rate * seconds for rate, seconds in zip(rates, watched, strict=True))
    steps = list(edits.edited if look.is_edited else edits.unedited)
    for number, (rate, seconds) in enumerate(zip(rates, watched, strict=True)):
        if seconds:
            found = rate * seconds / expected if look.changed else 0.0  # it happened at one of these ages
            steps[number] = _halved(steps[number][0] + found, steps[number][1] + seconds / _STEPS[number][2])
    modified, unmodified = edits.modified, edits.unmodified
    if look.said:
        modified = _halved(modified[0] + look.changed, modified[1] + 1)
    elif look.said is False:
        unmodified = _halved(unmodified[0] + look.changed, unmodified[1] + 1)
    if look.is_edited:
        return Edits(edits.unedited, tuple(steps), modified, unmodified)
    return Edits(tuple(steps), edits.edited, modified, unmodified)


def _rates(edits: Edits, *, is_edited: bool) -> tuple[float, ...]:
    """Edits a second, by step. What is believed of a step that was hardly watched is what the source does otherwise."""
    steps = edits.edited if is_edited else edits.unedited
    usual = _share((sum(found for found, _ in steps), sum(watched for _, watched in steps)), WORTH)
    return tuple(_share(one, usual) / interval for one, (_, _, interval) in zip(steps, _STEPS, strict=True))


def _share(of: tuple[float, float], believed: float) -> float:
    found, looks = of
    return (found + _BELIEVED * believed) / (looks + _BELIEVED)


def _unsaid(edits: Edits | None) -> float:
    """How much less likely an edit is where a listing says that there was none: half, until it is known how true its dates are."""
    found, looks = edits.unmodified if edits is not None else (0.0, 0.0)
    found_too, looks_too = edits.modified if edits is not None else (0.0, 0.0)
    among_edits = (found + 0.5) / (found + found_too + 1)
    among_all = (looks + 1) / (looks + looks_too + 1)
    return min(1.0, among_edits / among_all)


def _watched(since: float, until: float) -> tuple[float, ...]:
    """Of the time between two looks, the seconds that fall into each step."""
    return tuple(max(0.0, min(until, high) - max(since, low)) for low, high, _ in _STEPS)


def _step(age: float) -> int:
    return next(number for number, (_, high, _) in enumerate(_STEPS) if age < high)


def _halved(found: float, looks: float) -> tuple[float, float]:
    half = 0.5 if max(found, looks) > _HALVED else 1.0
    return round(found * half, 3), round(looks * half, 3)
