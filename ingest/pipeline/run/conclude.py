"""The end of a run, in one transaction: what it brought is counted, its source's health judged, and its row of the log closed."""

import sqlite3
from collections.abc import Sequence

from ingest.archive.read import health as read
from ingest.archive.read import lookups
from ingest.archive.write import health_state, log, removals, source_state
from ingest.core import due
from ingest.core.edits import Edits, LookedAgain, learn
from ingest.core.health import baseline, keeping, pacing, rhythm
from ingest.core.health.judge import Judged
from ingest.core.health.model import Brought, Day, State
from ingest.core.model import Source


def conclude(
    db: sqlite3.Connection, run: int, source: Source, source_id: int, brought: Brought, left_over: int, again: Sequence[LookedAgain] = ()
) -> Judged:
    """How the source is now. A run that yields too little is partial: what it took for removed is taken back, and it is soon repeated.

    `again`: what its looks at articles that were read before found.
    """
    was = read.health(db, source_id)

    def past(over: tuple[int, Day] | None) -> dict[int, Day]:
        if over is not None:
            health_state.close_day(db, source_id, *over)
        return read.days(db, source_id, keeping.day_of(brought.at) - baseline.KEPT)

    concluded = keeping.conclude(read.kept(db, source_id), was, brought, past)
    health, shortfall = concluded.judged.health, concluded.judged.shortfall
    outcome: log.Outcome = "failed" if brought.problem else "partial" if shortfall else "ok"
    log.end_run(db, run, brought.at, outcome, brought.problem or shortfall or brought.gap, left_over, of_listings=brought.has_listings)
    if outcome == "partial":
        removals.undo_of_run(db, run, brought.at)
        if was is None or was.state is not State.PARTIAL:
            _repeat_soon(db, source, source_id, brought.at)
    pulse = concluded.kept.baseline.pulse
    if outcome == "ok" and brought.has_listings and pulse is not None and not brought.is_all_new:
        now = rhythm.hours(brought.at)
        today = pacing.likely_today(pulse.rhythm, pulse.spread, now, concluded.kept.counts.new)
        interval = pacing.wait(pulse.rhythm, now, *due.bounds(source.every), today)
        source_state.plan(db, source_id, due.next_look(brought.at, due.Pace(interval=interval), source.name), interval)
    if again and outcome != "partial":  # a layout that broke changes every text
        source_state.keep_edits(db, source_id, learn(lookups.edits(db, source.name) or Edits(), again))
    health_state.save(db, source_id, health, concluded.kept)
    if was is None or was.state is not health.state:
        host = brought.host if health.state in (State.FAILING, State.BLOCKED) else None
        health_state.append_change(db, source_id, brought.at, was.state if was else None, health, host)
    return concluded.judged


def _repeat_soon(db: sqlite3.Connection, source: Source, source_id: int, at: str) -> None:
    state = lookups.source_state(db, source.name)
    interval = state.interval if state is not None and state.interval is not None else source.every
    source_state.plan(db, source_id, due.next_look(at, due.Pace(interval=interval, failures=1), source.name), interval)
