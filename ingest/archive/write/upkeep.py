"""Keeping an archive fit for years: the log shortened, the index merged."""

import sqlite3

_LOG_ROWS = 5000  # moved a call, so that a transaction stays short


def rotate_log(db: sqlite3.Connection, before: str) -> int:
    """Turns requests that ended before a time into daily counts, some thousands a call, and their runs; how many requests went.

    What evidence rests on stays: requests that brought a snapshot, and the runs that made them. Call it until it returns 0.
    """
    old = "SELECT id FROM fetches WHERE snapshot IS NULL AND ended_at < ? ORDER BY ended_at LIMIT ?"
    ids = db.execute(old, (before, _LOG_ROWS)).fetchall()
    db.execute("CREATE TEMP TABLE leaving (id INTEGER PRIMARY KEY)")
    db.executemany("INSERT INTO leaving VALUES (?)", ids)
    db.execute(
        """
        INSERT INTO daily_counts (source, day, counted, outcome, count, wire_bytes)
        SELECT r.source, substr(f.started_at, 1, 10), 'fetches', f.verdict, count(*), sum(f.wire_bytes)
        FROM leaving JOIN fetches f USING (id) LEFT JOIN runs r ON r.id = f.run GROUP BY 1, 2, 4
        ON CONFLICT DO UPDATE SET count = count + excluded.count, wire_bytes = wire_bytes + excluded.wire_bytes
        """
    )
    first, last = db.execute("SELECT min(run), max(run) FROM leaving CROSS JOIN fetches USING (id)").fetchone()
    db.execute("DELETE FROM fetches WHERE id IN (SELECT id FROM leaving)")
    db.execute("DROP TABLE leaving")
    if first is not None:
        _rotate_runs(db, first, last, before)
    return len(ids)


def _rotate_runs(db: sqlite3.Connection, first: int, last: int, before: str) -> None:
    """Of the runs from `first` to `last`, whose requests are leaving, those that have none left."""
    emptied = "id BETWEEN ?1 AND ?2 AND ended_at < ?3 AND NOT EXISTS (SELECT 1 FROM fetches WHERE run = runs.id)"
    db.execute(
        f"""
        INSERT INTO daily_counts (source, day, counted, outcome, count)
        SELECT source, substr(started_at, 1, 10), 'runs', outcome, count(*) FROM runs WHERE {emptied} GROUP BY 1, 2, 4
        ON CONFLICT DO UPDATE SET count = count + excluded.count
        """,
        (first, last, before),
    )
    db.execute(f"DELETE FROM runs WHERE {emptied}", (first, last, before))


def optimize(db: sqlite3.Connection) -> None:
    """Inside a transaction: merges some of the index's segments, and looks again at how the tables are filled."""
    for index in ("articles_fts", "numbers_fts"):
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', 500)")
    db.execute("PRAGMA analysis_limit = 1000")
    db.execute("PRAGMA optimize")
