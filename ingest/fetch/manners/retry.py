"""How long to stay away: what a server asks for, and our own back-off. Pure."""

import random
from datetime import UTC
from email.utils import parsedate_to_datetime

from ingest.core.times import unix_seconds

LONGEST = 86400.0  # no host keeps us away for longer, whatever it says
RETRIES = 3

_BREAKS_AT = 5  # gets that failed in a row
_BREAK = 10.0  # short at first: five bad pages in a row are no dead host, and a run waits as long for the sixth


def retry_after(value: str | None, now: str) -> float | None:
    """Seconds that a Retry-After header asks for, at most a day: delay-seconds or HTTP-date (RFC 9110 10.2.3).

    None when there is none or it cannot be used; a date that has passed is 0.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    seconds = when.replace(tzinfo=when.tzinfo or UTC).timestamp() - unix_seconds(now)  # asctime's form says no zone, and means GMT
    return min(max(seconds, 0.0), LONGEST)


def back_off(attempt: int, base: float) -> float:
    """Seconds before the attempt after `attempt` (1, 2, ...): doubling, with jitter."""
    return base * 2.0 ** (attempt - 1) * random.uniform(1.0, 1.5)


def breaks(failures: int) -> bool:
    """Whether so many in a row are no chance any more."""
    return failures >= _BREAKS_AT


def break_for(failures: int, base: float) -> float:
    """Seconds for which a host that failed so often in a row is left alone; 0 while it may still be chance.

    `base`: seconds of the first back-off, which is less than one only at a user's own hosts.
    """
    return min(base * _BREAK * 2.0 ** min(failures - _BREAKS_AT, 20), LONGEST) if breaks(failures) else 0.0
