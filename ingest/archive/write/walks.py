"""Walks over the older pages of listings. Every function is called inside a transaction; URLs are normalised, `at` is UTC text."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ingest.archive.write import url_state
from ingest.archive.write.ids import inserted


class PageRead(Struct, frozen=True, kw_only=True):
    """A page of a walk that was read."""

    id: int
    place: int
    number: int
    cited: Sequence[str]
    fresh: frozenset[str]  # of these, what no page before it cited
    wanted: Mapping[str, str]  # of these, what is asked for -> as it is asked
    digest: bytes
    expected: int | None
    reached: str | None
    following: Sequence[str]  # the pages behind it, as they are asked
    how: str  # it leads to them
    is_end: bool  # the walk goes no further, whatever waits
    why: str  # it goes no further, if it does not


def begin(db: sqlite3.Connection, listing: str, ask: str, source: int, at: str, back_to: str | None, *, until_known: bool) -> int:
    """A walk from a listing on, whose first page waits; what was noted of an earlier one is dropped."""
    url = url_state.id_of(db, listing, at, source)
    row = db.execute("SELECT id FROM walks WHERE listing = ?", (url,)).fetchone()
    if row is not None:
        _forget_pages(db, row[0])
        db.execute("DELETE FROM walks WHERE id = ?", (row[0],))
    sql = "INSERT INTO walks (source, listing, began_at, back_to, until_known) VALUES (?, ?, ?, ?, ?)"
    walk = inserted(db.execute(sql, (source, url, at, back_to, until_known)))
    db.execute("INSERT INTO walk_pages (walk, ask, place, number) VALUES (?, ?, 0, 1)", (walk, ask))
    return walk


def extend(db: sqlite3.Connection, walk: int, back_to: str | None) -> None:
    """A walk goes on further back than it was to, first to the articles that were too old for it on pages that it read;
    where these name no page behind them, to no more."""
    db.execute(
        """
        UPDATE walk_urls SET ask = (SELECT u.url FROM urls u WHERE u.id = walk_urls.url)
        WHERE walk = ?1 AND ask IS NULL AND EXISTS (
          SELECT 1 FROM urls u WHERE u.id = walk_urls.url AND u.checked_at IS NULL AND u.next_due_at IS NULL
        ) AND (?2 IS NULL OR NOT EXISTS (SELECT 1 FROM url_listings l WHERE l.url = walk_urls.url AND l.published_at < ?2))
        """,
        (walk, back_to),
    )
    waits = "EXISTS (SELECT 1 FROM walk_pages WHERE walk = ?2 AND read_at IS NULL)"
    db.execute(
        f"""
        UPDATE walks SET back_to = ?1, until_known = 0, next_due_at = NULL, ended_at = iif({waits}, NULL, ended_at),
          why = iif({waits}, NULL, 'the last page names none behind it') WHERE id = ?2
        """,
        (back_to, walk),
    )


def read(db: sqlite3.Connection, walk: int, page: PageRead, source: int, at: str) -> None:
    """A page was read; its articles wait to be asked for, and the pages behind it to be read. Where none waits, the walk ends."""
    sql = "UPDATE walk_pages SET read_at = ?, cited = ?, fresh = ?, digest = ? WHERE id = ?"
    db.execute(sql, (at, len(page.cited), len(page.fresh), page.digest, page.id))
    for url in page.cited:
        if url in page.fresh:
            sql = "INSERT INTO walk_urls (walk, url, page, ask) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            db.execute(sql, (walk, url_state.id_of(db, url, at, source), page.id, page.wanted.get(url)))
    db.execute(
        """
        UPDATE walks SET expected = ifnull(?, expected), reached = iif(?, ?, reached), failures = 0, next_due_at = NULL, why = NULL
        WHERE id = ?
        """,
        (page.expected, bool(page.fresh), page.reached, walk),
    )
    is_chain = len(page.following) == 1
    for place, ask in enumerate(page.following):
        where = (page.place, page.number + 1) if is_chain else (page.place + place + 1, 1)
        sql = "INSERT INTO walk_pages (walk, ask, place, number, how) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        db.execute(sql, (walk, ask, *where, page.how))
    waits = "EXISTS (SELECT 1 FROM walk_pages WHERE walk = ?1 AND read_at IS NULL)"
    db.execute(f"UPDATE walks SET ended_at = ?2, why = ?3 WHERE id = ?1 AND (?4 OR NOT {waits})", (walk, at, page.why, page.is_end))


def asked(db: sqlite3.Connection, walk: int, urls: Iterable[str]) -> None:
    """Articles of the walk that wait no longer."""
    sql = "UPDATE walk_urls SET ask = NULL WHERE walk = ? AND url = (SELECT id FROM urls WHERE url = ?)"
    db.executemany(sql, [(walk, url) for url in urls])


def reach(db: sqlite3.Connection, walk: int, at: str) -> None:
    """How far back it is, where only its articles say it."""
    db.execute("UPDATE walks SET reached = ? WHERE id = ?", (at, walk))


def wait(db: sqlite3.Connection, walk: int, until: str | None, why: str, *, failed: bool) -> None:
    """It goes on later, and why."""
    sql = "UPDATE walks SET next_due_at = ?, why = ?, failures = failures + ? WHERE id = ?"
    db.execute(sql, (until, why, failed, walk))


def end(db: sqlite3.Connection, walk: int, at: str, why: str) -> None:
    """It goes no further. Pages that wait are kept: another time it may go further back."""
    sql = "UPDATE walks SET ended_at = ?, why = ?, next_due_at = NULL, failures = 0 WHERE id = ?"
    db.execute(sql, (at, why, walk))


def brought(db: sqlite3.Connection, article: int) -> None:
    """A walk brought an article: it was old when it was first seen."""
    db.execute("INSERT INTO walked (article) VALUES (?) ON CONFLICT DO NOTHING", (article,))


def _forget_pages(db: sqlite3.Connection, walk: int) -> None:
    db.execute("DELETE FROM walk_urls WHERE walk = ?", (walk,))
    db.execute("DELETE FROM walk_pages WHERE walk = ?", (walk,))
