"""Whose turn it is: the sitemaps below an index, and the newest of what a listing cites."""

from typing import Any

from ingest.core.listing.turns import Sitemap, in_turn, newest_first
from ingest.core.model import Cited

NOW = "2026-11-26T12:00:00Z"


def sitemap(place: int, **said: Any) -> Sitemap:
    given: dict[str, Any] = {"modified_at": None, "read_modified_at": None, "read_at": None, "next_due_at": None, "interval": None}
    return Sitemap(**{"id": place, "url": f"https://a.vn/{place}.xml", "depth": 1, "place": place, "failures": 0, **given, **said})


def places(*sitemaps: Sitemap, paced: bool = True) -> list[int]:
    return [one.place for one in in_turn(sitemaps, NOW, paced=paced)]


READ = {"read_at": "2026-11-26T11:00:00Z", "next_due_at": "2026-11-26T13:00:00Z"}
WAITED = READ | {"next_due_at": "2026-11-26T11:30:00Z"}


def test_what_was_never_read_comes_before_what_is_only_due() -> None:
    assert places(sitemap(5, **WAITED), sitemap(6), sitemap(7, **READ)) == [6, 5]


def test_the_ends_of_an_index_are_asked_before_what_was_never_read() -> None:
    assert places(sitemap(3), sitemap(0, **WAITED), sitemap(1, **READ)) == [0, 3]


def test_a_person_who_asks_now_waits_for_no_pace() -> None:
    assert places(sitemap(5, **READ), sitemap(6, **WAITED), paced=False) == [6, 5]


def test_a_later_lastmod_is_news_and_the_same_one_proves_nothing() -> None:
    changed = sitemap(5, modified_at="2026-11-26T00:00:00Z", read_modified_at="2026-11-25T00:00:00Z", **READ)
    same = {"modified_at": "2026-11-26T00:00:00Z", "read_modified_at": "2026-11-26T00:00:00Z"}
    assert places(changed, sitemap(6, **same, **READ), sitemap(7, **same, **WAITED)) == [5, 7]


def test_one_that_failed_waits_until_it_is_due() -> None:
    assert places(sitemap(5, failures=2, next_due_at="2026-11-26T13:00:00Z")) == []
    assert places(sitemap(5, failures=2, next_due_at="2026-11-26T11:00:00Z")) == [5]


def newest(*cited: Cited) -> list[str]:
    return [one.url.rpartition("/")[2] for one in newest_first(cited)]


def test_the_newest_come_first_by_publication_lastmod_or_path() -> None:
    assert newest(
        Cited(url="https://a.vn/a", published_at="2026-11-01T00:00:00Z"),
        Cited(url="https://a.vn/b", modified_at="2026-11-20T00:00:00Z"),
        Cited(url="https://a.vn/2026/11/10/c"),
    ) == ["b", "c", "a"]


def test_an_article_without_a_date_stays_with_its_neighbour() -> None:
    assert newest(
        Cited(url="https://a.vn/lead"),
        Cited(url="https://a.vn/a", published_at="2026-11-20T00:00:00Z"),
        Cited(url="https://a.vn/b", published_at="2026-11-21T00:00:00Z"),
        Cited(url="https://a.vn/c"),
    ) == ["b", "c", "lead", "a"]


def test_without_any_date_the_order_of_the_listing_stays() -> None:
    assert newest(Cited(url="https://a.vn/b"), Cited(url="https://a.vn/a")) == ["b", "a"]
