"""A change as it is shown: two columns on a wide terminal, inline on a narrow one, a word diff in a pipe."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ingest.cli.terminal.output import plain, width
from ingest.cli.terminal.times import now_at
from ingest.core.change import marked
from ingest.core.change.marked import Line, Mark
from ingest.core.spoken.moments import between

if TYPE_CHECKING:
    from rich.text import Text

    from ingest.archive.read.article_view import ArticleView
    from ingest.archive.read.changes import Compared

_WIDE = 120  # columns from which two texts stand beside each other
_STYLES: dict[Mark, str] = {"same": "", "gone": "red strike", "come": "bold green"}
_BRACKETS: dict[Mark, tuple[str, str]] = {"same": ("", ""), "gone": ("[-", "-]"), "come": ("{+", "+}")}


def print_difference(article: "ArticleView", compared: "Compared") -> None:
    """The title, the two versions and between which looks the newer came, then every paragraph that changed."""
    from ingest.archive.read.changes import version_of

    before, after, change = compared.before, compared.after, compared.change
    lines = marked.lines(version_of(before), version_of(after), change)
    came = between(compared.before_confirmed_at, after.seen_at, now_at())
    click.secho(f"{plain(after.title)}", bold=True)
    click.secho(f"{article.source}, {article.language}, {article.url}", dim=True)
    classes = ", ".join(dict.fromkeys(span.kind for span in change.spans)) or "no edit"
    click.echo(f"version {before.number}, seen {before.seen_at[:16].replace('T', ' ')} UTC; version {after.number}, {came}")
    click.echo(f"{classes}; significance {change.significance:.2f}\n")
    if not sys.stdout.isatty():
        for line in lines:
            _print_plain(line)
    elif width() >= _WIDE:
        _print_columns(lines)
    else:
        _print_inline(lines)


def _print_plain(line: Line) -> None:
    """As a unified word diff: a sign, and what went and came in brackets; nothing of paragraphs that stayed."""
    sign = {"edited": "~", "removed": "-", "added": "+", "moved": ">"}.get(line.kind)
    if sign is None:
        return
    parts = line.parts if line.kind == "edited" else tuple((("same", text) for _, text in line.parts))
    said = "".join(f"{_BRACKETS[mark][0]}{plain(text)}{_BRACKETS[mark][1]}" for mark, text in parts)
    click.echo(f"{sign} {said}")


def _print_inline(lines: Iterable[Line]) -> None:
    from ingest.cli.terminal.output import console

    terminal = console()
    terminal.soft_wrap = False
    for line, skipped in _with_gaps(lines):
        if skipped:
            terminal.print(f"[dim]⋯ {skipped} {'paragraph' if skipped == 1 else 'paragraphs'} as before[/dim]\n")
        if line is not None:
            note = "[moved] " if line.kind == "moved" else ""
            text = _styled(line.parts)
            terminal.print(note, text, "\n", sep="") if note else terminal.print(text, "\n", sep="")


def _print_columns(lines: Iterable[Line]) -> None:
    from rich.table import Table
    from rich.text import Text

    from ingest.cli.terminal.output import console

    table = Table(box=None, pad_edge=False, expand=True, padding=(0, 2, 1, 0), show_header=False)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    for line, skipped in _with_gaps(lines):
        if skipped:
            gap = Text(f"⋯ {skipped} {'paragraph' if skipped == 1 else 'paragraphs'} as before", style="dim")
            table.add_row(gap, gap)
        if line is not None:
            left = Text("") if line.kind == "added" else _styled(line.side("gone"))
            right = Text("") if line.kind == "removed" else _styled(line.side("come"))
            table.add_row(left, right)
    console().print(table)


def _with_gaps(lines: Iterable[Line]) -> Iterable[tuple[Line | None, int]]:
    """Each changed line with the count of unchanged ones before it; at the end the count alone."""
    skipped = 0
    for line in lines:
        if line.kind == "same":
            skipped += 1
            continue
        yield line, skipped
        skipped = 0
    if skipped:
        yield None, skipped


def _styled(parts: Iterable[tuple[Mark, str]]) -> "Text":
    from rich.text import Text

    text = Text()
    for mark, said in parts:
        text.append(plain(said), style=_STYLES[mark])
    return text
