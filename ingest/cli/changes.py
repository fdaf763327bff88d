"""`ingest changes`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import one_line, print_json, width
from ingest.cli.terminal.times import now_at, since_option
from ingest.core.change.model import CLASSES
from ingest.core.spoken.moments import between

if TYPE_CHECKING:
    from ingest.archive.read.changes import ChangeView, RemovalView, UnconfirmedView

_COLOURS = {"numbers": "red", "negation": "red", "dates": "red", "names": "magenta", "quotes": "magenta", "removed": "yellow"}
_LABEL = 13  # columns of the class


class Classes(click.ParamType[tuple[str, ...]]):
    """`numbers,negation` -> the classes."""

    name = "classes"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        found = tuple(name.strip() for name in value.split(",") if name.strip())
        for name in found:
            if name not in CLASSES:
                self.fail(f"{name} is no class of change; they are {', '.join(CLASSES)}", param, ctx)
        return found


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option("--class", "classes", type=Classes(), default="", metavar="CLASS,...", help="Only changes that touch one of these.")
@click.option("--min", "least", type=click.FloatRange(0, 1), default=0.0, metavar="N", help="Only changes of at least this significance.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Only of this source; may be repeated.")
@click.option("--lang", "languages", multiple=True, metavar="LANGUAGE", help="Only in this language; may be repeated.")
@since_option("Only what was seen since then.")
@click.option("--removed", is_flag=True, help="Only articles that their publishers took away.")
@click.option("--unconfirmed", is_flag=True, help="Only what pages show that is not taken for the text yet, with the reason.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, metavar="N", help="At most so many of each.")
@json_option
def changes(
    db: Path,
    classes: tuple[str, ...],
    least: float,
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    since: str | None,
    removed: bool,
    unconfirmed: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List what publishers changed and took away, newest first, and between which two looks it happened.

    Classes of change, the gravest first: numbers, negation, dates, names, quotes, headline, lead, correction, removed, added, wording,
    moved, typo, byline; and number, a text of its own at an address that shows one after another. In a pipe a line has: class,
    significance, article, language, source, before, after, title, URL, the look before, the look that saw it.

    \b
    Examples:
      ingest changes --since 1d
      ingest changes --class numbers,negation --min 0.5 --lang vi
      ingest changes --removed --json
    """
    from ingest.archive.read import changes as kept

    wanted = kept.Filter(classes=classes, least=least, sources=sources, languages=languages, since=since)
    narrow = bool(classes or least)
    with reading(db) as connection:
        rows: list[ChangeView | RemovalView | UnconfirmedView] = []
        if not removed and not unconfirmed:
            rows += kept.changes(connection, wanted, limit)
        if removed or not (unconfirmed or narrow):
            rows += kept.removed(connection, wanted, limit)
        if unconfirmed or not (removed or narrow):
            rows += kept.unconfirmed(connection, wanted, limit)
    now = now_at()
    told = sorted((_told(row, now) for row in rows), key=lambda one: one.at, reverse=True)
    for one in told:
        if as_json:
            print_json({"what": one.what, "when": one.when, **msgspec.to_builtins(one.row)})
        elif sys.stdout.isatty():
            _print(one)
        else:
            row = one.row
            cells = (
                one.label,
                one.significance,
                row.article,
                row.language,
                row.source,
                *one.words,
                row.title,
                row.url,
                one.earlier,
                one.at,
            )
            click.echo("\t".join(one_line(str(cell)) for cell in cells))
    if not as_json:
        _sum_up(told, since)


class _Told(msgspec.Struct, frozen=True):
    """A row, and the words that describe it."""

    row: "ChangeView | RemovalView | UnconfirmedView"
    what: str  # changed, removed, unconfirmed
    label: str
    words: tuple[str, str]  # before and after; or a reason and nothing
    earlier: str  # the look before it happened; "": none
    at: str  # the look that saw it
    when: str
    command: str
    significance: str = ""


def _told(row: "ChangeView | RemovalView | UnconfirmedView", now: str) -> _Told:
    from ingest.archive.read.changes import ChangeView, RemovalView

    command = f"ingest show {row.article}"
    if isinstance(row, ChangeView):
        words = (row.before or "", row.after or "") if row.before or row.after else (row.reason, "")
        when = between(row.previous_confirmed_at, row.seen_at, now)
        significance = "" if row.significance is None else f"{row.significance:.2f}"
        label = row.class_ or "no edit"
        return _Told(row, "changed", label, words, row.previous_confirmed_at or "", row.seen_at, when, f"{command} --diff", significance)
    earlier = row.last_confirmed_at
    if isinstance(row, RemovalView):
        at = row.missing_since or row.gone_at or ""
        return _Told(row, "removed", "removed", (row.reason or "", ""), earlier or "", at, between(earlier, at or now, now), command)
    return _Told(row, "unconfirmed", "unconfirmed", (row.reason, ""), earlier or "", row.since, between(earlier, row.since, now), command)


def _print(one: _Told) -> None:
    columns = width()
    about = f"{one.row.source}  {one.row.language}"
    room = max(20, columns - _LABEL - len(about) - 2)
    label = click.style(f"{one.label:{_LABEL}}", fg=_COLOURS.get(one.label, "cyan"), bold=True)
    title = click.style(f"{_cut(one.row.title, room):{room}}", bold=True)
    click.echo(f"{label}{title}  {click.style(about, dim=True)}")
    indent, room = " " * _LABEL, columns - _LABEL
    if one.what == "changed" and any(one.words) and one.words != (getattr(one.row, "reason", None), ""):
        gone, come = (_cut(text, max(16, (room - 4) // 2)) or "nothing" for text in one.words)
        click.echo(f"{indent}{click.style(gone, fg='red')} -> {click.style(come, fg='green')}")
    else:
        click.echo(f"{indent}{_cut(one.words[0], room)}")
    command = click.style(one.command, dim=True)
    if len(one.when) + len(one.command) + 2 <= room:
        click.echo(f"{indent}{one.when}{' ' * (room - len(one.when) - len(one.command))}{command}")
    else:
        click.echo(f"{indent}{one.when}\n{indent}{command}")


def _cut(text: str, most: int) -> str:
    text = one_line(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _sum_up(told: list[_Told], since: str | None) -> None:
    counts = {what: sum(one.what == what for one in told) for what in ("changed", "removed", "unconfirmed")}
    said = ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing changed"
    click.echo(said + (f" since {since[:10]} {since[11:16]} UTC" if since else ""), err=True)
