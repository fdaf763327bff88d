"""What publishers usually bring: their names and their languages."""

import json
import sqlite3
from collections.abc import Collection, Sequence

from msgspec import Struct


def titles(db: sqlite3.Connection, sources: Sequence[str]) -> dict[str, str]:
    """The title of each source, by its name."""
    sql = "SELECT name, title FROM sources WHERE name IN (SELECT value FROM json_each(?))"
    return dict(tuple(row) for row in db.execute(sql, (json.dumps(sources),)))


class PublisherView(Struct, frozen=True):
    """What a schedule file says of its publisher."""

    title: str
    homepage: str | None
    country: str | None
    language: str | None


def about(db: sqlite3.Connection, source: str) -> PublisherView | None:
    row = db.execute("SELECT title, homepage, country, language FROM sources WHERE name = ?", (source,)).fetchone()
    return PublisherView(*row) if row else None


def active(db: sqlite3.Connection) -> tuple[tuple[str, str, str | None], ...]:
    """(name, title, home page) of every source that is looked at, by name."""
    rows = db.execute("SELECT name, title, homepage FROM sources WHERE state = 'active' ORDER BY name")
    return tuple((name, title, homepage) for name, title, homepage in rows)


def languages(db: sqlite3.Connection, source: str) -> tuple[str, ...]:
    """Those in which a source has articles; a step of an index each, however many articles it has."""
    sql = """
        WITH RECURSIVE one (source, language) AS (
          SELECT id, (SELECT min(language) FROM articles a WHERE a.source = sources.id) FROM sources WHERE name = ?
          UNION ALL
          SELECT source, (SELECT min(language) FROM articles a WHERE a.source = one.source AND a.language > one.language)
          FROM one WHERE language IS NOT NULL
        )
        SELECT language FROM one WHERE language IS NOT NULL
    """
    return tuple(language for (language,) in db.execute(sql, (source,)))


def missing(db: sqlite3.Connection, sources: Sequence[str], present: Collection[str]) -> tuple[str, ...]:
    """The languages in which one of the sources publishes, and that are not among those present."""
    return tuple(sorted({found for source in sources for found in languages(db, source)} - {*present, "und"}))
