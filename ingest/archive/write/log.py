"""The log: runs and fetches. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from typing import Literal

import msgspec

from ingest.archive import digests
from ingest.archive.write.ids import inserted
from ingest.core.model import Exchange, Verdict

MERGED = "merged from "  # how `peer` begins of a look that another archive made: it tells nothing of the row of our own
Outcome = Literal["ok", "partial", "failed", "stopped"]
_MERGED = f"ifnull(peer LIKE '{MERGED}%', 0)"


def start_run(db: sqlite3.Connection, source: int, at: str) -> int:
    cursor = db.execute("INSERT INTO runs (source, started_at) VALUES (?, ?)", (source, at))
    db.execute("UPDATE sources SET last_run_at = ? WHERE id = ?", (at, source))
    return inserted(cursor)


def end_run(
    db: sqlite3.Connection,
    run: int,
    at: str,
    outcome: Outcome,
    problem: str | None = None,
    left_over: int = 0,
    *,
    of_listings: bool = True,
) -> None:
    """`problem`: one line, when the run failed, is partial, or found that articles may be missing.

    `left_over`: how many due articles its limits left for another time.
    `of_listings` False: the run asked for articles alone, and says nothing of how its source does.
    """
    sql = "UPDATE runs SET ended_at = ?, outcome = ?, problem = ?, left_over = ? WHERE id = ? RETURNING source"
    ((source,),) = db.execute(sql, (at, outcome, problem, left_over, run)).fetchall()
    digests.note_runs(db, [run])
    if not of_listings:
        return
    if outcome in ("ok", "partial"):
        db.execute("UPDATE sources SET last_ok_at = ?, failures = 0, problem = ? WHERE id = ?", (at, problem, source))
    elif outcome == "failed":
        db.execute("UPDATE sources SET failures = failures + 1, problem = ? WHERE id = ?", (problem, source))


def close_interrupted_runs(db: sqlite3.Connection) -> int:
    """Marks the runs that no process ended; how many. Only for the process that holds the lock `fetching`."""
    sql = "UPDATE runs SET outcome = 'interrupted', ended_at = started_at WHERE ended_at IS NULL RETURNING id"
    closed = [id for (id,) in db.execute(sql).fetchall()]
    digests.note_runs(db, closed)
    return len(closed)


def add_fetch(
    db: sqlite3.Connection,
    run: int | None,
    url: int,
    exchange: Exchange,
    verdict: Verdict,
    reason: str,
    *,
    program: str,
    article: int | None = None,
    snapshot: int | None = None,
    fingerprint: str | None = None,
) -> int:
    """One request: what was asked of the URL, what came back, what became of it and why. `program`: version of ingest.

    `fingerprint`: of a text that was quarantined.
    """
    cursor = db.execute(
        """
        INSERT INTO fetches (run, url, started_at, ended_at, verdict, reason, status, wire_bytes, attempts, article, snapshot,
          program, peer, final_url, fingerprint, hops) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            run,
            url,
            exchange.started_at,
            exchange.ended_at,
            str(verdict),
            reason,
            exchange.status,
            exchange.wire_bytes,
            exchange.attempts,
            article,
            snapshot,
            program,
            exchange.peer,
            exchange.final_url if exchange.final_url != exchange.url else None,
            fingerprint,
            msgspec.json.encode(exchange.hops).decode() if exchange.hops else None,
        ),
    )
    return inserted(cursor)


def times_shown(db: sqlite3.Connection, url: int, fingerprint: str, most: int) -> int:
    """How often a text was quarantined at a URL among the last `most` looks that were; `most` when others filled them all."""
    sql = f"""
        SELECT fingerprint FROM fetches WHERE url = ? AND verdict = 'quarantined' AND NOT {_MERGED} ORDER BY id DESC LIMIT ?
    """
    shown = [one for (one,) in db.execute(sql, (url, most))]
    return shown.count(fingerprint) if fingerprint in shown or len(shown) < most else most


def missing_in_a_row(db: sqlite3.Connection, url: int, since: str) -> int:
    """How many looks at a URL since then (UTC text) were answered 404 or 410."""
    return int(
        db.execute("SELECT count(*) FROM fetches WHERE url = ? AND ended_at >= ? AND status IN (404, 410)", (url, since)).fetchone()[0]
    )


def in_a_row(db: sqlite3.Connection, url: int, *verdicts: Verdict) -> int:
    """How many of the last looks at a URL had one of these verdicts; looks that brought no page are passed over."""
    sql = f"""
        SELECT count(*) FROM fetches WHERE url = ?1 AND verdict IN (SELECT value FROM json_each(?2)) AND NOT {_MERGED} AND id > ifnull((
          SELECT max(id) FROM fetches WHERE url = ?1 AND verdict NOT IN (SELECT value FROM json_each(?2))
          AND verdict NOT IN ('failed', 'refused', 'blocked') AND NOT {_MERGED}), 0)
    """
    return int(db.execute(sql, (url, msgspec.json.encode(verdicts).decode())).fetchone()[0])
