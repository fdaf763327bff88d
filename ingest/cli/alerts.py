"""`ingest alerts list|test`."""

import asyncio
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
from msgspec import Struct

from ingest import archive, config
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.process.alerting import check
from ingest.cli.terminal.output import print_json, print_table
from ingest.cli.terminal.times import now_at
from ingest.core.alerts.settings import Alert
from ingest.core.spoken.moments import ago
from ingest.errors import ConfigError

_NONE = "no [[alert]] is in ingest.toml beside the archive; `ingest alerts --help` shows one"


@click.group("alerts", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Who hears of what from the daemon: the [[alert]] tables of ingest.toml, and whether their messages arrive.

    \b
    The least that ingest.toml beside the archive says:
      [[alert]]
      name = "ops"
      webhook = "https://hooks.example.org/..."

    \b
    Examples:
      ingest alerts list
      ingest alerts test ops
    """


class AlertRow(Struct, frozen=True, kw_only=True):
    """An alert as it is listed."""

    name: str
    about: str
    way: str
    delivered: int
    last_at: str | None
    waiting: str | None = None  # the title of the message that waits
    attempts: int = 0
    next_at: str | None = None
    problem: str | None = None


@command.command("list")
@db_option
@json_option
def list_(db: Path, as_json: bool) -> None:
    """List the alerts, and what each delivered.

    What each is about, which way it goes, what it delivered lately, and what waits, with the reason.

    \b
    Example:
      ingest alerts list --db /srv/record/archive.db
    """
    settings = config.read(db)
    if os.path.lexists(db):
        with archive.open_readonly(db) as opened:
            found = [_shown(alert, opened) for alert in settings.alert]
    else:
        found = [_shown(alert, None) for alert in settings.alert]
    if as_json:
        for one in found:
            print_json(one)
        return
    if not found:
        click.echo(_NONE, err=True)
    now, is_terminal = now_at(), sys.stdout.isatty()
    table = [
        (one.name, one.about, one.way, one.delivered, ago(one.last_at, now) if one.last_at and is_terminal else one.last_at, _waits(one))
        for one in found
    ]
    print_table(("alert", "about", "way", "delivered", "last", "waits"), table, right=("delivered",))


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@db_option
@click.option("--allow-net", multiple=True, metavar="CIDR", help="Also connect to addresses of this range; may be repeated.")
def test(names: tuple[str, ...], db: Path, allow_net: tuple[str, ...]) -> None:
    """Send a test, and say whether it was taken.

    By every alert, or by those named, at once. Exit 1 when one was not taken.

    \b
    Example:
      ingest alerts test
    """
    settings = config.read(db)
    found = check(settings, names)
    if not found:
        raise ConfigError(_NONE)
    if not asyncio.run(_test(found, db, allow_net, settings.proxy)):
        sys.exit(1)


async def _test(alerts: tuple[Alert, ...], db: Path, allow_net: tuple[str, ...], proxy: str | None) -> bool:
    from contextlib import ExitStack
    from uuid import uuid4

    from ingest.alerts.not_delivered import NotDelivered
    from ingest.alerts.ways import Ways
    from ingest.core.alerts import wording
    from ingest.fetch import SystemClock

    all_taken = True
    with ExitStack() as stack:
        reader = stack.enter_context(archive.open_readonly(db)).db if os.path.lexists(db) else None
        folder = Path(os.path.abspath(db)).parent
        ways = Ways(folder=folder, reader=reader, clock=SystemClock(), allow_net=allow_net, proxy=proxy)
        for alert in alerts:
            try:
                await ways.deliver(alert, wording.trial(uuid4().hex, alert.name, now_at()))
            except NotDelivered as error:
                all_taken = False
                click.echo(f"{alert.name}: not delivered: {error}", err=True)
            else:
                click.echo(f"{alert.name}: delivered to {_way(alert)}", err=True)
    return all_taken


def _shown(alert: Alert, opened: archive.Archive | None) -> AlertRow:
    from ingest.archive.read import alerts as read

    about = f"watches: {', '.join(alert.watches)}" if alert.watches else ", ".join(alert.told)
    state = read.state(opened.db, alert.name) if opened else None
    if opened is None or state is None:
        return AlertRow(name=alert.name, about=about, way=_way(alert), delivered=0, last_at=None)
    lately, waiting = read.deliveries(opened.db, alert.name), read.waiting(opened.db, alert.name)
    return AlertRow(
        name=alert.name,
        about=about,
        way=_way(alert),
        delivered=lately.count,
        last_at=lately.last_at,
        waiting=waiting.message.title if waiting else None,
        attempts=state.attempts,
        next_at=state.next_at,
        problem=state.problem,
    )


def _way(alert: Alert) -> str:
    """Where it goes, as far as that is no secret."""
    if alert.webhook is not None:
        return f"webhook {urlsplit(alert.webhook).hostname or ''}".strip()
    if alert.command is not None:
        return f"command {alert.command[0]}"
    if alert.feed is not None:
        return f"feed {alert.feed}"
    return f"email to {', '.join(alert.email.to)}" if alert.email is not None else "apprise"


def _waits(one: AlertRow) -> str:
    if one.waiting is None:
        return ""
    tried = f" (attempt {one.attempts} failed: {one.problem}; next {one.next_at})" if one.problem else ""
    return one.waiting + tried
