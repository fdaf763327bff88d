"""What the commands that read an archive share: the --db option, opening it, and finding the article that a user means."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ingest import archive
from ingest.archive.read import article_view
from ingest.cli.paths import FILE
from ingest.core import urls
from ingest.errors import IngestError, URLError

_DIGITS = 18  # of the largest number that SQLite takes for sure


class NotInArchive(IngestError):
    """What was asked for is not there."""


def db_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--db", type=FILE, default="archive.db", envvar="INGEST_DB", show_default=True, help="The archive.")(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The archive's connection, read-only. Raises ArchiveError."""
    with archive.open_readonly(path) as opened:
        yield opened.db


def article_of(db: sqlite3.Connection, named: str) -> article_view.ArticleView:
    """The article with that id, or the newest one seen at that URL. Raises NotInArchive."""
    if named.isascii() and named.isdigit():
        found = article_view.article(db, int(named)) if len(named) <= _DIGITS else None
        if found is None:
            raise NotInArchive(f"{named[:40]}: no article has that number; `ingest search` finds articles by their words")
        return found
    for id in article_view.articles_at(db, url_of(named)):
        found = article_view.article(db, id)
        if found is not None:
            return found
    raise NotInArchive(
        f"{urls.without_userinfo(named)}: no article of that URL is in the archive; `ingest explain` tells what became of it"
    )


def url_of(named: str) -> str:
    """The URL that a user typed. Raises NotInArchive when it is none."""
    try:
        return urls.request_url(named)
    except URLError as error:
        raise NotInArchive(f"{urls.without_userinfo(named)}: neither an article's number nor a URL ({error})") from None
