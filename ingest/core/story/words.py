"""The words of a text in any script: those that may be names, and the stems under which a word is looked up."""

import re
from collections.abc import Iterator

# Scripts without capitals, where any word may be a name, and scripts without spaces, where only foreign words stand out.
UNCASED = frozenset({"am", "ar", "bn", "fa", "gu", "he", "hi", "ka", "kn", "ko", "ml", "mr", "ne", "pa", "ps", "si", "ta", "te", "ur"})
UNSPACED = {  # and how long the runs are that are looked up there
    "ja": (re.compile(r"[\u3400-\u9fff\u30a1-\u30fa\u30fc]+"), (4, 3, 2)),
    "km": (re.compile(r"[\u1780-\u17dd]+"), (7, 5, 4)),
    "lo": (re.compile(r"[\u0e80-\u0ecf]+"), (7, 5, 4)),
    "my": (re.compile(r"[\u1000-\u103f\u1050-\u109f]+"), (7, 5, 4)),
    "th": (re.compile(r"[\u0e01-\u0e4e]+"), (7, 5, 4)),
    "zh": (re.compile(r"[\u3400-\u9fff]+"), (3, 2)),
}

_LETTERS = re.compile(r"[^\W\d_]+")
_WITH_MARKS = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963\u0981-\u09e3\u0a01-\u0dff])+")  # vowel signs are no letters to `re`
_MARKED = frozenset({"bn", "gu", "hi", "kn", "ml", "mr", "ne", "pa", "si", "ta", "te"})
_FOREIGN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2,}|[\u30a1-\u30fa\u30fc]{2,}")
_POINTS = re.compile(r"[\u0591-\u05c7\u064b-\u0652\u0670]")  # Hebrew and Arabic vowel points, left out as often as not

# What is written together with a word: Arabic and Hebrew prefixes, Korean particles.
_AFFIXES = {
    "ar": re.compile(r"^(?:وال|بال|لل|كال|فال|ال|و|ب|ل|ف)(?=...)"),
    "he": re.compile(r"^[והבלמשכ]{1,2}(?=...)"),
    "ko": re.compile(r"(?<=..)(?:에서|으로|에게|까지|부터|이라고|라고|은|는|이|가|을|를|의|에|와|과|도|로|측)$"),
}
_STEMS = {"am": 4, "ar": 5, "he": 4, "ko": 3, "vi": 99}  # letters kept of a word; Vietnamese words do not change
_STEM = 6


def words(text: str, language: str) -> list[tuple[str, int]]:
    """Every run of letters, and where it begins. `language` is a bare code."""
    return [(word.group(), word.start()) for word in (_WITH_MARKS if language in _MARKED else _LETTERS).finditer(text)]


def bare(word: str, language: str) -> str:
    """The word without what its language writes together with it."""
    affix = _AFFIXES.get(language)
    return affix.sub("", _POINTS.sub("", word)) if affix else word


def stem(word: str, language: str) -> str:
    """The part of a case-folded word that its endings leave alone."""
    return bare(word, language)[: _STEMS.get(language, _STEM)]


def names(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Each word that may be a name, and where it begins.

    With capitals: a capitalised word that the text nowhere writes small. Without: every word. Without spaces: Latin letters and katakana.
    """
    if language in UNSPACED:
        for word in _FOREIGN.finditer(text):
            yield word.group(), word.start()
        return
    found = words(text, language)
    if language in UNCASED:
        yield from found
        return
    small = {word for word, _ in found if word.islower()}
    for word, at in found:
        if not word.islower() and word.lower() not in small:
            yield word, at
