"""The sitemaps below an index, as the runs before left them."""

import sqlite3

from ingest.core.listing.turns import Sitemap


def below(db: sqlite3.Connection, root: str) -> tuple[Sitemap, ...]:
    """All sitemaps that a listing (URL normalised) leads to, in the order of their indexes."""
    sql = """
        SELECT m.id, u.url, m.depth, m.place, m.modified_at, m.read_modified_at, m.read_at, m.next_due_at, m.interval, m.failures
        FROM urls r JOIN listed_sitemaps m ON m.root = r.id JOIN urls u ON u.id = m.url
        WHERE r.url = ? ORDER BY m.place, m.id
    """
    return tuple(Sitemap(*row) for row in db.execute(sql, (root,)))


def has_cited(db: sqlite3.Connection, listing: int) -> bool:
    """Whether a listing (the id of its URL) has ever cited an article: some stand in it then, since one leaves only where others stay."""
    return db.execute("SELECT 1 FROM url_listings WHERE listing = ? AND left_at IS NULL LIMIT 1", (listing,)).fetchone() is not None
