"""`ingest join` and `ingest split`: a person's word, stronger than all other evidence."""

from collections.abc import Iterable
from pathlib import Path

import click

from ingest import archive
from ingest.archive.read.named import article_of
from ingest.cli.options.lines import legible
from ingest.cli.options.reading import db_option, json_option
from ingest.cli.terminal.output import print_json
from ingest.cli.terminal.times import now_at

_undo_option = click.option("--undo", is_flag=True, help="Take the word back; what was said stays on record.")
_because_option = click.option("--because", default="", metavar="WORDS", help="Kept with it.")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@click.argument("other", metavar="ARTICLE|URL")
@db_option
@_because_option
@_undo_option
@json_option
def join(article: str, other: str, db: Path, because: str, undo: bool, as_json: bool) -> None:
    """Say that two articles are one text.

    \b
    Examples:
      ingest join 22 26
      ingest join 22 26 --undo
    """
    from ingest.archive.story_index import words

    with archive.open_existing(db) as opened, opened.batch() as connection:
        one, two = article_of(connection, article), article_of(connection, other)
        found = words.unjoin(connection, one, two, now_at()) if undo else words.join(connection, one, two, legible(because), now_at())
    _tell(found, as_json)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("article", metavar="ARTICLE|URL")
@db_option
@_because_option
@_undo_option
@json_option
def split(article: str, db: Path, because: str, undo: bool, as_json: bool) -> None:
    """Say that an article does not belong with the others of its story.

    \b
    Examples:
      ingest split 22
      ingest split 22 --undo
    """
    from ingest.archive.story_index import words

    with archive.open_existing(db) as opened, opened.batch() as connection:
        one = article_of(connection, article)
        found = words.unsplit(connection, one, now_at()) if undo else words.split(connection, one, legible(because), now_at())
    _tell(found, as_json)


def _tell(stories: Iterable[tuple[int, int]], as_json: bool) -> None:
    for article, story in stories:
        if as_json:
            print_json({"article": article, "story": story})
        else:
            click.echo(f"{article}\tstory {story}")
