"""A text in pieces, ready to be laid beside another in the same language."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from ingest.core.story.features.concepts import concepts
from ingest.core.story.features.numbers import value
from ingest.core.story.features.words import NUMBER, UNCASED, UNSPACED, UNSPACED_LETTER, Words, split

READ = 12_000  # characters that are compared
AROUND = {False: 2, True: 4}  # pieces by which a place is known; True: without spaces
YEARS = range(1900, 2101)
_MARKS = r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u0963\u0981-\u09e3\u0a01-\u0dff]"  # vowel signs are no letters to `re`
_RATE = r"(?<![\d.,])(?!\d{1,2}[.,](?:19|20)\d\d\b)\d{1,4}[.,]\d{4,6}(?![.,]?\d)"  # 11.2731 is a figure, 11.2026 a month
_WORD = rf"[^\W\d_]+(?:{_MARKS}+[^\W\d_]*)*"
_BREAKS = '\n.!?:;…।。！？：；"“”„«»「」'
_FIGURE = rf"(?=\d)(?:{_RATE}|{NUMBER})"
_PIECE = re.compile(rf"{UNSPACED_LETTER.pattern}|{_WORD}|[{_BREAKS}]|{_FIGURE}")
_SPACED = re.compile(rf"{_WORD}|[{_BREAKS}]|{_FIGURE}")  # the same where no letter stands alone
_BREAK = frozenset(_BREAKS)
_MONTH_MARKS = ("月", "월")  # written behind a month's number; CLDR's tables name the months of nearly all other languages
_MONTH_WORD = "tháng"  # which Vietnamese writes before it


class Laid(Struct, frozen=True, dict=True):
    """Pieces are words and numbers and, in scripts that put no spaces between words, characters. A place counts pieces from 0. What is
    asked only of texts that differ is found when it is asked for, once."""

    whole: str
    language: str
    written: list[str]
    masked: list[str]  # the same, case-folded, every number as #
    values: dict[int, float]  # the place of a number -> its value
    begins: frozenset[int]  # places at which a sentence or line begins
    title: int  # pieces of the title; they come first
    unspaced: bool

    @cached_property
    def known(self) -> dict[int, str]:
        """The place of a country, city or month -> which."""
        if self.unspaced:
            words = split(self.whole, self.language)
            return {bisect_left(self._starts, place): concept for place, concept in concepts(words, self.language)}
        base = self.language.partition("-")[0]
        words = Words(base, self.written, self._folded, range(len(self.written)), len(self.written))
        named = {self._folded[place]: concept for place, concept in concepts(words, self.language)}
        return {place: named[word] for place, word in enumerate(self._folded) if word in named} if named else {}

    @cached_property
    def days(self) -> frozenset[int]:
        """Places of the days of a date."""
        return _days(self.values, self.known, self.written)

    @cached_property
    def capitals(self) -> frozenset[int]:
        """Places of words whose capital says that they are names."""
        base = self.language.partition("-")[0]
        cased = base not in UNSPACED and base not in UNCASED and base != "de"  # German capitalises every noun
        return _capitals(self.written, self._folded, self.begins) if cased else frozenset()

    @cached_property
    def around(self) -> dict[tuple[str, ...], list[int]]:
        """What stands on the left and on the right of numbers -> their places."""
        size = AROUND[self.unspaced]
        found: dict[tuple[str, ...], list[int]] = {}
        for place in self.values:
            if place >= size:
                found.setdefault(("<", *self.masked[place - size : place]), []).append(place)
            after = self.masked[place + 1 : place + 1 + size]
            if len(after) == size:
                found.setdefault((">", *after), []).append(place)
        return found

    @cached_property
    def runs(self) -> list[str]:
        """The pieces by which a place is known, at each place."""
        return list(map(" ".join, runs_of(self.masked, AROUND[self.unspaced])))

    @cached_property
    def once(self) -> dict[str, int]:
        """Of these, those that stand once in the text -> where, ascending."""
        times = Counter(self.runs)
        return {run: place for place, run in enumerate(self.runs) if times[run] == 1}

    @cached_property
    def repeated(self) -> list[int]:
        """The places of all other runs, ascending."""
        once = set(self.once.values())
        return [place for place in range(len(self.runs)) if place not in once]

    @cached_property
    def _starts(self) -> list[int]:
        """The characters at which the pieces begin. Between two pieces are no letters or digits."""
        found, at = [], 0
        for piece in self.written:
            at = self.whole.index(piece, at)
            found.append(at)
            at += len(piece)
        return found

    @cached_property
    def _folded(self) -> list[str]:
        found = self.masked.copy()
        for place in self.values:
            found[place] = self.written[place]
        return found


@lru_cache(64)  # at most 35 MB; the texts of a series are met again and again
def lay(title: str, text: str, language: str) -> Laid:
    """`language` is a BCP 47 tag."""
    whole = f"{title}\n{text}"[:READ]
    pieces = _PIECE if UNSPACED_LETTER.search(whole) else _SPACED
    found = pieces.findall(whole)
    breaks = [place for place, piece in enumerate(found) if piece in _BREAK]
    written = [piece for piece in found if piece not in _BREAK]
    begins = {0, *(place - before for before, place in enumerate(breaks))} - {len(written)}
    worth = {piece: value(piece) for piece in set(written) if piece[0].isdecimal()}
    values = {place: worth[piece] for place, piece in enumerate(written) if piece in worth}
    masked = _folded(written)
    for place in values:
        masked[place] = "#"
    in_title = sum(piece not in _BREAK for piece in pieces.findall(title))
    unspaced = language.partition("-")[0] in UNSPACED
    return Laid(whole, language, written, masked, values, frozenset(begins), in_title, unspaced)


def runs_of(pieces: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many pieces, in their order."""
    return zip(*(pieces[start:] for start in range(size)), strict=False)


def _folded(written: list[str]) -> list[str]:
    return "\n".join(written).casefold().split("\n") if written else []


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
    small = set(written).intersection(folded)
    capital = [
        (place, fold) for place, (piece, fold) in enumerate(zip(written, folded, strict=True)) if piece != fold and piece[0].isupper()
    ]
    return frozenset(place for place, fold in capital if place not in begins and fold not in small)
