"""When a source or an article is looked at next. Pure: the time is an argument, chance is a hash of the name.

Listings follow what they yield. New articles come about like a Poisson process, so the interval that finds about one new article a look
costs least for what it finds: nothing new lengthens the interval, several new ones shorten it, between half and sixteen times `every`, and
never beyond a day (or `every`, when that is longer). Below two minutes half of `every` would be less than a minute: such a source is
looked at as often as its file says.
Articles are looked at often while they are fresh, seldom when they are old; one that changed is watched more closely for a while.
"""

from msgspec import Struct
from xxhash import xxh3_64_intdigest

from ingest.core.times import later

HOUR = 3600
DAY = 24 * HOUR

_SHORTEST = 60  # seconds between looks at one listing, whatever it yields, where its file does not ask for less
_LONGEST = DAY  # for a quiet listing, and for a host that is down
_FIRST_RETRY = 15 * 60  # after the first failure, when the interval is not shorter
_JITTER = 0.1  # of the wait, either way: sources that were due together drift apart

# (age of the article up to, seconds to the next look)
_LADDER = ((6 * HOUR, HOUR), (DAY, 6 * HOUR), (7 * DAY, DAY), (30 * DAY, 7 * DAY), (365 * DAY, 30 * DAY))
_WEEK = 3  # the step of the ladder at which a week has passed
OLDEST = 180 * DAY  # between two looks at an article that is older
LIMITS = tuple(limit for limit, _ in _LADDER)  # seconds of age
INTERVALS = (*(interval for _, interval in _LADDER), OLDEST)


class Pace(Struct, frozen=True, kw_only=True):
    """How often something is looked at; what is kept between two looks."""

    interval: int  # seconds
    failures: int = 0  # in a row


def listing_pace(pace: Pace | None, every: int, new: int, cited: int) -> Pace:
    """After a look at a source's listings that cited so many articles, so many of them new. `pace` is None at the first look."""
    if pace is None:
        return Pace(interval=every)
    shortest, longest = bounds(every)
    if new == 0:
        interval = pace.interval * 3 // 2
    elif new == cited:  # everything was new: some may have come and gone between two looks
        interval = shortest
    elif new > 2:
        interval = pace.interval * 2 // 3
    else:
        interval = pace.interval
    return Pace(interval=min(max(interval, shortest), longest))


def bounds(every: int) -> tuple[int, int]:
    """The least and the most seconds between two looks at the listings of a source."""
    return min(every, max(_SHORTEST, every // 2)), max(every, min(16 * every, _LONGEST))


def article_pace(age: int, changed: bool, rolling: bool = False) -> Pace:
    """After a look at an article of that age in seconds: 1 h while it is fresh, then 6 h, 1 d, 7 d, 30 d, half a year.

    One that changed is looked at a step sooner, and so is a `rolling` page from its eighth day on: the next number replaces this one. An
    age below 0 was stamped by a clock that ran ahead, and says nothing: a day.
    """
    if age < 0:
        return Pace(interval=DAY)
    step = next((number for number, limit in enumerate(LIMITS) if age < limit), len(LIMITS))
    return Pace(interval=INTERVALS[max(0, step - 1) if changed or (rolling and step >= _WEEK) else step])


def failed_pace(pace: Pace | None, every: int) -> Pace:
    """After a look that failed: the interval stays for better times, the failures are counted."""
    return Pace(interval=pace.interval if pace else every, failures=pace.failures + 1 if pace else 1)


def next_look(now_at: str, pace: Pace, name: str) -> str:
    """UTC text of the next look: after the interval, give or take a tenth; after failures at doubling distances up to a day."""
    seconds = int(_wait(pace) * (1 + _JITTER * (2 * _chance(f"{name} {pace.interval} {pace.failures}") - 1)))
    return later(now_at, seconds)


def in_turn(now_at: str, name: str, within: int) -> str:
    """UTC text of a look that is overdue, of many that are: at some time of its own within so many seconds."""
    return later(now_at, int(within * _chance(name)))


def furthest(pace: Pace) -> int:
    """Seconds from a look to the latest time that `next_look` gives for it; a time that lies further ahead was made by another clock."""
    return int(_wait(pace) * (1 + _JITTER))


def longest(every: int) -> int:
    """Seconds from a look at the listings of a source that did not fail to the latest time of the next."""
    return furthest(Pace(interval=bounds(every)[1]))


FURTHEST_RETRY = int(_LONGEST * (1 + _JITTER))  # the same after looks that failed, where that is later
FURTHEST_WALK = int(_LONGEST * (1 + _JITTER))  # the same of a walk over older pages that waits
FURTHEST_ARTICLE = int(OLDEST * (1 + _JITTER))  # seconds from a look at an article to the latest time of the next


def _wait(pace: Pace) -> int:
    if pace.failures:
        return min(min(pace.interval, _FIRST_RETRY) << min(pace.failures - 1, 20), _LONGEST)
    return pace.interval


def _chance(seed: str) -> float:
    """A number from 0 to 1, always the same for a seed."""
    return xxh3_64_intdigest(seed.encode()) / 2**64
