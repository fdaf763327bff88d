"""Walks over the older pages of listings: how far each is, and what it asks for next."""

import sqlite3
from collections.abc import Collection, Sequence

from msgspec import Struct

from ingest.core.listing.older.walk import Sofar

_CHUNK = 500  # URLs a statement


class WalkView(Struct, frozen=True, kw_only=True):
    """A row of the view v_walks. `why` it ended, or waits."""

    source: str
    listing: str
    began_at: str
    back_to: str | None
    pages: int
    expected: int | None
    articles: int
    reached: str | None
    next_due_at: str | None
    ended_at: str | None
    why: str | None


class WaitingPage(Struct, frozen=True):
    id: int
    ask: str
    place: int
    number: int
    how: str | None


class Walked(Struct, frozen=True):
    """A walk, and the state in which it was left."""

    id: int
    listing: str  # its URL, normalised
    sofar: Sofar
    ended_at: str | None
    next_due_at: str | None
    failures: int
    why: str | None  # it ended, or waits


def views(db: sqlite3.Connection, source: str) -> tuple[WalkView, ...]:
    """Of a source, by its name."""
    columns = ", ".join(WalkView.__struct_fields__)
    rows = db.execute(f"SELECT {columns} FROM v_walks WHERE source = ? ORDER BY listing", (source,)).fetchall()
    return tuple(WalkView(**dict(zip(WalkView.__struct_fields__, row, strict=True))) for row in rows)


def of_listing(db: sqlite3.Connection, listing: str) -> Walked | None:
    """The walk of a listing (URL normalised); None: there is none yet."""
    sql = """
        SELECT w.id, w.ended_at, w.next_due_at, w.failures, w.began_at, w.back_to, w.until_known, w.expected, w.reached, w.why
        FROM walks w JOIN urls u ON u.id = w.listing WHERE u.url = ?
    """
    row = db.execute(sql, (listing,)).fetchone()
    if row is None:
        return None
    walk, ended_at, next_due_at, failures, began_at, back_to, until_known, expected, reached, why = row
    pages = db.execute("SELECT count(*) FROM walk_pages WHERE walk = ? AND read_at IS NOT NULL", (walk,)).fetchone()[0]
    last = db.execute(
        "SELECT cited, fresh FROM walk_pages WHERE walk = ? AND read_at IS NOT NULL ORDER BY read_at DESC, id DESC LIMIT 20", (walk,)
    ).fetchall()
    sofar = Sofar(
        began_at=began_at,
        back_to=back_to,
        until_known=bool(until_known),
        pages=pages,
        expected=expected,
        reached=reached,
        dry=_in_a_row([bool(cited) and not fresh for cited, fresh in last]),
        empty=_in_a_row([not cited for cited, _ in last]),
    )
    return Walked(walk, listing, sofar, ended_at, next_due_at, failures, why)


def waiting_page(db: sqlite3.Connection, walk: int) -> WaitingPage | None:
    """The page that is read next: the newest that waits."""
    sql = "SELECT id, ask, place, number, how FROM walk_pages WHERE walk = ? AND read_at IS NULL ORDER BY place, number, id LIMIT 1"
    row = db.execute(sql, (walk,)).fetchone()
    return None if row is None else WaitingPage(*row)


def has_left(db: sqlite3.Connection, walk: int) -> bool:
    """Whether pages that were read cite articles that were too old for the walk."""
    sql = """
        SELECT EXISTS (SELECT 1 FROM walk_urls w JOIN urls u ON u.id = w.url
        WHERE w.walk = ? AND w.ask IS NULL AND u.checked_at IS NULL AND u.next_due_at IS NULL)
    """
    return bool(db.execute(sql, (walk,)).fetchone()[0])


def last_page(db: sqlite3.Connection, walk: int) -> int | None:
    """The page that was read last; None: none was."""
    sql = "SELECT id FROM walk_pages WHERE walk = ? AND read_at IS NOT NULL ORDER BY read_at DESC, id DESC LIMIT 1"
    row = db.execute(sql, (walk,)).fetchone()
    return None if row is None else int(row[0])


def waiting_urls(db: sqlite3.Connection, walk: int, limit: int) -> tuple[str, ...]:
    """Articles that the walk has found and nobody has asked for, as they are asked, those of the newest page first."""
    sql = """
        SELECT w.ask FROM walk_urls w JOIN urls u ON u.id = w.url
        WHERE w.walk = ? AND w.ask IS NOT NULL AND u.checked_at IS NULL ORDER BY w.page LIMIT ?
    """
    return tuple(ask for (ask,) in db.execute(sql, (walk, limit)))


def cited_before(db: sqlite3.Connection, walk: int, urls: Sequence[str]) -> frozenset[str]:
    """Those of the URLs (normalised) that pages of the walk cited already."""
    found: set[str] = set()
    for start in range(0, len(urls), _CHUNK):
        chunk = urls[start : start + _CHUNK]
        sql = f"""
            SELECT u.url FROM urls u JOIN walk_urls w ON w.url = u.id AND w.walk = ? WHERE u.url IN ({",".join("?" * len(chunk))})
        """
        found.update(url for (url,) in db.execute(sql, (walk, *chunk)))
    return frozenset(found)


def was_listed(db: sqlite3.Connection, walk: int, digest: bytes) -> bool:
    """Whether a page of the walk listed the same before."""
    sql = "SELECT EXISTS (SELECT 1 FROM walk_pages WHERE walk = ? AND digest = ?)"
    return bool(db.execute(sql, (walk, digest)).fetchone()[0])


def dates_on(db: sqlite3.Connection, page: int) -> tuple[str, ...]:
    """When the articles of a page were published, as they themselves say; UTC text."""
    sql = """
        SELECT r.published_at FROM walk_urls w JOIN article_urls au ON au.url = w.url JOIN articles a ON a.id = au.article
        JOIN revisions r ON r.id = a.revision
        WHERE w.walk = (SELECT walk FROM walk_pages WHERE id = ?1) AND w.page = ?1 AND r.published_at IS NOT NULL
    """
    return tuple(at for (at,) in db.execute(sql, (page,)))


def unfinished(db: sqlite3.Connection, names: Collection[str], now: str) -> tuple[str, ...]:
    """Those of the sources that have a walk which goes on now, the one that was looked at last behind the others."""
    sql = """
        SELECT DISTINCT s.name FROM walks w JOIN sources s ON s.id = w.source
        WHERE (w.ended_at IS NULL OR EXISTS (SELECT 1 FROM walk_urls a WHERE a.walk = w.id AND a.ask IS NOT NULL))
          AND (w.next_due_at IS NULL OR w.next_due_at <= ?) ORDER BY s.last_run_at
    """
    return tuple(name for (name,) in db.execute(sql, (now,)) if name in names)


def _in_a_row(looks: Sequence[bool]) -> int:
    """How many of them are so, from the first on."""
    return next((place for place, is_so in enumerate(looks) if not is_so), len(looks))
