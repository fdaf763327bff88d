"""The origins and other languages that pages lead to and that nobody has asked for yet."""

import sqlite3

from msgspec import Struct


class Led(Struct, frozen=True):
    """`old`: a walk back brought the article whose page names it."""

    url: str
    old: bool


_LED = "SELECT url, EXISTS (SELECT 1 FROM walked w WHERE w.article = led_to.article) FROM led_to"


def by_article(db: sqlite3.Connection, article: int) -> tuple[Led, ...]:
    found = db.execute(f"{_LED} WHERE article = ? ORDER BY id", (article,))
    return tuple(Led(url, bool(old)) for url, old in found)


def by_source(db: sqlite3.Connection, source: int, limit: int) -> tuple[Led, ...]:
    """At most `limit` of those that a source's runs are to ask for; below 0: all."""
    found = db.execute(f"{_LED} WHERE source = ? ORDER BY id LIMIT ?", (source, limit))
    return tuple(Led(url, bool(old)) for url, old in found)


def number(db: sqlite3.Connection, source: int) -> int:
    """How many URLs a source's runs are to ask for."""
    ((number,),) = db.execute("SELECT count(DISTINCT url) FROM led_to WHERE source = ?", (source,))
    return int(number)
