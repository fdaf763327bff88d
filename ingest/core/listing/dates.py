"""Dates as listings write them -> UTC text.

RFC 822 with named zones, ISO 8601 in every spelling, epochs, numbers in the source's order, month names, CJK, the Buddhist era.
A date without a time is midnight of that very day; a time without a zone is in the zone given, else UTC.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

Order = Literal["dmy", "mdy", "ymd"]
Clock = tuple[int, int, int]  # hour, minute, second

_ZONE = r"(?P<zone>(?![AaPp][Mm]\b)[A-Za-z]{1,5}|(?:(?:GMT|UTC)\s*)?[+\-−]\d\d?:?(?:\d\d)?)?(?:\s*\([^)]*\))?\s*$"
_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?"
    r"(?:[T\s]+(?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?)?)?\s*" + _ZONE
)
_RFC822 = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{1,2})[\s\-]+(?P<month>[^\W\d]{3,})\.?,?[\s\-]+(?P<year>\d{4}|\d\d)"
    r"(?:[\sT,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?\s*" + _ZONE
)
_ASCTIME = re.compile(  # Fri Apr 28 19:20:36 CEST 2023
    r"[A-Za-z]{3,},?\s+(?P<month>[A-Za-z]{3,})\s+(?P<day>\d{1,2})\s+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+"
    r"(?P<zone>[A-Z]{1,5}(?:[+\-]\d\d:?\d\d)?\s+)?(?P<year>\d{4})$"
)

_IN_CJK = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_IN_NUMBERS = re.compile(r"(?<![\d.:/\-])(\d{4}|\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\d.:/])")
_IN_WORDS = re.compile(
    r"(?P<month>[^\W\d]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
    r"|(?<!\d)(?P<day2>\d{1,2})(?:\.|º|st|nd|rd|th)?\s+(?:de\s+)?(?P<month2>[^\W\d]{3,})\.?,?\s+(?:de\s+)?(?P<year2>\d{4})"
)
_CLOCK = re.compile(r"(?<![\d+\-:])(\d{1,2})[:h時时시](\d\d)(?::(\d\d))?\s*(?:([AaPp])\.?[Mm]\b\.?)?")
_ZONE_NEARBY = re.compile(r"(?:GMT|UTC)\s*[+\-−]\s*\d{1,2}(?::?\d\d)?|[+\-−]\d\d:?\d\d\b|\b[A-Z]{2,5}\b")
_OFFSET = re.compile(r"([+\-−])\s*(\d{1,2}):?(\d\d)?")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)}
_HOURS = {  # RFC 822 5.1 and the names that feeds use; hours east of UTC
    0: "UT UTC GMT Z WET",
    1: "BST CET MET MEZ WEST",
    2: "CEST MEST MESZ EET SAST",
    3: "EEST MSK TRT",
    5: "PKT",
    5.5: "IST",
    7: "ICT WIB",
    8: "HKT SGT MYT PHT AWST WITA",
    9: "JST KST WIT",
    10: "AEST",
    11: "AEDT",
    12: "NZST",
    13: "NZDT",
    -3: "ART BRT",
    -4: "EDT AST CLT",
    -5: "EST CDT",
    -6: "CST MDT",
    -7: "MST PDT",
    -8: "PST AKDT",
    -9: "AKST",
    -10: "HST",
}
_ZONES = {name: hours for hours, names in _HOURS.items() for name in names.split()}


def utc_text(said: str | float | None, timezone: str | None = None, order: Order | None = None) -> str | None:
    """UTC text of a date as it was said; None for what is no date, or none between 1900 and 2100.

    A number is an epoch in seconds or milliseconds. `timezone` is an IANA name; `order` decides `01/02/2024`, the day first without it.
    """
    if said is None or isinstance(said, bool):
        return None
    if not isinstance(said, str):
        return _of_epoch(said)
    said = said.strip()[:120]
    if said.isdecimal():
        return _of_digits(said)
    found = _ISO.match(said) or _RFC822.match(said) or _ASCTIME.match(said)
    if found is None:
        return _searched(said, timezone, order)
    clock = (int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)) if found["hour"] else None
    month = int(found["month"]) if found["month"].isdecimal() else _month(found["month"])
    return _text(int(found["year"]), month, int(found["day"] or 1), clock, found["zone"], timezone)


def _of_epoch(number: float) -> str | None:
    seconds = number / 1000 if abs(number) > 1e11 else number
    if not 1e8 <= seconds < 4.1e9:  # 1973 to 2099; a smaller number is a count
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()[:19] + "Z"


def _of_digits(digits: str) -> str | None:
    """20241218, 20241218030000, or an epoch."""
    if len(digits) in (8, 12, 14):
        clock = (int(digits[8:10]), int(digits[10:12]), int(digits[12:] or 0)) if len(digits) > 8 else None
        return _text(int(digits[:4]), int(digits[4:6]), int(digits[6:8]), clock, None, None)
    return _of_epoch(int(digits)) if len(digits) < 15 else None


def _searched(said: str, timezone: str | None, order: Order | None) -> str | None:
    """A date among other words: the day in whatever form, then the clock beside it."""
    found = _IN_CJK.search(said)
    if found is not None:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    elif (found := _IN_NUMBERS.search(said)) is not None:
        year, month, day = _ordered(found[1], int(found[3]), int(found[4]), order)
    elif (found := _IN_WORDS.search(said)) is not None:
        year, day = int(found["year"] or found["year2"]), int(found["day"] or found["day2"])
        month = _month(found["month"] or found["month2"])
    else:
        return None
    rest = f"{said[: found.start()]} | {said[found.end() :]}"
    time = _CLOCK.search(rest)
    if time is None:
        return _text(year, month, day, None, None, None)
    hour = int(time[1])
    if time[4] and hour <= 12:  # "17:09 PM" is a clock of 24 hours
        hour = hour % 12 + (12 if time[4] in "pP" else 0)
    zone = _ZONE_NEARBY.search(rest, time.end())
    return _text(year, month, day, (hour, int(time[2]), int(time[3] or 0)), zone[0] if zone else None, timezone)


def _ordered(first: str, second: int, third: int, order: Order | None) -> tuple[int, int, int]:
    """Year, month and day of three numbers. A number that can be no month settles it, whatever the order says."""
    if len(first) == 4 or (order == "ymd" and third <= 31):
        return int(first), second, third
    number = int(first)
    if second > 12 or (order == "mdy" and number <= 12):
        return third, number, second
    return third, second, number


def _month(name: str) -> int:
    return _MONTH.get(name[:3].lower(), 0)


def _hours_east(zone: str | None) -> float | None:
    """Of "+07:00", "+0700", "GMT+7" or "EST"; None for a zone that is not known."""
    if not zone:
        return None
    digits = _OFFSET.search(zone)
    if digits is None:
        return _ZONES.get(zone.strip().upper())
    hours = int(digits[2]) + int(digits[3] or 0) / 60
    return hours if digits[1] == "+" else -hours


def _text(year: int, month: int, day: int, clock: Clock | None, zone: str | None, timezone: str | None) -> str | None:
    if year < 100:
        year += 2000 if year < 50 else 1900  # RFC 2822 4.3
    elif 2400 < year < 2700:
        year -= 543  # the Buddhist era
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    hour, minute, second = clock or (0, 0, 0)
    if hour > 24 or minute > 59 or second > 60:
        return None
    try:
        moment = datetime(year, month, day, hour % 24, minute, min(second, 59))
        if hour == 24:
            moment += timedelta(days=1)
        east = _hours_east(zone)
        if clock is None or east == 0:
            return f"{moment.isoformat()}Z"
        if east is not None:
            return f"{(moment - timedelta(hours=east)).isoformat()}Z"
        if timezone is not None:
            return f"{moment.replace(tzinfo=_zone(timezone)).astimezone(UTC).isoformat()[:19]}Z"
    except (ValueError, OverflowError):  # 31 February; an offset of 90 hours
        return None
    return f"{moment.isoformat()}Z"


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
