"""Hosts as they are now: the state is the fetcher's, and kept as JSON. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from typing import TypeVar

import msgspec

_Host = TypeVar("_Host", bound=msgspec.Struct)


def save(db: sqlite3.Connection, host: str, state: msgspec.Struct) -> None:
    sql = "INSERT INTO hosts (host, state) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET state = ?2"
    db.execute(sql, (host, msgspec.json.encode(state).decode()))


def load(db: sqlite3.Connection, host: str, kind: type[_Host]) -> _Host | None:
    row = db.execute("SELECT state FROM hosts WHERE host = ?", (host,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=kind)


def some(db: sqlite3.Connection, kind: type[_Host], number: int) -> tuple[_Host, ...]:
    """Hosts that were first met last, at most so many."""
    rows = db.execute("SELECT state FROM hosts ORDER BY rowid DESC LIMIT ?", (number,))
    return tuple(msgspec.json.decode(state, type=kind) for (state,) in rows)
