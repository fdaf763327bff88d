"""`ingest reparse`."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest import archive, config, sources
from ingest.archive.read import article_view, kept_pages
from ingest.archive.read.named import url_of
from ingest.cli.options.paths import FOLDER
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.process.signals import until_stopped
from ingest.cli.terminal.messages import CountingLine, counting, say
from ingest.cli.terminal.reparsed import print_found
from ingest.cli.terminal.times import now_at
from ingest.core.model import ADHOC, Source
from ingest.core.urls import Owners
from ingest.errors import NotKnown
from ingest.pipeline.reparse import Reparse
from ingest.pipeline.rereader import ReadHere, Rereader
from ingest.pipeline.workers.pool import Workers
from ingest.scale import opening

if TYPE_CHECKING:
    import sqlite3


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("targets", nargs=-1, metavar="[SOURCE|URL|all]...")
@db_option
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, write nothing; so it is without --keep.")
@click.option("--keep", is_flag=True, help="Append what changed, as revisions of kind `reparse`.")
@click.option(
    "--workers", type=click.IntRange(1, 1024), metavar="N", help="Processes of this machine; default: one a core less one, 4 at most."
)
@click.option("--scheduler", metavar="ADDRESS", help="Have the workers of the Dask scheduler at tcp://HOST:PORT or tls://HOST:PORT read.")
@click.option("--force", is_flag=True, help="Keep also texts that look worse, and those of sources that would shrink by more than a tenth.")
@json_option
def reparse(targets: tuple[str, ...], db: Path, dry_run: bool, keep: bool, force: bool, as_json: bool, **arguments: Any) -> None:
    """Read kept pages again, with today's extractor and today's schedule files; without a target, of all sources.

    It tells of each source how many articles would change, in which fields, with a sample of each, and how many texts grow, shrink or are
    empty. Millions of pages are read by a cluster of Dask (extra `scale`), with the same outcome. It may run beside a daemon and be
    stopped: the next run goes on. In a pipe a line has: source, what, articles, share of those read, article of the sample, before, after.

    \b
    Examples:
      ingest reparse
      ingest reparse gov-uk --keep
      ingest reparse --scheduler tcp://10.0.0.5:8786
      ingest reparse https://www.gov.uk/government/news/example
    """
    if dry_run and keep:
        raise click.UsageError("--dry-run writes nothing, and --keep does; give one of them")
    if force and not keep:
        raise click.UsageError("--force says what --keep may append; without --keep nothing is")
    if arguments["scheduler"]:
        opening.require()
        if arguments["workers"]:
            raise click.UsageError("--workers are this machine's; the scheduler has its own")
    settings = config.read(db)
    _, loaded = config.schedules(arguments["schedules"], settings, db)
    with ExitStack() as stack:
        writer = None
        if keep:
            writer = stack.enter_context(archive.Writer(archive.open_existing(db), note=say))
        reader = stack.enter_context(archive.open_readonly(db)).db
        wanted = _wanted(reader, targets, loaded)
        session = _Session(reader, writer, Owners(loaded.values()), settings.ocr, force=force, as_json=as_json)
        with session.shown():
            stopped = until_stopped(session.run(wanted, loaded, arguments["scheduler"], arguments["workers"]))
    session.sum_up(stopped)
    sys.exit(128 + stopped if stopped else 1 if session.refused or session.unread else 0)


class _Session:
    """One run of the command over several sources."""

    def __init__(
        self, reader: "sqlite3.Connection", writer: archive.Writer | None, owners: Owners, ocr: str | None, *, force: bool, as_json: bool
    ) -> None:
        self.refused: list[str] = []  # sources that would shrink by more than a tenth
        self.unread = 0  # pages that no worker could read
        self._reader = reader
        self._writer = writer
        self._owners = owners
        self._ocr = ocr
        self._force = force
        self._as_json = as_json
        self._appended = self._changed = self._read = 0
        self._counting = CountingLine()

    @contextmanager
    def shown(self) -> Iterator[None]:
        """A line that counts, on a terminal."""
        with counting() as self._counting:
            yield

    async def run(
        self, wanted: Mapping[str, Iterable[int]], loaded: Mapping[str, Source], scheduler: str | None, workers: int | None
    ) -> None:
        async with AsyncExitStack() as stack:
            rereader: Rereader
            if scheduler is not None:
                rereader = await self._far(scheduler, stack)
            else:
                rereader = ReadHere(await stack.enter_async_context(Workers(workers, ocr=self._ocr, note=say)))
            for name, articles in wanted.items():
                source = ADHOC if name == ADHOC.name else loaded.get(name)
                if source is None:
                    say(f"{name}: its schedule file is gone, and with it the rules by which its pages are read; left as they are")
                    continue
                await self._one(Reparse(self._reader, rereader, source, tuple(articles), partial(self._tell, name)))

    async def _far(self, scheduler: str, stack: AsyncExitStack) -> Rereader:
        from ingest.scale.cluster import joined, threads
        from ingest.scale.rereading import ReadFar

        client = await stack.enter_async_context(joined(scheduler, 0))
        if not await threads(client):
            say(f"the scheduler at {scheduler} has no workers yet; waiting for one")
        return ReadFar(client, say, self._ocr)

    async def _one(self, reparse: Reparse) -> None:
        name = reparse.source.name
        try:
            await reparse.survey(self._writer)
            if self._writer is not None and reparse.tally.shrinks and not self._force:
                self.refused.append(name)
            elif self._writer is not None:
                kept = await reparse.keep(self._writer, self._owners, now_at, doubted=self._force)
                self._appended += kept.revisions
                if kept.overtaken:
                    say(f"{name}: {kept.overtaken} articles were fetched anew meanwhile, and are left for another run")
        finally:
            tally = reparse.tally
            self._read += tally.articles
            self.unread += reparse.unread
            self._changed += tally.outcomes["changed"]
            for problem in reparse.damaged:
                say(problem)
            if reparse.without_page:
                say(f"{name}: {reparse.without_page} articles whose pages are not kept are left as they are")
            with self._counting.paused():
                print_found(name, tally, as_json=self._as_json)

    def sum_up(self, stopped: int | None) -> None:
        for name in self.refused:
            say(f"{name}: its texts would shrink by more than a tenth; nothing of it is kept without --force")
        if self._writer is not None:
            say(f"{self._appended:,} revisions appended; {self._read:,} pages read")
        else:
            more = "; `ingest reparse --keep` keeps it" if self._changed else ""
            say(f"{self._changed:,} of {self._read:,} articles would change{more}")
        if stopped:
            say("stopped; the next run goes on where this one was" if self._writer is not None else "stopped; nothing was written")

    def _tell(self, name: str, done: int, of: int) -> None:
        self._counting.update(f"{name}: {done:,} of {of:,} pages read")


def _wanted(db: "sqlite3.Connection", targets: Iterable[str], loaded: Mapping[str, Source]) -> Mapping[str, Iterable[int]]:
    """Articles by source. Raises UnknownSource, NotKnown."""
    found: dict[str, set[int]] = {}
    names = kept_pages.names_with_articles(db)
    for target in targets or ("all",):
        if target == "all":
            for name in names:
                found.setdefault(name, set()).update(kept_pages.articles_of(db, name))
        elif target in names or ":" not in target:
            name = target if target in names else sources.named(loaded, target).name
            found.setdefault(name, set()).update(kept_pages.articles_of(db, name))
        else:
            at = article_view.articles_at(db, url_of(target))
            if not at:
                raise NotKnown(f"{target}: no article of that URL is in the archive; `ingest explain` tells what became of it")
            for name, articles in kept_pages.sources_of(db, at).items():
                found.setdefault(name, set()).update(articles)
    return {name: sorted(articles) for name, articles in sorted(found.items())}
