"""The origins and other languages that pages lead to, until they are asked for. Called inside a transaction."""

import sqlite3
from collections.abc import Iterable


def note(db: sqlite3.Connection, article: int, urls: Iterable[str], source: int) -> None:
    """Those of `urls` (normalised) that were never asked for wait, whatever becomes of the run that looked at the article's page."""
    sql = """
        INSERT INTO led_to (url, article, source) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM urls WHERE url = ?1 AND checked_at IS NOT NULL) ON CONFLICT DO NOTHING
    """
    db.executemany(sql, [(url, article, source) for url in urls])


def settle(db: sqlite3.Connection, url: int) -> None:
    """A URL (its id) was asked for, whatever came of it."""
    db.execute("DELETE FROM led_to WHERE url = (SELECT url FROM urls WHERE id = ?)", (url,))
