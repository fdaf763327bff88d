"""Lines -> paragraphs and headings: by the space between them, their type, and by whether a line ends before it must."""

import re
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from msgspec import Struct

from ingest.core.documents.pdf.fragment import Fragment
from ingest.core.documents.pdf.joining import joined
from ingest.core.documents.pdf.lines import FragmentRow, Lines

_MARKER = re.compile(
    r"(?:[-–—•▪●○■□*+✓]\s*\S|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})[.)]\s|\[\d{1,3}\]\s|§\s?\d"
    r"|(?:Điều|Chương|Mục|Khoản|Phần|Article|Section|Chapter|Annex|Artikel|Art\.|มาตรา|ข้อ|المادة|مادة)\s+[\dIVX]"
    r"|第.{1,6}[条章節节款编編])"
)
_ENDS = re.compile(r"[.!?:;。！？：；؟…।។](?:[\"'”’»)\]』」]|\[\d+\])*\Z")
_NUMBER = re.compile(r"\d{1,3}|[*†‡]")
_RAISED = 0.8  # of a line's type: the number of a note, which stands higher
_PITCH = 1.32  # times the usual distance of two lines of the paragraph
_SIZE = 0.12  # by which the type of two paragraphs differs
_ROOM = 1.25  # first words that would have fitted
_INDENT = 0.7, 6.0  # line heights
_LONGEST_HEADING = 200  # characters


class TextLine(Struct, frozen=True):
    """A row of text that is read as a line."""

    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    text: str
    first_word: float  # its width

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


class Paragraph(Struct):
    """Lines that belong together. `is_full`: the last one reaches the end of its column, so that it may go on elsewhere."""

    text: str
    size: float
    bold: bool
    bottom: float
    top: float
    indented: bool
    is_full: bool
    has_marker: bool
    lines: int = 1

    @property
    def ends(self) -> bool:
        return _ENDS.search(self.text) is not None


def paragraphs(part: Lines, known: Set[str], *, rtl: bool) -> list[Paragraph]:
    """Those of one column. `known`: the words of the document."""
    lines = [_line(row, rtl) for row in part.rows]
    left, right = _edges(lines, part)
    pitches = sorted(
        before.middle - after.middle for before, after in pairwise(lines) if abs(before.size - after.size) < _SIZE * before.size
    )
    found: list[Paragraph] = []
    before: TextLine | None = None
    first: TextLine | None = None  # of the paragraph
    for line in lines:
        usual = _usual(pitches, line.size)
        if before is None or first is None or _is_new(first, before, line, left, right, usual, rtl):
            indented = line.left - left > _INDENT[0] * line.size
            found.append(Paragraph(line.text, line.size, line.bold, line.bottom, line.top, indented, False, _is_marked(line.text)))
            first = line
        else:
            last = found[-1]
            last.text = joined(last.text, line.text, known)
            last.bottom = line.bottom
            last.bold = last.bold and line.bold
            last.lines += 1
        found[-1].is_full = (line.left - left if rtl else right - line.right) < 4 * line.size
        before = line
    return found


def is_heading(paragraph: Paragraph, body: float) -> bool:
    """`body`: the height of the document's usual type."""
    if len(paragraph.text) > _LONGEST_HEADING or paragraph.text.endswith((",", ";")):
        return False
    return paragraph.size > 1.15 * body or (paragraph.bold and paragraph.lines <= 3 and not paragraph.text.endswith("."))


def _line(row: FragmentRow, rtl: bool) -> TextLine:
    pieces: Iterable[Fragment] = reversed(row) if rtl else row
    longest = max(row, key=lambda one: len(one.text))
    text = ""
    for one in pieces:
        is_note = one.size < _RAISED * longest.size and _NUMBER.fullmatch(one.text) and one.middle > longest.middle
        text += f"[{one.text}]" if text and is_note else f" {one.text}" if text else one.text
    signs = len(text.partition(" ")[0]) if any(map(str.isspace, text)) and not _is_unspaced(text) else 1
    width = sum(one.right - one.left for one in row)
    return TextLine(
        row[0].left,
        row[-1].right,
        min(one.bottom for one in row),
        max(one.top for one in row),
        longest.size,
        all(one.bold for one in row),
        text,
        width * signs / max(1, len(text)),
    )


def _is_unspaced(text: str) -> bool:
    return sum("\u2e80" <= sign <= "\u9fff" or "\u0e00" <= sign <= "\u0e7f" for sign in text) * 2 > len(text)


def _edges(lines: Sequence[TextLine], part: Lines) -> tuple[float, float]:
    """Where the lines of the column begin and end; one that hangs out is no edge."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return (lefts[len(lefts) // 10], rights[-1 - len(rights) // 20]) if len(lines) > 2 else (part.left, part.right)


def _usual(pitches: Sequence[float], size: float) -> float:
    """The distance of two lines of one paragraph: of what the column has, what is often met and not far from a line's height."""
    near = [pitch for pitch in pitches if 0.6 * size < pitch < 2.6 * size]
    return near[len(near) // 3] if near else 1.2 * size


def _is_new(first: TextLine, before: TextLine, line: TextLine, left: float, right: float, usual: float, rtl: bool) -> bool:
    size = max(before.size, line.size)
    if before.middle - line.middle > _PITCH * max(usual, 0.9 * size) or before.middle < line.middle:
        return True
    if abs(before.size - line.size) > _SIZE * size:
        return True
    is_centred = abs((before.left + before.right) - (line.left + line.right)) < 0.8 * size and line.left - left > size
    if before.bold != line.bold and (is_centred or _room(before, left, right, rtl) > 2 * size):
        return True
    if is_centred and before.left - left > size:
        return False
    if _is_marked(line.text) and (_ENDS.search(before.text) or _is_marked(first.text) or _room(before, left, right, rtl) > 2 * size):
        return True
    indent = right - line.right if rtl else line.left - left
    was = right - before.right if rtl else before.left - left
    if _INDENT[0] * size < indent - was < _INDENT[1] * size and not (before is first and _is_marked(first.text)):
        return True
    if line.text[:1].islower() and not _ENDS.search(before.text):
        return False
    return not before.text.endswith(("-", "\u00ad")) and _room(before, left, right, rtl) > _ROOM * line.first_word + 0.6 * size


def _room(line: TextLine, left: float, right: float, rtl: bool) -> float:
    """What is left of a line behind its last word."""
    return line.left - left if rtl else right - line.right


def _is_marked(text: str) -> bool:
    return _MARKER.match(text) is not None
