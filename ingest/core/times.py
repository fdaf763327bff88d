"""Arithmetic on UTC text, `2024-12-18T03:00:00Z`."""

from datetime import datetime, timedelta


def seconds_between(earlier_at: str, later_at: str) -> float:
    return (datetime.fromisoformat(later_at) - datetime.fromisoformat(earlier_at)).total_seconds()


def later(at: str, seconds: float) -> str:
    """UTC text of so many seconds after `at`; before it, when negative."""
    return (datetime.fromisoformat(at) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
