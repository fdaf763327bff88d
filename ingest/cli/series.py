"""`ingest series`."""

from pathlib import Path

import click

from ingest.archive.read import series as known
from ingest.archive.read.named import article_of
from ingest.archive.read.search import require_known
from ingest.cli.options.reading import db_option, json_option, reading
from ingest.cli.terminal.messages import say
from ingest.cli.terminal.output import print_json, print_table
from ingest.errors import NotKnown


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="[ARTICLE|URL]", required=False)
@click.option("--source", metavar="SOURCE", help="List only series of this source.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, metavar="N", help="List at most so many.")
@db_option
@json_option
def series(article: str | None, source: str | None, limit: int, db: Path, as_json: bool) -> None:
    """Show the other numbers of a bulletin: articles that fill one template, by day, and in which places each differs from the one
    before. Without an article, list the series that are known, the newest first.

    \b
    Examples:
      ingest series
      ingest series 31
      ingest series https://example.gov/bulletins/12 --json
    """
    if article is None:
        _list(db, source, limit, as_json=as_json)
        return
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


def _list(db: Path, source: str | None, limit: int, *, as_json: bool) -> None:
    with reading(db) as connection:
        require_known(connection, None, source)
        found = known.listed(connection, source=source, limit=limit)
    if as_json:
        for one in found:
            print_json(one)
        return
    if not found:
        say("no series is known yet")
    rows = [(one.series, one.articles, one.first[:10], one.last[:10], one.source, one.language, one.title) for one in found]
    print_table(("series", "articles", "first", "last", "source", "language", "title"), rows, right=("series", "articles"))


def _told(number: known.SeriesNumber) -> str:
    return "; ".join(f"{before} → {here}" for before, here in number.differs)
