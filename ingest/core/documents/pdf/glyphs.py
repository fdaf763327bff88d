"""Reads a PDF through PDFium: the words of each page with their places, what it declares of itself, a picture of a page.

`letters` reads the words of one page.
"""

import ctypes
import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from ingest.core.documents.pdf import letters
from ingest.core.documents.pdf.fragment import Fragment, Sheet
from ingest.errors import ParseError, Unsupported

MOST_PAGES = 3_000
MOST_GLYPHS = 4_000_000  # of all pages; a thousand dense pages
_PICTURE = 0.5  # share of a sheet that a picture fills to be a scan of it
_PIXELS = 12_000_000  # of a page that is drawn: A4 at 300 dots an inch has 8.7 million
_DOTS = 300  # an inch
_FEW = 200  # letters of a page that may be a scan
_MOST_DRAWN = 200  # things drawn on a page that are looked through for a picture


class PdfProperties(Struct, frozen=True):
    """What the file says of itself."""

    title: str = ""
    created: str = ""  # D:20240315093000+07'00'
    language: str = ""


class Pdf(Struct, frozen=True):
    """A PDF that was read. `legacy`: the fonts with an encoding of their own that were undone."""

    sheets: tuple[Sheet, ...]
    declared: PdfProperties
    legacy: tuple[str, ...] = ()


def read(body: bytes) -> Pdf:
    """Raises Unsupported for an encrypted one, ParseError for one that cannot be read or is too large."""
    with _opened(body) as document:
        sheets, legacy = [], Counter[str]()
        left = MOST_GLYPHS
        for number in range(1, len(document) + 1):
            sheet, count = _sheet(document, number, legacy, left)
            left -= count
            sheets.append(sheet)
        meta = document.get_metadata_dict(skip_empty=True)
        declared = PdfProperties(meta.get("Title", ""), meta.get("CreationDate", ""))
        return Pdf(tuple(sheets), declared, tuple(sorted(legacy)))


def picture(body: bytes, number: int) -> bytes:
    """A page as a grey picture in the form of netpbm (PGM), which every reader of pictures knows. Raises as `read` does."""
    with _opened(body) as document:
        try:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_DOTS / 72, (_PIXELS / max(1.0, width * height)) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        except pypdfium2.PdfiumError as error:
            raise ParseError(f"page {number} of the PDF cannot be drawn: {error}") from error
        rows, step = memoryview(bitmap.buffer).cast("B"), bitmap.stride
        grey = b"".join(rows[start : start + bitmap.width] for start in range(0, step * bitmap.height, step))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + grey


@contextmanager
def _opened(body: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise Unsupported("an encrypted PDF: it opens with a password alone") from error
        raise ParseError("a PDF that cannot be read: it is cut off or damaged") from error
    try:
        if len(document) > MOST_PAGES:
            raise ParseError(f"a PDF of {len(document):,} pages, more than {MOST_PAGES:,}")
        if len(document) == 0:
            raise ParseError("a PDF without a page")
        yield document
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, number: int, legacy: Counter[str], most: int) -> tuple[Sheet, int]:
    """One page, and how many glyphs it has. A page that cannot be read is an empty one."""
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return Sheet(number, 0, 0, ()), 0
    try:
        words = pdfium.FPDFText_LoadPage(page)
        if not words:
            return Sheet(number, 0, 0, ()), 0
        try:
            count = pdfium.FPDFText_CountChars(words)
            if count > most:
                raise ParseError(f"a PDF of more than {MOST_GLYPHS:,} characters")
            width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
            found = [one for one in letters.fragments(words, count, legacy) if one[1].text.strip()]
            turn = _turn(found, pdfium.FPDFPage_GetRotation(page))
            fragments = tuple(_turned(one, turn, width, height) for angle, one in found if angle == turn)
            fragments = _once(fragments)
            picture = _picture(page, width * height) if count < _FEW else None
        finally:
            pdfium.FPDFText_ClosePage(words)
    finally:
        pdfium.FPDF_ClosePage(page)
    return Sheet(number, width, height, fragments, picture), count


def _turn(found: list[tuple[int, Fragment]], rotation: int) -> int:
    """The quarter turns in which most of a page's words stand."""
    turns = Counter[int]()
    for angle, fragment in found:
        turns[angle] += len(fragment.text)
    return turns.most_common(1)[0][0] if turns else rotation


def _turned(fragment: Fragment, turn: int, width: float, height: float) -> Fragment:
    """As it lies when the sheet is held so that its words are upright. PDFium gives places before the page's own rotation."""
    if turn == 0:
        return fragment
    left, bottom, right, top = fragment.left, fragment.bottom, fragment.right, fragment.top
    if turn == 1:  # written upwards
        box = (bottom, -right, top, -left)
    elif turn == 2:
        box = (-right, -top, -left, -bottom)
    else:
        box = (-top, left, -bottom, right)
    far = max(width, height)
    return Fragment(box[0] + far * (box[0] < 0), box[1] + far * (box[1] < 0), box[2] + far * (box[0] < 0), box[3] + far * (box[1] < 0),
                    fragment.size, fragment.bold, fragment.text)  # fmt: skip


def _once(fragments: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    """Without those that are printed twice at nearly one place to look bold or to cast a shadow."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for one in fragments:
        places = {(one.text, round(one.left / 3 + x), round(one.bottom / 3 + y)) for x in (-0.4, 0.4) for y in (-0.4, 0.4)}
        if not places & seen:
            kept.append(one)
        seen |= places
    return tuple(kept)


def _picture(page: pdfium.FPDF_PAGE, area: float) -> bytes | None:
    """The hash of a picture that fills much of a page, as the file holds it."""
    edges = [ctypes.c_float() for _ in range(4)]
    for place in range(min(_MOST_DRAWN, pdfium.FPDFPage_CountObjects(page))):
        drawn = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_IMAGE or not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if (right - left) * (top - bottom) > _PICTURE * area:
            size = pdfium.FPDFImageObj_GetImageDataRaw(drawn, None, 0)
            buffer = ctypes.create_string_buffer(max(1, size))
            pdfium.FPDFImageObj_GetImageDataRaw(drawn, buffer, size)
            return hashlib.sha256(buffer).digest()
    return None
