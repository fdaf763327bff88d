"""`ingest fetch`: sources or URLs, once."""

import asyncio
import re
import sys
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ingest import archive, config, sources
from ingest.archive.read import lookups
from ingest.archive.write import log, source_state
from ingest.cli.options.lines import legible
from ingest.cli.options.network import Network, network_of, network_options
from ingest.cli.options.paths import FOLDER
from ingest.cli.options.reading import db_option
from ingest.cli.options.which_sources import of_all, shard_option, tag_option, tagged
from ingest.cli.process import hand_over
from ingest.cli.process.open import equipped
from ingest.cli.process.signals import until_stopped
from ingest.cli.terminal.progress import Progress, log_options
from ingest.cli.terminal.times import Back, since_option
from ingest.cli.writing import check_place, opened
from ingest.core import urls
from ingest.core.model import ADHOC, Source
from ingest.errors import ArchiveError, DaemonRuns, OutputError, URLError
from ingest.pipeline.events import Heard
from ingest.pipeline.handed import HandedFetch
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.run import Run
from ingest.pipeline.upkeep import keep_fit

_SHORTENINGS = 20  # of the log after a run: 100,000 requests


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@db_option
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option(
    "--from",
    "listed",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    metavar="FILE",
    help="More targets, one a line; - is standard input.",
)
@tag_option
@shard_option
@click.option("--all", "agreed", is_flag=True, help="All sources, also when they are the built-in set.")
@click.option("--due", is_flag=True, help="Only the sources whose time has come.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a document.")
@click.option("--dry-run", is_flag=True, help="Fetch and parse, write nothing.")
@click.option("--limit", type=click.IntRange(0, 1_000_000_000), metavar="N", help="At most so many articles a source.")
@since_option("Leave articles that their listing dates before.")
@click.option(
    "--back", type=Back(), metavar="all|DATE", help="Take also what a first look left, and walk over older pages, all or back to a date."
)
@click.option("--again", is_flag=True, help="Ask also for what is not yet due.")
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
@log_options
@click.option("--strict", is_flag=True, help="Exit 1 when any page failed.")
@network_options
def fetch(targets: tuple[str, ...], **arguments: Any) -> None:
    """Fetch sources (by name or tag) or URLs (of an article or a listing) into the archive; without a target, every source.

    The built-in sources are many: without a target and a folder of your own, --all says that you mean them.

    \b
    Examples:
      ingest fetch moha-gov-vn tienphong-vn --since 7d
      ingest fetch --tag eu
      ingest fetch moha-gov-vn --back 2019-01-01
      ingest fetch https://www.gov.uk/government/news/example
      cat urls.txt | ingest fetch --from - --json
    """
    network = network_of(arguments)
    path: Path = arguments["db"]
    settings = config.read(path)
    folder, loaded = config.schedules(arguments["schedules"], settings, path)
    named = [*targets, *_lines(arguments["listed"])]
    whole: dict[str, Source] = {}
    everything = not arguments["tags"] and (arguments["agreed"] or (not targets and arguments["listed"] is None))
    if arguments["tags"]:
        whole = tagged(loaded, arguments["tags"])
    elif everything:
        check_place(path)  # what is wrong with the call comes first
        whole = of_all(loaded, folder, network, agreed=arguments["agreed"])
    asked = _Asked.of(named, loaded, whole, everything=everything, strictly=set(map(legible, targets)))
    back: str | None = arguments["back"]
    back_to = None if back == "all" else back
    progress = Progress(as_json=arguments["as_json"], log_format=arguments["log_format"], verbose=arguments["verbose"])
    if back is not None and asked.urls:
        progress.say("older pages are walked over for sources alone: `ingest sources add URL` makes one of a site")
    options = Options(
        again=arguments["again"],
        everything=back is not None,
        since=max(filter(None, (arguments["since"], back_to)), default=None),
        older=back is not None and not arguments["dry_run"],
        back_to=back_to,
        walked=progress.walked,
        limit=arguments["limit"],
        paced=arguments["due"],
        logged=not arguments["dry_run"],
    )
    has_folder, is_rehearsal = arguments["schedules"] is not None, arguments["dry_run"]
    why_not = hand_over.why_not(network, has_folder=has_folder, due=arguments["due"], dry_run=is_rehearsal)
    try:
        wait = float("inf") if arguments["wait"] else 0
        with opened(path, dry_run=arguments["dry_run"], wait=wait, note=progress.say, waits_for_daemon=why_not is not None) as ready:
            if ready.created and not arguments["dry_run"]:
                progress.say(f"made {ready.path}, with the sources of {folder}")
            run = _fetch(
                ready,
                settings,
                loaded,
                network,
                options,
                asked,
                progress,
                due=arguments["due"],
                dry_run=arguments["dry_run"],
                shard=arguments["shard"],
            )
            stopped = until_stopped(run)
    except DaemonRuns as busy:
        why_not = why_not or hand_over.other_shard(path, arguments["shard"])
        if why_not is not None:
            raise DaemonRuns(f"{busy}; {why_not}") from None
        stopped = hand_over.to_daemon(path, asked.handed(options, arguments["shard"]), progress, wait=arguments["wait"])
    progress.summary()
    if stopped:
        sys.exit(128 + stopped)
    sys.exit(1 if progress.unanswered or (arguments["strict"] and progress.failures) else 0)


