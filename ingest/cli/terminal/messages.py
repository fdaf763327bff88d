"""Messages on standard error, a line each. What a terminal rewrites meanwhile, a counting line or a bar, stays below them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from textwrap import fill
from typing import TYPE_CHECKING

import click

from ingest.cli.terminal.output import console, line, width

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status

_rewriting: "Console | None" = None  # while something is rewritten on the terminal


def say(message: str) -> None:
    """`ingest: message`: one line, which a terminal shows wrapped at words."""
    said = f"ingest: {line(message)}"
    if sys.stderr.isatty():
        said = fill(said, width(), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    if _rewriting is None:
        click.echo(said, err=True)
    else:
        _rewriting.print(said, markup=False)


class CountingLine:
    """A line on the terminal that is rewritten while work goes on; where there is no terminal, none."""

    def __init__(self, status: "Status | None" = None) -> None:
        self._status = status

    def update(self, text: str) -> None:
        if self._status is not None:
            from rich.text import Text

            self._status.update(Text(line(text), no_wrap=True, overflow="ellipsis"))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The line is taken away while standard output is written to."""
        if self._status is None:
            yield
            return
        self._status.stop()
        yield
        self._status.start()


@contextmanager
def counting(first: str = "starting") -> Iterator[CountingLine]:
    """A line that counts what has no known end."""
    if not sys.stderr.isatty():  # asked here, not of rich: it takes 40 ms to load
        yield CountingLine()
        return
    terminal = console(err=True)
    with terminal.status(first) as status, _rewritten(terminal):
        yield CountingLine(status)


@contextmanager
def bar(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar that is set to what is done and how much there is; where there is no terminal, None."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress

    terminal = console(err=True)
    with Progress(console=terminal, transient=True) as shown, _rewritten(terminal):
        task = shown.add_task(doing, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


@contextmanager
def _rewritten(terminal: "Console") -> Iterator[None]:
    global _rewriting
    before, _rewriting = _rewriting, terminal
    try:
        yield
    finally:
        _rewriting = before
