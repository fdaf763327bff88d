"""What operators are told, as values: grouped, each once, recoveries too; when a delivery is tried again; which tables are refused."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.alerts import grouping, retry, troubles, wording
from ingest.core.alerts.model import HostTold, NewsTold, OwnTrouble, Reached, SourceTold, TroubleTold
from ingest.core.alerts.settings import Alert, Email, filled, hidden, problem, secrets
from ingest.core.health.model import Health, HealthChange, State
from ingest.core.times import later, seconds_between

AT = "2026-03-01T12:00:00Z"
WAIT = 300


def change(
    number: int, source: str, state: State, was: State | None = State.HEALTHY, *, at: str = AT, host: str | None = None
) -> HealthChange:
    health = Health(state=state, since=at, reason=f"{source} is {state}", chance=0.01)
    return HealthChange(number=number, source=source, was=was, health=health, host=host)


def after(seconds: float) -> str:
    return later(AT, seconds)


def due(reached: Reached, changes: Sequence[HealthChange], now: str, own: Sequence[OwnTrouble] = ()) -> grouping.Due:
    found = grouping.operators(reached, changes, own, now, WAIT)
    assert found is not None
    return found


def test_a_change_waits_for_company_and_is_told_with_it() -> None:
    changes = [change(1, "one", State.PARTIAL), change(2, "two", State.QUIET, at=after(200))]
    assert grouping.operators(Reached(), changes[:1], (), after(WAIT - 1), WAIT) is None
    found = due(Reached(), changes, after(WAIT))
    assert [(one.source, one.state) for one in found.events if isinstance(one, SourceTold)] == [
        ("one", State.PARTIAL),
        ("two", State.QUIET),
    ]
    assert found.progress.health == 2
    assert grouping.operators(found.progress, [], (), after(WAIT + 1), WAIT) is None


def test_news_stamped_by_a_clock_that_ran_ahead_does_not_wait_for_it() -> None:
    assert due(Reached(), [change(1, "one", State.QUIET, at=after(86400))], AT).events


def test_a_source_that_became_healthy_for_the_first_time_is_no_news() -> None:
    found = due(Reached(), [change(1, "one", State.NEW, None), change(2, "one", State.HEALTHY, State.NEW)], AT)
    assert found.events == ()
    assert found.progress.health == 2


def test_forty_sources_of_one_dead_host_are_one_message_and_one_recovery() -> None:
    names = [f"s{number}" for number in range(40)]
    failing = [change(number, name, State.FAILING, host="dead.example") for number, name in enumerate(names, start=1)]
    first = due(Reached(), failing[:12], after(WAIT))
    assert [type(one) for one in first.events] == [HostTold]
    rest = due(first.progress, failing[12:], after(WAIT + 3600))
    assert rest.events == (), "they are part of what was told"
    well = [
        change(100 + number, name, State.HEALTHY, State.FAILING, at=after(7200 + 60 * number), host=None)
        for number, name in enumerate(names)
    ]
    some = due(rest.progress, well[:30], after(9100))
    assert some.events == ()
    all_well = due(some.progress, well[30:], after(9600 + WAIT))
    (told,) = all_well.events
    assert isinstance(told, HostTold)
    assert told.is_over
    assert sorted(told.sources) == sorted(names)
    assert told.left == ()
    assert all_well.progress.incidents == {}


def test_sources_that_stay_broken_when_their_host_is_back_are_named() -> None:
    failing = [change(1, "a", State.FAILING, host="h.example"), change(2, "b", State.FAILING, host="h.example")]
    first = due(Reached(), failing, after(WAIT))
    one_well = due(first.progress, [change(3, "a", State.HEALTHY, State.FAILING, at=after(1000))], after(2000))
    assert one_well.events == ()
    assert grouping.operators(one_well.progress, [], (), after(3 * 3600), WAIT) is None
    over = due(one_well.progress, [], after(7 * 3600))
    (told,) = over.events
    assert isinstance(told, HostTold)
    assert (told.sources, told.left, told.is_over) == (("a",), ("b",), True)
    late = due(over.progress, [change(4, "b", State.HEALTHY, State.FAILING, at=after(9 * 3600))], after(10 * 3600))
    assert [(one.source, one.is_over) for one in late.events if isinstance(one, SourceTold)] == [("b", True)]


def test_a_source_that_goes_from_its_hosts_trouble_to_one_of_its_own_is_told() -> None:
    first = due(Reached(), [change(1, "a", State.FAILING, host="h.example")], after(WAIT))
    found = due(first.progress, [change(2, "a", State.PARTIAL, State.FAILING, at=after(900))], after(1300))
    assert [one.state for one in found.events if isinstance(one, SourceTold)] == [State.PARTIAL]
    assert found.progress.incidents == {}


def test_what_came_and_went_while_nothing_could_be_told_is_one_line() -> None:
    changes = [change(1, "a", State.PARTIAL), change(2, "a", State.HEALTHY, State.PARTIAL, at=after(50))]
    (told,) = due(Reached(), changes, after(WAIT + 50)).events
    assert isinstance(told, SourceTold)
    assert (told.was, told.state, told.is_over) == (State.PARTIAL, State.HEALTHY, True)
    again = [change(3, "a", State.HEALTHY, State.PARTIAL), change(4, "a", State.PARTIAL, at=after(50))]
    assert due(Reached(), again, after(WAIT + 50)).events == (), "it is what was told before"


def test_the_daemons_own_trouble_waits_for_nobody_and_takes_the_others_along() -> None:
    own = OwnTrouble(number=7, at=AT, kind="disk", reason="full")
    found = due(Reached(), [change(1, "a", State.QUIET)], AT, [own])
    assert [type(one) for one in found.events] == [TroubleTold, SourceTold]
    assert (found.progress.health, found.progress.trouble) == (1, 7)


def test_an_alert_is_not_told_of_itself() -> None:
    own = OwnTrouble(number=7, at=AT, kind="alert", subject="ops", reason="cannot be delivered")
    found = grouping.operators(Reached(), [], [own], AT, WAIT, itself="ops")
    assert found is not None
    assert found.events == ()
    assert due(Reached(), [], AT, [own]).events


STATES = st.sampled_from([State.HEALTHY, State.FAILING, State.BLOCKED, State.PARTIAL])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), STATES, st.booleans(), st.integers(0, 40000), st.booleans()), max_size=30))
def test_whatever_comes_the_last_word_on_each_source_is_its_state(steps: list[tuple[str, State, bool, int, bool]]) -> None:
    """A receiver that believes each message knows in the end how each source is, however the changes fell into messages."""
    now, reached, states, waiting = AT, Reached(), dict.fromkeys("abcd", State.HEALTHY), []
    ill: dict[str, str] = {}
    for number, (source, state, is_of_host, pause, tells) in enumerate(steps, start=1):
        now = later(now, pause)
        if state is not states[source]:
            is_of_host &= state in (State.FAILING, State.BLOCKED)
            waiting.append(change(number, source, state, states[source], at=now, host="h.example" if is_of_host else None))
            states[source] = state
        if tells:
            found = grouping.operators(reached, waiting, (), now, WAIT)
            if found is not None:
                _believe(ill, found)
                reached, waiting = found.progress, []
    for _ in range(3):
        now = later(now, 86400)
        found = grouping.operators(reached, waiting, (), now, WAIT)
        if found is not None:
            _believe(ill, found)
            reached, waiting = found.progress, []
    told_by_host = {name: key.partition(" ")[0] for key, one in reached.incidents.items() for name in one.sources}
    assert {**ill, **told_by_host} == {name: str(state) for name, state in states.items() if state.is_trouble}


def _believe(ill: dict[str, str], found: grouping.Due) -> None:
    for one in found.events:
        names = one.sources if isinstance(one, HostTold) else (one.source,) if isinstance(one, SourceTold) else ()
        for name in names:
            if isinstance(one, HostTold | SourceTold) and one.is_over:
                ill.pop(name, None)
            elif isinstance(one, HostTold | SourceTold):
                ill[name] = str(one.state)
        if isinstance(one, HostTold):
            ill.update(dict.fromkeys(one.left, str(one.state)))
    for incident in found.progress.incidents.values():  # a host that was told of speaks for its sources
        for name in incident.well:
            ill.pop(name, None)


def test_the_waits_double_up_to_an_hour_and_no_attempt_is_the_last() -> None:
    waits = [seconds_between(AT, retry.next_at(AT, attempts, "id")) for attempts in (1, 2, 5, 12, 10_000)]
    for wait, wanted in zip(waits, (30, 60, 480, 3600, 3600), strict=True):
        assert abs(wait - wanted) <= 0.1 * wanted + 1
    assert not retry.is_due(after(30), AT)
    assert retry.is_due(after(30), after(30))
    assert retry.is_due(after(86400), AT), "a clock that ran ahead planned it"


def test_a_disk_is_told_once_when_it_is_full_and_once_when_it_has_room() -> None:
    last = None
    told = []
    for used in (80, 89, 90, 95, 88, 91, 86, 85, 92):
        if found := troubles.of_disk(used, 100 - used, last):
            told.append((used, found[1]))
            last = OwnTrouble(number=1, at=AT, kind="disk", reason=found[0], is_over=found[1])
    assert told == [(90, False), (86, True), (92, False)]


def test_a_message_says_in_its_title_what_is_wrong_and_keeps_every_event() -> None:
    events = [
        msgspec.convert({"event": "health", "source": f"s{n}", "was": None, "state": "quiet", "since": AT, "reason": "x"}, SourceTold)
        for n in range(70)
    ]
    told = wording.message("1", "ops", AT, events)
    assert told.title == "70 troubles"
    assert "and 20 more" in told.text
    assert len(told.events) == 70
    assert msgspec.json.decode(msgspec.json.encode(told), type=type(told)) == told
    one = NewsTold(
        watch="w",
        what="changed",
        article=1,
        url="https://a.example/1",
        source="s",
        language="en",
        title="A\nB",
        at=AT,
        before="x",
        after="y",
    )
    assert wording.message("1", "readers", AT, [one]).title == "w: changed: A B"
    assert "\n  x -> y\n" in wording.message("1", "readers", AT, [one]).text


def test_secrets_come_from_the_environment_and_are_hidden() -> None:
    alert = Alert(name="ops", webhook="https://hooks.example/T0/${TOKEN}", headers={"Authorization": "Bearer ${KEY}"})
    ready = filled(alert, {"TOKEN": "abc123", "KEY": "def456"})
    assert ready.webhook == "https://hooks.example/T0/abc123"
    assert ready.headers == {"Authorization": "Bearer def456"}
    assert hidden("POST https://hooks.example/T0/abc123: /T0/abc123 with Bearer def456", ready) == "POST ***: *** with ***"
    with pytest.raises(KeyError, match="KEY"):
        filled(alert, {"TOKEN": "abc123"})
    mailed = Alert(name="m", email=Email(server="a", to=("b",), sender="c", user="me", password="pass word"))
    assert secrets(mailed) == ("pass word",)


@pytest.mark.parametrize(
    ("alert", "said"),
    [
        (Alert(name="", webhook="https://a.example"), "a name has"),
        (Alert(name="a"), "one way is wanted (webhook, command, feed, email, apprise), 0 are given"),
        (Alert(name="a", feed="x", webhook="https://a.example"), "2 are given"),
        (Alert(name="a", feed="x", about=("health",), watches=("w",)), "are two alerts"),
        (Alert(name="a", webhook="ftp://a.example"), "no http or https URL"),
        (Alert(name="a", feed="x", headers={"A": "b"}), "are a webhook's"),
        (Alert(name="a", command=()), "wanted a list of words"),
        (Alert(name="a", apprise=()), "no URL is given"),
        (Alert(name="a", email=Email(server="a", to=(), sender="c")), "nobody is named"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(alert: Alert, said: str) -> None:
    assert said in (problem(alert) or "")
