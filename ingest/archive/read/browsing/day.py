"""A day of the archive: what is new, and how many articles came on each day before it."""

import sqlite3

from msgspec import Struct


class Arrivals(Struct, frozen=True):
    """What one source brought on a day: how many articles, and the newest of them."""

    source: str
    title: str
    count: int
    articles: tuple[int, ...]


class Totals(Struct, frozen=True):
    articles: int
    languages: int
    sources: int
    stories: int  # of more than one article
    kept_since: str | None


def newest(db: sqlite3.Connection) -> str | None:
    """The last day on which a text was kept or a removal seen; None in an archive without articles."""
    sql = "SELECT max((SELECT max(seen_at) FROM revisions), ifnull((SELECT max(gone_at) FROM articles WHERE state = 'gone'), ''))"
    at = db.execute(sql).fetchone()[0]
    return at[:10] if at else None


def arrivals(db: sqlite3.Connection, day: str, sources: int, articles: int) -> tuple[Arrivals, ...]:
    """What is new on a day, by source, those first that brought most; of each at most so many articles, the newest."""
    sql = """
        WITH came AS (
          SELECT id, source, count(*) OVER (PARTITION BY source) AS count, row_number() OVER (PARTITION BY source ORDER BY id DESC) AS place
          FROM articles WHERE first_seen_at >= ?1 AND first_seen_at < date(?1, '+1 day')
        )
        SELECT s.name, s.title, came.count, came.id FROM came JOIN sources s ON s.id = came.source
        WHERE came.place <= ?2 ORDER BY came.count DESC, s.name, came.id DESC
    """
    found: dict[str, tuple[str, int, list[int]]] = {}
    for source, title, count, article in db.execute(sql, (day, articles)):
        found.setdefault(source, (title, count, []))[2].append(article)
    return tuple(Arrivals(source, title, count, tuple(ids)) for source, (title, count, ids) in list(found.items())[:sources])


def languages(db: sqlite3.Connection, day: str) -> tuple[tuple[str, int], ...]:
    """Of a day's new articles: (language, how many), the most frequent first."""
    sql = """
        SELECT language, count(*) FROM articles WHERE first_seen_at >= ?1 AND first_seen_at < date(?1, '+1 day')
        GROUP BY language ORDER BY count(*) DESC, language
    """
    return tuple((language, count) for language, count in db.execute(sql, (day,)))


def sources(db: sqlite3.Connection, day: str) -> tuple[tuple[str, str, int], ...]:
    """Of a day's new articles: (source, its title, how many), the most frequent first."""
    sql = """
        SELECT s.name, s.title, count(*) FROM articles a JOIN sources s ON s.id = a.source
        WHERE a.first_seen_at >= ?1 AND a.first_seen_at < date(?1, '+1 day') GROUP BY s.id ORDER BY count(*) DESC, s.name
    """
    return tuple((name, title, count) for name, title, count in db.execute(sql, (day,)))


def a_day(db: sqlite3.Connection, since: str, until: str, source: str | None = None) -> dict[str, int]:
    """How many articles were first seen on each day from `since` to `until`, dates both; days without any are left out."""
    sql = """
        SELECT substr(first_seen_at, 1, 10) AS day, count(*) FROM articles
        WHERE first_seen_at >= ?1 AND first_seen_at < date(?2, '+1 day')
          AND (?3 IS NULL OR source = (SELECT id FROM sources WHERE name = ?3)) GROUP BY day
    """
    return dict(tuple(row) for row in db.execute(sql, (since, until, source)))


def by_source(db: sqlite3.Connection, since: str, until: str) -> dict[str, dict[str, int]]:
    """The same of every source that has any, by its name."""
    sql = """
        SELECT s.name, day, number FROM (
          SELECT source, substr(first_seen_at, 1, 10) AS day, count(*) AS number FROM articles
          WHERE first_seen_at >= ?1 AND first_seen_at < date(?2, '+1 day') GROUP BY source, day
        ) JOIN sources s ON s.id = source
    """
    found: dict[str, dict[str, int]] = {}
    for source, day, number in db.execute(sql, (since, until)):
        found.setdefault(source, {})[day] = number
    return found


def totals(db: sqlite3.Connection) -> Totals:
    articles, kept_since = db.execute("SELECT count(*), (SELECT min(first_seen_at) FROM articles) FROM articles").fetchone()
    # a step of an index for each, however many articles are in it
    languages = db.execute("""
        WITH RECURSIVE one (language) AS (
          SELECT min(language) FROM articles UNION ALL
          SELECT (SELECT min(language) FROM articles a WHERE a.language > one.language) FROM one WHERE language IS NOT NULL
        )
        SELECT count(language) FROM one
    """).fetchone()[0]
    sources = db.execute("SELECT count(*) FROM sources WHERE EXISTS (SELECT 1 FROM articles a WHERE a.source = sources.id)").fetchone()[0]
    stories = db.execute("SELECT count(*) FROM stories WHERE articles > 1").fetchone()[0]
    return Totals(articles, languages, sources, stories, kept_since)
