"""Running heads, running feet and page numbers: what stands at the edge of page after page and is no part of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ingest.core.documents.pdf.fragment import Fragment, Sheet

_EDGE = 0.13  # of a sheet's height, above and below
_SAME_PLACE = 6.0  # points
_SHARE = 0.4  # of the sheets that show it; heads of left and right pages differ
_LONG = 60  # letters: notes that differ in a number are as long
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pg|p|trang|seite|pagina|página|strona|стр|страница|หน้า|صفحة|第)[\W_]*)?(\d{1,4}|[ivxl]{1,7})"
    r"[\W_]*(?:(?:/|of|von|de|di|trên|sur|из|共|من)?[\W_]*\d{1,4})?[\W_]*(?:页|頁|ページ|쪽)?[\W_]*",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def without(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without it."""
    gone = {id(fragment) for fragment in (*_running(sheets), *_numbers(sheets))}
    return tuple(replace(sheet, fragments=tuple(one for one in sheet.fragments if id(one) not in gone)) for sheet in sheets)


def _running(sheets: Sequence[Sheet]) -> Iterable[Fragment]:
    """What says the same, but for the digits of a short line, at the same place of many sheets."""
    found: dict[str, list[tuple[int, Fragment]]] = defaultdict(list)
    for sheet in sheets:
        for fragment in _at_edges(sheet):
            said = "".join(fragment.text.split()).lower()
            found[said if len(said) > _LONG else _DIGITS.sub("0", said)].append((sheet.number, fragment))
    for shown in found.values():
        for number, fragment in shown:
            near = {other for other, one in shown if other != number and abs(one.bottom - fragment.bottom) < _SAME_PLACE}
            if len(near) + 1 >= max(2, _SHARE * len(sheets)):
                yield fragment


def _numbers(sheets: Sequence[Sheet]) -> Iterable[Fragment]:
    """Numbers that count with the sheets, and on a single sheet what says "page 1 of 1"."""
    offsets: dict[int, list[Fragment]] = defaultdict(list)
    for sheet in sheets:
        for fragment in _at_edges(sheet):
            match = _NUMBER.fullmatch(fragment.text)
            value = _value(match[1]) if match else None
            if value is None or not _is_outermost(sheet, fragment):
                continue
            offsets[value - sheet.number].append(fragment)
            if len(sheets) == 1 and len(fragment.text) > len(match[1] if match else "") and value == 1:
                yield fragment
    for fragments in offsets.values():
        if len(fragments) > 1:
            yield from fragments


def _at_edges(sheet: Sheet) -> Iterable[Fragment]:
    low, high = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    return (one for one in sheet.fragments if one.top < low or one.bottom > high)


def _is_outermost(sheet: Sheet, fragment: Fragment) -> bool:
    """Whether nothing stands further out than a number: it would be one of a list's."""
    if fragment.bottom > sheet.height / 2:
        return all(one.bottom <= fragment.top + 1 or "\n" in one.text for one in sheet.fragments)
    return all(one.top >= fragment.bottom - 1 for one in sheet.fragments)


def _value(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    values = [_ROMAN[letter] for letter in said.lower()]
    return sum(-value if following > value else value for value, following in zip(values, [*values[1:], 0], strict=True))
