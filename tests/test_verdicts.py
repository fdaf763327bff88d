"""The verdicts of all that is no article."""

import pytest

from ingest.core import verdicts
from ingest.core.model import Cited, ListingPage, Verdict
from ingest.core.parsed import Trouble
from ingest.errors import Failed, IngestError, ListingError, Refused, URLError, Wall

URL = "https://ministry.example/feed.xml"
SINCE, SOON, LATE = "2026-03-01T09:00:00Z", "2026-03-15T08:59:59Z", "2026-03-15T09:00:00Z"
CAPTCHA = Trouble("Wall", "captcha", "prove it")


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Wall("captcha", "it asks for proof"), Verdict.BLOCKED),
        (Refused("robots", "it asks for proof"), Verdict.REFUSED),
        (URLError("it asks for proof"), Verdict.REFUSED),
        (Failed("timeout", "it asks for proof"), Verdict.FAILED),
        (ListingError("it asks for proof"), Verdict.FAILED),
    ],
)
def test_what_was_forbidden_is_refused_and_what_broke_has_failed(error: IngestError, verdict: Verdict) -> None:
    decision = verdicts.of_error(error)
    assert (decision.verdict, decision.reason) == (verdict, "it asks for proof")


@pytest.mark.parametrize("status", [401, 403, 407, 451])
def test_a_closed_door_is_blocked(status: int) -> None:
    decision = verdicts.of_status(status, None)
    assert (decision.verdict, decision.reason) == (Verdict.BLOCKED, f"answered {status}")


@pytest.mark.parametrize("status", [400, 402, 429, 500, 503])
def test_any_other_status_has_failed(status: int) -> None:
    assert verdicts.of_status(status, None).verdict is Verdict.FAILED


def test_the_page_that_came_with_a_status_tells_which_wall_it_is() -> None:
    assert verdicts.of_status(503, CAPTCHA).reason == "answered 503, captcha: prove it"
    assert verdicts.of_status(503, CAPTCHA).verdict is Verdict.BLOCKED
    assert verdicts.of_status(503, Trouble("Wall", "refused", "no")).verdict is Verdict.FAILED
    assert verdicts.of_status(503, Trouble("NotAnArticle", "captcha", "no")).verdict is Verdict.FAILED


def test_an_article_is_gone_at_once_after_a_410_and_after_two_weeks_of_404() -> None:
    assert verdicts.of_missing("gone", SINCE, SINCE, holds_article=False).verdict is Verdict.GONE
    assert verdicts.of_missing("not found", SINCE, SOON, holds_article=True).verdict is Verdict.FAILED
    assert verdicts.of_missing("not found", SINCE, LATE, holds_article=True).verdict is Verdict.GONE
    assert verdicts.of_missing("not found", SINCE, LATE, holds_article=False).verdict is Verdict.FAILED
    assert verdicts.of_missing("not found", SINCE, LATE, holds_article=True).reason == "404 Not Found, first on 2026-03-01"


def test_what_stands_in_an_articles_place_is_believed_after_three_looks() -> None:
    second = verdicts.of_replaced("notice", "it was withdrawn", SINCE, LATE, 2)
    third = verdicts.of_replaced("notice", "it was withdrawn", SINCE, LATE, 3)
    assert (second.verdict, second.reason) == (Verdict.QUARANTINED, "it was withdrawn")
    assert (third.verdict, third.reason) == (Verdict.GONE, "it was withdrawn; so since 2026-03-01")


def test_a_listing_is_told_with_what_it_cites() -> None:
    page = ListingPage(cited=(Cited(url="https://ministry.example/a"), Cited(url="https://ministry.example/b")))
    assert verdicts.of_listing(page).reason == "a listing of 2 articles"
    assert verdicts.of_listing(None).reason == "a listing, unchanged"
    assert {verdicts.of_listing(one).verdict for one in (page, None)} == {Verdict.LISTING}


def test_a_listing_that_could_not_be_read_is_named_once() -> None:
    wall = verdicts.of_unread_listing(URL, CAPTCHA)
    assert (wall.verdict, wall.reason) == (Verdict.BLOCKED, f"{URL}: captcha: prove it")
    broken = verdicts.of_unread_listing(URL, Trouble("ListingError", "", f"{URL}: no feed"))
    assert (broken.verdict, broken.reason) == (Verdict.FAILED, f"{URL}: no feed")
    closed = verdicts.of_listing_status(URL, verdicts.of_status(403, None))
    assert (closed.verdict, closed.reason) == (Verdict.BLOCKED, f"{URL}: the listing answered 403")
    assert verdicts.of_emptied_listing(URL).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("rules", "said"), [(None, "not modified since"), (0, "no rules for us"), (1, "1 rule for us"), (2, "2 rules for us")]
)
def test_a_robots_txt_is_told_with_its_rules(rules: int | None, said: str) -> None:
    decision = verdicts.of_robots(rules)
    assert (decision.verdict, decision.reason) == (Verdict.ROBOTS, f"robots.txt: {said}")


def test_a_robots_txt_that_could_not_be_read_has_failed() -> None:
    decision = verdicts.of_unread_robots(Failed("timeout", "no answer"))
    assert (decision.verdict, decision.reason) == (Verdict.FAILED, "robots.txt: no answer")
