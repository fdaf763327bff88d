"""`ingest verify`."""

from pathlib import Path

import click

from ingest.cli.reading import db_option


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@db_option
@click.pass_context
def verify(context: click.Context, db: Path) -> None:
    """Read all of an archive and tell what is wrong with it: the file, every kept page and text against its hash, the search index, what is
    derived.

    Writes nothing; a copy on a medium that cannot be written will do. Exits 1 when something is wrong.

    \b
    Example:
      ingest verify --db archive.db
    """
    from ingest.archive import integrity

    report = integrity.verify(db)
    for line in (*report.problems, *report.unread):
        click.echo(f"{db}: {line}", err=True)
    if report.problems:
        context.exit(1)
    click.echo(f"{db}: sound, {report.pages} kept pages read")
