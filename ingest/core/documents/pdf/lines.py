"""Fragments -> rows, and rows into what is read line by line, column by column, or cell by cell."""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from ingest.core.documents.pdf.fragment import Fragment

FragmentRow = tuple[Fragment, ...]  # fragments beside each other, from the left

_GUTTER = 0.75  # line heights between two columns at least
_PROSE = 16  # signs of a line in a column of prose, at the median; wide scripts count double
_FILLED = 0.5  # share of its column that a line of prose fills, at the median
_MARKS = ".):-–•▪●○■□*"
_FAR = 1.7  # line heights between a table and what follows it
_FEW = 3  # lines that make a column


class Lines(Struct, frozen=True):
    """Rows that are read one after the other, within one column."""

    rows: tuple[FragmentRow, ...]
    left: float
    right: float


class Cells(Struct, frozen=True):
    """A table: its rows, each with a fragment or some for every column."""

    rows: tuple[tuple[FragmentRow, ...], ...]


Part = Lines | Cells


def parts(fragments: Iterable[Fragment], *, rtl: bool) -> list[Part]:
    """What stands on a sheet, in the order of reading."""
    rows = rows_of(fragments)
    return _parts(rows, rtl) if rows else []


def rows_of(fragments: Iterable[Fragment]) -> list[FragmentRow]:
    """From the top; fragments whose middles are at nearly the same height are one row."""
    rows: list[list[Fragment]] = []
    for one in sorted(fragments, key=lambda fragment: -fragment.middle):
        if rows and rows[-1][0].middle - one.middle < 0.5 * min(rows[-1][0].size, one.size):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [tuple(sorted(row, key=lambda fragment: fragment.left)) for row in rows]


def _parts(rows: Sequence[FragmentRow], rtl: bool) -> list[Part]:
    left, right = min(row[0].left for row in rows), max(one.right for row in rows for one in row)
    found: list[Part] = []
    plain: list[FragmentRow] = []
    at = 0
    while at < len(rows):
        end, gutters = _apart(rows, at, left, right)
        block = _columned(rows[at:end], gutters, rtl) if gutters else None
        if block is not None and isinstance(block[0], Cells):
            end = _end_of_table(rows, at, end, gutters)
            block = _columned(rows[at:end], gutters, rtl)
        if block is None or _is_above(rows, at, end) or (isinstance(block[0], Cells) and _hides_columns(rows, at, end, left, right, rtl)):
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            found.append(Lines(tuple(plain), left, right))
            plain = []
        found += block
        at = end
    if plain:
        found.append(Lines(tuple(plain), left, right))
    return found


def _is_above(rows: Sequence[FragmentRow], start: int, end: int) -> bool:
    """Whether the first row is a heading in larger type at a distance above columns, and stands over one of them by chance."""
    if end - start < _FEW or len(rows[start]) > 1:
        return False
    heading, below = rows[start][0], rows[start + 1][0]
    return heading.size > 1.15 * below.size and heading.middle - below.middle > _FAR * heading.size


def _end_of_table(rows: Sequence[FragmentRow], start: int, end: int, gutters: Sequence[tuple[float, float]]) -> int:
    """Without the lines that follow it at a distance and stand within one column by chance."""
    while end - start > 2:
        last, size = rows[end - 1], rows[end - 1][0].size
        columns = {sum(one.left > (a + b) / 2 for a, b in gutters) for one in last}
        if len(columns) > 1 or rows[end - 2][0].middle - last[0].middle < _FAR * size:
            break
        end -= 1
    return end


def _hides_columns(rows: Sequence[FragmentRow], start: int, end: int, left: float, right: float, rtl: bool) -> bool:
    """Whether what looks like a short table is a heading with the first lines of columns below it."""
    further, gutters = _apart(rows, start + 1, left, right)
    if not gutters or further - start < 2 * (end - start):
        return False
    block = _columned(rows[start + 1 : further], gutters, rtl)
    return block is not None and isinstance(block[0], Lines)


