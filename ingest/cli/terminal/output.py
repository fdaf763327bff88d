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


def counted(number: int, one: str, several: str = "") -> str:
    """`1 article`, `2 articles`, `3 stories`."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


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


def print_named(name: str, value: str, columns: int) -> None:
    """`name:   value`: on a terminal the value is wrapped at words below its beginning; what has no blanks, a URL, is never broken."""
    label, shown = f"{name + ':':{columns}}", one_line(value)
    if not sys.stdout.isatty() or len(label) + len(shown) <= width() // 2 or " " not in shown:
        click.echo(f"{label}{shown}")
        return
    from rich.text import Text

    for part in Text(shown).wrap(console(), max(20, width() - columns)):
        click.echo(f"{label}{part.plain.rstrip()}")
        label = " " * columns


def wrapped(text: str) -> str:
    """Paragraphs: on a terminal wrapped at words, within a hundred columns; in a pipe as they are."""
    if not sys.stdout.isatty():
        return text
    from rich.text import Text

    columns = min(100, width())
    return "\n".join(part.plain.rstrip() for line in text.split("\n") for part in (Text(line).wrap(console(), columns) or [Text("")]))


class _Messages(io.FileIO):
    def write(self, data: Any, /) -> int:
        try:
            return super().write(data) or len(data)  # None: a pipe that nobody empties
        except OSError:
            return len(data)


def settle_streams() -> None:
    """What a terminal of few characters cannot show is a question mark; what goes to a closed stream goes nowhere, and so do messages
    that a full disk or a lost reader does not take: no work ends because of them."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w"))  # noqa: SIM115  # it takes the stream's place
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if sys.stderr is sys.__stderr__ and isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.flush()
        messages = io.BufferedWriter(_Messages(sys.stderr.fileno(), "w", closefd=False))
        sys.stderr = io.TextIOWrapper(messages, sys.stderr.encoding, "backslashreplace", line_buffering=True)


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
        table.add_column(column, justify="right" if column in right else "left", overflow="fold", no_wrap=column in right)
    for line in cells:
        table.add_row(*map(escape, line))
    console().print(table)
