"""Words and lines as they are given: arguments of any bytes, and objects on standard input, one JSON object a line."""

import sys
from collections.abc import Iterator
from typing import TypeVar

import click
import msgspec

T = TypeVar("T", bound=msgspec.Struct)


def legible(word: str) -> str:
    """An argument as text: bytes that are no UTF-8, which Python keeps as lone surrogates, are question marks in a box."""
    return word.encode(errors="surrogateescape").decode(errors="replace")


def asked(kind: type[T]) -> Iterator[T]:
    """Each line as it comes, blank ones left out. Raises click.UsageError, which names the line and what is wrong with it."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as error:
            raise click.UsageError(f"standard input, line {number}: {error}") from None
