"""How a source is: learned from the counts of its days, judged after each run."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ingest.core.health import baseline, counts, keeping, packed, rhythm, silence, wording
from ingest.core.health.judge import judge
from ingest.core.health.keeping import Carried
from ingest.core.health.memory import Memory, Newest
from ingest.core.health.model import Brought, Day, Features, Health, ListingSize, State

FEED = "https://example.org/feed"
FIRST = date(2025, 1, 6).toordinal()  # a Monday
ALL = frozenset({"date", "byline", "lead", "picture"})


def at(day: int, hour: int = 12) -> str:
    """UTC text; days are counted from FIRST."""
    return f"{date.fromordinal(FIRST) + timedelta(days=day)}T{hour:02}:00:00Z"


def articles(
    day: int, number: int, *, hour: int = 10, fields: frozenset[str] = ALL, length: int = 3000, language: str = "en"
) -> tuple[Features, ...]:
    return tuple(
        Features(
            url=f"https://example.org/{day}-{hour}-{place}", fields=fields, length=length, language=language, published_at=at(day, hour)
        )
        for place in range(number)
    )


def run(day: int, hour: int = 12, **more: object) -> Brought:
    told = {"at": at(day, hour), "began_at": at(day, hour), "sizes": (ListingSize(FEED, 20),), "pages": 5, "held": 4, **more}
    return Brought(**told)  # type: ignore[arg-type]


def days(number: int, *, weekdays: int = 7, languages: tuple[str, ...] = ("en",)) -> dict[int, Day]:
    """A source that brings three articles of each language at 9, 10 and 14 on each of the week's first days, looked at six times a day."""
    found = {}
    for day in range(number):
        counted = Day()
        for hour in (2, 6, 9, 10, 14, 22):
            its = (
                [one for name in languages for one in articles(day, 1, hour=hour, language=name)]
                if hour in (9, 10, 14) and day % 7 < weekdays
                else []
            )
            counted = counts.add(counted, run(day, hour, articles=tuple(its)))
        found[FIRST + day] = counted
    return found


def learned(number: int = 200, **shape: object) -> baseline.Baseline:
    return baseline.learn(days(number, **shape), FIRST + number)  # type: ignore[arg-type]


def newest(day: int, hour: int) -> Memory:
    return Memory(newest=Newest(rhythm.hours(at(day, hour)), f"https://example.org/{day}"), has_worked=True)


# ---------------------------------------------------------------- silence


def test_who_never_publishes_on_sundays_raises_no_alarm_on_sunday() -> None:
    """Day 200 is a Friday; Sunday is over and Monday morning comes."""
    weekdays = learned(202, weekdays=5)
    memory = newest(200, 14)
    for day, hour in ((201, 23), (202, 23), (203, 8)):
        assert judge(weekdays, memory, None, run(day, hour)).health.state is State.HEALTHY


def test_a_silence_that_the_past_makes_unlikely_is_told_with_its_chance_and_its_last_article() -> None:
    told = judge(learned(200), newest(199, 14), None, run(206, 12)).health
    assert told.state is State.QUIET
    assert told.chance is not None
    assert told.chance < 0.04
    assert told.before == "https://example.org/199"
    assert "nothing new since 2025-07-24" in told.reason


