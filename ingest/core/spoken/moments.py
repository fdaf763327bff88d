"""Moments and spans of time in plain English. What comes in is UTC text, `2024-12-18T03:00:00Z`, unless said otherwise."""

import re
from datetime import date, timedelta

from ingest.core.times import seconds_between

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LOCAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$")


def ago(at: str, now: str) -> str:
    """A moment as seen from another: `12 s ago`, `in 3 min`, `5 h ago`, `in 2 d`, and beyond two months its day."""
    seconds = seconds_between(now, at)
    far = abs(seconds)
    if far >= 60 * 86400:
        return at[:10]
    size, unit = next((size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")) if far >= size or size == 1)
    span = f"{int(far // size)} {unit}"
    return f"in {span}" if seconds > 0 else f"{span} ago"


def between(earlier: str | None, later: str, now: str) -> str:
    """The bounds of what happened between two looks.

    `between 14:05 and 15:10 UTC today`, `between 13 Dec 2024, 14:05 and 15 Dec 2024, 15:10 UTC`, `before 15:10 UTC today`.
    """
    days = {now[:10]: "today", day_before(now): "yesterday"}
    if earlier is None:
        return f"before {_spoken(later, days)}"
    if earlier[:10] == later[:10]:
        day = days.get(later[:10])
        return (
            f"between {earlier[11:16]} and {_spoken(later, days)}" if day else f"between {_spoken(earlier, {}, '')} and {later[11:16]} UTC"
        )
    return f"between {_spoken(earlier, days, '')} and {_spoken(later, days)}"


def published(said: str | None) -> str | None:
    """A date as a page says it (ISO 8601, no finer than the page) in words with its zone: `18 December 2024, 10:23 (+07:00)`.

    What is no such date stays as it is.
    """
    found = _LOCAL.match(said) if said else None
    if said is None or found is None or not 1 <= int(found[2]) <= 12:
        return said
    words = f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {found[1]}"
    if found[4]:
        zone = {None: "", "Z": " (UTC)", "+00:00": " (UTC)"}.get(found[5], f" ({found[5]})")
        words += f", {found[4]}{zone}"
    return words


def moment(at: str | None) -> str | None:
    """`26 November 2026, 02:16 UTC`."""
    return None if at is None else f"{day(at)}, {at[11:16]} UTC"


def http_date(at: str) -> str:
    """`Wed, 18 Dec 2024 03:00:00 GMT` (RFC 9110, 5.6.7)."""
    found = date.fromisoformat(at[:10])
    return f"{_DAYS[found.weekday()][:3]}, {found.day:02} {_MONTHS[found.month - 1][:3]} {found.year:04} {at[11:19]} GMT"


def day(at: str) -> str:
    """The day of a moment or a date: `18 December 2024`."""
    found = date.fromisoformat(at[:10])
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def weekday(at: str) -> str:
    """`Thursday, 19 December 2024`."""
    return f"{_DAYS[date.fromisoformat(at[:10]).weekday()]}, {day(at)}"


def month(said: str) -> str:
    """`December 2024` of `2024-12`."""
    return f"{_MONTHS[int(said[5:7]) - 1]} {said[:4]}" if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", said) else said


def day_before(at: str) -> str:
    """The date before that of a moment, `2024-12-17`."""
    return days_after(at, -1)


def days_after(at: str, days: int) -> str:
    """The date so many days after that of a moment."""
    return (date.fromisoformat(at[:10]) + timedelta(days=days)).isoformat()


def _spoken(at: str, days: dict[str, str], zone: str = " UTC") -> str:
    known = days.get(at[:10])
    return f"{at[11:16]}{zone} {known}" if known else f"{_date(at)}, {at[11:16]}{zone}"


def _date(at: str) -> str:
    found = date.fromisoformat(at[:10])
    return f"{found.day} {_MONTHS[found.month - 1][:3]} {found.year}"
