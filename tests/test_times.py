"""Arithmetic on UTC text."""

from datetime import datetime

import pytest

from ingest.core.times import later, of_unix, seconds_between, surely_later, unix_seconds, utc_text

NEW_YEAR = "2024-12-31T23:59:59Z"


@pytest.mark.parametrize(
    ("moment", "at"),
    [
        ("2024-12-18T03:00:00+00:00", "2024-12-18T03:00:00Z"),
        ("2024-12-18T03:00:00+07:00", "2024-12-17T20:00:00Z"),
        ("2024-12-18T03:00:00.999999-05:30", "2024-12-18T08:30:00Z"),
        ("0987-06-05T04:03:02+00:00", "0987-06-05T04:03:02Z"),
    ],
)
def test_a_moment_is_written_as_the_second_in_which_it_lies(moment: str, at: str) -> None:
    assert utc_text(datetime.fromisoformat(moment)) == at


@pytest.mark.parametrize(("seconds", "at"), [(1, "2025-01-01T00:00:00Z"), (0.9, NEW_YEAR), (-60, "2024-12-31T23:58:59Z"), (0, NEW_YEAR)])
def test_later_counts_seconds_and_drops_their_parts(seconds: float, at: str) -> None:
    assert later(NEW_YEAR, seconds) == at


@pytest.mark.parametrize(("seconds", "at"), [(0, "2025-01-01T00:00:00Z"), (1, "2025-01-01T00:00:01Z"), (0.1, "2025-01-01T00:00:01Z")])
def test_surely_later_counts_from_the_last_moment_of_the_second(seconds: float, at: str) -> None:
    assert surely_later(NEW_YEAR, seconds) == at


def test_unix_seconds_and_back() -> None:
    assert unix_seconds("1970-01-02T00:00:00Z") == 86400
    assert of_unix(86400.75) == "1970-01-02T00:00:00Z"


def test_seconds_between_are_negative_when_the_order_is_wrong() -> None:
    assert seconds_between(NEW_YEAR, "2025-01-01T00:00:09Z") == 10
    assert seconds_between("2025-01-01T00:00:09Z", NEW_YEAR) == -10
