"""Two versions of an article -> what becomes of the newer one, and what kind of change it was.

Nothing good is replaced by something worse: a version that lost half of its text, its language, or every resemblance is quarantined.
"""

from collections import Counter
from collections.abc import Collection
from itertools import pairwise

from msgspec import Struct
from xxhash import xxh3_128_hexdigest

from ingest.core.change.bylines import same_byline
from ingest.core.change.compare import compare
from ingest.core.change.model import Change, Version
from ingest.core.change.reason import reason
from ingest.core.fold import fold
from ingest.core.model import Verdict

ONE_TEXT = 0.5  # likeness of two versions of one article, wherever they stand
STRANGERS = 0.1  # likeness below which two texts have nothing to do with each other; unrelated news of one site reach 0.05
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}


class Kept(Struct, frozen=True, kw_only=True):
    """What the archive holds of an article's newest good revision."""

    fingerprint: str
    title: str
    text: str
    language: str | None = None
    byline: str | None = None


class Decision(Struct, frozen=True):
    """A verdict with its reason, and the class of change when a revision is to be written.

    The class is `first`, `revert`, or the gravest of `model.KINDS`.
    """

    verdict: Verdict
    reason: str
    change: str | None = None


SAME_TEXT = Decision(Verdict.UNCHANGED, "title and text read the same")


def reads_the_same(fingerprint: str | None, other: str) -> bool:
    """Whether two texts are one to a reader. None: there is no first one."""
    return fingerprint == other


def fingerprint(title: str, text: str) -> str:
    """32 hex digits (xxh3-128) of what a reader would read.

    White space and the shape of quotation marks do not count: publishing systems change them without an edit. All else does, case too.
    """
    read = f"{' '.join(title.split())}\n{' '.join(text.split())}"
    if not read.isascii():
        for quote, plain in _QUOTES.items():
            read = read.replace(quote, plain)
    return xxh3_128_hexdigest(read.encode("utf-8", "replace"))


def decide(
    last: Kept | None,
    title: str,
    text: str,
    language: str | None = None,
    earlier_fingerprints: Collection[str] = (),
    byline: str | None = None,
) -> Decision:
    """What becomes of a version that was just read.

    `last` is the newest good revision, None for a new article; `earlier_fingerprints` those of the revisions before it.
    """
    if last is None:
        return Decision(Verdict.NEW, "seen for the first time", "first")
    now = fingerprint(title, text)
    before = Version(last.title, last.text, last.language or language, last.byline)
    after = Version(title, text, language or last.language, byline)
    if reads_the_same(last.fingerprint, now):
        if before.language != after.language or same_byline(last.byline, byline, after.language):
            return SAME_TEXT
        return _revised(compare(before, after))
    if last.language and language and last.language != language:
        return Decision(Verdict.QUARANTINED, f"the language was {last.language} and is {language} all at once")
    if now in earlier_fingerprints:
        return Decision(Verdict.REVISED, "the text of an earlier revision has returned", "revert")
    if len(text) * 2 < len(last.text):
        return Decision(Verdict.QUARANTINED, f"{len(text):,} characters are left of {len(last.text):,}")
    if title != last.title and likeness(last.text, text) < STRANGERS:
        return Decision(Verdict.QUARANTINED, f"another text altogether, titled {title[:80]!r}, not {last.title[:80]!r}")
    return _revised(compare(before, after))


def _revised(change: Change) -> Decision:
    if change.kind is None:
        return Decision(Verdict.UNCHANGED, "nothing differs that a reader would call an edit")
    return Decision(Verdict.REVISED, reason(change), change.kind)


def likeness(one: str, other: str) -> float:
    """How much two texts say the same, 0 to 1: the share of the shorter one's pairs of neighbouring words that the longer one has too.

    Words alone would not do: two Vietnamese texts on different matters share half of their syllables.
    """
    pairs, others = _pairs(one), _pairs(other)
    fewer = min(pairs.total(), others.total())
    return (pairs & others).total() / fewer if fewer else float(fold(one) == fold(other))


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(fold(text).split()))
