"""Arithmetic on UTC text, `2024-12-18T03:00:00Z`. It has whole seconds: a moment is written as the second in which it lies."""

import math
from datetime import UTC, datetime, timedelta


def utc_text(moment: datetime) -> str:
    """Of a moment that knows its zone."""
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def of_unix(seconds: float) -> str:
    return utc_text(datetime.fromtimestamp(int(seconds), UTC))


def unix_seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def seconds_between(earlier_at: str, later_at: str) -> float:
    """Negative when `later_at` is the earlier one."""
    return (datetime.fromisoformat(later_at) - datetime.fromisoformat(earlier_at)).total_seconds()


def later(at: str, seconds: float) -> str:
    """UTC text of so many seconds after `at`; before it, when negative."""
    return utc_text(datetime.fromisoformat(at) + timedelta(seconds=seconds))


def surely_later(at: str, seconds: float) -> str:
    """The first UTC text that is at least `seconds` after every moment of the second `at`."""
    return later(at, math.ceil(seconds) + 1)
