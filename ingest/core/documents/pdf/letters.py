"""The letters of one page of a PDF, as PDFium gives them, gathered into fragments.

They come in the order of the file, those of right-to-left script in logical order, with the spaces and line ends that PDFium makes out.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from math import pi
from typing import NamedTuple

import pypdfium2.raw as pdfium

from ingest.core.documents.pdf.fragment import Fragment
from ingest.core.documents.vietnamese import fonts

_GAP = 1.0  # line heights between two letters of one fragment
_HYPHENS = (2, 0xFFFE)  # what PDFium has for a hyphen at the end of a line
_BOLD = 600  # of the weights of fonts, where 400 is plain
_SMALL, _RAISED = 0.8, 0.12  # of the line's height: a mark that leads to a note
_NOTE = frozenset("0123456789*†‡")
_UNITS = frozenset(("m", "km", "cm", "mm", "dm", "hm", "dam", "inch", "ft", "x", "e", "s", "R"))  # what stands before an exponent


class _Letter(NamedTuple):
    sign: str
    font: str
    bold: bool
    left: float
    bottom: float
    right: float
    top: float


def fragments(words: pdfium.FPDF_TEXTPAGE, count: int, legacy: Counter[str]) -> Iterator[tuple[int, Fragment]]:
    """Those of the first `count` letters, each with its quarter turns; the encodings of fonts that were undone are counted in `legacy`."""
    code_of, box_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetTextObject
    rect, fonts_of = pdfium.FS_RECTF(), _Fonts()
    pointer = ctypes.byref(rect)
    run: list[_Letter] = []
    last: _Letter | None = None  # of the run, that is no space
    start = 0
    for place in range(count):
        code = code_of(words, place)
        if code in (10, 13):
            if run:
                yield _fragment(words, start, run, legacy)
                run, last = [], None
            continue
        if code == 0 or not box_of(words, place, pointer):
            continue
        sign = "-" if code in _HYPHENS else chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if sign.isspace():
            if last is not None:
                run.append(last._replace(sign=" "))
            continue
        drawn = object_of(words, place)
        font, bold = fonts_of(drawn) if drawn else (last.font, last.bold) if last else ("", False)
        left, right = sorted((rect.left, rect.right))
        bottom, top = sorted((rect.bottom, rect.top))
        letter = _Letter(sign, font, bold, left, bottom, right, top)
        if last is not None and _is_apart(last, letter):
            yield _fragment(words, start, run, legacy)
            run = []
        if not run:
            start = place
        run.append(letter)
        last = letter
    if run:
        yield _fragment(words, start, run, legacy)


def _is_apart(before: _Letter, letter: _Letter) -> bool:
    """Whether a letter is no neighbour of the one before. Of a line that is written upwards letters stand above each other."""
    high, high_before = letter.top - letter.bottom, before.top - before.bottom
    gap = max(letter.left - before.right, before.left - letter.right)
    over = min(letter.top, before.top) - max(letter.bottom, before.bottom)
    return gap > _GAP * max(high, high_before, 1.0) or (gap > 0 and over < 0.3 * min(high, high_before))


def _fragment(words: pdfium.FPDF_TEXTPAGE, start: int, run: Sequence[_Letter], legacy: Counter[str]) -> tuple[int, Fragment]:
    drawn = [one for one in run if one.sign != " "]
    angle = pdfium.FPDFText_GetCharAngle(words, start)
    turn = 0 if angle < 0 else round(angle / (pi / 2)) % 4
    sizes = sorted((one.right - one.left if turn % 2 else one.top - one.bottom) for one in drawn)
    size = sizes[len(sizes) // 2]
    is_bold = sum(one.bold for one in drawn) * 2 > len(drawn)
    left, bottom = min(one.left for one in drawn), min(one.bottom for one in drawn)
    right, top = max(one.right for one in drawn), max(one.top for one in drawn)
    return turn, Fragment(left, bottom, right, top, size, is_bold, _said(run if turn else _noted(run, size), legacy))


def _noted(run: Sequence[_Letter], size: float) -> Sequence[_Letter]:
    """A small raised number after a word leads to a note: it is put into brackets, or it would be a part of the word."""
    usual = sorted(one.bottom for one in run)[len(run) // 2]
    raised = [one.sign in _NOTE and one.top - one.bottom < _SMALL * size and one.bottom > usual + _RAISED * size for one in run]
    if not any(raised) or all(raised):
        return run
    said: list[_Letter] = []
    for place, (letter, is_raised) in enumerate(zip(run, raised, strict=True)):
        before, after = place > 0 and raised[place - 1], place + 1 < len(run) and raised[place + 1]
        if is_raised and not before:
            word = "".join(one.sign for one in said).rsplit(" ", 1)[-1]
            if not word or word in _UNITS or word[-1].isdigit():
                raised = [*raised[:place], *([False] * (len(raised) - place))]
                said.append(letter)
                continue
            letter = letter._replace(sign=f"[{letter.sign}")
        if is_raised and raised[place] and not after:
            letter = letter._replace(sign=f"{letter.sign}]")
        said.append(letter)
    return said


def _said(run: Sequence[_Letter], legacy: Counter[str]) -> str:
    """The words, those of fonts with an encoding of their own in Unicode."""
    parts: list[tuple[str, list[str]]] = []
    for letter in run:
        if not parts or (parts[-1][0] != letter.font and letter.sign != " "):
            parts.append((letter.font, []))
        parts[-1][1].append(letter.sign)
    said = []
    for font, signs in parts:
        text = "".join(signs)
        encoding = fonts.encoding_of(font)
        if encoding is not None:
            legacy[encoding] += 1
            text = fonts.convert(text, encoding, font)
        said.append(text)
    return "".join(said).strip()


class _Fonts:
    """The name of the font of a drawn word, and whether it is bold."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bool]] = {}

    def __call__(self, drawn: pdfium.FPDF_PAGEOBJECT) -> tuple[str, bool]:
        address = ctypes.addressof(drawn.contents)
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = _font(drawn)
        return known


def _font(drawn: pdfium.FPDF_PAGEOBJECT) -> tuple[str, bool]:
    font = pdfium.FPDFTextObj_GetFont(drawn)
    if not font:
        return "", False
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace")
    return name, "bold" in name.lower() or pdfium.FPDFFont_GetWeight(font) >= _BOLD
