"""Sources as they are now. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from collections.abc import Collection, Iterable

import msgspec

from ingest.archive import digests
from ingest.archive.write.ids import inserted
from ingest.core import due
from ingest.core.edits import Edits
from ingest.core.model import Source
from ingest.core.times import later

_AHEAD = 60  # seconds by which a look lies in the future that a clock of another time has noted


def save(db: sqlite3.Connection, source: Source) -> int:
    """The id of a source, whose row says what its file says now. A retired source whose file is back is active again."""
    says = (source.title, source.homepage, source.country, source.language)
    digest = digests.of_source(source.name, *says)
    sql = "SELECT id, title, homepage, country, language, digest, state FROM sources WHERE name = ?"
    row = db.execute(sql, (source.name,)).fetchone()
    if row is None:
        sql = "INSERT INTO sources (title, homepage, country, language, digest, name) VALUES (?, ?, ?, ?, ?, ?)"
        return inserted(db.execute(sql, (*says, digest, source.name)))
    if row[1:] != (*says, digest, "active"):
        sql = "UPDATE sources SET title = ?, homepage = ?, country = ?, language = ?, digest = ?, state = 'active' WHERE id = ?"
        db.execute(sql, (*says, digest, row[0]))
    return int(row[0])


def save_all(db: sqlite3.Connection, sources: Iterable[Source], now: str) -> None:
    """As `save` for many, of which most stand as their files say. Costs a look at each of them, however many others there are.

    A source whose next look was planned while its file said a longer `every` is due now.
    """
    sql = "SELECT 1 FROM sources WHERE name = ? AND title = ? AND homepage IS ? AND country IS ? AND language IS ?"
    sql += " AND state = 'active' AND digest IS NOT NULL AND (next_due_at IS NULL OR next_due_at <= iif(failures, ?, ?))"
    limits: dict[int, tuple[str, str]] = {}  # of failing sources and others, by `every`
    for source in sources:
        if source.every not in limits:
            longest = due.longest(source.every)
            limits[source.every] = (later(now, max(longest, due.FURTHEST_RETRY)), later(now, longest))
        limit = limits[source.every]
        says = (source.name, source.title, source.homepage, source.country, source.language)
        if db.execute(sql, (*says, *limit)).fetchone() is None:
            id = save(db, source)
            db.execute(
                "UPDATE sources SET next_due_at = ? WHERE id = ? AND next_due_at > iif(failures, ?, ?)",
                (now, id, *limit),
            )


def retire(db: sqlite3.Connection, present: Collection[str]) -> tuple[str, ...]:
    """Marks the sources whose files are no longer there; the names of those that this call retired."""
    active = [name for (name,) in db.execute("SELECT name FROM sources WHERE state = 'active' AND name != 'adhoc' ORDER BY name")]
    vanished = tuple(name for name in active if name not in present)
    db.executemany("UPDATE sources SET state = 'retired' WHERE name = ?", [(name,) for name in vanished])
    return vanished


def plan(db: sqlite3.Connection, source: int, next_due_at: str, interval: int) -> None:
    """When the source's listings are looked at next, and how many seconds lie between two looks now."""
    db.execute("UPDATE sources SET next_due_at = ?, interval = ? WHERE id = ?", (next_due_at, interval, source))


def replan(db: sqlite3.Connection, now: str) -> int:
    """Makes due now what a clock that ran ahead has planned further ahead than its interval allows; how many sources, sitemaps and URLs.

    What was noted then stays: perhaps it is this clock that is wrong. Costs a look at every source and sitemap that is not due, and
    where the log holds a look of a time to come, one at every URL that waits.
    """
    count = 0
    for table in ("sources", "listed_sitemaps"):
        sql = f"SELECT id, next_due_at, interval, failures FROM {table} WHERE next_due_at > ? AND interval IS NOT NULL"
        far = [
            (now, id)
            for id, next_due_at, interval, failures in db.execute(sql, (now,))
            if next_due_at > later(now, due.furthest(due.Pace(interval=interval, failures=failures)))
        ]
        db.executemany(f"UPDATE {table} SET next_due_at = ? WHERE id = ?", far)
        count += len(far)
    count += db.execute("UPDATE walks SET next_due_at = ?1 WHERE next_due_at > ?2", (now, later(now, due.FURTHEST_WALK))).rowcount
    return count + _replan_urls(db, now)


def _replan_urls(db: sqlite3.Connection, now: str) -> int:
    sql = "UPDATE urls SET next_due_at = ? WHERE source IN (SELECT id FROM sources) AND next_due_at > ?"
    count = db.execute(sql, (now, later(now, due.FURTHEST_ARTICLE))).rowcount
    ahead = later(now, _AHEAD)
    if not db.execute("SELECT EXISTS (SELECT 1 FROM fetches WHERE snapshot IS NULL AND ended_at > ?)", (ahead,)).fetchone()[0]:
        return count
    sql = """
        UPDATE urls SET next_due_at = ?1 WHERE source IN (SELECT id FROM sources) AND next_due_at > ?1 AND checked_at > ?2
    """
    return count + db.execute(sql, (now, ahead)).rowcount


def spread(db: sqlite3.Connection, now: str, within: int) -> int:
    """Overdue sources are due one after the other within so many seconds, instead of all at once; how many."""
    overdue = db.execute("SELECT id, name FROM sources WHERE state = 'active' AND next_due_at <= ?", (now,)).fetchall()
    sql = "UPDATE sources SET next_due_at = ? WHERE id = ?"
    db.executemany(sql, [(due.in_turn(now, name, within), id) for id, name in overdue])
    return len(overdue)


def distrust_validators(db: sqlite3.Connection, source: int) -> None:
    """The source's servers said "not modified" of a page that was."""
    db.execute("UPDATE sources SET validators_trusted = 0 WHERE id = ?", (source,))


def keep_edits(db: sqlite3.Connection, source: int, edits: Edits) -> None:
    """What looks again at the source's articles found."""
    db.execute("UPDATE sources SET edits = ? WHERE id = ?", (msgspec.json.encode(edits).decode(), source))
