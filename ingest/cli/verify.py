"""`ingest verify`."""

from pathlib import Path

import click

from ingest import archive
from ingest.cli.reading import db_option


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.pass_context
def verify(context: click.Context, db: Path) -> None:
    """Read all of an archive and tell what is wrong with it: the file, the search index, every kept page against its hash.

    Exits 1 when something is.

    \b
    Example:
      ingest verify --db archive.db
    """
    from ingest.archive.read import documents
    from ingest.archive.write import upkeep

    with archive.open_existing(db) as opened:
        problems = upkeep.integrity(opened.db)
        pages = documents.count(opened.db)
    for problem in problems:
        click.echo(f"{db}: {problem}", err=True)
    if problems:
        context.exit(1)
    click.echo(f"{db}: sound, {pages} kept pages read")
