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
from ingest.core.health.model import State
from ingest.core.spoken.moments import ago
from ingest.core.times import later

_OTHER_COLUMNS = 54  # of a terminal, beside the source's name
_SHORTEST_NAME = 12
_NEEDY = ("clock", *(state for state in State if state.is_trouble))
_BARS = " ▁▂▃▄▅▆▇█"


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
        needy = [one for one in sources if _state(one, now) in _NEEDY]
        shown = needy if check else list(sources)
        weeks = {one.name: statuses.weeks(connection, one.name, now) for one in shown} if as_json or sys.stdout.isatty() else {}
    if as_json:
        print_json({"archive": str(db.absolute()), **msgspec.to_builtins(whole)})
        for one in shown:
            print_json({**msgspec.to_builtins(one), "weeks": weeks[one.name]})
        for host in held:
            print_json(host)
    else:
        _print_archive(db, whole)
        _print_sources(shown, weeks, now)
        for host in held:
            click.echo(plain(f"{host.host}: left alone until {host.hold_until} ({ago(host.hold_until, now)}): {host.reason}"))
    sys.exit(1 if check and needy else 0)


def _print_archive(db: Path, whole: statuses.ArchiveStatus) -> None:
    languages = ", ".join(f"{count} {language}" for language, count in whole.languages)
    articles = _counted(whole.articles, "article", "articles")
    revisions, stories = _counted(whole.revisions, "revision", "revisions"), _counted(whole.stories, "story", "stories")
    print_hanging(f"{db}: {articles} ({languages or 'none'}), {revisions}, {stories}, {whole.gone} gone", 0)


def _print_sources(sources: list[statuses.SourceStatus], weeks: dict[str, tuple[int, ...]], now: str) -> None:
    """On a terminal a line for each, with what its last run brought and its trouble below; in a pipe tab-separated lines, times in full."""
    if not sys.stdout.isatty():
        columns = ("source", "health", "articles", "last run", "next", "last run's verdicts", "since", "reason", "before", "after")
        print_table(columns, [_row(one, now) for one in sources])
        return
    long = min(max([20, *(len(one.name) for one in sources)]), width() - _OTHER_COLUMNS)
    if long < _SHORTEST_NAME:
        _print_narrow(sources, now)
        return
    head = f"{'source':{long}}  {'health':13} {'articles':>9}  {'last run':>11}  {'next':>11}"
    if sources:
        click.secho(head, bold=True)
    for one in sources:
        state = _state(one, now)
        line = f"{_cut(one.name, long):{long}}  {state:13} {one.articles:>9}  {_last(one, now):>11}  {_next(one, now):>11}"
        click.secho(line, fg=_colour(state))
        if any(weeks[one.name]):
            click.secho(f"  {_bars(weeks[one.name])} new a week, to {max(weeks[one.name])}", dim=True)
        _print_below(one, now)


def _print_narrow(sources: list[statuses.SourceStatus], now: str) -> None:
    """Where no columns fit: a heading for each, and sentences below it."""
    for one in sources:
        state = _state(one, now)
        click.secho(f"{plain(one.name)}: {state}", fg=_colour(state), bold=True)
        print_hanging(f"{_counted(one.articles, 'article', 'articles')}; last run {_last(one, now)}; next {_next(one, now)}", 2)
        _print_below(one, now)


def _print_below(one: statuses.SourceStatus, now: str) -> None:
    if verdicts := _verdicts(one):
        print_hanging(f"last run: {verdicts}", 2, style="dim")
    if reason := _reason(one, now):
        since = f"since {ago(one.health.since, now)}: " if one.health is not None and _state(one, now) == one.health.state else ""
        print_hanging(f"{since}{reason}", 2, style="yellow")
    for name, sample in _samples(one, now):
        print_hanging(f"{name}: {sample}", 2, style="dim")


def _colour(state: str) -> str | None:
    return "red" if state in _NEEDY else None


def _last(one: statuses.SourceStatus, now: str) -> str:
    return ago(one.last_run_at, now) if one.last_run_at else "never"


def _row(one: statuses.SourceStatus, now: str) -> tuple[object, ...]:
    since = one.health.since if one.health is not None else None
    samples = dict(_samples(one, now))
    return (
        one.name,
        _state(one, now),
        one.articles,
        one.last_run_at,
        one.next_due_at,
        _verdicts(one),
        since,
        _reason(one, now),
        samples.get("before"),
        samples.get("after"),
    )


def _bars(weeks: tuple[int, ...]) -> str:
    """A year of weeks, each as high as what it brought."""
    most = max(weeks)
    return "".join(_BARS[-(-8 * one // most)] for one in weeks)


def _cut(name: str, long: int) -> str:
    return name if len(name) <= long else f"{name[: long - 1]}…"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _state(source: statuses.SourceStatus, now: str) -> str:
    if source.state == "retired":
        return "retired"
    unjudged = State.FAILING if source.failures else State.NEW  # no run ended since the archive knows of health
    state = source.health.state if source.health is not None else unjudged
    return "clock" if not state.is_trouble and _is_too_far(source, now) else state


def _next(source: statuses.SourceStatus, now: str) -> str:
    if source.state == "retired":
        return "-"
    return "due" if source.next_due_at is None or source.next_due_at <= now else ago(source.next_due_at, now)


def _verdicts(source: statuses.SourceStatus) -> str:
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in source.verdicts)
    return verdicts + (f"; {source.left_over} left" if source.left_over else "")


def _reason(source: statuses.SourceStatus, now: str) -> str | None:
    """Why it needs attention; of one that does not, what went wrong in its last run."""
    state = _state(source, now)
    if state == "clock":
        return f"planned for {source.next_due_at} by a clock that ran ahead; `ingest daemon` and `ingest fetch --due` make it due"
    if source.health is not None and state in _NEEDY:
        return source.health.reason
    return source.problem or source.trouble


def _samples(source: statuses.SourceStatus, now: str) -> list[tuple[str, str]]:
    if source.health is None or _state(source, now) not in _NEEDY:
        return []
    found = (("before", source.health.before), ("after", source.health.after))
    return [(name, sample) for name, sample in found if sample is not None and sample not in source.health.reason]


def _is_too_far(source: statuses.SourceStatus, now: str) -> bool:
    """Whether its next look lies further ahead than its interval allows."""
    if source.next_due_at is None or source.interval is None:
        return False
    return source.next_due_at > later(now, due.furthest(due.Pace(interval=source.interval, failures=source.failures)))
