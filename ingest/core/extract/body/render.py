"""Blocks -> text and Markdown."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ingest.core.extract.page.layout import Block, Box, inwards
from ingest.core.extract.page.references import absolute

_LEVELS = {f"h{level}": max(level, 2) for level in range(1, 7)}  # the title is the only heading of the first level
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
# A table sets a page out, and is none to its readers, if no two cells of a row have text, or if cells with paragraphs hold most of it.
_PARAGRAPHS, _LONG = 3, 400  # blocks and characters in one cell
_MOST = 0.6  # share of the table's characters
_SIGNS = "\\`*_[]<>"
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"(#{1,6}\s|[-+>]\s|\d+[.)]\s)")


class _Place(NamedTuple):
    """What a box is part of: the level of a heading, the innermost list, how deep it is, the cell, row and table, a quotation."""

    level: int = 0
    entry: bool = False
    ordered: bool = False
    depth: int = 0
    list: Box | None = None
    cell: Box | None = None
    row: Box | None = None
    table: Box | None = None
    quoted: bool = False


_NOWHERE = _Place()


class Renderer:
    """Writes blocks of one layout. What a box is part of is found once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._places: dict[Box, _Place] = {}
        places = [self._place(block.box) for block in blocks]
        tables = self._true_tables(places)
        self._laid = [
            place if place.table in tables or (place.table is None and place.row is None) else place._replace(row=None, table=None)
            for place in places
        ]

    def text(self) -> str:
        """Paragraphs separated by a blank line; the entries of a list and the rows of a table on lines of their own."""
        return self._joined([block.text for block in self.blocks], _text_line, _text_table)

    def markdown(self, base: str) -> str:
        """The same as Markdown, with headings, lists, quotes, tables and links made absolute against `base`."""
        return self._joined([_inline(block, base) for block in self.blocks], _markdown_line, _markdown_table)

    def _joined(self, said: Sequence[str], line: Callable[[_Place, str], str], table: Callable[[list[list[str]]], str]) -> str:
        paragraphs: list[str] = []
        rows: list[list[str]] = []  # of the table that is being read
        before = _NOWHERE
        for place, words in zip(self._laid, said, strict=True):
            if rows and place.table is not before.table:
                paragraphs.append(table(rows))
                rows = []
            if place.row is not None:
                if place.row is not before.row or not rows:
                    rows.append([])
                if rows[-1] and place.cell is not None and place.cell is before.cell:
                    rows[-1][-1] += " " + words.replace("\n", " ")
                else:
                    rows[-1].append(words.replace("\n", " "))
            elif place.entry and before.entry and (place.list is before.list or place.depth != before.depth):
                paragraphs[-1] += "\n" + line(place, words)
            else:
                paragraphs.append(line(place, words))
            before = place
        if rows:
            paragraphs.append(table(rows))
        return "\n\n".join(paragraphs)

    def _true_tables(self, places: Sequence[_Place]) -> set[Box]:
        cells: dict[Box, tuple[int, int]] = {}  # how many blocks each cell has, and their characters
        rows: dict[Box, set[Box]] = {}  # the cells of each row
        found: set[Box] = set()
        whole: Counter[Box] = Counter()  # characters of each table
        paragraphs: dict[Box, dict[Box, int]] = {}  # those in its cells with paragraphs
        for block, place in zip(self.blocks, places, strict=True):
            if place.table is None or place.row is None or place.cell is None:
                continue
            number, size = cells.get(place.cell, (0, 0))
            number, size = cells[place.cell] = number + 1, size + block.size
            row = rows.setdefault(place.row, set())
            row.add(place.cell)
            if len(row) > 1:
                found.add(place.table)
            whole[place.table] += block.size
            if number >= _PARAGRAPHS and size >= _LONG:
                paragraphs.setdefault(place.table, {})[place.cell] = size
        return {table for table in found if sum(paragraphs.get(table, {}).values()) < _MOST * whole[table]}

    def _place(self, box: Box) -> _Place:
        for one in inwards(box, self._places):
            outer = self._places[one.parent] if one.parent is not None else _NOWHERE
            self._places[one] = _within(outer, one)
        return self._places[box]


def _within(outer: _Place, box: Box) -> _Place:
    tag = box.tag
    if tag in _LEVELS:
        return outer._replace(level=_LEVELS[tag])
    if tag in _LISTS:
        return outer._replace(list=box, depth=outer.depth + 1, ordered=tag == "ol", entry=False)
    if tag == "li":
        return outer._replace(entry=True)
    if tag == "table":
        return outer._replace(table=box, row=None, cell=None)
    if tag == "tr":
        return outer._replace(row=box, cell=None)
    if tag in _CELLS:
        return outer._replace(cell=box)
    if tag == "blockquote":
        return outer._replace(quoted=True)
    return outer


def _text_line(place: _Place, words: str) -> str:
    return "- " + words if place.entry else words


def _text_table(rows: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _markdown_table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _markdown_line(place: _Place, words: str) -> str:
    if place.level:
        return "#" * place.level + " " + words.replace("\n", " ")
    if place.entry:
        words = "  " * (place.depth - 1) + ("1. " if place.ordered else "- ") + words.replace("\n", " ")
    if place.quoted:
        words = "> " + words.replace("\n", "\n> ")
    return words


def _inline(block: Block, base: str) -> str:
    """A block's text with its links, in Markdown."""
    if not block.linked:
        return _escaped(block.text)
    out: list[str] = []
    label: list[str] = []
    target: str | None = None
    for piece, href in block.pieces:
        if href != target:
            out.append(_link("".join(label), target, base))
            label, target = [], href
        label.append(piece if piece == "\n" and href is None else piece.replace("\n", " "))
    out.append(_link("".join(label), target, base))
    lines = (" ".join(part.split()) for part in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def _escaped(words: str) -> str:
    """Without what Markdown would read as a sign."""
    words = _marked(words)
    return _LINE_START.sub(r"\\\1", words, count=1) if _LINE_START.match(words) else words


def _marked(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words) if any(map(words.__contains__, _SIGNS)) else words


def _link(label: str, target: str | None, base: str) -> str:
    words = label.strip()
    url = _target(base, target) if target and words else None
    if url is None:
        return _marked(label)
    start = len(label) - len(label.lstrip())
    return f"{label[:start]}[{_marked(words)}]({url}){label[start + len(words) :]}"


def _target(base: str, reference: str) -> str | None:
    """A link's URL, spelled so that no sign of Markdown is in it."""
    url = absolute(base, reference.strip())
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29") if url else None
