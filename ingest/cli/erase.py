"""`ingest erase`: the words of one article, by order."""

import sys
from pathlib import Path

import click

from ingest.archive.read.named import article_of
from ingest.cli.options.reading import db_option
from ingest.cli.terminal.times import now_at


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("named", metavar="URL|NUMBER")
@click.option("--because", required=True, metavar="REASON", help="Who ordered it and why; kept for good.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def erase(named: str, because: str, yes: bool, db: Path) -> None:
    """Erase the words of an article: all its versions, the pages that they were read from, and what finds it.

    Where and when it was seen stays, with the hash of what was erased, so that the proofs of everything else hold. Copies of the archive,
    and what was exported, are not reached.

    \b
    Example:
      ingest erase https://example.gov/news/1 --because "order of the court at Lanmouth, 4 C 12/26"
    """
    from ingest import archive
    from ingest.archive.evidence import erase as erasure

    with archive.open_existing(db) as opened:
        article = article_of(opened.db, named)
        if not because.strip():
            raise click.UsageError("--because: say who ordered it and why")
        if not yes and not sys.stdin.isatty():
            raise click.UsageError("it asks first, at a terminal; elsewhere say --yes")
        if not yes:
            click.confirm(f"Erase article {article.id}, “{article.title}”, for good?", abort=True, err=True)
        with opened.batch() as connection:
            done = erasure.article(connection, article.id, because, now_at())
        opened.empty_log()
    click.echo(f"{db}: erased {done.revisions} versions and {done.snapshots} pages of article {article.id}")