def test_a_silence_is_the_less_likely_the_longer_it_is() -> None:
    pulse = learned(200).pulse
    assert pulse is not None
    last = rhythm.hours(at(199, 14))
    chances = [pulse.chance(last, last + 24 * length) for length in (0.5, 1, 2, 4, 8, 16)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(("a_month", "within"), [(3, 90), (9, 60)])
def test_a_source_of_few_articles_that_falls_silent_is_told_in_weeks(a_month: int, within: int) -> None:
    """All is learned anew each day, of the silence as well: what is to be expected falls while it lasts."""
    chance, first, known = random.Random(7), rhythm.first_hour(date(2024, 1, 1)), 540
    came = {first + 24 * day + 10: 1 for day in range(known) if chance.random() < a_month / 30}
    chances = []
    for days_on in (0, within // 6, within):
        pulse = silence.learn(came, [first + 24 * day for day in range(known + days_on)])
        assert pulse is not None
        chances.append(pulse.chance(max(came), first + 24 * (known + days_on) + 3))
    assert chances[0] > 0.2
    assert chances[1] > 0.04
    assert chances[2] < 0.04


def test_who_is_quiet_is_so_until_something_new_comes() -> None:
    quiet = Health(state=State.QUIET, since=at(206), reason="nothing new", chance=0.01)
    assert judge(learned(200), newest(199, 14), quiet, run(300)).health.state is State.QUIET
    assert judge(learned(200), newest(199, 14), quiet, run(206, articles=articles(206, 1))).health.state is State.HEALTHY


def test_a_young_source_is_new() -> None:
    assert judge(learned(10), newest(9, 14), None, run(10)).health.state is State.NEW


def test_a_holiday_is_expected_a_year_later_and_not_at_other_times() -> None:
    history = days(500, weekdays=5)
    for day in range(140, 150):
        history[FIRST + day] = replace(history[FIRST + day], hours=[])
    pulse = baseline.learn(history, FIRST + 500).pulse
    assert pulse is not None
    assert [round(one.days) for one in pulse.pauses] == [12], "eight days of work, each of seven fifths of the week's mean"
    start, other = rhythm.hours(at(140 + 365, 14)), rhythm.hours(at(140 + 280, 14))
    assert pulse.chance(start, start + 9 * 24) > 0.5
    assert pulse.chance(other, other + 9 * 24) < 0.04


# ---------------------------------------------------------------- runs that yield too little


def test_a_layout_that_broke_is_told_within_two_runs_and_the_run_is_partial() -> None:
    memory, health = newest(199, 14), None
    bare = frozenset({"picture"})
    for day in (200, 201):
        judged = judge(learned(200), memory, health, run(day, articles=articles(day, 2, fields=bare)))
        memory, health = judged.memory, judged.health
    assert health is not None
    assert health.state is State.PARTIAL
    assert judged.shortfall is not None
    assert "articles have not a date (usually none)" in judged.shortfall
    assert health.after == "https://example.org/201-10-1"


def test_one_article_without_a_date_is_no_proof() -> None:
    bare = ALL - {"date"}
    judged = judge(learned(200), newest(199, 14), None, run(200, articles=articles(200, 1, fields=bare)))
    assert (judged.health.state, judged.shortfall) == (State.HEALTHY, None)


def test_short_texts_are_told() -> None:
    judged = judge(learned(200), newest(199, 14), None, run(200, articles=articles(200, 6, length=200)))
    assert judged.health.state is State.PARTIAL
    assert "less than half of the usual text" in judged.health.reason


def test_a_listing_that_lost_its_links_makes_the_run_partial_at_once_and_the_source_at_the_second_run() -> None:
    few = (ListingSize(FEED, 4),)
    first = judge(learned(200), newest(200, 10), None, run(200, sizes=few))
    assert first.shortfall == f"{FEED}: 4 articles in the listing, 20 before"
    assert first.health.state is State.HEALTHY
    second = judge(learned(200), first.memory, first.health, run(200, 13, sizes=few))
    assert second.health.state is State.PARTIAL
    assert (second.health.before, second.health.after) == (f"{FEED}: 20 articles", f"{FEED}: 4 articles")


def test_many_articles_that_are_gone_at_once_make_the_run_partial() -> None:
    judged = judge(
        learned(200), newest(200, 10), None, run(200, held=12, missing=10, pages=12, missing_page="https://example.org/1: 410 Gone")
    )
    assert judged.shortfall is not None
    assert "10 of the last 12 pages were taken away" in judged.shortfall


def test_a_language_that_stops_while_others_go_on_is_told() -> None:
    both = learned(200, languages=("en", "fr"))
    memory = replace(newest(214, 14), languages={"fr": Newest(rhythm.hours(at(199, 14)), "https://example.org/fr")})
    judged = judge(both, memory, None, run(215, articles=articles(215, 1)))
    assert judged.health.state is State.PARTIAL
    assert judged.health.reason.startswith("no article in fr since 2025-07-24, while others came")
    assert judged.health.before == "https://example.org/fr"


def test_what_was_told_stands_while_runs_bring_nothing_and_ends_when_articles_are_sound_again() -> None:
    bare = frozenset({"picture"})
    broken = judge(learned(200), newest(199, 14), None, run(200, articles=articles(200, 5, fields=bare)))
    silent = judge(learned(200), broken.memory, broken.health, run(200, 13))
    assert silent.health.state is State.PARTIAL
    memory, health = silent.memory, silent.health
    for hour in range(14, 20):
        judged = judge(learned(200), memory, health, run(200, hour, articles=articles(200, 6, hour=hour)))
        memory, health = judged.memory, judged.health
    assert health.state is State.HEALTHY


# ---------------------------------------------------------------- failures, walls, moves


@pytest.mark.parametrize(
    ("more", "runs", "state"),
    [
        ({"problem": f"{FEED}: changed shape"}, 2, State.FAILING),
        ({"problem": f"{FEED}: timed out", "is_passing": True}, 4, State.FAILING),
        ({"problem": f"{FEED}: a captcha", "wall": f"{FEED}: a captcha"}, 2, State.BLOCKED),
        ({"moved_to": "https://elsewhere.example/feed"}, 2, State.MOVED),
    ],
)
def test_what_may_be_an_accident_is_told_when_it_comes_again(more: dict[str, object], runs: int, state: State) -> None:
    memory, health = newest(200, 10), None
    told = []
    for number in range(runs):
        judged = judge(learned(200), memory, health, run(200, 11 + number, **more))
        memory, health = judged.memory, judged.health
        told.append(health.state is state)
    assert told == [False] * (runs - 1) + [True]


def test_who_never_could_be_read_is_failing_at_once() -> None:
    assert judge(baseline.Baseline(), Memory(), None, run(0, problem="no such host")).health.state is State.FAILING


def test_a_run_over_articles_alone_ends_no_trouble_of_listings() -> None:
    failing = Health(state=State.FAILING, since=at(1), reason="timed out")
    assert judge(learned(200), newest(199, 14), failing, run(200, has_listings=False, sizes=())).health.state is State.FAILING


# ---------------------------------------------------------------- decline


def test_a_source_that_brings_each_week_less_is_decaying_and_one_that_lost_half_at_once_is_not() -> None:
    for lost, state in ((lambda week: 0.9**week, State.DECAYING), (lambda week: 0.5, State.HEALTHY)):
        history = days(280)
        for day in range(196, 280):
            number = round(20 * lost((day - 196) // 7))
            history[FIRST + day] = replace(history[FIRST + day], hours=[0] * 9 + [number] + [0] * 14)
        for day in range(196):
            history[FIRST + day] = replace(history[FIRST + day], hours=[0] * 9 + [20] + [0] * 14)
        judged = judge(baseline.learn(history, FIRST + 280), newest(279, 14), None, run(280, 9))
        assert judged.health.state is state


# ---------------------------------------------------------------- what is kept

numbers = st.integers(0, 5000)
some_days = st.builds(
    Day,
    runs=numbers,
    failed=numbers,
    is_unwell=st.booleans(),
    hours=st.just([]) | st.lists(st.integers(1, 900), min_size=24, max_size=24),
    sizes=st.dictionaries(st.sampled_from([FEED, "https://example.org/b"]), numbers),
    texts=numbers,
    without=st.just([]) | st.lists(st.integers(1, 900), min_size=4, max_size=4),
    languages=st.dictionaries(st.sampled_from(["en", "fr", "zh-Hans"]), st.integers(1, 5000)),
    pages=numbers,
    missing=numbers,
)


@given(st.dictionaries(st.integers(1, 31), some_days, max_size=3))
def test_a_month_is_read_as_it_was_kept(month: dict[int, Day]) -> None:
    assert packed.unpack(packed.pack(month)) == month


@pytest.mark.parametrize("most", [5, 40, 400, 5000])
def test_a_month_never_takes_more_than_a_kilobyte(most: int) -> None:
    """Not even where chance alone made its counts."""
    chance = random.Random(most)

    def some(number: int) -> list[int]:
        return [chance.randrange(most) for _ in range(number)]

    month = {}
    for day in range(1, 32):
        runs, failed, texts, pages, troubled, missing = some(6)
        languages = dict(zip((f"l{place}" for place in range(14)), some(14), strict=True))
        sizes = {FEED: chance.randrange(most), f"{FEED}?2": chance.randrange(most)}
        month[day] = Day(
            runs=runs,
            failed=failed,
            texts=texts,
            pages=pages,
            troubled=troubled,
            missing=missing,
            hours=some(24),
            without=some(4),
            languages=languages,
            sizes=sizes,
        )
    packed_month = packed.pack(month)
    assert len(packed_month) <= packed.MOST
    assert packed.unpack(packed_month).keys() == month.keys()


def test_bytes_that_are_no_month_are_refused() -> None:
    with pytest.raises(ValueError, match="no counts of a month"):
        packed.unpack(b"x")


def test_a_baseline_survives_being_kept() -> None:
    carried = Carried(day=FIRST, counts=days(1)[FIRST], baseline=learned(200, languages=("en", "fr")), memory=newest(3, 4))
    assert keeping.unpacked(keeping.packed(carried)) == carried
    assert len(keeping.packed(carried)) < 2500


def test_a_day_that_is_over_is_handed_to_who_keeps_days_and_all_is_learned_anew() -> None:
    past = days(200)
    given: list[tuple[int, Day] | None] = []

    def kept(over: tuple[int, Day] | None) -> dict[int, Day]:
        given.append(over)
        return past

    first = keeping.conclude(None, None, run(200, 9, articles=articles(200, 2, hour=9)), kept)
    assert first.kept.counts.new == 2
    assert first.judged.health.state is State.HEALTHY, "what was kept of its days is learned from, though nothing else was"
    same = keeping.conclude(first.kept, first.judged.health, run(200, 14), kept)
    over = keeping.conclude(same.kept, same.judged.health, run(201, 9), kept)
    assert given == [None, (FIRST + 200, same.kept.counts)]
    assert (over.kept.day, over.kept.counts.runs) == (FIRST + 201, 1)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 minute"),
        (89, "1 minute"),
        (91, "2 minutes"),
        (119 * 60, "119 minutes"),
        (120 * 60, "2 h 0 min"),
        (121 * 60 - 31, "2 h 0 min"),
        (26 * 3600 + 59 * 60, "26 h 59 min"),
    ],
)
def test_how_long_something_lasted_is_told_in_minutes_and_from_two_hours_on_in_hours(seconds: float, words: str) -> None:
    assert wording.lasted(seconds) == words


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.5, "as likely as not in a year"),
        (0.49, "by its past once in 2 years"),
        (0.001, "by its past once in 1000 years"),
        (0.0009, "by its past not once in 1000 years"),
        (0.0, "by its past not once in 1000 years"),
    ],
)
def test_how_often_a_sound_source_looks_so_is_told_in_years(chance: float, words: str) -> None:
    assert wording.often(chance) == words


def test_what_is_usual_is_told_in_per_cent_from_one_on() -> None:
    assert [wording.usual(share) for share in (1.0, 0.01, 0.009)] == ["usually 100 %", "usually 1 %", "usually none"]
