"""Where two versions of one text say different things: numbers, dates, names."""

import re
from collections.abc import Collection, Iterator
from typing import Literal

from msgspec import Struct

from ingest.core.fold import fold
from ingest.core.story.features.signature import found
from ingest.core.story.features.words import Words, spans, split
from ingest.core.story.versions.other_names import other_names

_YEARS = range(1900, 2101)
_LONGEST = 8  # values shown of a kind


class Disagreement(Struct, frozen=True):
    """What one version has and the other lacks, as values and in the order of the text."""

    kind: Literal["numbers", "dates", "names"]
    here: tuple[str, ...]
    there: tuple[str, ...]

    def __str__(self) -> str:
        told = [f"{', '.join(values)} only {where}" for values, where in ((self.here, "here"), (self.there, "there")) if values]
        return f"{self.kind}: {'; '.join(told)}"


def disagreements(
    text: str, language: str, other: str, other_language: str, but: Collection[str] = frozenset()
) -> tuple[Disagreement, ...]:
    """What differs from `other` in `text`; `but`: words that may, folded as for search.

    Between two languages a number counts only where both sides have one that the other lacks: a translation may write one as a word, but
    then the other has none in its place. A name counts there where the one before it is in both and is followed by another, as in Marta
    Kovalenko and Marta Kovalchuk: names that stand alone are translated, or take endings, too often.
    """
    words, their_words = split(text, language), split(other, other_language)
    ours, theirs = _said(words, language), _said(their_words, other_language)
    _drop_months(ours, theirs)
    _drop_months(theirs, ours)
    one_language = language == other_language != "und"
    told = []
    for kind in ("numbers", "dates", "names"):
        here = tuple(value for value in ours[kind] if value not in theirs[kind])[:_LONGEST]
        there = tuple(value for value in theirs[kind] if value not in ours[kind])[:_LONGEST]
        if kind == "names" and not one_language:
            here, there = other_names(words, their_words)
        here, there = (tuple(value for value in values if fold(value) not in but) for values in (here, there))
        if (here or there) if one_language else (here and there):
            told.append(Disagreement(kind, here, there))
    return tuple(told)


def _drop_months(ours: dict[str, dict[str, None]], theirs: dict[str, dict[str, None]]) -> None:
    """A month that one side names and the other numbers: 16 December is 16/12."""
    for month in range(1, 13):
        if str(month) in ours["numbers"] and f"month {month}" in theirs["dates"]:
            del theirs["dates"][f"month {month}"]
            if str(month) not in theirs["numbers"]:
                del ours["numbers"][str(month)]


def places(text: str, language: str, values: Collection[str]) -> tuple[tuple[int, int], ...]:
    """Where values of differences stand in a text: start and end of each, in order and apart from each other."""
    at = spans(text, language)
    words = split(text, language)
    marked = {
        at[place] if place in at else (place, place + 1)  # within a run of a script without spaces
        for place, _, label in _labelled(words, language)
        if label in values
    }
    for value in values:
        if " " in value and not value.startswith("month "):  # names of two words
            marked |= {match.span() for match in re.finditer(rf"(?<!\w){re.escape(value)}(?!\w)", text)}
    apart: list[tuple[int, int]] = []
    for start, end in sorted(marked, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


def _said(words: Words, language: str) -> dict[str, dict[str, None]]:
    said: dict[str, dict[str, None]] = {"numbers": {}, "dates": {}, "names": {}}
    for _, kind, label in _labelled(words, language):
        said[kind][label] = None
    return said


def _labelled(words: Words, language: str) -> Iterator[tuple[int, str, str]]:
    """(place, kind of difference, value) of everything in which versions may differ."""
    for place, kind, spelling in found(words, language):
        if kind == "number":
            yield place, "dates" if spelling.isdigit() and int(spelling) in _YEARS else "numbers", spelling
        elif kind == "concept" and spelling.startswith("m:"):
            yield place, "dates", f"month {spelling[2:]}"
        elif kind == "spelling":
            yield place, "names", words.at_place(place) or spelling
