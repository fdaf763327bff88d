"""The origins that pages name in words alone ("TPO -", "according to ...", a sign-off), as the newest revision has them."""

import json
import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from ingest.core.model import ADHOC
from ingest.core.story.declared.named import Publisher, meant


class Named(Struct, frozen=True):
    """The page's own words, and the article of the story whose publisher they name, where that can be but one."""

    words: str
    article: int | None


def named_in(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, tuple[Named, ...]]:
    """What each of a story's articles names, in the page's order; those that name nothing are left out."""
    within = json.dumps(articles)
    sql = "SELECT article, words FROM named_origins WHERE article IN (SELECT value FROM json_each(?)) ORDER BY id"
    rows = db.execute(sql, (within,)).fetchall()
    if not rows:
        return {}
    publishers = _publishers(db, within)
    found: dict[int, tuple[Named, ...]] = {}
    for article, words in rows:
        found[article] = (*found.get(article, ()), Named(words, meant(words, article, publishers)))
    return found


def _publishers(db: sqlite3.Connection, within: str) -> dict[int, Publisher]:
    sql = """
        SELECT a.id, u.url, r.publisher, CASE WHEN s.name != ? THEN s.title END
        FROM articles a JOIN urls u ON u.id = a.url JOIN revisions r ON r.id = a.revision JOIN sources s ON s.id = a.source
        WHERE a.id IN (SELECT value FROM json_each(?))
    """
    rows = db.execute(sql, (ADHOC.name, within))
    return {article: Publisher(url, tuple(name for name in called if name)) for article, url, *called in rows}
