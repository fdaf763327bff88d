"""How the sources and the archive are doing."""

import sqlite3

from msgspec import Struct

from ingest.core.health import is_well


class SourceStatus(Struct, frozen=True, kw_only=True):
    """A source and its last run. `verdicts`: what became of that run's documents, the most frequent first."""

    name: str
    title: str
    state: str
    articles: int
    last_run_at: str | None
    last_ok_at: str | None
    next_due_at: str | None
    interval: int | None  # seconds between two looks at its listings now
    failures: int  # runs failed since the last good one
    problem: str | None
    left_over: int  # due articles that the last run's limits left
    verdicts: tuple[tuple[str, int], ...]
    trouble: str | None  # the last wall, refusal, failure or quarantine of that run

    @property
    def healthy(self) -> bool:
        return is_well(self.failures, (verdict for verdict, _ in self.verdicts))


class HostStatus(Struct, frozen=True):
    """A host that asked us to wait, or that we leave alone after failures."""

    host: str
    hold_until: str
    reason: str


class ArchiveStatus(Struct, frozen=True, kw_only=True):
    articles: int
    revisions: int
    gone: int
    stories: int
    languages: tuple[tuple[str, int], ...]  # the most frequent first
    newest_at: str | None  # when an article or a revision was last kept


def sources(db: sqlite3.Connection) -> tuple[SourceStatus, ...]:
    """Every source, the unhealthy first: those that fail longest, then those whose last run met walls, refusals or failures."""
    sql = """
        SELECT s.name, s.title, s.state, s.last_run_at, s.last_ok_at, s.next_due_at, s.interval, s.failures, s.problem,
          (SELECT count(*) FROM articles a WHERE a.source = s.id), (SELECT max(r.id) FROM runs r WHERE r.source = s.id)
        FROM sources s
    """
    found = [_status(db, *row) for row in db.execute(sql)]
    return tuple(sorted(found, key=lambda one: (one.state != "active", -one.failures, one.healthy, one.name)))


def _status(
    db: sqlite3.Connection,
    name: str,
    title: str,
    state: str,
    last_run_at: str | None,
    last_ok_at: str | None,
    next_due_at: str | None,
    interval: int | None,
    failures: int,
    problem: str | None,
    articles: int,
    run: int | None,
) -> SourceStatus:
    sql = "SELECT verdict, count(*) FROM fetches WHERE run = ? GROUP BY verdict ORDER BY count(*) DESC, verdict"
    trouble = """
        SELECT verdict || ': ' || reason FROM fetches WHERE run = ? AND verdict IN ('blocked', 'refused', 'failed', 'quarantined')
        ORDER BY id DESC LIMIT 1
    """
    last = db.execute(trouble, (run,)).fetchone()
    left_over = db.execute("SELECT left_over FROM runs WHERE id = ?", (run,)).fetchone()
    return SourceStatus(
        name=name,
        title=title,
        state=state,
        articles=articles,
        last_run_at=last_run_at,
        last_ok_at=last_ok_at,
        next_due_at=next_due_at,
        interval=interval,
        failures=failures,
        problem=problem,
        left_over=left_over[0] if left_over else 0,
        verdicts=tuple(db.execute(sql, (run,))),
        trouble=last[0] if last else None,
    )


def hosts_on_hold(db: sqlite3.Connection, now: str) -> tuple[HostStatus, ...]:
    """The hosts that nothing is asked of at present, those held longest first."""
    sql = """
        SELECT host, json_extract(state, '$.hold_until') AS until, ifnull(json_extract(state, '$.hold_reason'), '') FROM hosts
        WHERE until > ? ORDER BY until DESC, host
    """
    return tuple(HostStatus(*row) for row in db.execute(sql, (now,)))


def archive(db: sqlite3.Connection) -> ArchiveStatus:
    counts = "SELECT count(*), count(*) FILTER (WHERE state = 'gone'), (SELECT count(*) FROM revisions) FROM articles"
    articles, gone, revisions = db.execute(counts).fetchone()
    newest = db.execute("SELECT seen_at FROM revisions ORDER BY id DESC LIMIT 1").fetchone()
    languages = "SELECT language, count(*) FROM articles GROUP BY language ORDER BY count(*) DESC, language"
    return ArchiveStatus(
        articles=articles,
        revisions=revisions,
        gone=gone,
        stories=db.execute("SELECT count(*) FROM stories").fetchone()[0],
        languages=tuple(db.execute(languages)),
        newest_at=newest[0] if newest else None,
    )
