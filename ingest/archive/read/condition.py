"""What the state of a source is called and why: one answer for the terminal, the pages and the exit code."""

import sqlite3
from functools import lru_cache

from msgspec import Struct

from ingest.archive.read.status import SourceStatus, doubtful
from ingest.core import due
from ingest.core.health.model import State
from ingest.core.times import later


class Condition(Struct, frozen=True, kw_only=True):
    """`word`: a `State`, or `retired`, or `clock`: a clock that ran ahead planned its next look."""

    word: str
    needs_attention: bool
    since: str | None = None  # UTC text, where it is known
    reason: str | None = None  # of one that needs no attention: what went wrong in its last run
    samples: tuple[tuple[str, str], ...] = ()  # (`before` or `after`, an article or a listing), of what the reason does not name


def condition(source: SourceStatus, now: str) -> Condition:
    """Of a source at the time `now`, UTC text."""
    trouble = source.problem or source.trouble
    if source.state == "retired":
        return Condition(word="retired", needs_attention=False, reason=trouble)
    health = source.health
    unjudged = State.FAILING if source.failures else State.NEW  # no run ended since the archive knows of health
    state = health.state if health is not None else unjudged
    if not state.is_trouble and _is_too_far(source, now):
        reason = f"planned for {source.next_due_at} by a clock that ran ahead; `ingest daemon` and `ingest fetch --due` make it due"
        return Condition(word="clock", needs_attention=True, reason=reason)
    if health is None or not state.is_trouble:
        return Condition(word=state, needs_attention=state.is_trouble, since=health.since if health else None, reason=trouble)
    seen = (("before", health.before), ("after", health.after))
    samples = tuple((name, sample) for name, sample in seen if sample is not None and sample not in health.reason)
    return Condition(word=state, needs_attention=True, since=health.since, reason=health.reason, samples=samples)


def needy(db: sqlite3.Connection, now: str, *, counted: bool = True) -> tuple[tuple[SourceStatus, Condition], ...]:
    """The sources that need attention, the gravest first. `counted`: with the number of their articles."""
    found = ((one, condition(one, now)) for one in doubtful(db, now, counted=counted))
    return tuple((one, how) for one, how in found if how.needs_attention)


def _is_too_far(source: SourceStatus, now: str) -> bool:
    """Whether its next look lies further ahead than its interval allows."""
    if source.next_due_at is None or source.interval is None:
        return False
    return source.next_due_at > _furthest(now, source.interval, source.failures)


@lru_cache(maxsize=10_000)  # a hundred thousand sources have few paces
def _furthest(now: str, interval: int, failures: int) -> str:
    return later(now, due.furthest(due.Pace(interval=interval, failures=failures)))
