"""Looks that follow the hours at which a source publishes."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ingest.core.health import pacing, rhythm
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


def delay(rhythm: Rhythm, at: list[float]) -> float:
    """Hours that an article waits in the mean, from the first look to the last."""
    steps = [(hour / 50, rhythm.week[int(hour / 50) % WEEK]) for hour in range(int(at[0] * 50), int(at[-1] * 50))]
    waited = [(rate, next(look for look in at if look >= hour) - hour) for hour, rate in steps]
    return sum(rate * hours for rate, hours in waited) / sum(rate for rate, _ in waited)


def test_as_many_looks_are_made_as_articles_come() -> None:
    assert abs(len(looks(Rhythm((100,) * WEEK, 0.5))) - 84) <= 2
    assert 70 <= len(looks(Rhythm(OFFICE, 0.5))) <= 98


def test_articles_of_office_hours_wait_less_than_half_as_long_as_by_as_many_even_looks() -> None:
    found = looks(Rhythm(OFFICE, 0.5))
    even = WEEK / len(found) / 2
    assert delay(Rhythm(OFFICE, 0.5), found) < 0.5 * even


def test_the_last_look_of_a_day_leaves_little_for_the_night() -> None:
    evening = [hour for hour in looks(Rhythm(OFFICE, 0.2)) if hour < 120 and 17 <= hour % 24 < 21]
    assert len(evening) >= 5


def test_a_day_that_brings_more_than_usual_is_looked_at_more_often() -> None:
    alike = Rhythm((100,) * WEEK, 0.25)
    assert pacing.likely_today(alike, 0.0, 12.0, 9) == 1.0
    assert pacing.likely_today(alike, 2.0, 12.0, 3) == 1.0
    busy, still = (pacing.likely_today(alike, 2.0, 12.0, came) for came in (12, 0))
    waits = [pacing.wait(alike, 12.0, 900, 86400, today) for today in (busy, 1.0, still)]
    assert waits[0] < 0.7 * waits[1] < waits[1] < 0.7 * waits[2]


def test_days_that_differ_by_chance_alone_are_alike() -> None:
    chance, days = random.Random(3), [24 * day for day in range(182)]
    even = {day: sum(chance.random() < 0.05 for _ in range(100)) for day in days}
    bursts = {day: 25 if chance.random() < 0.2 else 0 for day in days}
    for counts, least, most in ((even, 0.0, 0.1), (bursts, 2.0, 6.0)):
        week = (100,) * WEEK
        assert least <= rhythm.spread(counts, days, week, rhythm.levels(counts, days, week)) <= most


@given(st.lists(st.integers(0, 2000), min_size=WEEK, max_size=WEEK), st.floats(0, 100), st.floats(0, 400), st.floats(0, 50))
def test_the_bounds_of_the_file_are_kept(week: list[int], level: float, now: float, today: float) -> None:
    assert 900 <= pacing.wait(Rhythm(tuple(week), level), now, 900, 28800, today) <= 28800
