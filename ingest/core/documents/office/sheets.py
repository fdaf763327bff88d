"""Tables: workbooks through calamine, CSV through the standard library. Values as they are shown, formulas as what they came to."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from ingest.core.documents.contents import Contents, library
from ingest.core.documents.office.package import source_of
from ingest.core.documents.passage import Passage, table
from ingest.core.markup import decode
from ingest.core.model import MediaKind
from ingest.errors import ParseError

MOST_CELLS = 400_000  # with something in them, of all sheets
_MOST_EMPTY = 4_000_000  # and without
_MOST_SHEETS = 200
_DELIMITERS = ",;\t|"
_LONGEST = 100_000  # characters of a cell


def read(body: bytes, media: MediaKind) -> Contents:
    """A workbook. Raises ParseError, Unsupported."""
    calamine = library("python_calamine", "a workbook")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(source_of(body))
        shown = [
            one.name for one in workbook.sheets_metadata if str(one.visible).endswith("Visible") and str(one.typ).endswith("WorkSheet")
        ]
        passages: list[Passage] = []
        left = _Bound()
        for name in shown[:_MOST_SHEETS]:
            sheet = workbook.get_sheet_by_name(name)
            height, width = sheet.total_height, sheet.total_width
            if height * width > _MOST_EMPTY + left.cells:
                raise ParseError(f"a sheet of {height:,} rows and {width:,} columns")
            passages += _sheet(name if len(shown) > 1 else "", sheet.iter_rows(), left)
    except ParseError:
        raise
    except Exception as error:  # calamine raises a dozen kinds of its own, one of them a plain Exception
        raise ParseError(f"a workbook that cannot be read ({str(error)[:100] or type(error).__name__})") from error
    return Contents(media=media, passages=tuple(passages))


def read_csv(body: bytes, content_type: str | None) -> Contents:
    """Raises ParseError."""
    text, _ = decode.decode(body, content_type)
    sample = text[:10_000].splitlines()[:20]
    delimiter = max(
        _DELIMITERS, key=lambda sign: (min((line.count(sign) for line in sample if line), default=0), text[:10_000].count(sign))
    )
    csv.field_size_limit(_LONGEST)
    try:
        rows = csv.reader(text.splitlines(), delimiter=delimiter)
        return Contents(media="csv", passages=tuple(_sheet("", rows, _Bound())))
    except csv.Error as error:
        raise ParseError(f"a CSV table that cannot be read: {error}") from error


class _Bound:
    def __init__(self) -> None:
        self.cells = MOST_CELLS

    def count(self, row: tuple[str, ...]) -> None:
        self.cells -= sum(map(bool, row))
        if self.cells < 0:
            raise ParseError(f"a table of more than {MOST_CELLS:,} cells")


def _sheet(name: str, rows: Iterable[Iterable[object]], bound: _Bound) -> Iterator[Passage]:
    shown = []
    for row in rows:
        cells = tuple(map(said, row))
        bound.count(cells)
        if any(cells):
            shown.append(cells)
    whole = table(tuple(shown))
    if whole.text:
        if name:
            yield Passage(kind="heading", text=name)
        yield whole


def said(value: object) -> str:
    """A cell's value as text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
