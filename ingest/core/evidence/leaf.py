"""One kept row as the content of a leaf: bytes that another program can make again from the row.

A leaf is one JSON object, by RFC 8785 (no white space, keys sorted, only what JSON needs escaped, UTF-8):

    {"columns":{...},"row":ID,"table":"NAME"}

`columns` has the row's columns that hold something, by name. An integer is a number, a text is itself, a real number is "float64:" and
the 16 hexadecimal digits of its IEEE 754 bytes, the highest first. A column that may be long, or erased one day by order, is given by its
hash: "sha256:" and 64 hexadecimal digits, of the UTF-8 of a text. A column that holds nothing is left out, so that columns which are
added later change no older leaf.
"""

import struct
from collections.abc import Collection, Mapping
from hashlib import sha256

import msgspec

_canonical = msgspec.json.Encoder(order="sorted").encode  # as RFC 8785 has it, of integers and texts

Cell = int | float | str | bytes | None


def content(table: str, row: int, columns: Mapping[str, Cell], hashed: Collection[str] = ()) -> bytes:
    """The bytes of a leaf. `hashed` names the columns that are given by their hash."""
    said = {
        name: digest(value) if name in hashed else value if type(value) is str or type(value) is int else _plain(value)
        for name, value in columns.items()
        if value is not None
    }
    return _canonical({"columns": said, "row": row, "table": table})


def digest(value: Cell) -> str:
    """A text or bytes by its hash; a Digest is one already."""
    if isinstance(value, Digest):
        return str(value)
    if not isinstance(value, str | bytes):
        raise TypeError(f"a {type(value).__name__} has no hash of its own")
    return f"sha256:{sha256(value.encode() if isinstance(value, str) else value).hexdigest()}"


class Digest(str):
    """The hash of a text that was erased, as its leaf gives it."""


def _plain(value: Cell) -> int | str:
    if isinstance(value, float):
        return f"float64:{struct.pack('>d', value).hex()}"
    if isinstance(value, bytes):
        return digest(value)
    assert value is not None
    return value
