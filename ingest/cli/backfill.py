"""`ingest backfill`: years of history, on many cores or many machines."""

import sys
from contextlib import AsyncExitStack, ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from ingest import archive, config, sources
from ingest.cli.options.network import Network
from ingest.cli.options.paths import FOLDER
from ingest.cli.options.reading import db_option
from ingest.cli.process.open import fetcher_without_archive
from ingest.cli.process.signals import until_stopped
from ingest.cli.terminal.progress import Progress
from ingest.cli.terminal.times import Since, now_at, since_option
from ingest.cli.writing import opened
from ingest.core.urls import Owners
from ingest.errors import ConfigError, FetchError, Wall
from ingest.pipeline.workers.pool import Workers
from ingest.scale import opening
from ingest.scale.model import BackfillOrder, FileShare, PartReport, Selection

if TYPE_CHECKING:
    from ingest.scale.engine import Known, Take

_LONGEST_LIST = 100_000_000  # bytes of a list on the web, packed


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("named", nargs=-1, required=True, metavar="SOURCE...")
@db_option
@click.option("--to", "target", metavar="DIR", help="Write a data set of Parquet there, or to what fsspec reads, instead of an archive.")
@click.option("--site", "sites", multiple=True, metavar="HOST", help="Only pages of this host and those below it; may be repeated.")
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only pages of this source; may be repeated.")
@click.option("--lang", "languages", multiple=True, metavar="LANGUAGE", help="Only articles in this language; may be repeated.")
@since_option("Only pages seen since then.")
@click.option("--until", type=Since(), metavar="DATE|7d", help="Only pages seen before then.")
@click.option("--workers", type=click.IntRange(1, 1024), metavar="N", help="Processes of this machine; default: one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="Join the Dask scheduler at tcp://HOST:PORT or tls://HOST:PORT.")
@click.option("--parts", "place", metavar="DIR", help="Where parts wait for the archive; all machines see it. Default: beside the archive.")
@click.option("--base", metavar="URL|DIR", help="What the paths of a list are below.")
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option("--allow-net", multiple=True, metavar="CIDR", help="Also connect to addresses of this range; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a part.")
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
def backfill(named: tuple[str, ...], db: Path, **arguments: Any) -> None:
    """Take the pages of WARC and WACZ files into the archive, each at the date at which it was seen, on many cores or machines.

    SOURCE is a file, a folder, a glob, a list of files such as warc.paths.gz of Common Crawl, or the URL of one: http(s)://, s3:// and
    whatever else fsspec reads. It may be stopped or killed at any time: the same command goes on. It needs the extra `scale`.

    \b
    Examples:
      ingest backfill crawls/ --workers 8
      ingest backfill https://data.commoncrawl.org/crawl-data/CC-NEWS/2024/01/warc.paths.gz
        --site gov.uk --lang en
      ingest backfill 'crawls/*.warc.gz' --to dataset/
    """
    opening.require()
    _, loaded = config.schedules(arguments["schedules"], config.read(db), db)
    if arguments["target"] and arguments["place"]:
        raise click.UsageError("--parts are those of an archive; --to has its own")
    if arguments["scheduler"] and arguments["workers"]:
        raise click.UsageError("--workers are this machine's; the scheduler has its own")
    for name in arguments["names"]:
        sources.named(loaded, name)
    selection = Selection(
        sites=tuple(sorted(site.lower().strip(".") for site in arguments["sites"])),
        sources=tuple(sorted(arguments["names"])),
        languages=tuple(sorted(arguments["languages"])),
        since=arguments["since"],
        until=arguments["until"],
    )
    network = Network(allow_net=arguments["allow_net"])
    place = arguments["target"] or arguments["place"] or f"{db.absolute()}-parts"
    order = BackfillOrder(
        form="dataset" if arguments["target"] else "archive",
        place=place if opening.is_remote(place) else str(Path(place).absolute()),
        selection=selection,
        sources=tuple(loaded.values()),
    )
    session = _Session(order, network, as_json=arguments["as_json"])
    with ExitStack() as stack:
        ready = None
        if order.form == "archive":
            ready = stack.enter_context(opened(db, dry_run=False, wait=float("inf") if arguments["wait"] else 0, note=session.progress.say))
        run = session.run(named, arguments["base"], ready, arguments["scheduler"], arguments["workers"])
        stopped = until_stopped(run)
    session.sum_up(stopped)
    sys.exit(128 + stopped if stopped else 1 if session.problems else 0)


class _Session:
    """One run of the command."""

    def __init__(self, order: BackfillOrder, network: Network, *, as_json: bool) -> None:
        self.progress = Progress(as_json=False, names_failures=False)
        self.problems = 0
        self._order = order
        self._network = network
        self._as_json = as_json
        self._parts = self._pages = self._left = self._refused = self._known = 0

    async def run(
        self,
        named: tuple[str, ...],
        base: str | None,
        ready: archive.Archive | None,
        scheduler: str | None,
        workers: int | None,
    ) -> None:
        from ingest.scale.cluster import cores, joined, threads
        from ingest.scale.engine import Engine

        shares, agent = await self._shares(named, base)
        order = replace(self._order, agent=agent)
        async with AsyncExitStack() as stack:
            known, take = await self._taking(ready, stack)
            engine = Engine(order, known, self._counted(take), self._failed)
            if await engine.take_known(shares):  # a cluster takes seconds to start
                return
            client = await stack.enter_async_context(joined(scheduler, workers or cores()))
            if scheduler and not await threads(client):
                self.progress.say(f"the scheduler at {scheduler} has no workers yet; waiting for one")
            with self.progress.shown():
                await engine.run(client, shares)

    async def _shares(self, named: tuple[str, ...], base: str | None) -> tuple[list[FileShare], str]:
        """The files to be read, each once, and in whose name those of the web are. Raises ConfigError."""
        from ingest.scale import finding

        agent = ""
        lists: dict[str, bytes] = {}
        async with AsyncExitStack() as stack:
            web = [one for one in named if opening.is_web(one)]
            fetcher = await stack.enter_async_context(fetcher_without_archive(self._network)) if web else None
            try:
                for url in web:
                    if fetcher is not None and url.lower().endswith(finding.LISTS):
                        lists[url] = (await fetcher.get(url, max_body=_LONGEST_LIST)).body
                found = {share.url: share for one in named for share in finding.shares(one, base, lists.__getitem__)}
                for first in {_site(url): url for url in found if opening.is_web(url)}.values():
                    if fetcher is None:  # a list on this machine named it
                        fetcher = await stack.enter_async_context(fetcher_without_archive(self._network))
                    agent = await fetcher.admit(first)
            except (FetchError, Wall) as error:
                raise ConfigError(str(error)) from None
        return list(found.values()), agent

    async def _taking(self, ready: archive.Archive | None, stack: AsyncExitStack) -> "tuple[Known, Take]":
        from ingest.scale import dataset
        from ingest.scale.taking import Taking

        folder = opening.PartFolder(self._order.place)
        if ready is None:
            done = dataset.begin(folder, self._order)

            def reported(key: str) -> PartReport | None:
                return dataset.report_of(folder, done[key]) if key in done else None

            return reported, _leave
        folder.sweep()
        stack.callback(_remove_empty, self._order.place)
        writer = stack.enter_context(archive.Writer(ready, note=self.progress.say))
        reader = stack.enter_context(archive.open_readonly(ready.path)).db
        workers = await stack.enter_async_context(Workers(1))
        taking = Taking(folder, reader, writer, workers, Owners(self._order.sources), self.progress.tell, now_at)
        return taking.known, taking.take

    def _counted(self, take: "Take") -> "Take":
        async def counted(report: PartReport) -> None:
            await take(report)
            self._parts += 1
            self._pages += report.pages
            self._left += report.left
            self._refused += report.refused
            for refusal in report.refusals:
                self.progress.say(refusal)
            if self._as_json:
                from ingest.cli.terminal.output import print_json

                print_json(report)

        return counted

    def _failed(self, message: str) -> None:
        self.problems += 1
        self.progress.say(message)

    def sum_up(self, stopped: int | None) -> None:
        if not self._as_json and self._order.form == "archive":
            self.progress.summary()
        where = f" in {self._order.place}" if self._order.form == "dataset" else ""
        self.progress.say(f"{self._parts:,} parts, {self._pages:,} pages{where}; {self._left:,} left out, {self._refused:,} refused")
        if stopped:
            self.progress.say("stopped; the same command goes on where this one was")


async def _leave(_report: PartReport) -> None:
    """The parts of a data set are in their places already."""


def _site(url: str) -> str:
    return "/".join(url.split("/")[:3])


def _remove_empty(place: str) -> None:
    with suppress(OSError):
        Path(place).rmdir()
