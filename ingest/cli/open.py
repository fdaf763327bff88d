"""What `fetch` and `daemon` build before anything runs: archive, lock, writer, fetcher, workers."""

import ipaddress
import math
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from ingest import archive
from ingest.archive import state
from ingest.config import Config, check_proxy
from ingest.core.model import Exchange, Source, Verdict
from ingest.errors import ArchiveMissing, ConfigError
from ingest.fetch import Fetcher, HostState, Recorder, Settings, SystemClock
from ingest.pipeline import keep
from ingest.pipeline.report import Outcome
from ingest.pipeline.room import Room
from ingest.pipeline.tools import Tools
from ingest.pipeline.workers import Workers

if TYPE_CHECKING:
    from ingest.fetch.replay import ReplayTransport

_NO_CONTACT = "https://ingest.invalid/no-contact-was-set"


class Network(Struct, frozen=True, kw_only=True):
    """How to reach the network, or the folder of saved pages that stands for it."""

    replay: Path | None = None
    record: Path | None = None
    allow_net: tuple[str, ...] = ()
    delay: float | None = None
    concurrency: int | None = None
    proxy: str | None = None


def network_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that make a Network; `network_of` takes them out of a command's arguments."""
    folder = click.Path(file_okay=False, path_type=Path)
    for option in (
        click.option("--replay", type=folder, metavar="DIR", help="Answer every request from saved pages; touch no network."),
        click.option("--record", type=folder, metavar="DIR", help="Keep what was fetched as saved pages."),
        click.option("--allow-net", multiple=True, metavar="CIDR", help="Also connect to addresses of this range; may be repeated."),
        click.option("--delay", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Pace per host; below 1 only inside --allow-net."),
        click.option("--concurrency", type=click.IntRange(1, 500), metavar="N", help="Requests at a time, all hosts together (32)."),
        click.option("--proxy", envvar="INGEST_PROXY", metavar="URL", help="Connect through this proxy, http://host:port."),
    ):
        command = option(command)
    return command


def network_of(arguments: dict[str, Any]) -> Network:
    """Checked here, before anything is made. Raises ConfigError."""
    names = Network.__struct_fields__
    network = Network(**{name: arguments.pop(name) for name in names})
    for range in network.allow_net:
        try:
            ipaddress.ip_network(range)
        except ValueError as error:
            raise ConfigError(f"--allow-net {range}: not a range such as 127.0.0.0/8 ({error})") from None
    if network.delay is not None and math.isnan(network.delay):  # in any range, as Python compares
        raise ConfigError("--delay nan: not a number of seconds")
    if network.delay is not None and network.delay < 1 and not network.allow_net and not network.replay:
        raise ConfigError(f"--delay {network.delay:g}: below one second only for hosts inside --allow-net")
    check_proxy(network.proxy, "--proxy")
    replayed(network)
    return network


def replayed(network: Network) -> "ReplayTransport | None":
    """The saved pages that stand for the network, if they do. Raises ConfigError for a folder without any."""
    if network.replay is None:
        return None
    from ingest.fetch.replay import ReplayTransport

    return ReplayTransport(network.replay)


@contextmanager
def opened(path: Path, *, dry_run: bool, wait: float) -> Iterator[archive.Archive]:
    """The archive, locked for this process, made when it is not there; for a rehearsal without one, an empty one that vanishes."""
    with ExitStack() as stack:
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory(prefix="ingest-"))) / "archive.db"
        if not path.absolute().parent.is_dir():
            raise ArchiveMissing(f"{path}: no such folder to make an archive in")
        stack.enter_context(archive.fetching(path, wait))
        ready = archive.create_or_open(path)
        ready.rehearsal = dry_run
        yield ready


@asynccontextmanager
async def equipped(
    opened: archive.Archive,
    config: Config,
    sources: Mapping[str, Source],
    network: Network,
    *,
    tell: Callable[[Outcome], None],
    note: Callable[[str], None],
) -> AsyncIterator[Tools]:
    """The tools of a pass over an open archive, which is closed with them."""
    clock = SystemClock()
    if config.contact is None and not network.replay and not network.allow_net:
        note("no contact is set, by which a site's keeper could reach you: set INGEST_CONTACT to a URL or a mail address")
    async with AsyncExitStack() as stack:
        writer = stack.enter_context(archive.Writer(opened))
        reader = stack.enter_context(archive.open_readonly(opened.path)).db

        def log_robots(exchange: Exchange, verdict: Verdict, reason: str) -> None:
            writer.submit(keep.robots, exchange, verdict, reason)

        def save_host(host: HostState) -> None:
            writer.submit(state.save_host, host.host, host)

        room = Room()
        fetcher = Fetcher(
            settings_of(config, network),
            clock=clock,
            hosts=lambda host: state.host_state(reader, host, HostState),
            log=log_robots,
            save=save_host,
            transport=replayed(network),
            room=room.free,
        )
        workers = await stack.enter_async_context(Workers())
        await stack.enter_async_context(fetcher)
        yield Tools(
            reader=reader,
            writer=writer,
            fetcher=fetcher,
            workers=workers,
            room=room,
            clock=clock,
            sources=sources,
            tell=tell,
            note=note,
            recorder=Recorder(network.record) if network.record else None,
        )


def settings_of(config: Config, network: Network) -> Settings:
    return Settings(
        contact=config.contact or _NO_CONTACT,
        delay=network.delay,
        concurrency=network.concurrency or config.concurrency,
        allow_net=network.allow_net,
        proxy=network.proxy or config.proxy,
    )
