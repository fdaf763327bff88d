"""A text in pieces, ready to be laid beside another in the same language."""

import re
from bisect import bisect_left
from functools import lru_cache

from msgspec import Struct

from ingest.core.story.concepts import concepts
from ingest.core.story.numbers import value
from ingest.core.story.words import NUMBER, UNCASED, UNSPACED, UNSPACED_LETTER, split

READ = 12_000  # characters that are compared
YEARS = range(1900, 2101)
_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0963\u0981-\u09e3\u0a01-\u0dff]"  # vowel signs are no letters to `re`
_RATE = r"(?<![\d.,])(?!\d{1,2}[.,](?:19|20)\d\d\b)\d{1,4}[.,]\d{4,6}(?![.,]?\d)"  # 11.2731 is a figure, 11.2026 a month
_PIECE = re.compile(rf"{_RATE}|{NUMBER}|{UNSPACED_LETTER.pattern}|[^\W\d_](?:[^\W\d_]|{_MARKS})*")
_BREAK = re.compile(r"[\n.!?:;…।。！？：；\"“”„«»「」]")
_MONTH_MARKS = ("月", "월")  # written behind a month's number; CLDR's tables name the months of nearly all other languages
_MONTH_WORD = "tháng"  # which Vietnamese writes before it


class Laid(Struct, frozen=True):
    """Pieces are words and numbers and, in scripts that put no spaces between words, characters. A place counts pieces from 0."""

    written: list[str]
    masked: list[str]  # the same, case-folded, every number as #
    values: dict[int, float]  # the place of a number -> its value
    days: frozenset[int]  # places of the days of a date
    known: dict[int, str]  # the place of a country, city or month -> which
    begins: frozenset[int]  # places at which a sentence or line begins
    capitals: frozenset[int]  # places of words whose capital says that they are names
    title: int  # pieces of the title; they come first
    unspaced: bool


@lru_cache(256)  # about 20 MB of texts of 3,000 characters; the texts of a series are met again and again
def lay(title: str, text: str, language: str) -> Laid:
    """`language` is a BCP 47 tag."""
    base = language.partition("-")[0]
    whole = f"{title}\n{text}"[:READ]
    found = list(_PIECE.finditer(whole))
    written = [piece.group() for piece in found]
    values = {place: value(piece) for place, piece in enumerate(written) if piece[0].isdecimal()}
    folded = [piece.casefold() for piece in written]
    known = _known(whole, language, folded, [piece.start() for piece in found])
    ends = [0, *(piece.end() for piece in found)]
    begins = frozenset(place for place, piece in enumerate(found) if place == 0 or _BREAK.search(whole, ends[place], piece.start()))
    cased = base not in UNSPACED and base not in UNCASED and base != "de"  # German capitalises every noun
    return Laid(
        written=written,
        masked=["#" if place in values else piece for place, piece in enumerate(folded)],
        values=values,
        days=_days(values, known, written),
        known=known,
        begins=begins,
        capitals=_capitals(written, folded, begins) if cased else frozenset(),
        title=len(_PIECE.findall(title)),
        unspaced=base in UNSPACED,
    )


def _known(whole: str, language: str, folded: list[str], starts: list[int]) -> dict[int, str]:
    words = split(whole, language)
    if words.language in UNSPACED:
        return {bisect_left(starts, place): concept for place, concept in concepts(words, language)}
    named = {words.folded[place]: concept for place, concept in concepts(words, language)}
    return {place: named[word] for place, word in enumerate(folded) if word in named}


def _days(values: dict[int, float], known: dict[int, str], written: list[str]) -> frozenset[int]:
    months = {place for place, concept in known.items() if concept.startswith("m:")}
    months |= {place for place in values if written[place + 1 : place + 2] and written[place + 1].startswith(_MONTH_MARKS)}
    months |= {place for place in values if place > 1 and written[place - 1].casefold() == _MONTH_WORD and place - 2 in values}
    for place in values:  # 13/10/2026, 2026-10-13
        if place + 1 in values and place + 2 in values and (values[place] in YEARS or values[place + 2] in YEARS):
            months.add(place + 1)
    near = {place + step for place in months for step in (-2, -1, 1, 2)} - months
    return frozenset(place for place in near if place in values and 1 <= values[place] <= 31)


def _capitals(written: list[str], folded: list[str], begins: frozenset[int]) -> frozenset[int]:
    small = {piece for piece, fold in zip(written, folded, strict=True) if piece == fold}
    return frozenset(
        place
        for place, piece in enumerate(written)
        if piece != folded[place] and piece[0].isupper() and place not in begins and folded[place] not in small
    )
