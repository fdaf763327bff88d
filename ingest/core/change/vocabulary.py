"""What the words of a change mean: dates, numbers, negations, titles before and after names, correction notes, and labels of noise.

Months, days, number words and "3 minutes ago" are in `tables/words.tsv`, which comes from CLDR; the rest is in `tables/phrases.tsv`.
"""

import re
from functools import lru_cache

from msgspec import Struct

from ingest.core.change.tables import rows

_PHRASES = tuple((kind, language, said) for kind, language, said in rows("phrases.tsv"))
_LONG = 5  # letters from which an English word means the same in a text of another language
_ALIASES = {"no": "nb", "tl": "fil"}


def _said(kind: str, language: str) -> str:
    return next((said for of, spoken, said in _PHRASES if (of, spoken) == (kind, language)), "")


def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(said for of, _, said in _PHRASES if of == kind), re.IGNORECASE)


CORRECTION = _pattern("correction")
BYLINE = _pattern("byline")
LABEL = _pattern("label")
COUNTER = _pattern("counter")
UPDATED = _pattern("updated")
SURNAMES = frozenset(_said("surname", "zh"))
DATELINE = re.compile(
    r"^(?=.{2,70}?\s[-–—]\s)(?:[^\W\d_][^-–—]{1,68}?)\s[-–—]\s"  # HANOI, 12 Dec -
    r"|^[【（(〔].{2,40}?[】）)〕]"  # （新华社北京12月18日电）
    r"|^.{2,14}(?:电|電|讯|訊)(?=[\s（(])"
    r"|^\(.{2,40}?\)\s?[-–—]?"
)


class Vocabulary(Struct, frozen=True):
    """The words of one language, casefolded."""

    dates: frozenset[str]
    numbers: frozenset[str]
    ago: re.Pattern[str] | None
    negations: frozenset[str]
    negation_within: re.Pattern[str] | None
    no_negation: re.Pattern[str] | None
    titles: tuple[str, ...]  # that stand before a name
    after_name: tuple[str, ...]
    nouns_are_capitals: bool
    months_apart: tuple[str, ...]  # the dates again, to be found at the beginning of a text
    any_ideographs: bool  # before a title are a name: Japanese writes them apart from what precedes by kana


@lru_cache(maxsize=64)
def vocabulary(language: str | None) -> Vocabulary:
    """The words of a language (BCP 47). Of a language that is not known, the words of all that are long enough to mean one thing."""
    base = (language or "und").partition("-")[0]
    base = _ALIASES.get(base, base)
    wanted = {"zh", "zh-Hant"} if base == "zh" else {base}
    found: dict[str, set[str]] = {"date": set(), "number": set(), "ago": set()}
    known = bool(_said("negation", base) or _said("within", base))
    for of, kind, word in rows("words.tsv"):
        if of in wanted or (len(word) > _LONG and of == "en") or (len(word) >= _LONG and not known):
            found[kind].add(word)
    # the longest first, or "minute" would leave the s of "minutes"
    ago = [
        re.escape(pattern).replace(r"\{0\}", r"\d+").replace(r"\ ", r"\s?")
        for pattern in sorted(found["ago"], key=lambda said: (-len(said), said))
        if "{0}" in pattern
    ]
    within, not_within = _said("within", base), _said("not-negation", base)
    return Vocabulary(
        dates=frozenset(found["date"]),
        numbers=frozenset(found["number"]) | frozenset(_said("number", base).split()),
        ago=re.compile("|".join(ago), re.IGNORECASE) if ago else None,
        negations=frozenset(_said("negation", base).split()),
        negation_within=re.compile(within, re.IGNORECASE) if within else None,
        no_negation=re.compile(not_within) if not_within else None,
        titles=tuple(_said("title", base).split()),
        after_name=tuple(_said("after-name", base).split()),
        nouns_are_capitals=base in ("de", "lb"),
        months_apart=tuple(sorted(found["date"])) if base in ("th", "lo", "km", "my") else (),
        any_ideographs=base == "ja",
    )
