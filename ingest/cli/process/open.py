"""What `fetch` and `daemon` build over an open archive before anything runs: writer, fetcher, workers."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ingest import archive
from ingest.archive.write import host_state
from ingest.cli.options.network import Network, replayed, way
from ingest.config import Config
from ingest.config import read as read_config
from ingest.core.change.decide import Decision
from ingest.core.model import Exchange
from ingest.core.urls import Owners, Shard
from ingest.errors import Refused
from ingest.fetch import BrowserRenderer, Fetcher, HostState, Manner, Recorder, ReplayedRenderer, Settings, SystemClock
from ingest.pipeline import keep
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.events import RunEvent
from ingest.pipeline.rendering import RendersPages
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Resources
from ingest.pipeline.workers.pool import Workers

_OTHERS = 10  # hosts of earlier passes that are asked whether anybody answers, where nobody did to this one
_NO_CONTACT = "https://ingest.invalid/no-contact-was-set"


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
