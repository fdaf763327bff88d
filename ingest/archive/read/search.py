"""Full-text search, in a bounded window of the matches that were kept last: the best answers first, and of these the newest."""

import json
import sqlite3
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from ingest.archive.read.attachments import page_of
from ingest.core.fold import excerpt_at, query
from ingest.core.ranking import Ranking
from ingest.errors import NotKnown

_WINDOW = 1000  # newest matches that are put in order: ordering or ranking all that hold a common word is linear in the archive
# An index answers each alone, so that an article's row, which is long, is read for what is shown and for nothing else.
_AMONG = (
    ("language", "SELECT id FROM articles WHERE language = :language"),
    ("source", "SELECT id FROM articles WHERE source = (SELECT id FROM sources WHERE name = :source)"),
    ("since", "SELECT article FROM article_dates WHERE dated_at >= :since"),
)
_EARLIER_NUMBERS = """
    SELECT r.id, ifnull(r.published_at, r.seen_at) AS dated_at, r.title, r.text, n.search_text
    FROM numbers_fts found CROSS JOIN numbers n ON n.revision = found.rowid JOIN revisions r ON r.id = n.revision
    JOIN articles a ON a.id = r.article
    WHERE numbers_fts MATCH :match AND r.id != a.revision AND (:language IS NULL OR a.language = :language)
      AND (:source IS NULL OR a.source = (SELECT id FROM sources WHERE name = :source))
      AND (:since IS NULL OR ifnull(r.published_at, r.seen_at) >= :since)
    ORDER BY found.rowid DESC LIMIT :window
"""


class Hit(Struct, frozen=True, kw_only=True):
    """An article that was found. `marks`: (start, end) of each match in `excerpt`, which is cut from the original text."""

    id: int
    url: str
    source: str
    language: str
    title: str
    published: str | None
    first_seen_at: str
    state: str
    story: int | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    page: int | None = None  # of a document: on which the excerpt stands
    revision: int | None = None  # its number within the article, where an earlier number of a rolling page was found; else the newest


def search(
    db: sqlite3.Connection,
    words: str,
    *,
    language: str | None = None,
    source: str | None = None,
    since: str | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """The articles, and the earlier numbers of rolling pages, that hold `words`: of the newest thousand of each those first that answer
    them best, and of these the newest.

    `since`: UTC text, against the day that the article was published, or else first seen.
    Words that hold nothing to search for find nothing.
    """
    match = query(words)
    if not match:
        return ()
    ranking = Ranking(words)
    asked = {"match": match, "language": language, "source": source, "since": since, "window": max(limit, _WINDOW)}
    # The plus keeps SQLite from asking FTS5 once for each article that may be found.
    among = "".join(f" AND +rowid IN ({sql})" for name, sql in _AMONG if asked[name] is not None)
    articles = f"""
        SELECT r.id, d.dated_at, a.title, r.text, a.id
        FROM (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match{among} ORDER BY rowid DESC LIMIT :window) found
        CROSS JOIN articles a ON a.id = found.rowid JOIN article_dates d ON d.article = a.id JOIN revisions r ON r.id = a.revision
    """
    window = db.execute(articles, asked).fetchall()
    in_order = having_phrase(db, ranking, [article for *_, article in window])
    found = [
        (ranking.of(title, text, has_phrase=article in in_order), dated_at, revision) for revision, dated_at, title, text, article in window
    ]
    found += (
        (ranking.of(title, text, has_phrase=ranking.is_phrase_in(search_text)), dated_at, revision)
        for revision, dated_at, title, text, search_text in db.execute(_EARLIER_NUMBERS, asked)
    )
    found.sort(key=lambda one: (one[1], one[2]), reverse=True)
    found.sort(key=lambda one: one[0])  # stable: the newest first among those that answer as well
    sql = """
        SELECT a.id, u.url, s.name, a.language, r.title, r.published, iif(r.id = a.revision, a.first_seen_at, r.seen_at), a.state, a.story,
          r.text, iif(r.id = a.revision, NULL, r.number), f.starts
        FROM json_each(?) shown JOIN revisions r ON r.id = shown.value JOIN articles a ON a.id = r.article
        JOIN sources s ON s.id = a.source JOIN urls u ON u.id = a.url LEFT JOIN document_forms f ON f.revision = r.id ORDER BY shown.key
    """
    return tuple(_hit(row, words) for row in db.execute(sql, (json.dumps([revision for _, _, revision in found[:limit]]),)))


def having_phrase(db: sqlite3.Connection, ranking: Ranking, articles: Collection[int]) -> set[int]:
    """Those of the articles, and perhaps others, in which all words of a query stand beside each other."""
    if not ranking.phrase or not articles:
        return set()
    sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
    return {article for (article,) in db.execute(sql, (ranking.phrase, min(articles), max(articles)))}


def require_known(db: sqlite3.Connection, language: str | None, source: str | None) -> None:
    """Raises NotKnown, with the nearest names, when the archive holds no article in that language, or has no source of that name."""
    if language is not None:
        _require("language", language, "SELECT DISTINCT language FROM articles", db)
    if source is not None:
        _require("source", source, "SELECT name FROM sources", db)


def _require(what: str, named: str, sql: str, db: sqlite3.Connection) -> None:
    known = [name for (name,) in db.execute(sql)]
    if named not in known:
        near = get_close_matches(named, known, n=3, cutoff=0.4) or sorted(known)[:5]
        raise NotKnown(f"{named}: no {what} of that name is in the archive" + (f"; the nearest are {', '.join(near)}" if near else ""))


def _hit(row: tuple[Any, ...], words: str) -> Hit:
    id, url, source, language, title, published, first_seen_at, state, story, text, revision, starts = row
    place, piece, marks = excerpt_at(text, words)
    return Hit(
        id=id,
        url=url,
        source=source,
        language=language,
        title=title,
        published=published,
        first_seen_at=first_seen_at,
        state=state,
        story=story,
        excerpt=piece,
        marks=marks,
        page=page_of(starts, place, marks),
        revision=revision,
    )
