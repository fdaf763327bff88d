"""CSV that a spreadsheet opens without running a formula.

Source: OWASP, CSV Injection. A cell that begins with = + - @, a tab or a carriage return is a formula; an apostrophe
before it makes it text.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[\s\u00a0\ufeff]*[=+\-@＝＋－＠\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run. Numbers stay numbers."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def csv_of(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180), each cell harmless; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(["" if cell is None else harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


class Rewriter:
    """Makes harmless a CSV document that comes in pieces of UTF-8, whole records at a time.

    Raises ValueError when a record is longer than `longest` bytes.
    """

    def __init__(self, longest: int = 64_000_000) -> None:
        self._rest = b""
        self._longest = longest

    def feed(self, piece: bytes) -> bytes:
        """The records that are whole by now."""
        whole = self._rest + piece
        end = _end_of_records(whole)
        self._rest = whole[end:]
        if len(self._rest) > self._longest:
            raise ValueError(f"a row of more than {self._longest:,} bytes")
        return _rewritten(whole[:end])

    def end(self) -> bytes:
        """What is left: a last record without a line end."""
        rest, self._rest = self._rest, b""
        return _rewritten(rest)


def _end_of_records(said: bytes) -> int:
    """Where the last record ends that is whole: at a line end outside of quotes."""
    end = said.rfind(b"\n")
    while end >= 0 and said.count(b'"', 0, end) % 2:  # the line end is in a cell
        end = said.rfind(b"\n", 0, end)
    return end + 1


def _rewritten(said: bytes) -> bytes:
    if not said:
        return b""
    csv.field_size_limit(max(csv.field_size_limit(), len(said)))
    return csv_of(csv.reader(io.StringIO(said.decode(errors="replace"), newline=""))).encode()
