"""That a publisher took an article away, and that it returned: rows with their evidence, which nothing takes away. Inside a transaction."""

import sqlite3

from ingest.archive.write.ids import inserted
from ingest.core.model import Exchange, Removal


def mark(
    db: sqlite3.Connection,
    article: int,
    kind: Removal,
    at: str,
    reason: str,
    *,
    since: str | None = None,
    exchange: Exchange | None = None,
    snapshot: int | None = None,
) -> None:
    """The article is taken for removed at `at` (UTC text), if it was not before; its text is kept.

    `since`: the first look of the unbroken row that ended so; `exchange`: the last one; `snapshot`: what stands in the article's place, by
    default what was kept of it during that row.
    """
    final = exchange.final_url if exchange and exchange.final_url != exchange.url else None
    cursor = db.execute(
        """
        INSERT INTO removals (article, kind, at, since, confirmed_at, url, status, final_url, snapshot, reason)
        SELECT id, ?2, ?3, ?4, (SELECT max(u.confirmed_at) FROM article_urls seen JOIN urls u ON u.id = seen.url WHERE seen.article = ?1),
          url, ?5, ?6,
          ifnull(?7, (SELECT max(snapshot) FROM fetches WHERE article = ?1 AND verdict = 'quarantined' AND ended_at >= ?4)), ?8
        FROM articles WHERE id = ?1 AND state != 'gone'
        """,
        (article, kind, at, since, exchange.status if exchange else None, final, snapshot, reason),
    )
    if cursor.rowcount:
        db.execute("UPDATE articles SET state = 'gone', gone_at = ?, removal = ? WHERE id = ?", (at, inserted(cursor), article))


def undo(db: sqlite3.Connection, article: int, at: str, reason: str = "its text was seen again") -> None:
    """The article was seen at `at`, whatever was thought of it before."""
    cursor = db.execute(
        """
        INSERT INTO removals (article, kind, at, since, confirmed_at, url, undoes, reason)
        SELECT m.article, m.kind, ?2, m.at, m.confirmed_at, m.url, m.id, ?3
        FROM articles a JOIN removals m ON m.id = a.removal WHERE a.id = ?1
        """,
        (article, at, reason),
    )
    if cursor.rowcount:
        db.execute("UPDATE articles SET state = 'live', gone_at = NULL, removal = NULL WHERE id = ?", (article,))


def undo_of_run(db: sqlite3.Connection, run: int, at: str) -> int:
    """Takes back what a run that yields too little took for removed, of articles and of URLs; of how many articles."""
    ((began,),) = db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchall()
    sql = "UPDATE urls SET missing_since = NULL WHERE id IN (SELECT url FROM fetches WHERE run = ?) AND missing_since >= ?"
    db.execute(sql, (run, began))
    sql = """
        SELECT DISTINCT a.id FROM fetches f JOIN articles a ON a.id = f.article
        WHERE f.run = ? AND f.verdict = 'gone' AND a.state = 'gone' AND a.gone_at >= ?
    """
    gone = [article for (article,) in db.execute(sql, (run, began))]
    for article in gone:
        undo(db, article, at, "taken back: the run that found it gone yields too little to be believed")
    return len(gone)
