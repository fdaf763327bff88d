"""`ingest import`: what other programs kept, into the archive."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ingest import archive, config
from ingest.archive.merge.other import require
from ingest.cli.merge import merge
from ingest.cli.options.paths import FOLDER, PLACE
from ingest.cli.options.reading import db_option
from ingest.cli.process.signals import until_stopped
from ingest.cli.terminal.progress import Progress
from ingest.cli.terminal.times import now_at
from ingest.cli.writing import opened
from ingest.core.model import Document
from ingest.core.urls import Owners, request_url
from ingest.imported import files as of
from ingest.imported import warc
from ingest.imported.earlier import Earlier
from ingest.pipeline.bring import Bringing
from ingest.pipeline.resources import Means
from ingest.pipeline.workers.pool import Workers


@click.command("import", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, required=True, type=PLACE, metavar="FILE...")
@db_option
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a page.")
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
def command(files: tuple[Path, ...], db: Path, schedules: Path | None, as_json: bool, wait: bool) -> None:
    """Take pages that other programs kept into the archive, each at the date at which it was seen.

    Files: WARC (.warc, .warc.gz), WACZ, pages that a browser saved (.mhtml; .html of SingleFile), folders of `ingest fetch --record`,
    and other archives of ingest, which are merged. HTML pages that answered 200 are taken as if they had been fetched then: an older
    version takes its place in the history, and what stands now stays. No look at their URLs is planned. It may be stopped and called again:
    what is in the archive is passed over.

    \b
    Examples:
      ingest import crawl-2019.warc.gz crawl-2020.warc.gz
      ingest import session.wacz page.mhtml --db other.db
    """
    kinds = {file: of.kind_of(file) for file in files}
    archives = tuple(file for file in files if kinds[file] == "archive")
    files = tuple(file for file in files if kinds[file] != "archive")
    if "warc" in kinds.values():
        warc.require()
    for file in archives:
        require(file, db)
    is_well = not archives or merge(archives, db, as_json=as_json, wait=wait)
    if not files:
        sys.exit(0 if is_well else 1)
    settings = config.read(db)
    _, loaded = config.schedules(schedules, settings, db)
    listings = frozenset(request_url(listing.url) for source in loaded.values() for listing in source.listings)
    progress = Progress(as_json=as_json)
    refused: list[int] = []

    def refuse(message: str) -> None:
        refused.append(1)
        progress.say(message)

    with opened(db, dry_run=False, wait=float("inf") if wait else 0, note=progress.say) as ready:
        stopped, known = _import(ready, files, Owners(loaded.values()), listings, progress, refuse, settings.ocr)
    progress.summary()
    if known:
        progress.say(f"{known:,} pages were in the archive already")
    if refused:
        progress.say(f"{len(refused):,} refused")
    if stopped:
        sys.exit(128 + stopped)
    sys.exit(1 if refused or not is_well else 0)


def _import(
    ready: archive.Archive,
    files: tuple[Path, ...],
    owners: Owners,
    listings: frozenset[str],
    progress: Progress,
    refuse: warc.Refuse,
    ocr: str | None,
) -> tuple[int | None, int]:
    """The signal that stopped it, and how many pages were known. Listings of sources are no articles."""

    def documents() -> Iterator[Document]:
        earlier = Earlier()
        for file in files:
            yield from (one for one in of.documents(file, now_at(), refuse, earlier) if one.url not in listings)

    with archive.Writer(ready, note=progress.say) as writer, archive.open_readonly(ready.path) as reading:
        bringing: list[Bringing] = []

        async def run() -> None:
            async with Workers(ocr=ocr, note=progress.say) as workers:
                bringing.append(Bringing(Means(reader=reading.db, writer=writer, workers=workers), owners, progress.tell, refuse))
                with progress.shown():
                    await bringing[0].take(documents())

        stopped = until_stopped(run())
    return stopped, sum(one.known for one in bringing)
