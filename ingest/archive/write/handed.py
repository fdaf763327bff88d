"""Fetches that are handed to the daemon. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3

from ingest.archive.write.ids import inserted


def hand(db: sqlite3.Connection, fetch: str, at: str) -> int:
    """A fetch, as JSON, for the daemon to begin; its number."""
    return inserted(db.execute("INSERT INTO handed_fetches (handed_at, fetch) VALUES (?, ?)", (at, fetch)))


def withdraw(db: sqlite3.Connection, number: int) -> bool:
    """Takes one back that no daemon has begun; whether it did."""
    return db.execute("DELETE FROM handed_fetches WHERE id = ? AND taken_at IS NULL", (number,)).rowcount > 0


def take(db: sqlite3.Connection, number: int, at: str) -> bool:
    """A daemon begins it; False when it was withdrawn."""
    sql = "UPDATE handed_fetches SET taken_at = ? WHERE id = ? AND ended_at IS NULL"
    return db.execute(sql, (at, number)).rowcount > 0


def answer(db: sqlite3.Connection, number: int, told: str) -> None:
    """What became of a part of it, as JSON."""
    db.execute("INSERT INTO handed_answers (handed, told) VALUES (?, ?)", (number, told))


def end(db: sqlite3.Connection, number: int, at: str) -> None:
    """All of it was answered."""
    db.execute("UPDATE handed_fetches SET ended_at = ? WHERE id = ?", (at, number))


def forget(db: sqlite3.Connection, before: str) -> None:
    """Those that ended before a time, with their answers."""
    db.execute("DELETE FROM handed_fetches WHERE ended_at < ?", (before,))
