"""Rows as JSON lines and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet runs a cell that begins so (OWASP, CSV injection)


def jsonl(rows: Iterable[Struct]) -> Iterator[bytes]:
    """One object a line, in UTF-8."""
    encoder = msgspec.json.Encoder()
    for row in rows:
        yield encoder.encode(row) + b"\n"


def csv_lines(rows: Iterable[Struct]) -> Iterator[bytes]:
    """RFC 4180 with a heading, in UTF-8; lists are JSON. A text that a spreadsheet would run gets an apostrophe in front."""
    head = True
    for row in rows:
        columns = msgspec.to_builtins(row)
        if head:
            yield _line(list(columns))
            head = False
        yield _line([_cell(value) for value in columns.values()])


def _cell(value: object) -> object:
    if isinstance(value, list | dict):
        value = msgspec.json.encode(value).decode()
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _line(cells: list[object] | list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()
