"""`ingest backup` and `ingest restore`."""

from pathlib import Path

import click

from ingest.cli.options.paths import FILE
from ingest.cli.options.reading import db_option
from ingest.cli.terminal.messages import bar
from ingest.cli.terminal.times import now_at


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=FILE)
@db_option
@click.option("--keep", type=click.IntRange(1, 1000), default=1, metavar="N", help="How many copies stay: FILE, FILE.1, FILE.2, ...")
def backup(file: Path, db: Path, keep: int) -> None:
    """Copy an archive to FILE while it is in use, and verify the copy.

    FILE is written anew only once the copy is whole and sound. Exits 2 when it is not.

    \b
    Example, for a cron table:
      ingest backup /backup/archive.db --db /srv/record/archive.db --keep 7
    """
    from ingest.archive import copies

    with bar("copying") as progress:
        report = copies.backup(db, file, keep=keep, progress=progress)
    click.echo(f"{file}: a sound copy of {db}, {file.stat().st_size / 1e6:.1f} MB, {report.pages} kept pages read")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", type=FILE)
@db_option
def restore(file: Path, db: Path) -> None:
    """Put the copy FILE in the place of an archive.

    The copy is verified first. What was in its place is set aside with its log, never deleted; FILE stays as it is. Stop `ingest daemon`
    before, and `ingest browse` afterwards.

    \b
    Example:
      ingest restore /backup/archive.db --db /srv/record/archive.db
    """
    from ingest.archive import copies

    with bar("restoring") as progress:
        aside = copies.restore(file, db, at=now_at(), progress=progress)
    click.echo(f"{db}: restored from {file}" + (f"; what was there is now {aside}" if aside else ""))
