"""The article that a person means, by its number or by a URL."""

import sqlite3

from ingest.archive.read import article_view
from ingest.core import urls
from ingest.errors import NotKnown, URLError

_DIGITS = 18  # of the largest number that SQLite takes for sure


def article_of(db: sqlite3.Connection, named: str) -> article_view.ArticleView:
    """The article with that id, or the newest one seen at that URL. Raises NotKnown."""
    if named.isascii() and named.isdigit():
        found = article_view.article(db, int(named)) if len(named) <= _DIGITS else None
        if found is None:
            raise NotKnown(f"{named[:40]}: no article has that number; `ingest search` finds articles by their words")
        return found
    for id in article_view.articles_at(db, url_of(named)):
        found = article_view.article(db, id)
        if found is not None:
            return found
    raise NotKnown(f"{urls.without_userinfo(named)}: no article of that URL is in the archive; `ingest explain` tells what became of it")


def url_of(named: str) -> str:
    """The URL that a user typed. Raises NotKnown when it is none."""
    try:
        return urls.request_url(named)
    except URLError as error:
        raise NotKnown(f"{urls.without_userinfo(named)}: neither an article's number nor a URL ({error})") from None
