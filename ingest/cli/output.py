"""What the commands print with: tables and colours on a terminal, clean tab-separated text in a pipe, one JSON object a line."""

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

# C0, DEL, C1 and the bidirectional overrides; a page's text may carry them, a terminal would obey them
_UNPRINTABLE = {
    c: None for c in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if c not in (0x09, 0x0A)
}

_LONGEST_LINE = 1000  # characters


def plain(text: str) -> str:
    """Text from the web without the characters that a terminal would obey."""
    return text.translate(_UNPRINTABLE)


def line(text: str) -> str:
    """One line of a message: cut where a URL or a page made it endless, without the password that a URL may carry."""
    shown = re.sub(r"(?<=://)[^\s/@]*@", "", " ".join(plain(text).split()))
    return shown if len(shown) <= _LONGEST_LINE else f"{shown[:_LONGEST_LINE]}..."


def one_line(text: str) -> str:
    """Text of the web as one cell of a line: nothing that a terminal obeys, no tab, no line end."""
    return " ".join(plain(text).split())


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    import shutil

    return shutil.get_terminal_size().columns


def print_hanging(text: str, indent: int, *, style: str = "") -> None:
    """A paragraph: on a terminal wrapped at words, its further lines two columns deeper; in a pipe one line."""
    shown = one_line(text)
    if not sys.stdout.isatty():
        click.echo(f"{' ' * indent}{shown}")
        return
    from rich.text import Text

    terminal = console()
    for number, part in enumerate(Text(shown).wrap(terminal, max(20, width() - indent - 2))):  # counts columns: a Chinese character has two
        terminal.print(Text(f"{' ' * (indent + 2 * bool(number))}{part.plain.rstrip()}", style=style))


def wrapped(text: str) -> str:
    """Paragraphs: on a terminal wrapped at words, within a hundred columns; in a pipe as they are."""
    if not sys.stdout.isatty():
        return text
    from rich.text import Text

    columns = min(100, width())
    return "\n".join(part.plain.rstrip() for line in text.split("\n") for part in (Text(line).wrap(console(), columns) or [Text("")]))


def settle_streams() -> None:
    """What a terminal of few characters cannot show is a question mark; what goes to a closed stream goes nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115  # it takes the stream's place
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_json(value: object, *, err: bool = False) -> None:
    """One object on one line; `value` is a Struct or a mapping."""
    import msgspec

    click.echo(msgspec.json.encode(value), err=err)  # JSON is UTF-8, whatever the terminal reads


def console(*, err: bool = False) -> "Console":
    from rich.console import Console

    return Console(stderr=err, highlight=False, soft_wrap=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Sequence[str] = ()) -> None:
    """A table on a terminal, tab-separated lines with a heading in a pipe. `right`: the columns set flush right."""
    cells = [["" if cell is None else plain(str(cell)) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in ([*columns], *cells):
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line))
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for line in cells:
        table.add_row(*map(escape, line))
    console().print(table)