class _Asked:
    """The targets sorted out: whole sources, and URLs by the source they belong to."""

    def __init__(self, *, everything: bool) -> None:
        self.everything = everything  # every source of the folder
        self.sources: list[Source] = []
        self.urls: dict[str, tuple[Source, list[str]]] = {}

    @classmethod
    def of(
        cls, targets: Iterable[str], loaded: dict[str, Source], whole: dict[str, Source], *, everything: bool, strictly: set[str]
    ) -> "_Asked":
        """`whole`: the sources that no target names; `strictly`: targets that must be a source's name when they are no URL.

        Raises UnknownSource.
        """
        asked, owners = cls(everything=everything), urls.Owners(loaded.values())
        by_name = dict(whole)
        for target in dict.fromkeys(map(legible, targets)):
            if target in loaded or (target in strictly and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target)):
                by_name[target] = sources.named(loaded, target)
                continue
            source = ADHOC
            with suppress(URLError):  # the run reports what is no URL
                source = owners.of(target) or ADHOC
            asked.urls.setdefault(source.name, (source, []))[1].append(target)
        asked.sources = list(by_name.values())
        return asked

    def handed(self, options: Options, shard: urls.Shard | None) -> HandedFetch:
        """The same for a daemon, which knows its own sources: it finds the one that a URL belongs to itself."""
        return HandedFetch(
            sources=tuple(source.name for source in self.sources if shard is None or shard.has_source(source)),
            urls=tuple(url for _, urls in self.urls.values() for url in urls),
            again=options.again,
            everything=options.everything,
            since=options.since,
            limit=options.limit,
            older=options.older,
            back_to=options.back_to,
        )


async def _fetch(
    ready: archive.Archive,
    settings: config.Config,
    loaded: dict[str, Source],
    network: Network,
    options: Options,
    asked: _Asked,
    progress: Progress,
    *,
    due: bool,
    dry_run: bool,
    shard: urls.Shard | None,
) -> None:
    async with equipped(
        ready, settings, urls.Owners(loaded.values()), network, tell=progress.tell, note=progress.say, heard=progress.heard, shard=shard
    ) as resources:
        with progress.shown():
            if not dry_run:
                await resources.writer.do(log.close_interrupted_runs)
                if asked.everything:  # who names targets may do so from any folder
                    for name in await resources.writer.do(source_state.retire, loaded):
                        progress.say(f"{name}: its schedule file is gone; retired, and what it brought is kept")
            awaited = await _due(resources, loaded) if due else loaded
            runs = [
                _source(resources, options, source, progress)
                for source in asked.sources
                if source.name in awaited and (shard is None or shard.has_source(source))
            ]
            for source, named in asked.urls.values():
                runs.append(_urls(resources, options, source, named, progress))
            if asked.everything and not dry_run and ADHOC.name in lookups.sources_with_due_urls(resources.reader, resources.clock.now()):
                runs.append(_of_no_source(resources, options, progress))
            await _all(runs)
            if not dry_run:
                await keep_fit(resources, _SHORTENINGS)


async def _due(resources: Resources, loaded: dict[str, Source]) -> set[str]:
    await resources.writer.do(source_state.save_all, loaded.values(), resources.clock.now())
    await resources.writer.do(source_state.replan, resources.clock.now())
    return set(lookups.due_sources(resources.reader, resources.clock.now()))


async def _urls(resources: Resources, options: Options, source: Source, named: list[str], progress: Progress) -> None:
    heard = Heard(resources, source.name, "named")
    run = Run(heard.resources, options, source)
    await _within(source, heard.through(run, run.named(named)), progress)


async def _of_no_source(resources: Resources, options: Options, progress: Progress) -> None:
    """Looks at the pages of no source that are due."""
    heard = Heard(resources, ADHOC.name, "articles")
    run = Run(heard.resources, options, ADHOC)
    await _within(ADHOC, heard.through(run, run.due()), progress)


async def _source(resources: Resources, options: Options, source: Source, progress: Progress) -> None:
    heard = Heard(resources, source.name, "listings")
    run = Run(heard.resources, options, source)
    progress.source(source.name)
    await _within(source, heard.through(run, _listings_and_older(run) if options.older else run.listings()), progress)
    if said := run.problem or run.shortfall:
        progress.source_failed(source.name, said)


async def _listings_and_older(run: Run) -> None:
    """Today's articles first, then those of older pages."""
    await run.listings()
    await run.older()


async def _within(source: Source, run: Coroutine[Any, Any, None], progress: Progress) -> None:
    """A run whose faults stay in its source; nothing can go on without the archive, or for nobody."""
    try:
        await run
    except (ArchiveError, OutputError):
        raise
    except Exception as error:
        progress.source_failed(source.name, f"a fault of ingest, please report it: {type(error).__name__}: {error}")


async def _all(runs: list[Any]) -> None:
    """All of them beside each other; the first that raises ends the others."""
    async with asyncio.TaskGroup() as group:
        for run in runs:
            group.create_task(run)


def _lines(listed: Any) -> list[str]:
    if listed is None:
        return []
    lines = [line.strip() for line in listed]
    return [line for line in lines if line and not line.startswith("#")]
