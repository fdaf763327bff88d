"""`ingest status`."""

import sys
from pathlib import Path

import click
import msgspec

from ingest.archive.read import status as statuses
from ingest.cli.output import plain, print_hanging, print_json, print_table, width
from ingest.cli.reading import db_option, json_option, reading
from ingest.cli.times import now_at
from ingest.core import due
from ingest.core.spoken.moments import ago
from ingest.core.times import later

_OTHER_COLUMNS = 54  # of a terminal, beside the source's name
_SHORTEST_NAME = 12
_TROUBLED = ("failing", "troubled", "clock")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option("--check", is_flag=True, help="Exit 1 when a source needs attention; print only those that do.")
@json_option
def status(db: Path, check: bool, as_json: bool) -> None:
    """Tell how each source is doing, the unhealthy first, and which hosts are left alone for now.

    With --json the first line is the whole archive, the others are sources and hosts.

    \b
    Examples:
      ingest status --db archive.db
      ingest status --check || mail -s "ingest needs attention" me@example.org
    """
    now = now_at()
    with reading(db) as connection:
        whole = statuses.archive(connection)
        sources = statuses.sources(connection)
        held = statuses.hosts_on_hold(connection, now)
    needy = [one for one in sources if _health(one, now).partition(" ")[0] in _TROUBLED]
    shown = needy if check else list(sources)
    if as_json:
        print_json({"archive": str(db.absolute()), **msgspec.to_builtins(whole)})
        for row in (*shown, *held):
            print_json(row)
    else:
        _print_archive(db, whole)
        _print_sources(shown, now)
        for host in held:
            click.echo(plain(f"{host.host}: left alone until {host.hold_until} ({ago(host.hold_until, now)}): {host.reason}"))
    sys.exit(1 if check and needy else 0)


def _print_archive(db: Path, whole: statuses.ArchiveStatus) -> None:
    languages = ", ".join(f"{count} {language}" for language, count in whole.languages)
    articles = _counted(whole.articles, "article", "articles")
    revisions, stories = _counted(whole.revisions, "revision", "revisions"), _counted(whole.stories, "story", "stories")
    print_hanging(f"{db}: {articles} ({languages or 'none'}), {revisions}, {stories}, {whole.gone} gone", 0)


def _print_sources(sources: list[statuses.SourceStatus], now: str) -> None:
    """On a terminal a line for each, with what its last run brought and its trouble below; in a pipe tab-separated lines, times in full."""
    if not sys.stdout.isatty():
        columns = ("source", "health", "articles", "last run", "next", "last run's verdicts", "trouble")
        rows = [
            (one.name, _health(one, now), one.articles, one.last_run_at, one.next_due_at, _verdicts(one), _trouble(one, now))
            for one in sources
        ]
        print_table(columns, rows)
        return
    long = min(max([20, *(len(one.name) for one in sources)]), width() - _OTHER_COLUMNS)
    if long < _SHORTEST_NAME:
        _print_narrow(sources, now)
        return
    head = f"{'source':{long}}  {'health':13} {'articles':>9}  {'last run':>11}  {'next':>11}"
    if sources:
        click.secho(head, bold=True)
    for one in sources:
        health = _health(one, now)
        line = f"{_cut(one.name, long):{long}}  {health:13} {one.articles:>9}  {_last(one, now):>11}  {_next(one, now):>11}"
        click.secho(line, fg=_colour(health))
        _print_below(one, now)


def _print_narrow(sources: list[statuses.SourceStatus], now: str) -> None:
    """Where no columns fit: a heading for each, and sentences below it."""
    for one in sources:
        health = _health(one, now)
        click.secho(f"{plain(one.name)}: {health}", fg=_colour(health), bold=True)
        print_hanging(f"{_counted(one.articles, 'article', 'articles')}; last run {_last(one, now)}; next {_next(one, now)}", 2)
        _print_below(one, now)


def _print_below(one: statuses.SourceStatus, now: str) -> None:
    if verdicts := _verdicts(one):
        print_hanging(f"last run: {verdicts}", 2, style="dim")
    if trouble := _trouble(one, now):
        print_hanging(trouble, 2, style="yellow")


def _colour(health: str) -> str | None:
    return "red" if health.partition(" ")[0] in _TROUBLED else None


def _last(one: statuses.SourceStatus, now: str) -> str:
    return ago(one.last_run_at, now) if one.last_run_at else "never"


def _cut(name: str, long: int) -> str:
    return name if len(name) <= long else f"{name[: long - 1]}…"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _health(source: statuses.SourceStatus, now: str) -> str:
    if source.state == "retired":
        return "retired"
    if source.failures:
        return f"failing ({source.failures}x)"
    if _is_too_far(source, now):
        return "clock"
    return "well" if source.healthy else "troubled"


def _next(source: statuses.SourceStatus, now: str) -> str:
    if source.state == "retired":
        return "-"
    return "due" if source.next_due_at is None or source.next_due_at <= now else ago(source.next_due_at, now)


def _verdicts(source: statuses.SourceStatus) -> str:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in source.verdicts)
    return verdicts + (f"; {source.left_over} left" if source.left_over else "")


def _trouble(source: statuses.SourceStatus, now: str) -> str | None:
    if _health(source, now) == "clock":
        return f"planned for {source.next_due_at} by a clock that ran ahead; `ingest daemon` and `ingest fetch --due` make it due"
    return source.problem or source.trouble


def _is_too_far(source: statuses.SourceStatus, now: str) -> bool:
    """Whether its next look lies further ahead than its interval allows."""
    if source.next_due_at is None or source.interval is None:
        return False
    return source.next_due_at > later(now, due.furthest(due.Pace(interval=source.interval, failures=source.failures)))
