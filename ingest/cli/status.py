"""`ingest status`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from ingest.archive import lock
from ingest.archive.read import status as statuses
from ingest.archive.read.condition import Condition, condition, needy
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.output import counted, plain, print_hanging, print_json, print_table, width
from ingest.cli.terminal.times import now_at
from ingest.core.spoken.moments import ago

_OTHER_COLUMNS = 54  # of a terminal, beside the source's name
_SHORTEST_NAME = 12
_BARS = " ▁▂▃▄▅▆▇█"


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option("--check", is_flag=True, help="Exit 1 when a source needs attention; print only those that do.")
@click.option("--daemon", "of_daemon", is_flag=True, help="Exit 1 when no daemon fetches for the archive; tell nothing else.")
@json_option
def status(db: Path, check: bool, of_daemon: bool, as_json: bool) -> None:
    """Tell how each source is doing, the unhealthy first, and which hosts are left alone for now.

    With --json the first line is the whole archive, the others are sources and hosts.

    \b
    Examples:
      ingest status --db archive.db
      ingest status --check || mail -s "ingest needs attention" me@example.org
    """
    if of_daemon:
        holder = lock.holder(db)
        is_there = holder is not None and holder.is_daemon
        click.echo(f"{db}: {f'process {holder.process} is its daemon' if is_there and holder else 'no daemon fetches for it'}")
        sys.exit(0 if is_there else 1)
    now = now_at()
    with reading(db) as connection:
        whole = statuses.archive(connection)
        held = statuses.hosts_on_hold(connection, now)
        shown = needy(connection, now) if check else tuple((one, condition(one, now)) for one in statuses.sources(connection))
        weeks = {one.name: statuses.weeks(connection, one.name, now) for one, _ in shown} if as_json or sys.stdout.isatty() else {}
    if as_json:
        print_json({"archive": str(db.absolute()), **msgspec.to_builtins(whole)})
        for one, _ in shown:
            print_json({**msgspec.to_builtins(one), "weeks": weeks[one.name]})
        for host in held:
            print_json(host)
    else:
        _print_archive(db, whole)
        _print_sources(shown, weeks, now)
        for host in held:
            click.echo(plain(f"{host.host}: left alone until {host.hold_until} ({ago(host.hold_until, now)}): {host.reason}"))
    sys.exit(1 if check and shown else 0)


def _print_archive(db: Path, whole: statuses.ArchiveStatus) -> None:
    languages = ", ".join(f"{count} {language}" for language, count in whole.languages)
    articles = counted(whole.articles, "article")
    revisions, stories = counted(whole.revisions, "revision"), counted(whole.stories, "story", "stories")
    print_hanging(f"{db}: {articles} ({languages or 'none'}), {revisions}, {stories}, {whole.gone} gone", 0)


def _print_sources(sources: Sequence[tuple[statuses.SourceStatus, Condition]], weeks: dict[str, tuple[int, ...]], now: str) -> None:
    """On a terminal a line for each, with what its last run brought and its trouble below; in a pipe tab-separated lines, times in full."""
    if not sys.stdout.isatty():
        columns = ("source", "health", "articles", "last run", "next", "last run's verdicts", "since", "reason", "before", "after")
        print_table(columns, [_row(one, how) for one, how in sources])
        return
    long = min(max([20, *(len(one.name) for one, _ in sources)]), width() - _OTHER_COLUMNS)
    if long < _SHORTEST_NAME:
        _print_narrow(sources, now)
        return
    head = f"{'source':{long}}  {'health':13} {'articles':>9}  {'last run':>11}  {'next':>11}"
    if sources:
        click.secho(head, bold=True)
    for one, how in sources:
        line = f"{_cut(one.name, long):{long}}  {how.word:13} {one.articles:>9}  {_last(one, now):>11}  {_next(one, now):>11}"
        click.secho(line, fg=_colour(how))
        if any(weeks[one.name]):
            click.secho(f"  {_bars(weeks[one.name])} new a week, to {max(weeks[one.name])}", dim=True)
        _print_below(one, how, now)


def _print_narrow(sources: Sequence[tuple[statuses.SourceStatus, Condition]], now: str) -> None:
    """Where no columns fit: a heading for each, and sentences below it."""
    for one, how in sources:
        click.secho(f"{plain(one.name)}: {how.word}", fg=_colour(how), bold=True)
        print_hanging(f"{counted(one.articles, 'article')}; last run {_last(one, now)}; next {_next(one, now)}", 2)
        _print_below(one, how, now)


def _print_below(one: statuses.SourceStatus, how: Condition, now: str) -> None:
    if verdicts := _verdicts(one):
        print_hanging(f"last run: {verdicts}", 2, style="dim")
    if how.reason:
        since = f"since {ago(how.since, now)}: " if how.since is not None and how.needs_attention else ""
        print_hanging(f"{since}{how.reason}", 2, style="yellow")
    for name, sample in how.samples:
        print_hanging(f"{name}: {sample}", 2, style="dim")


def _colour(how: Condition) -> str | None:
    return "red" if how.needs_attention else None


def _last(one: statuses.SourceStatus, now: str) -> str:
    return ago(one.last_run_at, now) if one.last_run_at else "never"


def _row(one: statuses.SourceStatus, how: Condition) -> tuple[object, ...]:
    samples = dict(how.samples)
    return (
        one.name,
        how.word,
        one.articles,
        one.last_run_at,
        one.next_due_at,
        _verdicts(one),
        how.since,
        how.reason,
        samples.get("before"),
        samples.get("after"),
    )


def _bars(weeks: tuple[int, ...]) -> str:
    """A year of weeks, each as high as what it brought."""
    most = max(weeks)
    return "".join(_BARS[-(-8 * one // most)] for one in weeks)


def _cut(name: str, long: int) -> str:
    return name if len(name) <= long else f"{name[: long - 1]}…"


def _next(source: statuses.SourceStatus, now: str) -> str:
    if source.state == "retired":
        return "-"
    return "due" if source.next_due_at is None or source.next_due_at <= now else ago(source.next_due_at, now)


def _verdicts(source: statuses.SourceStatus) -> str:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in source.verdicts)
    return verdicts + (f"; {source.left_over} left" if source.left_over else "")
