"""That a listing cites a URL no more although older ones still stand in it: it was taken out, it did not slide off the end."""

import json
import sqlite3
from collections.abc import Sequence

_MOST = 10_000  # URLs of a listing that are compared: a sitemap of more would hold the write lock too long


def note(db: sqlite3.Connection, listing: str, cited: Sequence[str], at: str) -> int:
    """Records which URLs the listing (normalised, as `cited`) cites no more at `at` (UTC text); how many.

    Where more than half are missing the listing changed its shape, and nothing is recorded. What is older: by the dates that the listing
    gave, else by when it was first seen there, else by its place.
    """
    if not cited or len(cited) > _MOST:
        return 0
    sql = """
        WITH here AS (SELECT id FROM urls WHERE url = ?1),
        standing AS MATERIALIZED (
          SELECT l.* FROM json_each(?2) one JOIN urls u ON u.url = one.value
          JOIN url_listings l ON l.url = u.id AND l.listing = (SELECT id FROM here))
        SELECT l.id FROM url_listings l
        WHERE l.listing = (SELECT id FROM here) AND l.left_at IS NULL
          AND l.first_seen_at >= (SELECT min(first_seen_at) FROM standing) AND l.id NOT IN (SELECT id FROM standing)
          AND EXISTS (SELECT 1 FROM standing s WHERE CASE
            WHEN s.published_at IS NOT NULL AND l.published_at IS NOT NULL THEN s.published_at < l.published_at
            ELSE s.first_seen_at < l.first_seen_at OR (s.first_seen_at = l.first_seen_at AND s.id > l.id) END)
    """
    left = [row for (row,) in db.execute(sql, (listing, json.dumps(list(cited))))]
    if not left or len(left) > len(cited):
        return 0
    db.executemany("UPDATE url_listings SET left_at = ? WHERE id = ?", [(at, row) for row in left])
    return len(left)


def since(db: sqlite3.Connection, article: int) -> tuple[str, str] | None:
    """The URL of a listing that took an article out, and when (UTC text); the first that did. None: none did, or all took it back."""
    sql = """
        SELECT u.url, l.left_at FROM article_urls seen JOIN url_listings l ON l.url = seen.url JOIN urls u ON u.id = l.listing
        WHERE seen.article = ? AND l.left_at IS NOT NULL ORDER BY l.left_at, l.id LIMIT 1
    """
    row = db.execute(sql, (article,)).fetchone()
    return None if row is None else (row[0], row[1])
