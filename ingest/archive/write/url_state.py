"""URLs as they are now, and the listings that cite them. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from collections.abc import Iterable, Sequence

from ingest.archive.write import append, led_to
from ingest.archive.write.ids import inserted
from ingest.core.model import Cited, Validators


def id_of(db: sqlite3.Connection, url: str, at: str, source: int | None = None) -> int:
    """The id of a URL (normalised), which is known from `at` on if it was not before."""
    row = db.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    if row is not None:
        return int(row[0])
    return inserted(db.execute("INSERT INTO urls (url, source, first_seen_at) VALUES (?, ?, ?)", (url, source, at)))


def remember(
    db: sqlite3.Connection,
    url: int,
    *,
    at: str,
    status: int | None,
    next_due_at: str | None,
    validators: Validators | None = None,
    body_hash: bytes | None = None,
    confirmed: bool = False,
    changed: bool = False,
    missing: bool = False,
    imported: bool = False,
) -> None:
    """What the last answer of a URL was; status None: no answer came.

    `validators` and `body_hash` None leave those of the last good answer, for a 304 and for every answer that brought no article.
    `confirmed`: the answer showed the text that we hold, or the one that is now kept; `changed`: it is now kept.
    `missing`: the publisher took away what stood there, whatever the status says. What a clock that ran ahead has noted becomes `at`.
    `imported`: another program saw it, so that no look is planned for it, and what a later look said stands.
    """
    etag, last_modified = (validators.etag, validators.last_modified) if validators else (None, None)
    db.execute(
        """
        UPDATE urls SET
          status = ?1, checked_at = ?2, next_due_at = iif(?12, next_due_at, ?3), looks = looks + 1,
          failures = CASE WHEN ?1 < 400 THEN 0 ELSE failures + 1 END,
          missing_since = CASE WHEN ?11 OR ?1 IN (404, 410) THEN min(ifnull(missing_since, ?2), ?2)
            WHEN ?1 IS NULL OR ?1 >= 500 THEN missing_since END,
          confirmed_at = CASE WHEN ?4 THEN ?2 ELSE confirmed_at END,
          changed_at = CASE WHEN ?5 THEN ?2 ELSE min(changed_at, ?2) END,
          etag = CASE WHEN ?6 THEN ?7 ELSE etag END,
          last_modified = CASE WHEN ?6 THEN ?8 ELSE last_modified END,
          body_hash = ifnull(?9, body_hash)
        WHERE id = ?10 AND (NOT ?12 OR checked_at IS NULL OR checked_at <= ?2)
        """,
        (status, at, next_due_at, confirmed, changed, validators is not None, etag, last_modified, body_hash, url, missing, imported),
    )
    led_to.settle(db, url)


def remember_listing(db: sqlite3.Connection, url: str, validators: Validators | None, body_hash: bytes) -> None:
    """What tells that a listing (URL normalised) says what it said; `validators` None leave those that stand."""
    sql = """
        UPDATE urls SET body_hash = ?2, etag = CASE WHEN ?3 THEN ?4 ELSE etag END,
          last_modified = CASE WHEN ?3 THEN ?5 ELSE last_modified END
        WHERE url = ?1
    """
    etag, last_modified = (validators.etag, validators.last_modified) if validators else (None, None)
    db.execute(sql, (url, body_hash, validators is not None, etag, last_modified))


def plan(db: sqlite3.Connection, urls: Iterable[str], next_due_at: str) -> None:
    """When known URLs (normalised) are asked next."""
    db.executemany("UPDATE urls SET next_due_at = ? WHERE url = ?", [(next_due_at, url) for url in urls])


def plan_each(db: sqlite3.Connection, times: Iterable[tuple[str, str]]) -> None:
    """When each of some known URLs (normalised) is asked next."""
    db.executemany("UPDATE urls SET next_due_at = ?2 WHERE url = ?1", times)


def move(db: sqlite3.Connection, url: int, to: int, at: str) -> None:
    """A permanent redirect: the articles seen at the old URL are seen at the new one too, and the other way round."""
    db.execute("UPDATE urls SET moved_to = ? WHERE id = ?", (to, url))
    for one, other in ((url, to), (to, url)):
        for (article,) in db.execute("SELECT article FROM article_urls WHERE url = ?", (one,)).fetchall():
            append.see_url(db, article, other, "moved", at)


def see_listed(db: sqlite3.Connection, listing: int, cited: Sequence[Cited], source: int, at: str) -> None:
    """Records which URLs a listing cites, each once; what it said of them when they were first seen there."""
    db.executemany(
        "INSERT INTO urls (url, source, first_seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(citation.url, source, at) for citation in cited],
    )
    db.executemany(
        """
        INSERT INTO url_listings (url, listing, first_seen_at, title, published_at)
        SELECT id, ?2, ?3, ?4, ?5 FROM urls WHERE url = ?1
        ON CONFLICT DO UPDATE SET left_at = NULL WHERE left_at IS NOT NULL
        """,
        [(citation.url, listing, at, citation.title, citation.published_at) for citation in cited],
    )
