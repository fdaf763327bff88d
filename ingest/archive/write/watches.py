"""Questions that are saved, and how far each was delivered. Inside a transaction."""

import sqlite3

import msgspec

from ingest.archive.read import watches as kept
from ingest.core.watch import Question


def add(db: sqlite3.Connection, name: str, question: Question, at: str) -> bool:
    """Saves a question, which is asked of what comes from now on; False when the name is taken."""
    row = (name, msgspec.json.encode(question).decode(), at, *kept.head(db))
    return db.execute("INSERT OR IGNORE INTO watches (name, question, added_at, revision, fetch) VALUES (?, ?, ?, ?, ?)", row).rowcount == 1


def remove(db: sqlite3.Connection, name: str) -> bool:
    """False when there is none of that name."""
    return db.execute("DELETE FROM watches WHERE name = ?", (name,)).rowcount == 1


def move(db: sqlite3.Connection, name: str, upto: tuple[int, int]) -> None:
    """What is up to these rows was delivered. A position only ever rises."""
    sql = "UPDATE watches SET revision = max(revision, ?), fetch = max(fetch, ?) WHERE name = ?"
    db.execute(sql, (*upto, name))
