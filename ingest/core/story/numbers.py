"""Numbers as values: 1,234.5 and 1.234,5 are one, in the digits of any script, and so are 1.5 million and 150万."""

import re
from collections.abc import Iterator

from ingest.core.story.tables import rows

# Groups of three after any of the separators in use; a decimal part after the last point or comma; lakh groups of two before a comma.
NUMBER = re.compile(r"\d+(?:[.,'’٫٬\u00a0\u202f ]\d{3}(?!\d)|,\d{2}(?=,\d))*(?:[.,٫]\d+)?")
_GAPS = re.compile(r"['’\u00a0\u202f ]")
_POINTS = re.compile(r"[.,٫٬]")


def _scales() -> dict[str, tuple[re.Pattern[str], dict[str, int]]]:
    by_language: dict[str, dict[str, int]] = {}
    for language, word, power in rows("scales.tsv"):
        by_language.setdefault(language, {})[word] = 10 ** int(power)
    return {
        language: (re.compile(r"[ \u00a0\u202f]?(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"), words)
        for language, words in by_language.items()
    }


_SCALES = _scales()


def value(digits: str) -> float | None:
    """What a run that matches `NUMBER` is worth; None when it is none (a date, a version, an article's number).

    A last separator before exactly three digits groups thousands: 1.234 is 1234 (CLDR has no language that writes three decimals by rule).
    """
    whole = _GAPS.sub("", digits)
    parts = _POINTS.split(whole)
    if len(whole) > 18:
        return None
    if len(parts) == 1:
        return float(whole)
    if len(parts[-1]) == 3 and len(parts[0]) <= 3 and parts[0] != "0":
        return float("".join(parts))
    if len(parts) == 2 or all(len(part) in (2, 3) for part in parts[1:-1]):
        return float("".join(parts[:-1]) + "." + parts[-1])
    return None


def spelled(number: float) -> str:
    """One spelling for a value; rounded to four digits from a million on, where languages round differently (1.52 million, 152万)."""
    return f"{number:.4g}" if number >= 1e6 else f"{number:g}"


def numbers(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Each number of a case-folded text: its spelling, where it begins, where it ends, a scale word after it included."""
    scale = _SCALES.get(language) or _SCALES.get(language.partition("-")[0])
    for found in NUMBER.finditer(text):
        number = value(found.group())
        if number is None:
            for part in re.finditer(r"\d+", found.group()):
                yield spelled(float(part.group())), found.start() + part.start(), found.start() + part.end()
            continue
        end = found.end()
        if scale and (word := scale[0].match(text, end)):
            number *= scale[1][word.group(1)]
            end = word.end()
        yield spelled(number), found.start(), end
