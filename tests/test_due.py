"""When something is looked at next."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.due import DAY, FURTHEST_ARTICLE, HOUR, Pace, article_pace, failed_pace, furthest, listing_pace, next_look

NOW = "2026-11-21T12:00:00Z"
EVERY = 1800


def seconds_until(at: str) -> int:
    day, clock = at.removesuffix("Z").split("T")
    hour, minute, second = map(int, clock.split(":"))
    return (int(day[-2:]) - 21) * DAY + hour * HOUR + minute * 60 + second - 12 * HOUR


# ---------------------------------------------------------------- listings


def test_the_first_pace_is_the_sources_own() -> None:
    assert listing_pace(None, EVERY, new=200, cited=200) == Pace(interval=EVERY)


def test_nothing_new_lengthens_the_interval() -> None:
    assert listing_pace(Pace(interval=EVERY), EVERY, new=0, cited=20).interval == EVERY * 3 // 2


def test_one_or_two_new_leave_it() -> None:
    assert listing_pace(Pace(interval=EVERY), EVERY, new=1, cited=20).interval == EVERY
    assert listing_pace(Pace(interval=EVERY), EVERY, new=2, cited=20).interval == EVERY


def test_several_new_shorten_it() -> None:
    assert listing_pace(Pace(interval=9 * EVERY), EVERY, new=3, cited=20).interval == 6 * EVERY


def test_a_listing_that_is_all_new_is_looked_at_as_often_as_allowed() -> None:
    assert listing_pace(Pace(interval=16 * EVERY), EVERY, new=20, cited=20).interval == EVERY // 2


def test_a_success_forgets_the_failures() -> None:
    assert listing_pace(Pace(interval=EVERY, failures=5), EVERY, new=1, cited=20).failures == 0


def test_no_listing_is_looked_at_more_than_once_a_minute_unless_its_file_says_so() -> None:
    assert listing_pace(Pace(interval=90), 90, new=20, cited=20).interval == 60
    assert listing_pace(Pace(interval=45), 45, new=20, cited=20).interval == 45


def test_a_quiet_listing_is_still_looked_at_once_a_day() -> None:
    pace = Pace(interval=EVERY)
    for _ in range(50):
        pace = listing_pace(pace, EVERY, new=0, cited=20)
    assert pace.interval == 16 * EVERY
    pace = Pace(interval=6 * HOUR)
    for _ in range(50):
        pace = listing_pace(pace, 6 * HOUR, new=0, cited=20)
    assert pace.interval == DAY


def test_who_asks_for_a_week_gets_a_week() -> None:
    assert listing_pace(Pace(interval=7 * DAY), 7 * DAY, new=0, cited=1).interval == 7 * DAY


@given(st.integers(45, 30 * DAY), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=40))
def test_an_interval_never_leaves_its_bounds(every: int, looks: list[tuple[int, int]]) -> None:
    pace = None
    for new, known in looks:
        pace = listing_pace(pace, every, new, new + known)
        assert max(60, every // 2) <= pace.interval <= max(every, DAY) or pace.interval == every


def test_a_steady_source_settles_near_one_new_article_a_look() -> None:
    pace = Pace(interval=EVERY)
    found = []
    carried = 0.0
    for _ in range(300):
        carried += pace.interval / (4 * HOUR)  # one article in four hours
        new, carried = int(carried), carried % 1
        found.append(new)
        pace = listing_pace(pace, EVERY, new, 20)
    assert 0.5 <= sum(found[100:]) / 200 <= 2


# ---------------------------------------------------------------- articles


@pytest.mark.parametrize(
    ("age", "wait"),
    [(0, HOUR), (5 * HOUR, HOUR), (7 * HOUR, 6 * HOUR), (2 * DAY, DAY), (10 * DAY, 7 * DAY), (60 * DAY, 30 * DAY), (400 * DAY, 180 * DAY)],
)
def test_an_article_is_looked_at_often_while_fresh(age: int, wait: int) -> None:
    assert article_pace(age, changed=False).interval == wait


@pytest.mark.parametrize(
    ("age", "before", "from_then_on"),
    [
        (6 * HOUR, HOUR, 6 * HOUR),
        (DAY, 6 * HOUR, DAY),
        (7 * DAY, DAY, 7 * DAY),
        (30 * DAY, 7 * DAY, 30 * DAY),
        (365 * DAY, 30 * DAY, 180 * DAY),
    ],
)
def test_an_article_takes_a_step_at_a_certain_age(age: int, before: int, from_then_on: int) -> None:
    assert (article_pace(age - 1, changed=False).interval, article_pace(age, changed=False).interval) == (before, from_then_on)


def test_an_age_below_zero_says_nothing() -> None:
    assert article_pace(-1, changed=True).interval == DAY


@pytest.mark.parametrize(("age", "wait"), [(0, HOUR), (7 * HOUR, HOUR), (2 * DAY, 6 * HOUR), (60 * DAY, 7 * DAY), (400 * DAY, 30 * DAY)])
def test_an_article_that_changed_is_looked_at_sooner(age: int, wait: int) -> None:
    assert article_pace(age, changed=True).interval == wait


# ---------------------------------------------------------------- failures and chance


def test_failures_back_off_and_stay_within_a_day() -> None:
    pace: Pace | None = Pace(interval=EVERY)
    waits = []
    for _ in range(20):
        pace = failed_pace(pace, EVERY)
        waits.append(seconds_until(next_look(NOW, pace, "moha")))
    assert 0.9 * 900 <= waits[0] <= 1.1 * 900
    assert 0.9 * 1800 <= waits[1] <= 1.1 * 1800
    assert all(wait <= 1.1 * DAY for wait in waits)
    assert waits[-1] >= 0.9 * DAY
    assert pace is not None
    assert (pace.interval, pace.failures) == (EVERY, 20)


def test_the_first_look_may_fail() -> None:
    assert failed_pace(None, EVERY) == Pace(interval=EVERY, failures=1)


def test_sources_that_were_due_together_drift_apart() -> None:
    pace = Pace(interval=EVERY)
    looks = {next_look(NOW, pace, f"source {number}") for number in range(100)}
    assert len(looks) > 60
    assert all(0.9 * EVERY <= seconds_until(at) <= 1.1 * EVERY for at in looks)
    assert next_look(NOW, pace, "source 1") == next_look(NOW, pace, "source 1")


def test_no_look_lies_further_ahead_than_it_is_said_to() -> None:
    assert int(1.1 * 180 * DAY) == FURTHEST_ARTICLE
    for pace in (Pace(interval=EVERY), Pace(interval=EVERY, failures=1), Pace(interval=EVERY, failures=9)):
        waits = [seconds_until(next_look(NOW, pace, f"source {number}")) for number in range(200)]
        assert 0.97 * furthest(pace) <= max(waits) <= furthest(pace)
    assert furthest(Pace(interval=1000)) == 1100
