"""Two versions of an article -> what kind of change it was, or none."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from msgspec import Struct
from xxhash import xxh3_128_hexdigest

from .model import Verdict

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_SPACE = re.compile(r"\s+")
_STUB = 200  # characters: a text below this is a stub when the last good one was longer than twice that


class Kept(Struct, frozen=True, kw_only=True):
    """What the archive holds of an article's newest good revision."""

    fingerprint: str
    title: str
    text: str
    language: str | None = None


class Decision(Struct, frozen=True):
    """A verdict with its reason, and the class of change when a revision is to be written."""

    verdict: Verdict
    reason: str
    change: str | None = None


def fingerprint(title: str, text: str) -> str:
    """32 hex digits (xxh3-128) of what a reader would read: title and text, runs of white space counted as one space."""
    return xxh3_128_hexdigest(f"{' '.join(title.split())}\n{' '.join(text.split())}".encode("utf-8", "replace"))


def decide(
    last: Kept | None,
    title: str,
    text: str,
    language: str | None = None,
    earlier_fingerprints: Collection[str] = (),
) -> Decision:
    """What becomes of a newly read version, compared with the newest good one and the fingerprints of those before it."""
    if last is None:
        return Decision(Verdict.NEW, "seen for the first time", "first")
    now = fingerprint(title, text)
    if now == last.fingerprint:
        return Decision(Verdict.UNCHANGED, "title and text read the same")
    if last.language and language and last.language != language:
        return Decision(Verdict.QUARANTINED, f"the language was {last.language} and is {language} all at once")
    if now in earlier_fingerprints:
        return Decision(Verdict.REVISED, "an earlier version has returned", "revert")
    if len(text) * 2 < len(last.text):
        return Decision(Verdict.QUARANTINED, f"the text has {len(text)} characters, less than half of the {len(last.text)} last kept")
    return _revised(last, title, text)


def _revised(last: Kept, title: str, text: str) -> Decision:
    if _SPACE.sub(" ", text.strip()) == _SPACE.sub(" ", last.text.strip()):
        return Decision(Verdict.REVISED, "the title was changed", "title")
    before, after = _NUMBER.findall(last.text), _NUMBER.findall(text)
    if before != after:
        gone, come = sorted(set(before) - set(after)), sorted(set(after) - set(before))
        if gone and come:
            return Decision(Verdict.REVISED, f"numbers were changed: {', '.join(gone[:5])} to {', '.join(come[:5])}", "numbers")
    old, new = last.text.split("\n\n"), text.split("\n\n")
    if sorted(old) == sorted(new):
        return Decision(Verdict.REVISED, "paragraphs were moved", "moved")
    added = [p for p in new if p not in old]
    removed = [p for p in old if p not in new]
    if not removed:
        return Decision(Verdict.REVISED, f"{len(added)} paragraphs were added", "added")
    if not added:
        return Decision(Verdict.REVISED, f"{len(removed)} paragraphs were removed", "removed")
    likeness = SequenceMatcher(None, " ".join(removed).split(), " ".join(added).split(), autojunk=False).ratio()
    return Decision(
        Verdict.REVISED, f"the wording was changed, {round((1 - likeness) * 100)} % of the words in changed paragraphs", "wording"
    )


def likeness(one: str, other: str) -> float:
    """How much two texts say the same, 0 to 1: the share of the shorter one's different words that the longer one has too."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) / max(1, min(len(words), len(others)))
