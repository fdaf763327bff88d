"""How a source is doing, as it is now, and the changes of its state. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from datetime import date

from ingest.archive.read import health as read
from ingest.archive.write.ids import inserted
from ingest.core.health import keeping, packed
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Day, Health, State


def close_day(db: sqlite3.Connection, source: int, day: int, counts: Day) -> None:
    """Puts the counts of a day (its ordinal) that is over to those of its month."""
    month = date.fromordinal(day).isoformat()[:7]
    days = {**read.month(db, source, month), int(date.fromordinal(day).day): counts}
    sql = "INSERT INTO source_months (source, month, days) VALUES (?1, ?2, ?3) ON CONFLICT (source, month) DO UPDATE SET days = ?3"
    db.execute(sql, (source, month, packed.pack(days)))


def save(db: sqlite3.Connection, source: int, health: Health, kept: Carried) -> None:
    """The state of a source after a run, and what is kept for the next."""
    sql = """
        INSERT INTO health (source, state, since, reason, chance, before, after, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (source) DO UPDATE SET state = ?2, since = ?3, reason = ?4, chance = ?5, before = ?6, after = ?7, kept = ?8
    """
    db.execute(sql, (source, *_row(health), keeping.packed(kept)))


def append_change(db: sqlite3.Connection, source: int, at: str, was: State | None, health: Health, host: str | None = None) -> int:
    """The number of the change: who reads changes in their order, and remembers it, misses none."""
    sql = "INSERT INTO health_changes (source, at, was, state, reason, chance, before, after, host) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    state, _, *more = _row(health)
    return inserted(db.execute(sql, (source, at, was, state, *more, host)))


def _row(health: Health) -> tuple[str, str, str, float | None, str | None, str | None]:
    return str(health.state), health.since, health.reason, health.chance, health.before, health.after
