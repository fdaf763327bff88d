"""Sources as they are now. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from collections.abc import Collection

from ingest.archive.write.ids import inserted
from ingest.core.model import Source


def save(db: sqlite3.Connection, source: Source) -> int:
    """The id of a source, whose row says what its file says now. A retired source whose file is back is active again."""
    says = (source.title, source.homepage, source.country, source.language)
    row = db.execute("SELECT id, title, homepage, country, language, state FROM sources WHERE name = ?", (source.name,)).fetchone()
    if row is None:
        sql = "INSERT INTO sources (title, homepage, country, language, name) VALUES (?, ?, ?, ?, ?)"
        return inserted(db.execute(sql, (*says, source.name)))
    if row[1:] != (*says, "active"):
        sql = "UPDATE sources SET title = ?, homepage = ?, country = ?, language = ?, state = 'active' WHERE id = ?"
        db.execute(sql, (*says, row[0]))
    return int(row[0])


def retire(db: sqlite3.Connection, present: Collection[str]) -> tuple[str, ...]:
    """Marks the sources whose files are no longer there; the names of those that this call retired."""
    active = [name for (name,) in db.execute("SELECT name FROM sources WHERE state = 'active' AND name != 'adhoc' ORDER BY name")]
    vanished = tuple(name for name in active if name not in present)
    db.executemany("UPDATE sources SET state = 'retired' WHERE name = ?", [(name,) for name in vanished])
    return vanished


def plan(db: sqlite3.Connection, source: int, next_due_at: str, interval: int) -> None:
    """When the source's listings are looked at next, and how many seconds lie between two looks now."""
    db.execute("UPDATE sources SET next_due_at = ?, interval = ? WHERE id = ?", (next_due_at, interval, source))


def distrust_validators(db: sqlite3.Connection, source: int) -> None:
    """The source's servers said "not modified" of a page that was."""
    db.execute("UPDATE sources SET validators_trusted = 0 WHERE id = ?", (source,))
