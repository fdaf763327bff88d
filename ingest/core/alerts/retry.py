"""When a message that could not be delivered is tried again."""

from xxhash import xxh3_64_intdigest

from ingest.core.times import later, seconds_between

LONGEST = 3600  # seconds between two attempts; there is no last one
_FIRST = 30
_JITTER = 0.1
STUCK = 5  # attempts in a row, a quarter of an hour, after which the other operators' alerts report it


def next_at(now: str, attempts: int, delivery: str) -> str:
    """UTC text of the next attempt after so many that failed: half a minute after the first, then twice as long each time."""
    wait = min(_FIRST << min(attempts - 1, 20), LONGEST)
    chance = xxh3_64_intdigest(f"{delivery} {attempts}".encode()) / 2**64
    return later(now, wait * (1 + _JITTER * (2 * chance - 1)))


def is_due(next_at: str | None, now: str) -> bool:
    """A time that lies further ahead than any wait was made by a clock that ran ahead."""
    return next_at is None or next_at <= now or seconds_between(now, next_at) > LONGEST * (1 + _JITTER) + 1
