"""How far each alert is, its messages, and the daemon's own troubles."""

import sqlite3

import msgspec
from msgspec import Struct

from ingest.core.alerts.model import Message, OwnTrouble, Reached

_TROUBLE = "SELECT id, at, kind, subject, reason, is_over FROM troubles"
_OF = "alert = (SELECT id FROM alerts WHERE name = ?)"
_TOLD = "kind NOT IN ('started', 'stopped')"


class AlertState(Struct, frozen=True, kw_only=True):
    """`attempts`: in a row, at the message that waits; `problem`: why it could not be delivered."""

    name: str
    progress: Reached
    attempts: int = 0
    next_at: str | None = None
    problem: str | None = None


class Undelivered(Struct, frozen=True, kw_only=True):
    """A message that is not delivered yet."""

    message: Message
    progress: Reached  # of the alert, once it is


class Deliveries(Struct, frozen=True, kw_only=True):
    """What an alert has delivered lately."""

    count: int
    last_at: str | None


def state(db: sqlite3.Connection, name: str) -> AlertState | None:
    """None: there was no alert of that name yet."""
    row = db.execute("SELECT progress, attempts, next_at, problem FROM alerts WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    progress, attempts, next_at, problem = row
    known = msgspec.json.decode(progress, type=Reached)
    return AlertState(name=name, progress=known, attempts=attempts, next_at=next_at, problem=problem)


def waiting(db: sqlite3.Connection, name: str) -> Undelivered | None:
    """The message that is to be delivered next: there is one at most."""
    row = db.execute(f"SELECT message, progress FROM alert_messages WHERE {_OF} AND delivered_at IS NULL", (name,)).fetchone()
    if row is None:
        return None
    return Undelivered(message=msgspec.json.decode(row[0], type=Message), progress=msgspec.json.decode(row[1], type=Reached))


def messages(db: sqlite3.Connection, name: str, limit: int) -> tuple[Message, ...]:
    """The newest, whether they are delivered or not, the newest first."""
    sql = f"SELECT message FROM alert_messages WHERE {_OF} ORDER BY id DESC LIMIT ?"
    return tuple(msgspec.json.decode(message, type=Message) for (message,) in db.execute(sql, (name, limit)))


def deliveries(db: sqlite3.Connection, name: str) -> Deliveries:
    sql = f"SELECT count(*), max(delivered_at) FROM alert_messages WHERE {_OF} AND delivered_at IS NOT NULL"
    count, last_at = db.execute(sql, (name,)).fetchone()
    return Deliveries(count=count, last_at=last_at)


def troubles(db: sqlite3.Connection, after: int) -> tuple[OwnTrouble, ...]:
    """In their order, those whose number is beyond `after`."""
    return tuple(map(_trouble, db.execute(f"{_TROUBLE} WHERE id > ? AND {_TOLD} ORDER BY id", (after,))))


def last_trouble(db: sqlite3.Connection, kind: str, subject: str = "") -> OwnTrouble | None:
    row = db.execute(f"{_TROUBLE} WHERE kind = ? AND subject = ? ORDER BY id DESC LIMIT 1", (kind, subject)).fetchone()
    return None if row is None else _trouble(row)


def newest(db: sqlite3.Connection) -> Reached:
    """That of an alert which hears of nothing that was before it."""
    tables = ("health_changes", "troubles")
    health, trouble = (db.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0] for table in tables)
    return Reached(health=health, trouble=trouble)


def open_session(db: sqlite3.Connection) -> tuple[str, str | None] | None:
    """When the daemon last began, and the last sign of life since, where it did not say that it stopped; None: it did, or never began."""
    row = db.execute("SELECT kind, at FROM troubles WHERE kind IN ('started', 'stopped') ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or row[0] == "stopped":
        return None
    sign = db.execute("SELECT ended_at FROM runs WHERE ended_at IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
    return row[1], None if sign is None else sign[0]


def _trouble(row: tuple[int, str, str, str, str, int]) -> OwnTrouble:
    number, at, kind, subject, reason, is_over = row
    return msgspec.convert(
        {"number": number, "at": at, "kind": kind, "subject": subject, "reason": reason, "is_over": bool(is_over)}, OwnTrouble
    )
