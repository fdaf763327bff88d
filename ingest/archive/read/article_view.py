"""Reading the archive, typed. Nothing here writes; an `Archive` opened read-only will do."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct, convert

from ingest.core import urls
from ingest.core.model import Basis, Hop, Relation, Removal, Translation

_View = TypeVar("_View", bound=Struct)


class ArticleView(Struct, frozen=True, kw_only=True):
    """A row of the view v_articles, with what belongs to the article."""

    id: int
    url: str
    source: str
    country: str | None
    language: str
    title: str
    byline: str | None
    lead: str | None
    text: str
    published: str | None
    published_at: str | None
    published_precision: str | None
    first_seen_at: str
    last_checked_at: str | None
    state: Literal["live", "gone"]
    translation: Translation | None
    story: int | None
    last_confirmed_at: str | None
    gone_at: str | None
    missing_since: str | None
    removal: Removal | None
    series: int | None


class RevisionView(Struct, frozen=True, kw_only=True):
    """A row of the view v_revisions."""

    id: int
    article: int
    number: int
    url: str
    source: str
    language: str
    title: str
    byline: str | None
    lead: str | None
    text: str
    published: str | None
    published_at: str | None
    published_precision: str | None
    modified_at: str | None
    kind: str
    change: str | None
    reason: str
    seen_at: str
    previous_confirmed_at: str | None
    fingerprint: str
    extractor: int
    snapshot: int | None
    repeats: bool = False  # it reads the same as the one before it: another archive saw the same text later


class LinkView(Struct, frozen=True, kw_only=True):
    """A row of the view v_links: evidence that stands."""

    id: int
    article: int
    url: str
    target: str
    target_article: int | None
    relation: Relation
    basis: Basis
    confidence: float
    reason: str
    language: str | None
    apart: bool
    snapshot: int | None
    added_at: str


class FetchView(Struct, frozen=True, kw_only=True):
    """One request, of the fetch log."""

    id: int
    url: str
    source: str | None
    started_at: str
    ended_at: str
    status: int | None
    final_url: str
    hops: tuple[Hop, ...]
    peer: str | None
    wire_bytes: int
    attempts: int
    verdict: str
    reason: str
    article: int | None
    snapshot: int | None
    program: str


class Sighting(Struct, frozen=True):
    """A listing in which a URL was seen."""

    listing: str
    first_seen_at: str
    title: str | None
    published_at: str | None


class Explanation(Struct, frozen=True, kw_only=True):
    """All that the archive knows of a URL."""

    url: str
    source: str | None
    first_seen_at: str
    checked_at: str | None
    next_due_at: str | None
    moved_to: str | None
    listings: tuple[Sighting, ...]
    fetches: tuple[FetchView, ...]  # oldest first
    articles: tuple[int, ...]
    links: tuple[LinkView, ...]  # that name the URL as their target


def article(db: sqlite3.Connection, id: int) -> ArticleView | None:
    return _one(db, ArticleView, "SELECT * FROM v_articles WHERE id = ?", id)


def articles(db: sqlite3.Connection) -> Iterator[ArticleView]:
    """All of them, by id, read as they are asked for."""
    cursor = db.execute("SELECT * FROM v_articles ORDER BY id")
    names = [column[0] for column in cursor.description]
    return (convert(dict(zip(names, row, strict=True)), ArticleView, strict=False) for row in cursor)


def articles_at(db: sqlite3.Connection, url: str) -> tuple[int, ...]:
    """Ids of the articles seen at a URL, in any spelling, or at its twin (www., mobile, AMP), following permanent redirects; newest first.

    Raises URLError.
    """
    sql = """
        WITH RECURSIVE at_url (id) AS (
          SELECT id FROM urls WHERE url = ?
          UNION SELECT u.moved_to FROM urls u JOIN at_url ON u.id = at_url.id WHERE u.moved_to IS NOT NULL
        )
        SELECT article FROM article_urls WHERE url IN (SELECT id FROM at_url)
        UNION SELECT id FROM articles WHERE identity = ? ORDER BY 1 DESC
    """
    for spelled in urls.spellings(url):
        found = tuple(id for (id,) in db.execute(sql, (spelled, urls.Spelling().identity(spelled))))
        if found:
            return found
    return ()


def revisions(db: sqlite3.Connection, article: int) -> tuple[RevisionView, ...]:
    """Oldest first."""
    return rows(db, RevisionView, "SELECT * FROM v_revisions WHERE article = ? ORDER BY seen_at, id", article)


def newest(db: sqlite3.Connection, article: int) -> int:
    """The number of the revision that stands."""
    return int(db.execute("SELECT number FROM revisions WHERE id = (SELECT revision FROM articles WHERE id = ?)", (article,)).fetchone()[0])


def links_of(db: sqlite3.Connection, article: int) -> tuple[LinkView, ...]:
    """The evidence recorded with an article."""
    return rows(db, LinkView, "SELECT * FROM v_links WHERE article = ? ORDER BY id", article)


def links_to(db: sqlite3.Connection, url: str) -> tuple[LinkView, ...]:
    """The evidence that names a URL."""
    return rows(db, LinkView, "SELECT * FROM v_links WHERE target = ? ORDER BY id", url)


def story_of(db: sqlite3.Connection, story: int) -> tuple[ArticleView, ...]:
    """The articles of a story, the earliest published first. The id may be one that was merged into another."""
    sql = """
        SELECT * FROM v_articles WHERE story = ifnull((SELECT story FROM story_redirects WHERE id = ?1), ?1)
        ORDER BY ifnull(published_at, first_seen_at), id
    """
    return rows(db, ArticleView, sql, story)


def explain(db: sqlite3.Connection, url: str) -> Explanation | None:
    """None when the URL was never seen in any of its spellings. Raises URLError."""
    sql = """
        SELECT u.id, s.name, u.first_seen_at, u.checked_at, u.next_due_at, (SELECT m.url FROM urls m WHERE m.id = u.moved_to)
        FROM urls u LEFT JOIN sources s ON s.id = u.source WHERE u.url = ?
    """
    for spelled in urls.spellings(url):
        row = db.execute(sql, (spelled,)).fetchone()
        if row is not None:
            return _explanation(db, spelled, row)
    return None


def _explanation(db: sqlite3.Connection, url: str, row: tuple[Any, ...]) -> Explanation:
    id, source, first_seen_at, checked_at, next_due_at, moved_to = row
    return Explanation(
        url=url,
        source=source,
        first_seen_at=first_seen_at,
        checked_at=checked_at,
        next_due_at=next_due_at,
        moved_to=moved_to,
        listings=_listings(db, id),
        fetches=_fetches(db, id, url),
        articles=articles_at(db, url),
        links=links_to(db, url),
    )


def _listings(db: sqlite3.Connection, url: int) -> tuple[Sighting, ...]:
    sql = """
        SELECT u.url, l.first_seen_at, l.title, l.published_at FROM url_listings l JOIN urls u ON u.id = l.listing
        WHERE l.url = ? ORDER BY l.id
    """
    return tuple(Sighting(*row) for row in db.execute(sql, (url,)))


def _fetches(db: sqlite3.Connection, id: int, url: str) -> tuple[FetchView, ...]:
    """Of the URL, and of those that were redirected to it."""
    sql = """
        SELECT f.id, u.url, s.name, f.started_at, f.ended_at, f.status, ifnull(f.final_url, u.url), f.hops, f.peer,
          f.wire_bytes, f.attempts, f.verdict, f.reason, f.article, f.snapshot, f.program
        FROM fetches f JOIN urls u ON u.id = f.url LEFT JOIN runs r ON r.id = f.run LEFT JOIN sources s ON s.id = r.source
        WHERE f.url = ? OR f.final_url = ? ORDER BY f.id
    """
    names = FetchView.__struct_fields__
    rows = (dict(zip(names, row, strict=True)) for row in db.execute(sql, (id, url)))
    return tuple(convert(row | {"hops": msgspec.json.decode(row["hops"] or "[]")}, FetchView) for row in rows)


def _one(db: sqlite3.Connection, kind: type[_View], sql: str, *arguments: object) -> _View | None:
    return next(iter(rows(db, kind, sql, *arguments)), None)


def rows(db: sqlite3.Connection, kind: type[_View], sql: str, *arguments: object) -> tuple[_View, ...]:
    """Each row of a query as a `kind`, whose fields are named as the columns are."""
    cursor = db.execute(sql, arguments)
    names = [column[0] for column in cursor.description]
    return tuple(convert(dict(zip(names, row, strict=True)), kind, strict=False) for row in cursor)
