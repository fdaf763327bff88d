"""Messages from their making to their delivery, and the daemon's own troubles. Every function is called inside a transaction."""

import sqlite3
from collections.abc import Collection

import msgspec

from ingest.archive.read import alerts as read
from ingest.core.alerts.model import Message, Reached

_KEPT = 100  # delivered messages of an alert


def know(db: sqlite3.Connection, names: Collection[str]) -> None:
    """Alerts that are new hear of what comes from now on; those that are no more are forgotten, with what they had not delivered."""
    known = {name for (name,) in db.execute("SELECT name FROM alerts")}
    for name in known - set(names):
        db.execute("DELETE FROM alert_messages WHERE alert = (SELECT id FROM alerts WHERE name = ?)", (name,))
        db.execute("DELETE FROM alerts WHERE name = ?", (name,))
    start = _text(read.newest(db))
    db.executemany("INSERT INTO alerts (name, progress) VALUES (?, ?)", [(name, start) for name in names if name not in known])


def move(db: sqlite3.Connection, name: str, progress: Reached) -> None:
    """Where there was nothing to report."""
    db.execute("UPDATE alerts SET progress = ? WHERE name = ?", (_text(progress), name))


def put(db: sqlite3.Connection, message: Message, progress: Reached) -> None:
    """A message waits; the alert moves to `progress` with its delivery. There is none that waits already."""
    row = (message.alert, message.id, _text(message), _text(progress))
    sql = "INSERT INTO alert_messages (alert, delivery, message, progress) SELECT id, ?2, ?3, ?4 FROM alerts WHERE name = ?1"
    db.execute(sql, row)


def delivered(db: sqlite3.Connection, message: Message, at: str) -> None:
    progress = "(SELECT progress FROM alert_messages WHERE delivery = ? AND delivered_at IS NULL)"
    sql = f"UPDATE alerts SET progress = ifnull({progress}, progress), attempts = 0, next_at = NULL, problem = NULL WHERE name = ?"
    db.execute(sql, (message.id, message.alert))
    db.execute("UPDATE alert_messages SET delivered_at = ? WHERE delivery = ? AND delivered_at IS NULL", (at, message.id))
    of_alert = "alert = (SELECT id FROM alerts WHERE name = ?)"
    old = f"SELECT id FROM alert_messages WHERE {of_alert} AND delivered_at IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET ?"
    db.execute(f"DELETE FROM alert_messages WHERE id IN ({old})", (message.alert, _KEPT))


def failed(db: sqlite3.Connection, name: str, attempts: int, next_at: str, problem: str) -> None:
    db.execute("UPDATE alerts SET attempts = ?, next_at = ?, problem = ? WHERE name = ?", (attempts, next_at, problem, name))


def hurry(db: sqlite3.Connection) -> None:
    """What could not be delivered is tried again now."""
    db.execute("UPDATE alerts SET next_at = NULL WHERE next_at IS NOT NULL")


def trouble(db: sqlite3.Connection, at: str, kind: str, reason: str, *, subject: str = "", is_over: bool = False) -> None:
    """Something of the daemon's own. `kind`: a TroubleKind, or `started` or `stopped`, which are not reported."""
    sql = "INSERT INTO troubles (at, kind, subject, reason, is_over) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (at, kind, subject, reason, is_over))


def started(db: sqlite3.Connection, at: str, quiet_since: str) -> None:
    """The daemon began. That it ended before without saying so is reported, once for all such ends since `quiet_since` (UTC text)."""
    if (left := read.open_session(db)) is not None:
        began_at, sign_at = left
        last = read.last_trouble(db, "ended")
        if last is None or last.at < quiet_since:
            seen = f"its last run ended at {sign_at}" if sign_at and sign_at > began_at else "no run ended"
            trouble(db, at, "ended", f"the daemon runs again; that of {began_at} did not stop as it should: {seen}")
    trouble(db, at, "started", "the daemon began")
    db.execute("DELETE FROM troubles WHERE kind IN ('started', 'stopped') AND id < (SELECT max(id) FROM troubles)")


def _text(value: Message | Reached) -> str:
    return msgspec.json.encode(value).decode()
