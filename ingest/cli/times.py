"""Times as a user types them: a date, or how long ago."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from ingest import sources
from ingest.core.times import later, seconds_between, utc_text


class Since(click.ParamType[str]):
    """`2024-12-18`, `2024-12-18T10:00+07:00` or `7d` -> UTC text."""

    name = "date or time back"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            if re.fullmatch(r"\d+[smhd]", value):
                moment = datetime.now(UTC) - timedelta(seconds=sources.duration(value))
            else:
                moment = datetime.fromisoformat(value)
                moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value} is neither a date such as 2024-12-18 nor a time back such as 7d", param, ctx)
        return utc_text(moment)


class Duration(click.ParamType[int]):
    """`36h`, `2d` -> seconds."""

    name = "time"
    longest = 10 * 365 * 86400

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            seconds = sources.duration(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if seconds > self.longest:
            self.fail(f"{value} is more than ten years", param, ctx)
        return seconds


def since_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("--since", type=Since(), metavar="DATE|7d", help=help)


def now_at() -> str:
    """UTC text."""
    return utc_text(datetime.now(UTC))


def ago(at: str, now: str) -> str:
    """A moment as seen from another, both UTC text: `12 s ago`, `in 3 min`, `5 h ago`, `in 2 d`, and beyond two months its day."""
    seconds = seconds_between(now, at)
    far = abs(seconds)
    if far >= 60 * 86400:
        return at[:10]
    size, unit = next((size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")) if far >= size or size == 1)
    span = f"{int(far // size)} {unit}"
    return f"in {span}" if seconds > 0 else f"{span} ago"


def between(earlier: str | None, later: str, now: str) -> str:
    """The bounds of what happened between two looks, in words; both are UTC text.

    `between 14:05 and 15:10 UTC today`, `between 13 Dec 2024, 14:05 and 15 Dec 2024, 15:10 UTC`, `before 15:10 UTC today`.
    """
    days = {now[:10]: "today", _day_before(now): "yesterday"}
    if earlier is None:
        return f"before {_spoken(later, days)}"
    if earlier[:10] == later[:10]:
        day = days.get(later[:10])
        return (
            f"between {earlier[11:16]} and {_spoken(later, days)}" if day else f"between {_spoken(earlier, {}, '')} and {later[11:16]} UTC"
        )
    return f"between {_spoken(earlier, days, '')} and {_spoken(later, days)}"


def _spoken(at: str, days: dict[str, str], zone: str = " UTC") -> str:
    day = days.get(at[:10])
    return f"{at[11:16]}{zone} {day}" if day else f"{_date(at)}, {at[11:16]}{zone}"


def _date(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%b %Y}"


def _day_before(at: str) -> str:
    return later(at, -86400)[:10]
