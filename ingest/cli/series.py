"""`ingest series`."""

from pathlib import Path

import click

from ingest.archive.read import series as known
from ingest.archive.read.named import article_of
from ingest.cli.output import print_json, print_table
from ingest.cli.reading import db_option, json_option, reading
from ingest.errors import NotKnown


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@db_option
@json_option
def series(article: str, db: Path, as_json: bool) -> None:
    """Show the other numbers of a bulletin: articles that fill one template, by day, and in which places each differs from the one
    before.

    \b
    Examples:
      ingest series 31
      ingest series https://example.gov/bulletins/12 --json
    """
    with reading(db) as connection:
        one = article_of(connection, article)
        found = known.compared(connection, known.numbers(connection, one.id))
    if not found:
        raise NotKnown(f"article {one.id}: no other number of a series with it is known")
    if as_json:
        for number in found:
            print_json(number)
        return
    rows = [
        (place, number.article, (number.published or number.first_seen_at)[:10], number.title, _told(number))
        for place, number in enumerate(found, 1)
    ]
    print_table(("number", "article", "day", "title", "otherwise than before"), rows, right=("number", "article"))


def _told(number: known.SeriesNumber) -> str:
    return "; ".join(f"{before} → {here}" for before, here in number.differs)
