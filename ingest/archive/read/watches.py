"""Saved questions, and what is new for each since its last delivery."""

import sqlite3
from typing import Literal

import msgspec
from msgspec import Struct

from ingest.archive.read import article_view
from ingest.core.fold import query
from ingest.core.watch import Question


class Watch(Struct, frozen=True):
    """A saved question. `revision` and `fetch`: the last rows of those tables that were delivered."""

    name: str
    question: Question
    added_at: str
    revision: int
    fetch: int


class News(Struct, frozen=True, kw_only=True):
    """One thing that a watch tells of. `row`: its revision, or for a removal the request that found it gone."""

    what: Literal["new", "changed", "removed"]
    row: int
    article: int
    url: str
    source: str
    language: str
    title: str
    at: str
    earlier: str | None  # the last look before
    class_: str | None = msgspec.field(name="class", default=None)
    significance: float | None = None
    before: str | None = None
    after: str | None = None


def watches(db: sqlite3.Connection) -> tuple[Watch, ...]:
    """By name."""
    rows = db.execute("SELECT name, question, added_at, revision, fetch FROM watches ORDER BY name")
    return tuple(Watch(name, msgspec.json.decode(question, type=Question), *rest) for name, question, *rest in rows)


def head(db: sqlite3.Connection) -> tuple[int, int]:
    """The newest revision and the newest request; a delivery goes up to them."""
    revision, fetch = db.execute("SELECT (SELECT ifnull(max(id), 0) FROM revisions), (SELECT ifnull(max(id), 0) FROM fetches)").fetchone()
    return revision, fetch


def news(db: sqlite3.Connection, watch: Watch, upto: tuple[int, int]) -> tuple[News, ...]:
    """What the question asks for, after the watch's position and up to `upto`, oldest first."""
    asked, found = watch.question, list[News]()
    where, values = _where(asked)
    if asked.wants_new:
        sql = f"""
            SELECT 'new' AS what, v.id AS row, article, url, source, language, title, seen_at AS at, NULL AS earlier
            FROM v_revisions v WHERE kind = 'first' AND v.id > ? AND v.id <= ?{where} ORDER BY v.id
        """
        found += article_view.rows(db, News, sql, watch.revision, upto[0], *values)
    if asked.wants_changes:
        of_classes = f" AND ({' OR '.join('v.classes LIKE ?' for _ in asked.classes)})" if asked.classes else ""
        sql = f"""
            SELECT 'changed' AS what, revision AS row, article, url, source, language, title, seen_at AS at,
              previous_confirmed_at AS earlier, class, significance, before, after
            FROM v_changes v WHERE revision > ? AND revision <= ? AND ifnull(significance, 0) >= ?{of_classes}{where}
            ORDER BY revision
        """
        named = [f"% {name} %" for name in asked.classes]
        found += article_view.rows(db, News, sql, watch.revision, upto[0], asked.least, *named, *values)
    if asked.wants_removals:  # the request that marked the article: those after it find it gone already
        sql = f"""
            SELECT 'removed' AS what, f.id AS row, v.article, v.url, v.source, v.language, v.title, f.ended_at AS at,
              v.last_confirmed_at AS earlier, f.reason AS after
            FROM v_removed v JOIN fetches f ON f.article = v.article AND f.verdict = 'gone' AND f.ended_at = v.gone_at
            WHERE f.id > ? AND f.id <= ?{where} ORDER BY f.id
        """
        found += article_view.rows(db, News, sql, watch.fetch, upto[1], *values)
    return tuple(sorted(found, key=lambda one: (one.at, one.row)))


def _where(asked: Question) -> tuple[str, list[object]]:
    parts: list[str] = []
    values: list[object] = []
    for column, names in (("source", asked.sources), ("language", asked.languages)):
        if names:
            parts.append(f" AND v.{column} IN ({', '.join('?' * len(names))})")
            values += names
    if asked.words:
        parts.append(" AND v.article IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)")
        values.append(query(asked.words))
    return "".join(parts), values
