"""What is written for each verdict: real pages, really extracted, into a real archive; the clock is an argument."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import SENTENCES, article

from ingest.archive import Archive, create_or_open
from ingest.archive.read import lookups
from ingest.archive.write import source_state
from ingest.core.model import ADHOC, ArticleRules, Document, Exchange, Hop, Source, Verdict
from ingest.core.urls import Owners
from ingest.pipeline import keep
from ingest.pipeline.workers.task import Task
from ingest.pipeline.workers.worker import answer

SITE = "https://ministry.example"
DAY = 86400


def at(day: int) -> str:
    return f"2026-03-{day:02}T09:00:00Z"


class Keeper:
    """Pages as the pipeline keeps them, one after the other."""

    def __init__(self, archive: Archive, source: Source = ADHOC) -> None:
        self.db = archive.db
        self.archive = archive
        self.source = source

    def look(self, url: str) -> keep.Look:
        with self.archive.batch() as db:
            owner = source_state.save(db, self.source)
        return keep.Look(
            url=url,
            ask=url,
            source=self.source,
            source_id=owner,
            owners=Owners((self.source,)),
            run=None,
            state=lookups.url_states(self.db, [url]).get(url),
        )

    def page(self, url: str, body: bytes, *, day: int = 3, final: str | None = None, etag: str | None = None) -> keep.Written:
        headers = (("content-type", "text/html; charset=utf-8"), *((("etag", etag),) if etag else ()))
        hops = (Hop(url, 302, final),) if final else ()
        exchange = Exchange(url=url, final_url=final or url, started_at=at(day), ended_at=at(day), status=200, headers=headers, hops=hops)
        document = Document(exchange=exchange, body=body)
        look = self.look(Owners((self.source,)).normalise(url, self.source))
        with self.archive.batch() as db:
            return keep.page(db, look, document, answer(Task(document, self.source)))

    def missing(self, url: str, *, day: int, status: int = 404) -> keep.Written:
        look = self.look(url)
        exchange = Exchange(url=url, final_url=url, started_at=at(day), ended_at=at(day), status=status)
        with self.archive.batch() as db:
            return keep.missing(db, look, exchange)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return self.db.execute(sql).fetchall()


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with create_or_open(tmp_path / "archive.db") as archive:
        yield Keeper(archive)


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


OTHER = tuple(f"{n} other words stand in this sentence about schools, teachers and lessons of the year." for n in range(2000, 2006))


def test_twins_of_a_url_are_one_article(keeper: Keeper) -> None:
    verdicts = [
        keeper.page(f"{SITE}/news/bridge", article()).outcome.verdict,
        keeper.page("https://www.ministry.example/news/bridge/", article()).outcome.verdict,
        keeper.page("http://ministry.example/news/bridge?utm_source=x", article()).outcome.verdict,
        keeper.page(f"{SITE}/news/bridge/amp", article(head=canonical(f"{SITE}/news/bridge"))).outcome.verdict,
    ]
    assert verdicts == [Verdict.NEW, *[Verdict.DUPLICATE] * 3]
    assert keeper.rows("SELECT count(*), (SELECT count(*) FROM revisions) FROM articles") == [(1, 1)]


def test_a_canonical_of_the_same_site_is_the_identity(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/print.php?id=7", article(head=canonical(f"{SITE}/news/bridge-7")))
    assert keeper.page(f"{SITE}/news/bridge-7", article(head=canonical(f"{SITE}/news/bridge-7"))).outcome.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT identity FROM articles") == [("https://ministry.example/news/bridge-7",)]


def test_a_canonical_of_another_site_is_no_identity(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(head=canonical("https://elsewhere.example/stolen")))
    assert keeper.rows("SELECT identity FROM articles") == [("https://ministry.example/news/bridge",)]


def test_a_template_that_gives_every_page_one_canonical_makes_no_article_of_two(keeper: Keeper) -> None:
    head = canonical(f"{SITE}/news/latest-news-of-the-ministry")
    keeper.page(f"{SITE}/news/latest-news-of-the-ministry", article(head=head))
    assert keeper.page(f"{SITE}/news/schools", article("Schools open", OTHER, head=head)).outcome.verdict is Verdict.NEW
    assert keeper.rows("SELECT title FROM v_articles ORDER BY id") == [("Bridge opened",), ("Schools open",)]


def test_two_pages_that_name_each_other_are_one_article(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge-a", article(head=canonical(f"{SITE}/news/bridge-b")))
    second = keeper.page(f"{SITE}/news/bridge-b", article(head=canonical(f"{SITE}/news/bridge-a")))
    assert second.outcome.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT count(*) FROM articles") == [(1,)]


def test_two_texts_that_name_each_other_are_two_articles(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(head=canonical(f"{SITE}/news/schools")))
    assert (
        keeper.page(f"{SITE}/news/schools", article("Schools", OTHER, head=canonical(f"{SITE}/news/bridge"))).outcome.verdict is Verdict.NEW
    )


def test_an_article_that_is_given_a_canonical_later_stays_one(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/7", article())
    again = keeper.page(f"{SITE}/news/7", article(head=canonical(f"{SITE}/news/bridge-opened-7")), day=4)
    assert again.outcome.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT count(*) FROM articles") == [(1,)]


def test_a_twin_with_another_text_does_not_revise(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article())
    short = article(text=SENTENCES[:4], head=canonical(f"{SITE}/news/bridge"))
    assert keeper.page(f"{SITE}/news/bridge/amp", short).outcome.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT count(*) FROM revisions") == [(1,)]


def test_the_plain_page_takes_over_from_an_amp_twin_that_came_first(keeper: Keeper) -> None:
    head = canonical(f"{SITE}/news/bridge")
    keeper.page(f"{SITE}/news/bridge/amp", article(text=SENTENCES[:4], head=head))
    assert keeper.page(f"{SITE}/news/bridge", article(head=head), day=4).outcome.verdict is Verdict.REVISED
    assert keeper.page(f"{SITE}/news/bridge/amp", article(text=SENTENCES[:4], head=head), day=5).outcome.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT url FROM v_articles") == [(f"{SITE}/news/bridge",)]


def test_an_edit_a_new_title_and_a_return_are_told_apart(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article())
    keeper.page(url, article(text=(*SENTENCES, "A sixth sentence was added to the page by the ministry.")), day=4)
    keeper.page(url, article("Bridge opened at last"), day=5)
    keeper.page(url, article(), day=6)
    assert keeper.rows("SELECT number, kind, change FROM revisions ORDER BY number") == [
        (1, "first", "first"),
        (2, "edit", "added"),
        (3, "edit", keeper.rows("SELECT change FROM revisions WHERE number = 3")[0][0]),
        (4, "revert", "revert"),
    ]


def test_the_time_between_two_versions_is_known(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=3)
    keeper.page(url, article(), day=4)
    keeper.page(url, article("Bridge opened late"), day=6)
    assert keeper.rows("SELECT previous_confirmed_at, seen_at FROM revisions WHERE number = 2") == [(at(4), at(6))]


def test_a_stub_is_quarantined_until_it_has_stood_for_a_week(keeper: Keeper) -> None:
    url, stub = f"{SITE}/news/bridge", article(text=SENTENCES[:1])
    keeper.page(url, article(), day=1)
    assert [keeper.page(url, stub, day=day).outcome.verdict for day in (2, 5, 8)] == [Verdict.QUARANTINED] * 3
    assert keeper.rows("SELECT text FROM v_articles") == [("\n\n".join(SENTENCES),)]
    assert keeper.page(url, stub, day=9).outcome.verdict is Verdict.REVISED
    assert keeper.rows("SELECT change FROM revisions WHERE number = 2") == [("confirmed",)]


def test_a_stub_that_stands_in_two_articles_places_is_never_taken_for_one(keeper: Keeper) -> None:
    stub = article("Please wait", ("The service is not available at the moment, and we ask for your patience until it is.",) * 2)
    for name in ("bridge", "ferry"):
        keeper.page(f"{SITE}/news/{name}", article(f"The {name}"), day=1)
        keeper.page(f"{SITE}/news/{name}", stub, day=2)
    assert keeper.page(f"{SITE}/news/bridge", stub, day=20).outcome.verdict is Verdict.QUARANTINED


def test_the_same_url_in_another_language_all_at_once_is_quarantined(keeper: Keeper) -> None:
    vietnamese = tuple(
        f"Bộ trưởng cho biết cây cầu đường sắt thứ {n} sẽ được khánh thành sau ba năm thi công liên tục." for n in range(2, 8)
    )
    url = f"{SITE}/news/bridge"
    keeper.page(url, article())
    written = keeper.page(url, article("Khánh thành cầu đường sắt", vietnamese, language="vi"), day=4)
    assert written.outcome.verdict is Verdict.QUARANTINED
    assert "was in en" in written.outcome.reason
    assert keeper.rows("SELECT language FROM articles") == [("en",)]


def test_an_article_is_gone_after_fourteen_days_of_404(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    assert [keeper.missing(url, day=day).outcome.verdict for day in (2, 9, 15)] == [Verdict.FAILED] * 3
    assert keeper.missing(url, day=16).outcome.verdict is Verdict.GONE
    assert keeper.rows("SELECT state, title FROM v_articles") == [("gone", "Bridge opened")]
    assert keeper.page(url, article(), day=17).outcome.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT state FROM v_articles") == [("live",)]


def test_fourteen_days_count_anew_after_an_answer(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    keeper.missing(url, day=2)
    keeper.page(url, article(), day=10)
    assert keeper.missing(url, day=17).outcome.verdict is Verdict.FAILED


def test_a_410_says_so_at_once(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(), day=1)
    assert keeper.missing(f"{SITE}/news/bridge", day=2, status=410).outcome.verdict is Verdict.GONE


def test_a_404_of_a_page_never_seen_is_a_failure(keeper: Keeper) -> None:
    assert keeper.missing(f"{SITE}/news/none", day=2).outcome.verdict is Verdict.FAILED


def test_an_error_page_with_status_200_replaces_nothing(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article())
    error = b"<html><head><title>404 - Page not found</title></head><body><h1>404</h1><p>The page was not found.</p></body></html>"
    assert keeper.page(url, error, day=4).outcome.verdict is Verdict.QUARANTINED
    assert keeper.rows("SELECT title FROM v_articles") == [("Bridge opened",)]
    assert keeper.rows("SELECT count(*) FROM fetches WHERE verdict = 'quarantined' AND snapshot IS NOT NULL") == [(1,)]


def test_a_key_of_the_source_joins_what_names_the_same_document(tmp_path: Path) -> None:
    rules = ArticleRules(keep_params=("ItemID",), key=r"(?i)[?&]itemid=(\d+)")
    source = Source(name="ministry", title="Ministry", homepage=SITE, article=rules)
    with create_or_open(tmp_path / "archive.db") as archive:
        keeper = Keeper(archive, source)
        keeper.page(f"{SITE}/Pages/list.aspx?ItemID=7", article())
        assert keeper.page(f"{SITE}/pages/detail.aspx?x=1&ItemID=7", article()).outcome.verdict is Verdict.DUPLICATE
        assert keeper.page(f"{SITE}/Pages/list.aspx?ItemID=8", article("Eight")).outcome.verdict is Verdict.NEW


def test_a_redirect_is_remembered_with_the_article(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/short/7", article(), final=f"{SITE}/news/bridge")
    assert keeper.rows("SELECT u.url FROM article_urls au JOIN urls u ON u.id = au.url ORDER BY 1") == [
        (f"{SITE}/news/bridge",),
        (f"{SITE}/short/7",),
    ]


def test_a_later_version_is_kept_as_a_difference(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    many = tuple(f"{sentence} {n * 7919}" for n in range(60) for sentence in SENTENCES)
    keeper.page(url, article(text=many))
    keeper.page(url, article(text=(*many[:-1], "The last sentence is another one now.")), day=4)
    assert keeper.rows("SELECT encoding FROM snapshots ORDER BY id") == [("zstd",), ("zstd-diff",)]


def test_what_a_page_names_as_its_origin_is_to_be_followed(keeper: Keeper) -> None:
    cited = "https://origin.example/original-report-of-the-bridge"
    written = keeper.page(f"{SITE}/news/bridge", article(text=(*SENTENCES, f"Source: {cited}")))
    assert written.follow == (cited,)
    assert keeper.rows("SELECT target, relation, basis FROM v_links") == [(cited, "citation", "declared")]
