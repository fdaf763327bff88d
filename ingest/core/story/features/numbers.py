"""Numbers as values: 1,234.5 and 1.234,5 are one, in the digits of any script, and so are 1.5 million and 150万."""

import re
from collections.abc import Iterator

from ingest.core.story.features.tables import rows
from ingest.core.story.features.words import UNSPACED, Words

_MONTHS = 12
_MONTH_MARKS = {"ja": re.compile("月"), "ko": re.compile("월(?!요)"), "zh": re.compile("月")}
_GAPS = re.compile(r"['’\u00a0\u202f ]")
_POINTS = re.compile(r"[.,٫٬]")


def _scales() -> dict[str, dict[str, int]]:
    by_language: dict[str, dict[str, int]] = {}
    for language, word, power in rows("scales.tsv"):
        by_language.setdefault(language, {})[word] = 10 ** int(power)
    return by_language


_SCALES = _scales()


_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = {"X" * tens + ones: 10 * tens + worth for tens in range(4) for worth, ones in enumerate(_ONES)}


def roman(word: str) -> int | None:
    """The value of a Roman numeral of two letters or more, up to 39: congresses, centuries and kings have no more."""
    return _ROMAN.get(word) if len(word) > 1 else None


def value(digits: str) -> float:
    """What a number is worth. A last separator before exactly three digits groups thousands: 1.234 is 1234, in every language alike."""
    whole = _GAPS.sub("", digits)
    parts = _POINTS.split(whole)
    if len(parts) == 1 or (len(parts[-1]) == 3 and parts[0] != "0"):
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])


def spelled(number: float) -> str:
    """One spelling for a value; four digits of it from a million on, where languages round differently (1.52 million, 152万)."""
    return f"{number:.4g}" if number >= 1e6 else f"{number:g}"


def numbers(words: Words) -> Iterator[tuple[int, str]]:
    """Each number of a text, multiplied by a scale word after it: its index among the words, its spelling."""
    scales = _SCALES.get(words.language, {})
    for index, word in enumerate(words.written):
        if word.isalpha() and word not in _ROMAN:
            continue
        if word[0].isdecimal():
            number = value(word)
            following = words.folded[index + 1 : index + 3]
            if following:
                number *= _scale(following, scales, words.language in UNSPACED)
            yield index, spelled(number)
        elif (numeral := roman(word)) is not None:
            yield index, spelled(numeral)


def numbered_months(words: Words) -> Iterator[tuple[int, int]]:
    """Each month that is written as a number and its mark, as Chinese, Japanese and Korean do: where, and which."""
    mark = _MONTH_MARKS.get(words.language)
    if mark:
        for index, word in enumerate(words.written[:-1]):
            if mark.match(words.written[index + 1]) and word.isdecimal() and 1 <= int(word) <= _MONTHS:
                yield index, int(word)


def _scale(following: list[str], scales: dict[str, int], unspaced: bool) -> int:
    if unspaced:
        return next((scales[following[0][:size]] for size in (4, 3, 2, 1) if following[0][:size] in scales), 1)
    return scales.get(" ".join(following)) or scales.get(following[0], 1)
