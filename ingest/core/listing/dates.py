"""Dates as listings write them -> UTC text. The two spellings of machines are read here, in a microsecond each; all others by `moments`."""

import re
from datetime import UTC, datetime, timedelta

from ingest.core.dates.days import EARLIEST, LATEST, Order
from ingest.core.dates.moments import Habits, first
from ingest.core.times import utc_text

_RFC822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Z][a-z]{2})\s+(\d\d|\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+(?:([+-])(\d\d):?([0-5]\d)|GMT|UTC?|Z)$"
)
_DOTNET = re.compile(r"/?Date\((\d{10,14})(?:[+-]\d{4})?\)/?")  # Microsoft's JSON of old; its offset is for display alone
_SHORT_YEAR = re.compile(r"(?<=\d[ -][A-Z][a-z]{2}[ -])\d\d(?= \d\d:\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = {name: number for number, name in enumerate(_MONTHS, 1)}


def read_date(said: str | float | None, timezone: str | None = None, order: Order | None = None, language: str | None = None) -> str | None:
    """UTC text of a date as a listing writes it; None for a date before 1980, and for what is no date.

    A number is an epoch in seconds or milliseconds. `timezone` (an IANA name) is for clocks without a zone, `order` for `01/02/2024`,
    `language` for a word that names another month elsewhere.
    A date without a time is midnight of that very day.
    """
    if said is None or isinstance(said, bool):
        return None
    said = said.strip() if isinstance(said, str) else str(int(said)) if abs(said) < 1e15 else ""
    if dotnet := _DOTNET.fullmatch(said):
        said = dotnet[1]
    moment = _of_rfc822(said) if said[-1:].isalpha() or said[-5:-4] in ("+", "-") else None
    if moment is None and said[4:5] == "-" and len(said) > 10:
        moment = _of_iso(said)
    if moment is not None and EARLIEST <= moment.date() <= LATEST:  # else it may be another calendar's
        return utc_text(moment)
    found = first(_SHORT_YEAR.sub(lambda year: _full_year(year[0]), said), Habits(order=order, language=language, zone=timezone))
    return found.at if found else None


def _of_iso(said: str) -> datetime | None:
    """With an offset; without one the source's zone decides, which is not known here."""
    try:
        moment = datetime.fromisoformat(said)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _of_rfc822(said: str) -> datetime | None:
    found = _RFC822.match(said)
    if found is None:
        return None
    day, name, year, hour, minute, second, sign, east_hours, east_minutes = found.groups()
    try:
        moment = datetime(
            int(_full_year(year)), _MONTH.get(name, 0), int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC
        )
        if sign is None:
            return moment
        east = timedelta(hours=int(east_hours), minutes=int(east_minutes))
        return moment - east if sign == "+" else moment + east
    except (ValueError, OverflowError):
        return None


def _full_year(year: str) -> str:
    """1994 of "94" and 2026 of "26" (RFC 2822 4.3)."""
    return year if len(year) == 4 else f"{'20' if year < '50' else '19'}{year}"
