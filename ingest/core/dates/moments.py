"""Dates as people and machines write them -> Moment. Knows nothing of pages; any text at all is answered, none raises.

Read are ISO 8601 and its misspellings, RFC 822, Unix time, and what `days` and `clocks` know, with digits of any script.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from ingest.core.dates import clocks, days
from ingest.core.dates.days import EARLIEST, LATEST, Order
from ingest.core.model import Moment, Precision


class Habits(Struct, frozen=True):
    """What decides where a text does not: the order of day and month, the language, the zone (IANA name), the last day possible."""

    order: Order | None = None
    language: str | None = None
    zone: str | None = None
    latest: date | None = None


NO_HABITS = Habits()


class FoundDate(NamedTuple):
    """A date found in a text, where, and the other day that it may mean (3/4 or 4/3)."""

    start: int
    end: int
    moment: Moment
    swapped: date | None


_DIGITS = {
    ord(zero) + value: str(value)
    for zero in "٠۰०০੦૦୦௦౦೦൦๐໐၀០０"  # Arabic, Persian, Indic scripts, Thai, Lao, Burmese, Khmer, fullwidth
    for value in range(10)
}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\ufeff"), " ")
_PLAIN = (
    _DIGITS | _SPACES | {ord("−"): "-", ord("‐"): "-", ord("‑"): "-", ord("："): ":", ord("／"): "/"}
)  # one character for one: offsets stay true
_MACHINE = re.compile(r"\s*((?:19|2\d)\d\d)-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?\s*")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*")
_DIGIT = re.compile(r"\d")  # of any script: every date has one
_READ = 1_000  # characters; a date does not stand deeper in what is given as one


def first(text: str, habits: Habits = NO_HABITS) -> Moment | None:
    """The first date in a text."""
    return _first(text[:_READ], habits)


@lru_cache(1_024)  # a page says the same date in JSON-LD, in several <meta> and in print
def _first(text: str, habits: Habits) -> Moment | None:
    return next((reading.moment for reading in readings(text, habits)), None)


def may_say_a_date(text: str) -> bool:
    """Whether `readings` may find something in a text: a look that costs next to nothing, for most say no date."""
    said = text[:_READ]
    return _DIGIT.search(said) is not None and (
        days.may_say_a_day(said if said.isascii() else said.translate(_PLAIN)) or _EPOCH.fullmatch(said) is not None
    )


def readings(text: str, habits: Habits = NO_HABITS) -> Iterator[FoundDate]:
    """Every date in a text, in its order; only the first 1,000 characters are read. None is after `habits.latest` or before 1980."""
    said = text[:_READ]
    if not _DIGIT.search(said):
        return
    if match := _EPOCH.fullmatch(said) or _MACHINE.fullmatch(said):
        exact = _exact(match, habits)
        if exact is not None:
            yield FoundDate(0, len(said), exact, None)
        return
    plain = said.translate(_PLAIN)
    found = days.spans(plain, habits.order, habits.language, habits.latest)
    for at, span in enumerate(found):
        since = found[at - 1].end if at else 0
        until = found[at + 1].start if at + 1 < len(found) else len(plain)
        clock = clocks.beside(plain, span.start, span.end, since, until)
        if clock is None:
            yield FoundDate(span.start, span.end, _moment(span.day, None, None, said[span.start : span.end].strip()), span.swapped)
        else:
            time = (clock.hour, clock.minute, clock.second)
            moment = _moment(span.day, time, clock.zone or _place(habits.zone), said[clock.start : clock.end].strip())
            yield FoundDate(clock.start, clock.end, moment, span.swapped)


def on(moment: Moment, day: date) -> Moment:
    """The same moment on another day: the other reading of 3/4."""
    if moment.precision == "day":
        return _moment(day, None, None, moment.said)
    read = datetime.fromisoformat(moment.local)
    return _moment(day, (read.hour, read.minute, read.second if moment.precision == "second" else None), read.tzinfo, moment.said)


def _exact(match: re.Match[str], habits: Habits) -> Moment | None:
    """What is a machine's time stamp and nothing else; None for a 13th month, a 25th hour, or a day that cannot be."""
    said = match[0].strip()
    if match.re is _EPOCH:
        stamp = datetime.fromtimestamp(int(match[1]), UTC)
        return _moment(stamp.date(), (stamp.hour, stamp.minute, stamp.second), UTC, said) if _possible(stamp.date(), habits) else None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        when = date(days.gregorian(int(year)), int(month), int(day))
        if not _possible(when, habits) or int(hour or 0) > 24:
            return None
        clock = (int(hour), int(minute), int(second) if second else None) if hour else None
        return _moment(when, clock, (clocks.offset(offset) if offset else None) or _place(habits.zone), said)
    except ValueError:
        return None


def _possible(day: date, habits: Habits) -> bool:
    return EARLIEST <= day <= (habits.latest or LATEST)


def _place(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _moment(day: date, clock: tuple[int, int, int | None] | None, zone: tzinfo | None, said: str) -> Moment:
    if clock is None or clock == (0, 0, 0):  # midnight to the second is how a CMS writes that it knows no time
        return Moment(local=day.isoformat(), at=f"{day.isoformat()}T00:00:00Z", precision="day", said=said)
    hour, minute, second = clock
    precision: Precision = "minute" if second is None else "second"
    moment = datetime(day.year, day.month, day.day, hour % 24, minute, second or 0, tzinfo=zone)
    if hour == 24:  # ISO 8601: midnight at the end of the day
        moment += timedelta(days=1)
    # a zone that nobody gave is taken for UTC in `at`, and is left out of `local`
    at = moment - (moment.utcoffset() or timedelta())
    return Moment(local=moment.isoformat(timespec=f"{precision}s"), at=f"{at:%Y-%m-%dT%H:%M:%S}Z", precision=precision, said=said)
