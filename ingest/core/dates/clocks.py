"""The time of day and the time zone beside a date."""

from datetime import UTC, timedelta, timezone, tzinfo
from typing import NamedTuple

from ingest.core.patterns import lazy


class TimeOfDay(NamedTuple):
    """`second` and `zone` are None where the text does not say. `hour` 24 is the end of the day. `start` and `end` span date and time."""

    hour: int
    minute: int
    second: int | None
    zone: tzinfo | None
    start: int
    end: int


_HALF = r"上午|中午|下午|晚上|凌晨|早上|午前|午後|오전|오후"
_CLOCK = (
    rf"(?P<half>{_HALF})?\s?(?<![\d:])(?P<h>[01]?\d|2[0-4])\s?(?:[:：hH]|時|时|點|点|시|giờ|Uhr|\.(?=\d\d(?!\d|\.\d)))\s?(?P<min>[0-5]\d)(?!\d)"
    r"(?:\s?[분分:：.](?P<sec>[0-5]\d)(?:[.,]\d+)?)?(?:\s?(?P<ap>[AaPp]\.?\s?[Mm]\b\.?|SA\b|CH\b|sáng|chiều|tối|ص|م\b|π\.?μ\.?|μ\.?μ\.?))?"
)
_ZONE = r"(?:\s?[,(|]?\s?(?P<zone>Z\b|[A-Z]{2,5}\b)?\s?(?P<off>[+-]\d{1,2}(?::?\d\d)?)?(?!\d))"
_AFTER = lazy(r"(?:T|[^\d]{0,24}?)" + _CLOCK + _ZONE)
_BEFORE = lazy(_CLOCK + _ZONE + r"[^\d:]{0,20}\Z")
_INSIDE = lazy(_CLOCK + _ZONE)  # Fri Apr 28 19:20:36 CEST 2023
_BASIC = lazy(r"T(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?P<sec>[0-5]\d)?(?P<zone>Z)?(?P<off>[+-]\d\d(?::?\d\d)?)?")  # ISO 8601 basic form
# names with one meaning, or one that news pages use; IST and AMT are left out
_MINUTES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120,
    "SAST": 120, "CAT": 120, "EEST": 180, "MSK": 180, "EAT": 180, "TRT": 180, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240,
    "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "BRT": -180, "ART": -180, "CLT": -240,
    "PKT": 300, "WIB": 420, "ICT": 420, "WITA": 480, "HKT": 480, "SGT": 480, "PHT": 480, "WIT": 540, "JST": 540, "KST": 540,
    "ACST": 570, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
}  # fmt: skip
_AFTERNOON = lazy(r"\A(?:[Pp]|中午|CH|chiều|tối|下午|晚上|午後|오후|م|μ\.?μ)")


def beside(plain: str, start: int, end: int, since: int, until: int) -> TimeOfDay | None:
    """The clock of the date at start..end: inside it, after it, before it; looked for between `since` and `until`, the dates next to it."""
    inside = _INSIDE.search(plain, start, end) if ":" in plain[start:end] else None
    after = inside or _AFTER.match(plain, end, min(until, end + 60)) or _BASIC.match(plain, end, until)
    match = after or _BEFORE.search(plain, max(since, start - 45), start)
    if match is None:
        return None
    said = match.groupdict()
    hour = int(said["h"])
    half = said.get("half") or said.get("ap")
    if half and hour <= 12:  # 17:09 PM is a 24 h clock under an American label
        hour = hour % 12 + (12 if _AFTERNOON.match(half) else 0)
    return TimeOfDay(
        hour,
        int(said["min"]),
        int(said["sec"]) if said["sec"] else None,
        offset(said["off"]) if said["off"] else _named(said["zone"]),
        min(start, match.start()),
        max(end, match.end()),
    )


def offset(text: str) -> tzinfo | None:
    """`Z`, `+7`, `+07`, `+0700` or `+07:00`; None for an offset that no place has."""
    if text in "Zz":
        return UTC
    sign, digits = text[0], text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        return None
    return timezone(timedelta(minutes=(hours * 60 + minutes) * (-1 if sign == "-" else 1)))


def _named(name: str | None) -> tzinfo | None:
    minutes = _MINUTES.get(name or "")
    return None if minutes is None else timezone(timedelta(minutes=minutes))
