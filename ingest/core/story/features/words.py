"""A text's words and numbers in their order, in any script."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from ingest.core.patterns import lazy

# Groups of three after any of the separators in use, lakh groups of two before a comma, a decimal part of at most three digits;
# what has more points is a date or a version, and its parts stand alone.
NUMBER = (
    r"(?=\d)(?:\d{1,3}(?:[.,'’٬\u00a0\u202f ]\d{3}(?!\d)){1,8}(?:[.,٫]\d{1,20})?(?![.,]?\d)"
    r"|\d{1,2}(?:,\d{2}){1,8},\d{3}(?!\d)|\d+(?:[.,٫]\d{1,3}(?![.,]?\d))?)"
)
_LETTERS = r"[^\W\d_]+"
_INDIC = r"(?:[^\W\d_]|[\u0900-\u0963\u0981-\u09e3\u0a01-\u0dff\u200c\u200d])+"  # their vowel signs are no letters to `re`
# A geresh makes another sound of a letter, gershayim stand before the last of an abbreviation; both are typed as quotation marks.
_HEBREW = r"[^\W\d_]+(?:['׳’‘][א-ת]+)*(?:[\"״”“][א-ת](?![א-ת]))?(?:(?<=[גזצץ])['׳’‘])?"
_FOREIGN = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"

_UNSPACED = {
    "ja": r"[\u3005-\u3007\u3400-\u9fff]+|[\u30a1-\u30fa\u30fc]+",
    "km": r"[\u1780-\u17dd]+",
    "lo": r"[\u0e80-\u0ecf]+",
    "my": r"[\u1000-\u103f\u1050-\u109f]+",
    "th": r"[\u0e01-\u0e4e]+",
    "zh": r"[\u3400-\u9fff]+",
}
UNSPACED = frozenset(_UNSPACED)  # scripts that put no spaces between words
UNSPACED_LETTER = lazy(r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff]")
UNCASED = frozenset({"am", "ar", "bn", "fa", "gu", "he", "hi", "ka", "kn", "ko", "ml", "mr", "ne", "pa", "ps", "si", "ta", "te", "ur"})

_SPACED = lazy(f"{_LETTERS}|{NUMBER}")
_MARKED = lazy(f"{NUMBER}|{_INDIC}")
_QUOTED = lazy(f"{_HEBREW}|{NUMBER}")
_MARKS = lazy("['׳’‘\"״”“\u200b-\u200d]")
_RUNS = {language: re.compile(f"{NUMBER}|{_FOREIGN}|{script}") for language, script in _UNSPACED.items()}
_INDIC_LANGUAGES = frozenset({"bn", "gu", "hi", "kn", "ml", "mr", "ne", "pa", "si", "ta", "te"})

_POINTS = lazy(r"[\u0591-\u05c7\u064b-\u0652\u0670]")  # Hebrew and Arabic vowel points, left out as often as not
AFFIXES = {  # what is written together with a word: Arabic and Hebrew prefixes, Korean particles
    "am": re.compile(r"^(?:ስለ|እንደ|[የበለከ])(?=..)"),
    "ar": re.compile(r"^(?:[وفبك]{0,2}ال|و?لل|[وفبل]{1,2})(?=...)"),
    "he": re.compile(r"^[והבלמשכ]{1,2}(?=...)"),
    "ko": re.compile(r"(?<=..)(?:에서|으로|에게|까지|부터|이라고|라고|은|는|이|가|을|를|의|에|와|과|도|로|측)$"),
}
_STEMS = {"am": 4, "ar": 5, "he": 4, "ko": 3, "vi": 99}  # letters kept of a word; Vietnamese words do not change
_STEM = 6


class Words(Struct, frozen=True):
    """A text in pieces: words, numbers and, without spaces, runs of one script."""

    language: str  # a bare code
    written: list[str]
    folded: list[str]  # the same, case-folded
    at: Sequence[int]  # where each stands: its place among the words or, without spaces, among the characters
    size: int  # what `at` counts up to

    def at_place(self, place: int) -> str | None:
        """The piece that begins there, as it is written."""
        index = bisect_left(self.at, place)
        return self.written[index] if index < len(self.at) and self.at[index] == place else None


def split(text: str, language: str) -> Words:
    """`language` is a BCP 47 tag."""
    base = language.partition("-")[0]
    if base in UNSPACED:
        found = list(_pieces(base).finditer(text))
        written = [piece.group() for piece in found]
        at, size = [piece.start() for piece in found], len(text)
    else:
        written = _pieces(base).findall(text)
        at, size = list(range(len(written))), len(written)
    return Words(base, written, "\n".join(written).casefold().split("\n") if written else [], at, max(1, size))


def spans(text: str, language: str) -> dict[int, tuple[int, int]]:
    """Where the pieces of `split` stand: what `at` says of one -> the characters at which it begins and ends."""
    base = language.partition("-")[0]
    found = [piece.span() for piece in _pieces(base).finditer(text)]
    return {start: (start, end) for start, end in found} if base in UNSPACED else dict(enumerate(found))


def _pieces(base: str) -> re.Pattern[str]:
    if base in UNSPACED:
        return _RUNS[base]
    if base == "he":
        return _QUOTED
    return _MARKED if base in _INDIC_LANGUAGES else _SPACED


def bare(word: str, language: str) -> str:
    """The word without what its language writes together with it."""
    if language in _INDIC_LANGUAGES:
        return _MARKS.sub("", word)
    return _without_affix(word, language) if language in AFFIXES else word


@lru_cache(16384)
def _without_affix(word: str, language: str) -> str:
    return AFFIXES[language].sub("", _MARKS.sub("", _POINTS.sub("", word)))


def stems(words: list[str], language: str) -> list[str]:
    """The part of each case-folded word that its endings leave alone."""
    size = _STEMS.get(language, _STEM)
    if language in AFFIXES or language in _INDIC_LANGUAGES:
        return [bare(word, language)[:size] for word in words]
    return [word[:size] for word in words]
