"""The other languages that feeds and sitemaps declare of an article: evidence like what its page declares, from another witness.

It is kept for URLs that are to be asked for or that lead to an article: a sitemap names fifty thousand in thirty languages each. Every
function is called inside a transaction; `at` is UTC text.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from ingest.archive.story_index import stories, story_links
from ingest.archive.write import append
from ingest.core import urls
from ingest.core.model import Alternate, Cited
from ingest.core.story.declared.evidence import listed, may_speak_for


def see(db: sqlite3.Connection, listing_url: str, cited: Sequence[Cited], due: Collection[str], owners: urls.Owners, at: str) -> None:
    """Records what a listing declares; the stories of articles that are held already are derived again where it is news.

    URLs are normalised, and known to the archive.
    """
    declared = {one.url: one.alternates for one in cited if one.alternates and may_speak_for(listing_url, one.url)}
    if not declared:
        return
    held = story_links.articles_by_url(db, declared.keys())
    due = set(due)
    news = _news(db, {url: alternates for url, alternates in declared.items() if held[url] or url in due}, owners)
    db.executemany(
        """
        INSERT INTO listed_alternates (url, listing, first_seen_at, language, target)
        SELECT u.id, l.id, ?3, ?4, ?5 FROM urls u, urls l WHERE u.url = ?1 AND l.url = ?2
        """,
        [(url, listing_url, at, one.language, one.url) for url, alternates in news.items() for one in alternates],
    )
    for article in {article for url in news for article in held[url]}:
        note(db, article, [url for url in news if article in held[url]], owners, at)
        stories.settle(db, article, at)


def note(db: sqlite3.Connection, article: int, read_at: Iterable[str], owners: urls.Owners, at: str) -> None:
    """Records as evidence what listings declared of the URLs (normalised) that an article was read at."""
    sql = """
        SELECT u.url, l.url, a.language, a.target
        FROM listed_alternates a JOIN urls u ON u.id = a.url JOIN urls l ON l.id = a.listing
        WHERE u.url IN (SELECT value FROM json_each(?)) ORDER BY a.id
    """
    for url, listing, language, target in db.execute(sql, (json.dumps(list(read_at)),)).fetchall():
        append.add_links(db, listed(article, url, (Alternate(language, target),), listing, owners), None, at)


def _news(db: sqlite3.Connection, declared: Mapping[str, Sequence[Alternate]], owners: urls.Owners) -> dict[str, list[Alternate]]:
    """What is worth keeping of it and was not kept before."""
    sql = """
        SELECT u.url, a.language, a.target FROM listed_alternates a JOIN urls u ON u.id = a.url
        WHERE u.url IN (SELECT value FROM json_each(?))
    """
    before = set(db.execute(sql, (json.dumps(list(declared)),)))
    news: dict[str, list[Alternate]] = {}
    for url, alternates in declared.items():
        found = {(link.language or "", link.target): None for link in listed(0, url, alternates, "", owners)}
        fresh = [Alternate(language, target) for language, target in found if (url, language, target) not in before]
        if fresh:
            news[url] = fresh
    return news
