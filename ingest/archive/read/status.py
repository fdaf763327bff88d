"""How the sources and the archive are doing."""

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from ingest.archive.read import health as of_health
from ingest.archive.read import lookups
from ingest.core.health import keeping
from ingest.core.health.model import Health, State

_WEEKS = 52
_FACTS = (
    *("name", "title", "state", "articles", "last_run_at", "last_ok_at", "next_due_at", "interval", "failures", "problem"),
    *("left_over", "trouble"),
)
_ORDER = {state: place for place, state in enumerate(State)}


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
    found = _found(db, "", (), counted=counted)
    return tuple(sorted(found, key=lambda one: (one.state != "active", _gravity(one), -one.failures, one.name)))


def doubtful(db: sqlite3.Connection, now: str, *, counted: bool = True) -> tuple[SourceStatus, ...]:
    """In the same order those that are in trouble, or whose next look lies far ahead of `now`: whatever needs attention is among them."""
    troubles = ", ".join(f"'{state}'" for state in State if state.is_trouble)
    where = f"""
        WHERE s.state = 'active' AND (h.state IN ({troubles}) OR (h.source IS NULL AND s.failures > 0)
          OR julianday(s.next_due_at) - julianday(?1) > iif(s.failures, min(s.interval, 900), s.interval) / 86400.0)
    """
    return tuple(sorted(_found(db, where, (now,), counted=counted), key=lambda one: (_gravity(one), -one.failures, one.name)))


def source(db: sqlite3.Connection, name: str) -> SourceStatus | None:
    """One source; None: there is none of that name."""
    return next(iter(_found(db, "WHERE s.name = ?1", (name,), counted=True)), None)


def _gravity(source: SourceStatus) -> int:
    state = source.health.state if source.health is not None else State.FAILING if source.failures else State.NEW
    return _ORDER[state]


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


def _found(db: sqlite3.Connection, where: str, values: tuple[str, ...], *, counted: bool) -> Iterator[SourceStatus]:
    articles = "(SELECT count(*) FROM articles a WHERE a.source = s.id)" if counted else "0"
    sql = f"""
        SELECT s.name, s.title, s.state, {articles}, s.last_run_at, s.last_ok_at, s.next_due_at, s.interval, s.failures, s.problem,
          ifnull(r.left_over, 0), (SELECT verdict || ': ' || reason FROM fetches WHERE run = r.id
            AND verdict IN ('blocked', 'refused', 'failed', 'quarantined') ORDER BY id DESC LIMIT 1),
          (SELECT group_concat(number || ' ' || verdict, char(10)) FROM (
            SELECT verdict, count(*) AS number FROM fetches WHERE run = r.id GROUP BY verdict)),
          h.state, h.since, h.reason, h.chance, h.before, h.after
        FROM sources s LEFT JOIN health h ON h.source = s.id
        LEFT JOIN runs r ON r.id = (SELECT max(id) FROM runs WHERE source = s.id) {where}
    """
    for *facts, verdicts, state, since, reason, chance, before, after in db.execute(sql, values):
        health = of_health.health_of(state, since, reason, chance, before, after) if state is not None else None
        yield SourceStatus(**dict(zip(_FACTS, facts, strict=True)), verdicts=_verdicts(verdicts), health=health)


def _verdicts(counted: str | None) -> tuple[tuple[str, int], ...]:
    """Of lines with a number and a verdict: the most frequent first."""
    lines = (line.partition(" ") for line in (counted or "").splitlines())
    return tuple(sorted(((verdict, int(number)) for number, _, verdict in lines), key=lambda one: (-one[1], one[0])))


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
