"""Saved questions, and what is new for each since its last delivery.

To deliver a watch: `deliveries` tells the rows and the position behind them; once all of them were delivered, and only then,
`write.watches.move` takes the watch there. Rows that come meanwhile are behind that position: nothing is missed, nothing told twice.
"""

import sqlite3
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from ingest.archive.read import article_view, drifting
from ingest.archive.read.drifting import Drift
from ingest.core.fold import query
from ingest.core.times import later
from ingest.core.watch import Position, Question

_ARTICLES = "(SELECT id AS article, url, source, language, title, state, story, first_seen_at FROM v_articles)"

_NO_WALK = " AND v.article NOT IN (SELECT article FROM walked)"  # what a walk over older pages brought is nobody's news


class Watch(Struct, frozen=True):
    """A saved question, and how far it was delivered."""

    name: str
    question: Question
    added_at: str
    position: Position


class News(Struct, frozen=True, kw_only=True):
    """One piece of news of a watch. `row`: its revision; for a removal or a return the row that says so; for a missing text the article."""

    what: Literal["new", "changed", "removed", "returned", "drift", "missing"]
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


class Delivery(Struct, frozen=True):
    """What is to be delivered, oldest first, and the position once it was."""

    rows: tuple[News, ...]
    position: Position


def watches(db: sqlite3.Connection) -> tuple[Watch, ...]:
    """By name."""
    rows = db.execute("SELECT name, question, added_at, revision, removal, article FROM watches ORDER BY name")
    return tuple(Watch(name, msgspec.json.decode(asked, type=Question), at, Position(*upto)) for name, asked, at, *upto in rows)


def head(db: sqlite3.Connection) -> Position:
    """The newest rows."""
    tables = ("revisions", "removals", "articles")
    return Position(*(db.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0] for table in tables))


def deliveries(db: sqlite3.Connection, watch: Watch, now: str, most: int | None = None) -> Delivery:
    """What the question asks for, after the watch's position. `now` (UTC text) is what a translation's delay is measured by.

    `most`: of how many rows of a table an answer is looked for at a time; the position is behind these.
    """
    asked, after, upto = watch.question, watch.position, head(db)
    if most is not None:
        upto = Position(*(min(end, start + most) for start, end in zip(astuple(after), astuple(upto), strict=True)))
    where, values = _where(asked)
    found: list[News] = []
    if asked.wants_new:
        sql = f"""
            SELECT 'new' AS what, v.id AS row, article, url, source, language, title, seen_at AS at, NULL AS earlier
            FROM v_revisions v WHERE kind = 'first' AND v.id > ? AND v.id <= ?{_NO_WALK}{where} ORDER BY v.id
        """
        found += article_view.rows(db, News, sql, after.revision, upto.revision, *values)
    if asked.wants_changes:
        of_classes = f" AND ({' OR '.join('v.classes LIKE ?' for _ in asked.classes)})" if asked.classes else ""
        sql = f"""
            SELECT 'changed' AS what, revision AS row, article, url, source, language, title, seen_at AS at,
              previous_confirmed_at AS earlier, class, significance, before, after
            FROM v_changes v WHERE revision > ? AND revision <= ? AND ifnull(significance, 0) >= ?{of_classes}{where}
            ORDER BY revision
        """
        named = [f"% {name} %" for name in asked.classes]
        found += article_view.rows(db, News, sql, after.revision, upto.revision, asked.least, *named, *values)
    if asked.wants_removals:
        sql = f"""
            SELECT iif(m.undoes IS NULL, 'removed', 'returned') AS what, m.id AS row, m.article, v.url, v.source, v.language, v.title,
              m.at, m.confirmed_at AS earlier, m.reason AS after
            FROM removals m JOIN {_ARTICLES} v ON v.article = m.article WHERE m.id > ? AND m.id <= ?{where} ORDER BY m.id
        """
        found += article_view.rows(db, News, sql, after.removal, upto.removal, *values)
    if asked.drift:
        for drift in drifting.since(db, after.revision, upto.revision):
            found += _drifted(db, drift, where, values)
    if asked.missing:
        upto = replace(upto, article=_overdue(db, after.article, upto.article, later(now, -asked.after)))
        found += _missing(db, asked, after.article, upto.article, where, values)
    return Delivery(tuple(sorted(found, key=lambda one: (one.at, one.row))), upto)


def _drifted(db: sqlite3.Connection, drift: Drift, where: str, values: list[object]) -> tuple[News, ...]:
    sql = f"""
        SELECT 'drift' AS what, r.id AS row, v.article, v.url, v.source, v.language, v.title, r.seen_at AS at,
          r.previous_confirmed_at AS earlier, ? AS after
        FROM {_ARTICLES} v JOIN revisions r ON r.id = ?
        WHERE v.article = ? AND NOT (r.kind = 'first' AND r.article IN (SELECT article FROM walked)){where}
    """
    told = f"beside article {drift.origin}: {'; '.join(drift.told)}"
    return article_view.rows(db, News, sql, told, drift.revision, drift.article, *values)


def _overdue(db: sqlite3.Connection, after: int, upto: int, due: str) -> int:
    """The last article of an unbroken row after one that were all seen by `due`: those behind it have time left."""
    sql = "SELECT min(id) - 1 FROM articles WHERE id > ? AND id <= ? AND first_seen_at > ?"
    found: int | None = db.execute(sql, (after, upto, due)).fetchone()[0]
    return upto if found is None else found


def _missing(db: sqlite3.Connection, asked: Question, after: int, upto: int, where: str, values: list[object]) -> list[News]:
    """Of each story the first of the articles that are asked for, once for each language in which the story has no version."""
    sql = f"""
        SELECT 'missing' AS what, v.article AS row, v.article, v.url, v.source, v.language, v.title, v.first_seen_at AS at, NULL AS earlier,
          ? AS after
        FROM {_ARTICLES} v LEFT JOIN stories s ON s.id = v.story
        WHERE v.article > ? AND v.article <= ? AND v.state = 'live' AND NOT instr(ifnull(s.languages, ' ' || v.language || ' '), ?)
        {_NO_WALK}{where} ORDER BY v.article
    """
    first = f"SELECT min(v.article) FROM {_ARTICLES} v WHERE v.story = (SELECT story FROM articles WHERE id = ?){where}"
    found: list[News] = []
    for language in asked.missing:
        lacking = article_view.rows(db, News, sql, f"no {language}", after, upto, f" {language} ", *values)
        firsts = [one for one in lacking if db.execute(first, (one.article, *values)).fetchone()[0] in (None, one.article)]
        found += [replace(one, at=later(one.at, asked.after)) for one in firsts]
    return found


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
