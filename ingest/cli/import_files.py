"""`ingest import`: what other programs kept, into the archive."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ingest import archive, config
from ingest.cli.open import opened
from ingest.cli.paths import FILE, FOLDER
from ingest.cli.progress import Progress
from ingest.cli.reading import db_option
from ingest.cli.signals import until_stopped
from ingest.cli.times import now_at
from ingest.core.model import Document
from ingest.core.urls import Owners
from ingest.errors import ConfigError
from ingest.imported import warc
from ingest.pipeline.bring import Bringing
from ingest.pipeline.resources import Means
from ingest.pipeline.workers.pool import Workers


@click.command("import", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@db_option
@click.option("--schedules", type=FOLDER, metavar="DIR", help="Folder of schedule files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a page.")
@click.option("--wait", is_flag=True, help="Wait while another process fetches for this archive.")
def command(files: tuple[Path, ...], db: Path, schedules: Path | None, as_json: bool, wait: bool) -> None:
    """Take the pages of WARC files (.warc, .warc.gz) and WACZ files into the archive, each at the date at which it was seen.

    HTML pages that answered 200 are taken as if they had been fetched then: an older version takes its place in the history, and what
    stands now stays. No look at their URLs is planned. It may be stopped and called again: what is in the archive is passed over.

    \b
    Examples:
      ingest import crawl-2019.warc.gz crawl-2020.warc.gz
      ingest import session.wacz --db other.db
    """
    for file in files:
        if not file.exists():
            raise ConfigError(f"{file}: no such file")
    warc.require()
    settings = config.read(db)
    _, loaded = config.schedules(schedules, settings, db)
    progress = Progress(as_json=as_json)
    refused: list[int] = []

    def refuse(message: str) -> None:
        refused.append(1)
        progress.say(message)

    with opened(db, dry_run=False, wait=float("inf") if wait else 0, note=progress.say) as ready:
        stopped, known = _import(ready, files, Owners(loaded.values()), progress, refuse, settings.ocr)
    progress.summary()
    if known:
        progress.say(f"{known:,} pages were in the archive already")
    if refused:
        progress.say(f"{len(refused):,} refused")
    if stopped:
        sys.exit(128 + stopped)
    sys.exit(1 if refused else 0)


def _import(
    ready: archive.Archive, files: tuple[Path, ...], owners: Owners, progress: Progress, refuse: warc.Refuse, ocr: str | None
) -> tuple[int | None, int]:
    """The signal that stopped it, and how many pages were known."""

    def documents() -> Iterator[Document]:
        for file in files:
            yield from warc.documents(file, now_at(), refuse)

    with archive.Writer(ready, note=progress.say) as writer, archive.open_readonly(ready.path) as reading:
        bringing: list[Bringing] = []

        async def run() -> None:
            async with Workers(ocr=ocr, note=progress.say) as workers:
                bringing.append(Bringing(Means(reader=reading.db, writer=writer, workers=workers), owners, progress.tell, refuse))
                with progress.shown():
                    await bringing[0].take(documents())

        stopped = until_stopped(run())
    return stopped, sum(one.known for one in bringing)
