"""How sources are doing: the state of each, what its days brought, and the changes of its state."""

import sqlite3
from datetime import date

from ingest.core.health import keeping, packed
from ingest.core.health.keeping import Carried
from ingest.core.health.model import Day, Health, HealthChange, State

_COLUMNS = "state, since, reason, chance, before, after"


def health(db: sqlite3.Connection, source: int) -> Health | None:
    """Of a source, by its id; None: no run of it was judged yet."""
    row = db.execute(f"SELECT {_COLUMNS} FROM health WHERE source = ?", (source,)).fetchone()
    return None if row is None else health_of(*row)


def kept(db: sqlite3.Connection, source: int) -> Carried | None:
    """What is kept of a source between runs; None: nothing, or by a version that kept it in another form: all is learned anew."""
    row = db.execute("SELECT kept FROM health WHERE source = ?", (source,)).fetchone()
    if row is None:
        return None
    try:
        return keeping.unpacked(row[0])
    except ValueError:
        return None


def month(db: sqlite3.Connection, source: int, month: str) -> dict[int, Day]:
    """The counts of the days of a month (`2026-03`) that are over, by their number."""
    row = db.execute("SELECT days FROM source_months WHERE source = ? AND month = ?", (source, month)).fetchone()
    return {} if row is None else packed.unpack(row[0])


def days(db: sqlite3.Connection, source: int, since: int) -> dict[int, Day]:
    """The counts of the days that are over, by their ordinals, from the month of the day `since` on."""
    first = date.fromordinal(since).isoformat()[:7]
    sql = "SELECT month, days FROM source_months WHERE source = ? AND month >= ? ORDER BY month"
    found = {}
    for name, kept in db.execute(sql, (source, first)):
        start = date.fromisoformat(f"{name}-01").toordinal()
        found.update({start + number - 1: day for number, day in packed.unpack(kept).items()})
    return found


def changes(db: sqlite3.Connection, after: int = 0, limit: int = -1) -> tuple[HealthChange, ...]:
    """Changes of states in the order in which they were found, those whose number is beyond `after`; at most `limit`, below 0: all."""
    sql = f"""
        SELECT c.id, s.name, c.host, c.at, c.was, {", ".join(f"c.{name}" for name in _COLUMNS.split(", ") if name != "since")}
        FROM health_changes c JOIN sources s ON s.id = c.source WHERE c.id > ? ORDER BY c.id LIMIT ?
    """
    return tuple(
        HealthChange(number=number, source=source, was=State(was) if was else None, health=health_of(state, at, *more), host=host)
        for number, source, host, at, was, state, *more in db.execute(sql, (after, limit))
    )


def health_of(state: str, since: str, reason: str, chance: float | None, before: str | None, after: str | None) -> Health:
    """Of the columns of a row."""
    return Health(state=State(state), since=since, reason=reason, chance=chance, before=before, after=after)
