"""The fetch log, newest first, in a bounded look back."""

import sqlite3

from msgspec import Struct

LOOKED_AT = 50_000  # requests that are looked at for those that were asked for


class RequestsAsked(Struct, frozen=True, kw_only=True):
    """Which requests; what is None asks for all. `before`: a request, so that only earlier ones are looked at."""

    verdict: str | None = None
    source: str | None = None
    status: int | None = None
    day: str | None = None
    before: int | None = None


class RequestView(Struct, frozen=True):
    """A row of the log. `source` is that of the run it was asked in."""

    id: int
    started_at: str
    url: str
    source: str | None
    verdict: str
    reason: str
    status: int | None
    wire_bytes: int
    attempts: int
    article: int | None


class RunView(Struct, frozen=True):
    """A run of a source, and what became of its documents: (verdict, how many)."""

    id: int
    started_at: str
    ended_at: str | None
    outcome: str | None
    problem: str | None
    left_over: int
    verdicts: tuple[tuple[str, int], ...]


def requests(db: sqlite3.Connection, asked: RequestsAsked, limit: int) -> tuple[RequestView, ...]:
    where, values = ["1"], list[object]()
    for expression, value in (
        ("f.verdict = ?", asked.verdict),
        ("s.name = ?", asked.source),
        ("f.status = ?", asked.status),
        ("substr(f.started_at, 1, 10) = ?", asked.day),
    ):
        if value is not None:
            where.append(expression)
            values.append(value)
    sql = f"""
        SELECT f.id, f.started_at, u.url, s.name, f.verdict, f.reason, f.status, f.wire_bytes, f.attempts, f.article
        FROM (SELECT id FROM fetches WHERE id < ? ORDER BY id DESC LIMIT ?) looked JOIN fetches f ON f.id = looked.id
        JOIN urls u ON u.id = f.url LEFT JOIN runs r ON r.id = f.run LEFT JOIN sources s ON s.id = r.source
        WHERE {" AND ".join(where)} ORDER BY f.id DESC LIMIT ?
    """
    most = LOOKED_AT if values else limit
    return tuple(RequestView(*row) for row in db.execute(sql, (asked.before or 1 << 62, most, *values, limit)))


def runs(db: sqlite3.Connection, source: str, limit: int) -> tuple[RunView, ...]:
    """The last runs of a source, newest first."""
    sql = """
        SELECT id, started_at, ended_at, outcome, problem, left_over FROM runs
        WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id DESC LIMIT ?
    """
    counted = "SELECT verdict, count(*) FROM fetches WHERE run = ? GROUP BY verdict ORDER BY count(*) DESC, verdict"
    found = []
    for id, started_at, ended_at, outcome, problem, left_over in db.execute(sql, (source, limit)).fetchall():
        verdicts = tuple((verdict, count) for verdict, count in db.execute(counted, (id,)))
        found.append(RunView(id, started_at, ended_at, outcome, problem, left_over, verdicts))
    return tuple(found)


def walls(db: sqlite3.Connection, source: str, runs: int, limit: int) -> tuple[RequestView, ...]:
    """The last requests of so many last runs that met a wall, a refusal or a failure."""
    sql = """
        SELECT f.id, f.started_at, u.url, s.name, f.verdict, f.reason, f.status, f.wire_bytes, f.attempts, f.article
        FROM (SELECT id, source FROM runs WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id DESC LIMIT ?) r
        JOIN fetches f ON f.run = r.id JOIN urls u ON u.id = f.url JOIN sources s ON s.id = r.source
        WHERE f.verdict IN ('blocked', 'refused', 'failed', 'quarantined') ORDER BY f.id DESC LIMIT ?
    """
    return tuple(RequestView(*row) for row in db.execute(sql, (source, runs, limit)))
