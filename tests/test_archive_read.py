from collections.abc import Iterator
from pathlib import Path

import pytest
from archived import T0, T1, T2, URL, exchange, keep
from msgspec import Struct

from ingest import archive
from ingest.archive.read import article_view, lookups, status
from ingest.archive.write import append, host_state, log, source_state, url_state
from ingest.core.model import Cited, Hop, Link, Source, Validators, Verdict

LISTING = "https://example.com/feed"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[archive.Archive]:
    with archive.create_or_open(tmp_path / "a.db") as opened:
        yield opened


def test_a_url_is_explained_by_where_it_was_seen_what_was_asked_and_what_became_of_it(kept: archive.Archive) -> None:
    article = keep(kept, "Title", "Text").article
    with kept.batch() as db:
        listing = url_state.id_of(db, LISTING, T0)
        cited = [Cited(url=URL, title="As the feed says", published_at=T0), Cited(url="https://example.com/other")]
        url_state.see_listed(db, listing, cited, 1, T0)
        url_state.see_listed(db, listing, [Cited(url=URL, title="Another title")], 1, T1)
        hop = Hop("https://example.com/short", 302, "/a")
        answer = exchange("https://example.com/short", T1, hops=(hop,), final=URL, wire_bytes=512, peer="192.0.2.1:443")
        short = url_state.id_of(db, "https://example.com/short", T1)
        log.add_fetch(db, 1, short, answer, Verdict.DUPLICATE, "another URL of article 1", program="0", article=article)
        append.add_links(
            db, [Link(article=1, target=URL, relation="canonical", basis="declared", confidence=1, reason="rel=canonical")], None, T0
        )
    found = article_view.explain(kept.db, URL)
    assert found is not None
    assert found.listings == (article_view.Sighting(LISTING, T0, "As the feed says", T0),)
    assert [(fetch.url, fetch.verdict, fetch.source) for fetch in found.fetches] == [
        (URL, "new", "adhoc"),
        ("https://example.com/short", "duplicate", "adhoc"),
    ]
    assert found.fetches[1].hops == (hop,)
    assert (found.fetches[1].peer, found.fetches[1].wire_bytes, found.fetches[1].final_url) == ("192.0.2.1:443", 512, URL)
    assert found.articles == (article,)
    assert [link.reason for link in found.links] == ["rel=canonical"]


def test_a_url_never_seen_has_no_explanation(kept: archive.Archive) -> None:
    assert article_view.explain(kept.db, URL) is None


def test_an_article_is_found_by_any_url_that_led_to_it_and_by_its_twins(kept: archive.Archive) -> None:
    article = keep(kept, "Title", "Text").article
    with kept.batch() as db:
        append.see_url(db, article, url_state.id_of(db, "https://example.com/print/a", T1), "asked", T1)
    for url in (URL, "https://example.com/print/a", "https://www.example.com/a/"):
        assert article_view.articles_at(kept.db, url) == (article,)
    assert article_view.articles_at(kept.db, "https://example.com/b") == ()


def test_two_languages_of_one_identity_are_two_articles(kept: archive.Archive) -> None:
    assert keep(kept, "Title", "Text").article == 1
    assert keep(kept, "Tiêu đề", "Văn bản", language="vi").article == 2
    assert article_view.articles_at(kept.db, URL) == (2, 1)


def test_a_story_is_read_by_its_id_and_by_one_that_was_merged_into_it(kept: archive.Archive) -> None:
    for number in (1, 2):
        keep(kept, f"Title {number}", "Text", url=f"https://example.com/{number}")
    with kept.batch() as db:
        db.execute("INSERT INTO stories (id, articles, publishers, languages) VALUES (1, 2, 1, ' en ')")
        db.execute("INSERT INTO story_redirects (id, story, since) VALUES (2, 1, ?)", (T1,))
        db.execute("UPDATE articles SET story = 1")
    assert [one.title for one in article_view.story_of(kept.db, 1)] == ["Title 1", "Title 2"]
    assert article_view.story_of(kept.db, 2) == article_view.story_of(kept.db, 1)
    assert article_view.story_of(kept.db, 3) == ()


