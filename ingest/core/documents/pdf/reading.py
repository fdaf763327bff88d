"""A PDF's sheets -> passages: furniture out, columns in order, paragraphs whole across columns and pages, notes after what they note."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from ingest.core.documents.passage import Passage, table
from ingest.core.documents.pdf import furniture
from ingest.core.documents.pdf.fragment import Fragment, Sheet
from ingest.core.documents.pdf.joining import joined, words_of
from ingest.core.documents.pdf.lines import Cells, FragmentRow, Lines, parts
from ingest.core.documents.pdf.paragraphs import Paragraph, is_heading, paragraphs

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡]|\(\d{1,2}\))[\s.)]*\S")
_SMALL = 0.93  # of the usual type: a note's
_KIND = 14  # letters: "DECREE", "NGHỊ ĐỊNH"; what it is about is the heading below
_LOW = 0.5  # of a sheet's height: notes stand below


class ReadPdf(Struct, frozen=True):
    """`title`: what stands out on the first page, if something does."""

    passages: tuple[Passage, ...]
    title: str = ""


class _Run(Struct):
    """A paragraph with the places at which pages begin in it."""

    paragraph: Paragraph
    pages: list[tuple[int, int]]
    is_note: bool = False


def read(sheets: Sequence[Sheet]) -> ReadPdf:
    sheets = furniture.without(sheets)
    body = usual_size(sheets)
    known = words_of([fragment.text for sheet in sheets for fragment in sheet.fragments])
    flow: list[_Run | tuple[int, Cells]] = []
    for sheet in sheets:
        rtl = _is_rtl(sheet)
        is_first = True
        for part in parts(sheet.fragments, rtl=rtl):
            if isinstance(part, Cells):
                flow.append((sheet.number if is_first else 0, part))
                is_first = False
                continue
            for paragraph in paragraphs(part, known, rtl=rtl):
                pages = [(0, sheet.number)] if is_first else []
                is_first = False
                note = paragraph.size < _SMALL * body and paragraph.top < _LOW * sheet.height and _NOTE.match(paragraph.text) is not None
                _add(flow, _Run(paragraph, pages, note), known, body)
    title = _title(flow, body)
    return ReadPdf(tuple(_passage(one, body) for one in flow), title)


def usual_size(sheets: Sequence[Sheet]) -> float:
    """The height of the type in which most of the words are set."""
    sizes = Counter[float]()
    for sheet in sheets:
        for fragment in sheet.fragments:
            sizes[round(fragment.size * 2) / 2] += len(fragment.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _add(flow: list[_Run | tuple[int, Cells]], run: _Run, known: frozenset[str], body: float) -> None:
    """Appends it, or continues the last paragraph of the text where that was cut by the end of a column or a page."""
    last = None if run.is_note else next((one for one in reversed(flow) if not (isinstance(one, _Run) and one.is_note)), None)
    if isinstance(last, _Run) and _goes_on(last.paragraph, run.paragraph, body):
        before = last.paragraph
        whole = joined(before.text, run.paragraph.text, known)
        last.pages += [(len(whole) - len(run.paragraph.text), number) for _, number in run.pages]
        before.text = whole
        before.is_full, before.bottom = run.paragraph.is_full, run.paragraph.bottom
        before.lines += run.paragraph.lines
    else:
        flow.append(run)


def _goes_on(before: Paragraph, after: Paragraph, body: float) -> bool:
    if after.top < before.bottom and after.top > 0 and before.bottom - after.top < 3 * before.size:  # in one column: decided there
        return False
    if before.ends or after.has_marker or abs(before.size - after.size) > 0.1 * before.size or before.bold != after.bold:
        return False
    if is_heading(before, body) and before.lines < 3:
        return False
    begins = after.text[:1]
    return begins.islower() or (before.is_full and not (after.indented or begins.isupper())) or before.text.endswith(("-", ","))


def _is_rtl(sheet: Sheet) -> bool:
    text = "".join(fragment.text for fragment in sheet.fragments)
    return len(_RTL.findall(text)) * 2 > sum(map(str.isalpha, text))


def _passage(one: _Run | tuple[int, Cells], body: float) -> Passage:
    if isinstance(one, _Run):
        kind = "heading" if is_heading(one.paragraph, body) and not one.is_note else "text"
        return Passage(kind="heading" if kind == "heading" else "text", text=one.paragraph.text, pages=tuple(one.pages))
    number, cells = one
    rows = tuple(tuple(_cell(cell) for cell in row) for row in cells.rows)
    return table(rows, ((0, number),) if number else ())


def _cell(pieces: FragmentRow) -> str:
    said = ""
    middle: Fragment | None = None
    for piece in pieces:
        said = joined(said, piece.text, frozenset()) if middle is not None else piece.text
        middle = piece
    return said


def _title(flow: Sequence[_Run | tuple[int, Cells]], body: float) -> str:
    """The largest type in the upper part of the first page, or else the first heading there."""
    first: list[Paragraph] = []
    for one in flow:
        pages = [number for _, number in one.pages] if isinstance(one, _Run) else [one[0]]
        if any(number > 1 for number in pages) and first:
            break
        if isinstance(one, _Run):
            first.append(one.paragraph)
    shown = [one for one in first[:12] if 4 <= len(one.text) <= 300 and any(map(str.isalpha, one.text))]
    large = [one for one in shown if one.size > 1.15 * body]
    if large:
        chosen = max(large, key=lambda one: (round(one.size), -first.index(one)))
    elif headings := [one for one in shown if is_heading(one, body)]:
        chosen = headings[0]
    else:
        return ""
    following = first[first.index(chosen) + 1 :][:1]
    says_what_it_is = len(chosen.text) <= _KIND and following and is_heading(following[0], body) and not following[0].has_marker
    return f"{chosen.text} {following[0].text}" if says_what_it_is else chosen.text


__all__ = ["Lines", "ReadPdf", "read", "usual_size"]
