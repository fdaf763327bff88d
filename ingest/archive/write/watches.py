"""Questions that are saved, and how far each was delivered. Inside a transaction."""

import sqlite3

import msgspec
from msgspec.structs import astuple

from ingest.archive.read import watches as kept
from ingest.core.watch import Position, Question


def add(db: sqlite3.Connection, name: str, question: Question, at: str) -> bool:
    """Saves a question, which is asked of what comes from now on; False when the name is taken."""
    row = (name, msgspec.json.encode(question).decode(), at, *astuple(kept.head(db)))
    sql = "INSERT OR IGNORE INTO watches (name, question, added_at, revision, removal, article) VALUES (?, ?, ?, ?, ?, ?)"
    return db.execute(sql, row).rowcount == 1


def remove(db: sqlite3.Connection, name: str) -> bool:
    """False when there is none of that name."""
    return db.execute("DELETE FROM watches WHERE name = ?", (name,)).rowcount == 1


def move(db: sqlite3.Connection, name: str, to: Position) -> None:
    """What is up to these rows was delivered. A position only ever rises."""
    sql = """
        UPDATE watches SET revision = max(revision, ?), removal = max(removal, ?), article = max(article, ?) WHERE name = ?
    """
    db.execute(sql, (*astuple(to), name))
