"""Is a text another number of the series that a second text in its language belongs to? What differs decides, not how much is the same.

Every rule is about two texts alone, so that the answer is the same in whatever order texts arrive. The thresholds were chosen on invented
series in nine languages and held against others in thirteen: bench/story/series.py.
"""

from difflib import SequenceMatcher

from ingest.core.story.series.laid import Laid, runs_of
from ingest.core.story.series.slots import SamePlaces, Slot, same_places

COMPARED = 0.1  # resemblance from which two texts are laid side by side
MANY = 3  # places that differ: no correction changes so many
SHARE = 0.2  # of the places of numbers, those that differ, from which two are too many for a correction
CONFIRMED = 4  # numbers that agree, the day among them, where two that differ are corrected
DAY_SHARE = 0.25  # the same for a day of a month alone
REWORDED = 0.2  # resemblance below which other words are a rewording, or another translation, of the same
MISTYPED = 0.75  # how like two spellings are of which one may be a typing error, or an inflection
HEAD = {False: 40, True: 60}  # pieces with which a text begins, after its title; True: without spaces
OTHERS = 0.1  # share of the runs of a head that may stand in a text that is another from its first sentence on
NEIGHBOURS = 0.35  # share of the words of one head that may stand in the other
_SHOWN = 4  # places that a reason names


def apart(a: Laid, b: Laid, resemblance: float) -> str | None:
    """Why two texts, alike as they are, are not one; None when they may be."""
    found = same_places(a, b)
    differing = _another_number(found, resemblance)
    if differing:
        shown = ", ".join(f"{slot.here} here, {slot.there} there" for slot in differing[:_SHOWN])
        return f"another number of a series: in the same places {shown}"
    if _other_heads(a, b):
        return "two texts of which only standing paragraphs are the same"
    return None


def _another_number(found: SamePlaces, resemblance: float) -> list[Slot]:
    """The places that say so; empty when none do."""
    numbers = list(found.numbers)
    if len(numbers) >= max(MANY, _SHOWN):
        return numbers  # no word would say more
    wording = [slot for slot in found.words if slot.kind == "wording"]
    names = [slot for slot in found.words if slot.kind in ("name", "repeated") and not _is_mistyped(slot)]
    if len(wording) > len(numbers) + len(names) and (resemblance < REWORDED or not any(slot.in_title for slot in names)):
        names = []  # reworded from end to end: names are too
    differing = [*numbers, *names]
    if len(differing) >= MANY:
        return differing
    strong = [slot for slot in differing if slot.kind != "repeated"]
    share = len(differing) / (len(differing) + found.agreeing) if differing else 0.0
    if len(differing) == 2:
        if any(slot.kind == "day" for slot in strong):
            return differing  # a correction changes figures or the day, another number both, however many constants agree
        corrected = found.same_day and found.agreeing >= CONFIRMED and not names and not wording
        return differing if any(slot.in_title for slot in strong) or (share >= SHARE and not corrected) else []
    if len(strong) != 1:
        return []
    if resemblance >= REWORDED and wording:  # a correction changes a figure or a word, another number changes both
        return strong
    if strong[0].kind == "day":
        return strong if share >= DAY_SHARE else []
    return strong if strong[0].kind == "name" and found.agreeing <= 1 else []


def _is_mistyped(slot: Slot) -> bool:
    """Whether one and the same name may be meant: mistyped, inflected, or written out."""
    here, there = slot.here.casefold(), slot.there.casefold()
    if SequenceMatcher(None, here, there, autojunk=False).ratio() >= MISTYPED:
        return True
    return any(one[:4] == other[:4] for one in here.split() if len(one) > 3 for other in there.split())


def _other_heads(a: Laid, b: Laid) -> bool:
    """Whether neither text has, anywhere, what the other begins with, title and all: what they share is a standing ending."""
    heads = [one.masked[: one.title + min(HEAD[one.unspaced], (len(one.masked) - one.title) // 4)] for one in (a, b)]
    ours, theirs = (set(runs_of(head, 2 if a.unspaced else 1)) for head in heads)
    if len(ours & theirs) >= NEIGHBOURS * min(len(ours), len(theirs)):
        return False
    size = 6 if a.unspaced else 3
    for head, other in ((heads[0], b), (heads[1], a)):
        runs = set(runs_of(head, size))
        if not runs or len(runs.intersection(runs_of(other.masked, size))) > OTHERS * len(runs):
            return False
    return True
