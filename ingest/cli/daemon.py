"""`ingest daemon`."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ingest import archive, config
from ingest.archive.write.writer import Writer
from ingest.cli.options.network import Network, network_of, network_options
from ingest.cli.options.paths import FOLDER
from ingest.cli.options.reading import db_option
from ingest.cli.options.which_sources import is_built_in, shard_option
from ingest.cli.process import alerting
from ingest.cli.process.measured import Measured, require_metrics
from ingest.cli.process.open import equipped
from ingest.cli.process.signals import until_stopped
from ingest.cli.process.supervised import Supervisor
from ingest.cli.terminal.progress import Progress, log_options
from ingest.cli.writing import opened
from ingest.core.urls import Owners, Shard
from ingest.errors import ConfigError
from ingest.pipeline.scope import together
from ingest.sources import Folder

if TYPE_CHECKING:
    from ingest.daemon import Daemon

T = TypeVar("T")

_LISTENS = 0.5  # seconds between two looks at what people handed over


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option("--all", "agreed", is_flag=True, help="Run the whole built-in set of sources, where no folder of your own is.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a document.")
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
@click.option("--metrics", type=click.IntRange(0, 65535), metavar="PORT", help="Serve Prometheus metrics at this port of loopback.")
@shard_option
@log_options
@network_options
def daemon(
    db: Path,
    schedules: Path | None,
    agreed: bool,
    as_json: bool,
    wait: bool,
    shard: Shard | None,
    metrics: int | None,
    log_format: str,
    verbose: bool,
    **arguments: Any,
) -> None:
    """Fetch whatever is due, until SIGTERM or Ctrl-C. Schedule files that change are read again, on SIGHUP all of them.

    A schedule file that is wrong is named, and the other sources run.

    \b
    Examples:
      ingest daemon --db /srv/record/archive.db --schedules /srv/record/schedules
      INGEST_CONTACT=https://example.org/about-our-archive ingest daemon --all
    """
    network = network_of(arguments)
    settings = config.read(db)
    alerting.check(settings)
    path = config.folder(schedules, settings, db)
    names = [file.stem for file in path.glob("*.toml")]
    if not agreed and is_built_in(names, path):
        raise ConfigError(
            f"this would ask all {len(names)} built-in sources for months: name a folder of your own with --schedules, or say --all"
        )
    folder = Folder(path)
    progress = Progress(as_json=as_json, log_format=log_format, verbose=verbose)
    if metrics is not None:
        require_metrics()
    with opened(db, dry_run=False, wait=float("inf") if wait else 0, note=progress.say, as_daemon=True, shard=shard) as ready:
        stopped = until_stopped(_serve(ready, settings, folder, network, progress, metrics, shard))
    progress.say("stopped; what was finished is kept")
    sys.exit(128 + stopped if stopped else 1)


async def _serve(
    ready: archive.Archive,
    settings: config.Config,
    folder: Folder,
    network: Network,
    progress: Progress,
    metrics: int | None,
    shard: Shard | None,
) -> None:
    from ingest.daemon import Daemon

    supervisor, measured = Supervisor(), Measured(metrics, ready.path, progress)
    try:
        async with equipped(
            ready, settings, Owners(()), network, tell=measured.tell, note=progress.say, heard=measured.heard, shard=shard
        ) as resources:
            progress.say(f"running for {ready.path} with the schedule files of {folder.path}")
            told = alerting.beside(resources, ready.path, settings, network, measured.sent)
            daemon = Daemon(resources, folder, progress.say, _sealing(ready.path, settings, resources.writer, progress.say), told)
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, daemon.read_again)
            with measured.served(lambda: daemon.load):
                await together(daemon.run(), _listen(daemon, supervisor))
    finally:
        supervisor.stopping()


async def _listen(daemon: "Daemon", supervisor: Supervisor) -> None:
    """Who hands it a fetch waits for no tick; nor does a supervisor."""
    while True:
        await asyncio.sleep(_LISTENS)
        if daemon.is_ready:
            supervisor.ready()
        load = daemon.load
        supervisor.alive(f"{load.running} runs under way, {load.waiting} sources wait for a place")
        daemon.look_for_handed()


def _sealing(path: Path, settings: config.Config, writer: Writer, note: Callable[[str], None]) -> Callable[[str], Awaitable[None]] | None:
    """What signs the head of the log once a day; None where neither `ingest.toml` nor a key at the usual place asks for it."""
    from ingest.cli.process.signing import key_file
    from ingest.seal import keys, sealing

    given = settings.seal
    if given is None and not keys.default_file().exists():
        return None
    key = keys.SigningKey.load_or_make(key_file(path, settings))

    def write(function: Callable[[sqlite3.Connection], T]) -> T:
        return writer.submit(function).result()

    async def seal(at: str) -> None:
        sealed = await asyncio.to_thread(sealing.seal_daily, write, key, at, given.timestamp if given else None)
        if sealed and sealed.problem:
            note(f"the log was signed without a time stamp: {sealed.problem}")

    return seal