def test_what_is_known_of_urls_is_read_at_once(kept: archive.Archive) -> None:
    with kept.batch() as db:
        for number in range(1200):
            url_state.id_of(db, f"https://example.com/{number}", T0)
        first = url_state.id_of(db, "https://example.com/0", T0)
        known_as = {"at": T1, "next_due_at": T2, "validators": Validators('W/"x"', None), "body_hash": b"hash"}
        url_state.remember(db, first, status=200, **known_as)  # type: ignore[arg-type]
        url_state.remember(db, first, at=T2, status=304, next_due_at=T2, confirmed=True)
    found = lookups.url_states(kept.db, [f"https://example.com/{number}" for number in range(1300)])
    assert len(found) == 1200
    one = found["https://example.com/0"]
    assert (one.status, one.checked_at, one.confirmed_at, one.looks, one.body_hash) == (304, T2, T2, 2, b"hash")
    assert one.validators == Validators('W/"x"', None)


def test_a_missing_page_is_missing_since_the_first_of_an_unbroken_row_of_404(kept: archive.Archive) -> None:
    def after(*statuses: int | None) -> str | None:
        url = f"https://example.com/{statuses}"
        with kept.batch() as db:
            for at, status in zip((T0, T1, T2), statuses, strict=False):
                url_state.remember(db, url_state.id_of(db, url, at), at=at, status=status, next_due_at=None)
        return lookups.url_states(kept.db, [url])[url].missing_since

    assert after(200, 404, 404) == T1
    assert after(404, 200) is None
    assert after(404, 503, None) == T0  # a server that is down does not say that the page is back
    assert after(404, 200, 404) == T2


def test_validators_that_lie_are_not_sent_again(kept: archive.Archive) -> None:
    with kept.batch() as db:
        owner = source_state.save(db, Source(name="liar", title="A liar"))
        url = url_state.id_of(db, URL, T0, owner)
        url_state.remember(db, url, at=T0, status=200, next_due_at=None, validators=Validators('"x"', "yesterday"))
        assert lookups.url_states(db, [URL])[URL].validators == Validators('"x"', "yesterday")
        source_state.distrust_validators(db, owner)
        assert lookups.url_states(db, [URL])[URL].validators == Validators()


def test_a_source_is_due_until_it_is_planned_and_a_retired_one_never(kept: archive.Archive) -> None:
    with kept.batch() as db:
        ids = {name: source_state.save(db, Source(name=name, title=name)) for name in ("one", "two", "gone")}
        source_state.plan(db, ids["two"], T1, 1800)
        assert source_state.retire(db, ["one", "two"]) == ("gone",)
        assert source_state.retire(db, ["one", "two"]) == ()
        assert lookups.due_sources(db, T0) == ("one",)
        assert lookups.due_sources(db, T1) == ("one", "two")
        source_state.save(db, Source(name="gone", title="It is back"))
        assert "gone" in lookups.due_sources(db, T0)


def test_urls_that_are_due_are_asked_longest_waiting_first(kept: archive.Archive) -> None:
    with kept.batch() as db:
        owner = source_state.save(db, Source(name="one", title="one"))
        source_state.save(db, Source(name="two", title="two"))
        for name, due in (("late", T1), ("later", T2), ("early", T0), ("never", None)):
            url_state.remember(db, url_state.id_of(db, name, T0, owner), at=T0, status=200, next_due_at=due)
    assert tuple(one.url for one in lookups.due_urls(kept.db, owner, T1, 10)) == ("early", "late")
    assert tuple(one.url for one in lookups.due_urls(kept.db, owner, T2, 2)) == ("early", "late")
    assert lookups.sources_with_due_urls(kept.db, T0) == ("one",)


class Remembered(Struct):
    robots: bytes | None
    hold_until: str | None = None


def test_a_host_is_remembered_as_it_was_and_shown_while_it_is_on_hold(kept: archive.Archive) -> None:
    with kept.batch() as db:
        assert host_state.load(db, "example.com", Remembered) is None
        host_state.save(db, "example.com", Remembered(b"User-agent: *"))
        host_state.save(db, "example.com", Remembered(None, hold_until=T1))
        assert host_state.load(db, "example.com", Remembered) == Remembered(None, T1)
    assert status.hosts_on_hold(kept.db, T0) == (status.HostStatus("example.com", T1, ""),)
    assert status.hosts_on_hold(kept.db, T1) == ()
