"""What `fetch` and `daemon` build before anything runs: archive, lock, writer, fetcher, workers."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import archive
from ingest.archive.write import host_state
from ingest.cli.network import Network, replayed, way
from ingest.config import Config
from ingest.config import read as read_config
from ingest.core.change.decide import Decision
from ingest.core.model import Exchange
from ingest.core.urls import Owners, Shard
from ingest.errors import ArchiveBusy, ArchiveMissing, Refused
from ingest.fetch import BrowserRenderer, Fetcher, HostState, Manner, Recorder, ReplayedRenderer, Settings, SystemClock
from ingest.pipeline import keep
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.events import RunEvent
from ingest.pipeline.rendering import RendersPages
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Resources
from ingest.pipeline.workers.pool import Workers

_PAUSE = 0.25  # seconds that SQLite waits for another program, in C, where no signal is heard
_OTHERS = 10  # hosts of earlier passes that are asked whether anybody answers, where nobody did to this one
_NO_CONTACT = "https://ingest.invalid/no-contact-was-set"


@contextmanager
def opened(
    path: Path,
    *,
    dry_run: bool,
    wait: float,
    note: Callable[[str], None],
    as_daemon: bool = False,
    shard: Shard | None = None,
    waits_for_daemon: bool = True,
) -> Iterator[archive.Archive]:
    """The archive, locked for this process, made when it is not there; for a rehearsal without one, an empty one that vanishes.

    Raises ArchiveBusy; DaemonRuns at once where a daemon has it and is not waited for.
    """
    with ExitStack() as stack:
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory(prefix="ingest-"))) / "archive.db"
        _check_folder(path)
        said = str(shard) if shard is not None else ""
        stack.enter_context(archive.fetching(path, wait, as_daemon=as_daemon, shard=said, waits_for_daemon=waits_for_daemon))
        patience = float("inf") if as_daemon else wait
        ready = _when_free(path, note, patience) if patience else archive.create_or_open(path, note)
        ready.rehearsal = dry_run
        yield ready


def _when_free(path: Path, note: Callable[[str], None], patience: float) -> archive.Archive:
    """Opens it as soon as no other program writes to it, tried in short pauses between which a signal is heard. Raises ArchiveBusy."""
    until, waited = time.monotonic() + patience, False
    while True:
        try:
            ready = archive.create_or_open(path, note, _PAUSE)
        except ArchiveBusy as error:
            if not waited:
                note(f"{str(error).partition(';')[0]}; waiting until that has finished")
                waited = True
            if time.monotonic() >= until:
                raise
        else:
            if waited:
                note(f"{path}: no longer locked")
            return ready


def check_place(path: Path) -> None:
    """Raises ArchiveError when no archive can be opened or made there; makes nothing."""
    _check_folder(path)
    if path.exists():
        with archive.open_readonly(path, guarded=False, older=True):  # which is brought up to date when it is opened for writing
            pass


def _check_folder(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise ArchiveMissing(f"{path}: no such folder to make an archive in")


@asynccontextmanager
async def equipped(
    opened: archive.Archive,
    config: Config,
    owners: Owners,
    network: Network,
    *,
    tell: Callable[[DocumentReport], None],
    note: Callable[[str], None],
    heard: Callable[[RunEvent], None] = lambda _: None,
    shard: Shard | None = None,
) -> AsyncIterator[Resources]:
    """The resources of a pass over an open archive, which is closed with them."""
    clock = SystemClock()
    if config.contact is None and not network.replay and not network.allow_net:
        note("no contact is set, by which a site's keeper could reach you: set INGEST_CONTACT to a URL or a mail address")
    async with AsyncExitStack() as stack:
        writer = stack.enter_context(archive.Writer(opened, note=note))
        reader = stack.enter_context(archive.open_readonly(opened.path)).db

        def log_robots(exchange: Exchange, decision: Decision) -> None:
            writer.queue(keep.robots, exchange, decision, owners)

        def save_host(host: HostState) -> None:
            writer.queue(host_state.save, host.host, host)

        budget = ByteBudget()
        transport, addresses = way(network, clock)
        fetcher = Fetcher(
            settings_of(config, network),
            transport=transport,
            addresses=addresses,
            clock=clock,
            hosts=lambda host: host_state.load(reader, host, HostState),
            log=log_robots,
            save=save_host,
            room=budget.free,
            sending=_within(shard),
            others=lambda: [origin for host in host_state.some(reader, HostState, _OTHERS) if not host.failures for origin in host.robots],
        )
        workers = await stack.enter_async_context(Workers(ocr=config.ocr, note=note))
        await stack.enter_async_context(fetcher)
        renderer = await stack.enter_async_context(rendering(fetcher, config, network))
        yield Resources(
            reader=reader,
            writer=writer,
            fetcher=fetcher,
            workers=workers,
            renderer=renderer,
            budget=budget,
            clock=clock,
            owners=owners,
            tell=tell,
            note=note,
            recorder=Recorder(network.record) if network.record else None,
            shard=shard,
            heard=heard,
        )


@asynccontextmanager
async def rendering(fetcher: Fetcher, config: Config, network: Network) -> AsyncIterator[RendersPages]:
    """Who runs the scripts of pages: a browser, which is started when it is needed, or what was saved of one."""
    saved = replayed(network)
    if saved is not None:
        yield ReplayedRenderer(saved)
        return
    async with BrowserRenderer(fetcher, Manner(browser=config.browser, sandbox=config.browser_sandbox)) as renderer:
        yield renderer


def _within(shard: Shard | None) -> Callable[[str], None]:
    """Holds back what a redirect would ask of a site that is another machine's."""

    def sending(url: str) -> None:
        if shard is not None and not shard.has(url):
            raise Refused("shard", f"{url} is another machine's to ask, by --shard {shard}")

    return sending


@asynccontextmanager
async def fetcher_without_archive(network: Network, sending: Callable[[str], None] = lambda _url: None) -> AsyncIterator[Fetcher]:
    """A fetcher that remembers nothing; `sending` hears of every request before it goes out."""
    clock = SystemClock()
    transport, addresses = way(network, clock)
    async with Fetcher(
        settings_of(read_config(Path("archive.db")), network),
        transport=transport,
        addresses=addresses,
        clock=clock,
        hosts=lambda _: None,
        save=lambda _: None,
        log=lambda *_: None,
        sending=sending,
    ) as fetcher:
        yield fetcher


def settings_of(config: Config, network: Network) -> Settings:
    return Settings(
        contact=config.contact or _NO_CONTACT,
        delay=network.delay,
        concurrency=network.concurrency or config.concurrency,
        proxy=network.proxy or config.proxy,
    )
