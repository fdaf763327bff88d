"""Which of the articles that a listing cites are asked for now, which wait, and which are left for good."""

import pytest

from ingest.archive.read.lookups import UrlState
from ingest.core.model import Cited
from ingest.pipeline.run.choose import Chosen, Limits, choose

NOW, SOON, LATER = "2026-03-02T09:00:00Z", "2026-03-02T09:00:01Z", "2026-03-09T00:00:00Z"
A, B, C = (f"https://ministry.example/{name}" for name in "abc")


def state(url: str, *, checked_at: str | None = NOW, next_due_at: str | None = None) -> UrlState:
    return UrlState(
        id=1,
        url=url,
        status=200 if checked_at else None,
        checked_at=checked_at,
        confirmed_at=checked_at,
        changed_at=checked_at,
        missing_since=None,
        next_due_at=next_due_at,
        looks=1 if checked_at else 0,
        failures=0,
        body_hash=None,
        moved_to=None,
        article=None,
        fingerprint=None,
        byline=None,
        etag=None,
        last_modified=None,
    )


def cited(*urls: str) -> list[Cited]:
    return [Cited(url=url) for url in urls]


def test_what_is_over_the_limit_of_a_run_waits_for_the_next() -> None:
    assert choose(cited(A, B, C), {}, Limits(most=2), NOW) == Chosen((A, B), later=(C,))
    assert choose(cited(A, B, C), {}, Limits(most=0), NOW) == Chosen((), later=(A, B, C))


def test_what_is_over_the_limit_of_a_first_look_is_left_and_counted() -> None:
    assert choose(cited(A, B, C), {}, Limits(most=2, first=True), NOW) == Chosen((A, B), left_over=1)


@pytest.mark.parametrize("limits", [Limits(), Limits(most=3), Limits(most=4)])
def test_within_the_limit_all_are_asked_for_in_the_order_of_the_listing(limits: Limits) -> None:
    dated = [Cited(url=A, published_at="2026-03-01T00:00:00Z"), Cited(url=B, published_at="2026-03-02T00:00:00Z"), Cited(url=C)]
    assert choose(dated, {}, limits, NOW) == Chosen((A, B, C))


def test_a_limit_takes_the_newest() -> None:
    dated = [Cited(url=A, published_at="2026-03-01T00:00:00Z"), Cited(url=B, published_at="2026-03-02T00:00:00Z")]
    assert choose(dated, {}, Limits(most=1), NOW) == Chosen((B,), later=(A,))


def test_what_is_too_old_is_left_and_counts_for_no_limit() -> None:
    dated = [
        Cited(url=A, published_at="2026-02-28T23:59:59Z", modified_at="2026-03-01T00:00:00Z"),
        Cited(url=B, modified_at="2026-03-01T00:00:00Z"),
        Cited(url=C),
    ]
    assert choose(dated, {}, Limits(since="2026-03-01T00:00:00Z", most=2), NOW) == Chosen((B, C), left_old=1)


@pytest.mark.parametrize(
    ("known", "limits", "is_asked"),
    [
        (state(A), Limits(), False),
        (state(A, next_due_at=SOON), Limits(), False),
        (state(A, next_due_at=NOW), Limits(), True),
        (state(A, next_due_at=LATER), Limits(again=True), True),
        (state(A, next_due_at=LATER), Limits(everything=True), False),
        (state(A, checked_at=None), Limits(), False),
        (state(A, checked_at=None), Limits(everything=True), True),
    ],
)
def test_a_known_url_is_asked_for_when_it_is_due_or_the_user_wants_it(known: UrlState, limits: Limits, is_asked: bool) -> None:
    assert choose(cited(A), {A: known}, limits, NOW).ask == ((A,) if is_asked else ())


def test_where_somebody_else_sees_to_what_was_read_only_what_never_was_is_asked_for() -> None:
    due = {A: state(A, next_due_at=NOW), B: state(B, checked_at=None, next_due_at=NOW)}  # B was cited and never answered
    assert choose(cited(A, B, C), due, Limits(rechecks=False), NOW).ask == (B, C)
    assert choose(cited(A, B, C), due, Limits(), NOW).ask == (A, B, C)