def _apart(rows: Sequence[FragmentRow], start: int, left: float, right: float) -> tuple[int, list[tuple[float, float]]]:
    """The end of the rows from `start` that have gutters in common, and these. No gutters: there is text on one side alone."""
    free = [(left, right)]
    end = start
    while end < len(rows):
        row = rows[end]
        least = _GUTTER * max(one.size for one in row)
        narrowed = [(a, b) for a, b in _without(free, row) if b - a >= least]
        if not narrowed:
            break
        if end > start and _both_sides(rows[start:end], free) and not _both_sides(rows[start : end + 1], narrowed):
            break
        free = narrowed
        end += 1
    return end, _both_sides(rows[start:end], free)


def _without(free: Iterable[tuple[float, float]], row: FragmentRow) -> list[tuple[float, float]]:
    for fragment in row:
        free = [
            piece
            for a, b in free
            for piece in ((a, min(b, fragment.left)), (max(a, fragment.right), b))
            if piece[0] < piece[1]
        ]  # fmt: skip
    return list(free)


def _both_sides(rows: Sequence[FragmentRow], free: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The free strips that have text left and right of them."""
    first = min((row[0].left for row in rows), default=0.0)
    last = max((one.right for row in rows for one in row), default=0.0)
    return [(a, b) for a, b in free if a > first and b < last]


def _columned(rows: Sequence[FragmentRow], gutters: Sequence[tuple[float, float]], rtl: bool) -> list[Part] | None:
    """Columns of prose one after the other, or a table; None: it is neither, and is read row by row."""
    middles = [(a + b) / 2 for a, b in gutters]

    def column_of(one: Fragment) -> int:
        return sum(one.left > middle for middle in middles)

    columns: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for row in rows:
        for one in row:
            columns[column_of(one)].append(one)
    if all(map(_is_prose, columns)):
        order = reversed(columns) if rtl else columns
        return [part for column in order for part in _parts(rows_of(column), rtl)]
    if len(columns) == 2 and _are_markers(columns[-1 if rtl else 0]):
        return None
    if sum(len(set(map(column_of, row))) > 1 for row in rows) < 2:
        return None
    cells = [tuple(tuple(one for one in row if column_of(one) == place) for place in range(len(columns))) for row in rows]
    return [Cells(tuple(tuple(reversed(row)) if rtl else row for row in _whole_rows(cells)))]


def _is_prose(column: Sequence[Fragment]) -> bool:
    rows = rows_of(column)
    if len(rows) < _FEW:
        return False
    width = max(one.right for one in column) - min(one.left for one in column)
    filled = sorted((row[-1].right - row[0].left) / max(1.0, width) for row in rows)
    signs = sorted(sum(map(_width, "".join(one.text for one in row))) for row in rows)
    return filled[len(rows) // 2] >= _FILLED and signs[len(rows) // 2] >= _PROSE


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _are_markers(column: Sequence[Fragment]) -> bool:
    """Whether it is what stands before the entries of a list."""
    marks = sum(one.text[-1:] in _MARKS or not one.text[0].isalnum() for one in column)
    return marks * 2 > len(column) and all(len(one.text) <= 5 for one in column)


def _whole_rows(rows: Sequence[tuple[FragmentRow, ...]]) -> list[tuple[FragmentRow, ...]]:
    """A row whose first cell is empty and that follows closely is the rest of the one before, whose words needed more than a line."""
    middles = [max(one.middle for cell in row for one in cell) for row in rows]
    gaps = sorted(before - after for before, after in pairwise(middles))
    found: list[tuple[FragmentRow, ...]] = []
    for place, row in enumerate(rows):
        size = max(one.size for cell in row for one in cell)
        gap = middles[place - 1] - middles[place] if place else 0.0
        is_rest = gap <= 1.3 * size and not all(row) and (not row[0] or gaps[-1] > 1.15 * gap)
        if found and is_rest:
            found[-1] = tuple((*before, *after) for before, after in zip(found[-1], row, strict=True))
        else:
            found.append(row)
    return found
