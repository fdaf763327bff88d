"""Looks that follow the hours at which a source publishes."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.core.health import pacing
from ingest.core.health.rhythm import WEEK, Rhythm

OFFICE = tuple(300 if 8 <= hour % 24 < 18 and hour < 120 else 5 for hour in range(WEEK))


def looks(rhythm: Rhythm, shortest: int = 900, longest: int = 8 * 3600) -> list[float]:
    """The hours of a week at which it is looked at."""
    at, found = 0.0, []
    while at < WEEK:
        at += pacing.wait(rhythm, at, shortest, longest) / 3600
        found.append(at)
    return found


def test_nights_and_weekends_cost_one_look_in_several_hours() -> None:
    found = looks(Rhythm(OFFICE, 0.5))
    office = [hour for hour in found if hour < 120 and 8 <= hour % 24 < 18]
    assert len(office) > 0.7 * len(found)
    assert sum(hour >= 120 for hour in found) < 16


def test_as_many_looks_are_made_as_articles_come() -> None:
    assert abs(len(looks(Rhythm((100,) * WEEK, 0.5))) - 84) <= 2
    assert 70 <= len(looks(Rhythm(OFFICE, 0.5))) <= 98


@given(st.lists(st.integers(0, 2000), min_size=WEEK, max_size=WEEK), st.floats(0, 100), st.floats(0, 400))
def test_the_bounds_of_the_file_are_kept(week: list[int], level: float, now: float) -> None:
    assert 900 <= pacing.wait(Rhythm(tuple(week), level), now, 900, 28800) <= 28800
