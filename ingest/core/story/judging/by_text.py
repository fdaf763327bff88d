"""Two articles judged with their texts in hand, where their signatures say that it is worth while.

`ingest group` and the archive both judge here, so that they come to the same stories.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from ingest.core.story.features.minhash import CLEAR, UNLIKE, Copied, estimated, share_of, shingles
from ingest.core.story.group import Pair
from ingest.core.story.judging.judge import Weighed, alike, dated
from ingest.core.story.judging.weights import COPY, NOTHING, REPUBLISHED
from ingest.core.story.series.laid import Laid, lay
from ingest.core.story.series.number import COMPARED, apart

_HALF = 0.5  # of the shorter text: from there on the one is a republication of the other


class Text(Struct, frozen=True):
    """What is read of an article."""

    title: str
    text: str
    language: str


class JudgedPair(Struct, frozen=True):
    log_odds: float  # that the two are one text, before a look at rivals
    copied: Copied | None = None  # None: not in one language, or nothing in common
    apart: str | None = None  # why they are not one text however much they share


def is_read(a: Weighed, b: Weighed, share: float) -> bool:
    """Whether the texts say more than the sketches do; `share`: their resemblance."""
    return _one_language(a, b) and (share >= COMPARED or (share > UNLIKE and _lengths(a, b) >= 2))


def judged(log_odds: float, days: int | None, known: tuple[Weighed, Weighed], share: float, texts: tuple[Text, Text] | None) -> JudgedPair:
    """`log_odds`: by the signatures, whose resemblance is `share`; `days` between the two publications, None: not known; `texts` where
    where they were read."""
    if not _one_language(*known) or share <= UNLIKE:
        return JudgedPair(dated(log_odds, days))
    copied = Copied(estimated(share, known[0].signature.length, known[1].signature.length), exact=False)
    if texts is not None:
        why = apart(_laid(texts[0]), _laid(texts[1]), share) if share >= COMPARED else None
        if why:
            return JudgedPair(NOTHING, copied, why)
        if share < CLEAR:
            copied = Copied(share_of(_shingles(texts[0].text), _shingles(texts[1].text)), exact=True)
    log_odds = dated(log_odds, days)
    log_odds = max(log_odds, REPUBLISHED * copied.share * 2) if copied.share >= _HALF else log_odds
    return JudgedPair(COPY + 2 * copied.share + share if log_odds >= COPY else log_odds, copied)


def parted(pairs: Iterable[Pair], known: Mapping[int, Weighed], texts: Mapping[int, Text]) -> dict[Pair, str]:
    """The pairs that are not one text however alike, and why; of those alone whose signatures and texts are known."""
    found = {}
    for a, b in pairs:
        if a in texts and b in texts and is_alike(a, b, known):
            why = apart(_laid(texts[a]), _laid(texts[b]), alike(known[a], known[b]))
            if why:
                found[a, b] = why
    return found


def is_alike(a: int, b: int, known: Mapping[int, Weighed]) -> bool:
    """Whether two articles have so much in common that their texts are laid side by side."""
    return a in known and b in known and _one_language(known[a], known[b]) and alike(known[a], known[b]) >= COMPARED


def _one_language(a: Weighed, b: Weighed) -> bool:
    return a.signature.language == b.signature.language


def _lengths(a: Weighed, b: Weighed) -> float:
    less, more = sorted((a.signature.length, b.signature.length))
    return more / less


def _laid(text: Text) -> Laid:
    return lay(text.title, text.text, text.language)


@lru_cache(64)
def _shingles(text: str) -> frozenset[int]:
    return frozenset(shingles(text))
