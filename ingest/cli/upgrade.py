"""`ingest upgrade`."""

from pathlib import Path

import click

from ingest.cli.options.reading import db_option
from ingest.cli.terminal.messages import counting, say


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
def upgrade(db: Path) -> None:
    """Bring an archive of an older version up to date, without the network.

    It is copied to ARCHIVE.version-N first. `ingest fetch` and `ingest daemon` do the same when they open it.

    \b
    Example:
      ingest upgrade --db handed-over.db
    """
    from ingest import archive

    before = archive.version_of(db)
    with counting("bringing the archive up to date"), archive.fetching(db, 0):
        archive.open_existing(db, say).close()
    now = archive.version_of(db)
    if now == before:
        click.echo(f"{db}: version {now}, up to date already")
    else:
        click.echo(f"{db}: version {now}; as it was, version {before}, it is {db}.version-{before}: delete that when all is well")
