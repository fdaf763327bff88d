"""How the sources and the archive are doing."""

import sqlite3

from msgspec import Struct

from ingest.archive.read import health as of_health
from ingest.archive.read import lookups
from ingest.core.health import keeping
from ingest.core.health.model import Health, State

_WEEKS = 52


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
    health: Health | None  # None: no run of it was judged yet


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


def sources(db: sqlite3.Connection, *, counted: bool = True) -> tuple[SourceStatus, ...]:
    """Every source: those in trouble first, the gravest before the others, the retired last.

    `counted`: with the number of its articles, which costs the more the more there are; else that is 0.
    """
    articles = "(SELECT count(*) FROM articles a WHERE a.source = s.id)" if counted else "0"
    sql = f"""
        SELECT s.id, s.name, s.title, s.state, s.last_run_at, s.last_ok_at, s.next_due_at, s.interval, s.failures, s.problem,
          {articles}, (SELECT max(r.id) FROM runs r WHERE r.source = s.id)
        FROM sources s
    """
    found = [_status(db, *row) for row in db.execute(sql)]
    return tuple(sorted(found, key=lambda one: (one.state != "active", _gravity(one), -one.failures, one.name)))


def _gravity(source: SourceStatus) -> int:
    state = source.health.state if source.health is not None else State.FAILING if source.failures else State.NEW
    return list(State).index(state)


def weeks(db: sqlite3.Connection, name: str, now: str) -> tuple[int, ...]:
    """How many new articles a source brought in each of the last 52 weeks, the last one last; empty: nothing was counted yet."""
    source = lookups.source_state(db, name)
    today = keeping.day_of(now)
    counted = of_health.days(db, source.id, today - 7 * _WEEKS) if source is not None else {}
    kept = of_health.kept(db, source.id) if source is not None else None
    if kept is not None:
        counted[kept.day] = kept.counts
    if not counted:
        return ()
    weeks = [0] * _WEEKS
    for day, counts in counted.items():
        if 0 <= (back := today - day) < 7 * _WEEKS:
            weeks[-1 - back // 7] += counts.new
    return tuple(weeks)


def _status(
    db: sqlite3.Connection,
    id: int,
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
        health=of_health.health(db, id),
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
