"""What is written for each verdict: real pages, really extracted, into a real archive; the clock is an argument."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import SENTENCES, article

from ingest.archive import Archive, create_or_open
from ingest.archive.read import lookups
from ingest.archive.write import source_state
from ingest.core.model import ADHOC, ArticleRules, Cited, Document, Exchange, Hop, Source, Verdict
from ingest.core.urls import Owners
from ingest.core.verdicts import REMOVALS
from ingest.pipeline import keep
from ingest.pipeline.keep import listing as keep_listing
from ingest.pipeline.workers.task import Task
from ingest.pipeline.workers.worker import answer

SITE = "https://ministry.example"
LISTING = f"{SITE}/news/"
DAY = 86400


def at(day: int, hour: int = 9) -> str:
    return f"2026-03-{day:02}T{hour:02}:00:00Z"


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
            leads=lambda _: True,
            state=lookups.url_states(self.db, [url]).get(url),
        )

    def page(
        self, url: str, body: bytes, *, day: int = 3, hour: int = 9, final: str | None = None, etag: str | None = None
    ) -> keep.Written:
        headers = (("content-type", "text/html; charset=utf-8"), *((("etag", etag),) if etag else ()))
        hops = (Hop(url, 302, final),) if final else ()
        exchange = Exchange(
            url=url, final_url=final or url, started_at=at(day, hour), ended_at=at(day, hour), status=200, headers=headers, hops=hops
        )
        document = Document(exchange=exchange, body=body)
        look = self.look(Owners((self.source,)).normalise(url, self.source))
        with self.archive.batch() as db:
            return keep.page(db, look, document, answer(Task(document, self.source)))

    def missing(self, url: str, *, day: int, status: int = 404) -> keep.Written:
        look = self.look(url)
        exchange = Exchange(url=url, final_url=url, started_at=at(day), ended_at=at(day), status=status)
        with self.archive.batch() as db:
            return keep.missing(db, look, exchange, REMOVALS[status])

    def listed(self, *paths: str, day: int, dated: bool = False) -> None:
        """A listing cites these pages, the newest first."""
        dates = [f"2026-02-{20 - int(path[1:]):02}T08:00:00Z" if dated else None for path in paths]
        cited = [Cited(url=f"{SITE}/news/{path}", published_at=date) for path, date in zip(paths, dates, strict=True)]
        with self.archive.batch() as db:
            owner = source_state.save(db, self.source)
            keep_listing.cited(db, LISTING, cited, (), owner, Owners((self.source,)), at(day))
            read = keep_listing.ReadListing(url=LISTING, body_hash=b"x", cited=tuple(one.url for one in cited))
            keep_listing.taken(db, [read], at(day))

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
        keeper.page(f"{SITE}/news/bridge", article()).report.verdict,
        keeper.page("https://www.ministry.example/news/bridge/", article()).report.verdict,
        keeper.page("http://ministry.example/news/bridge?utm_source=x", article()).report.verdict,
        keeper.page(f"{SITE}/news/bridge/amp", article(head=canonical(f"{SITE}/news/bridge"))).report.verdict,
    ]
    assert verdicts == [Verdict.NEW, *[Verdict.DUPLICATE] * 3]
    assert keeper.rows("SELECT count(*), (SELECT count(*) FROM revisions) FROM articles") == [(1, 1)]


def test_a_canonical_of_the_same_site_is_the_identity(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/print.php?id=7", article(head=canonical(f"{SITE}/news/bridge-7")))
    assert keeper.page(f"{SITE}/news/bridge-7", article(head=canonical(f"{SITE}/news/bridge-7"))).report.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT identity FROM articles") == [("https://ministry.example/news/bridge-7",)]


def test_a_canonical_of_another_site_is_no_identity(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(head=canonical("https://elsewhere.example/stolen")))
    assert keeper.rows("SELECT identity FROM articles") == [("https://ministry.example/news/bridge",)]


def test_a_template_that_gives_every_page_one_canonical_makes_no_article_of_two(keeper: Keeper) -> None:
    head = canonical(f"{SITE}/news/latest-news-of-the-ministry")
    keeper.page(f"{SITE}/news/latest-news-of-the-ministry", article(head=head))
    assert keeper.page(f"{SITE}/news/schools", article("Schools open", OTHER, head=head)).report.verdict is Verdict.NEW
    assert keeper.rows("SELECT title FROM v_articles ORDER BY id") == [("Bridge opened",), ("Schools open",)]


def test_two_pages_that_name_each_other_are_one_article(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge-a", article(head=canonical(f"{SITE}/news/bridge-b")))
    second = keeper.page(f"{SITE}/news/bridge-b", article(head=canonical(f"{SITE}/news/bridge-a")))
    assert second.report.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT count(*) FROM articles") == [(1,)]


def test_two_texts_that_name_each_other_are_two_articles(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(head=canonical(f"{SITE}/news/schools")))
    assert (
        keeper.page(f"{SITE}/news/schools", article("Schools", OTHER, head=canonical(f"{SITE}/news/bridge"))).report.verdict is Verdict.NEW
    )


def test_an_article_that_is_given_a_canonical_later_stays_one(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/7", article())
    again = keeper.page(f"{SITE}/news/7", article(head=canonical(f"{SITE}/news/bridge-opened-7")), day=4)
    assert again.report.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT count(*) FROM articles") == [(1,)]


def test_a_twin_with_another_text_does_not_revise(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article())
    short = article(text=SENTENCES[:4], head=canonical(f"{SITE}/news/bridge"))
    assert keeper.page(f"{SITE}/news/bridge/amp", short).report.verdict is Verdict.DUPLICATE
    assert keeper.rows("SELECT count(*) FROM revisions") == [(1,)]


def test_the_plain_page_takes_over_from_an_amp_twin_that_came_first(keeper: Keeper) -> None:
    head = canonical(f"{SITE}/news/bridge")
    keeper.page(f"{SITE}/news/bridge/amp", article(text=SENTENCES[:4], head=head))
    assert keeper.page(f"{SITE}/news/bridge", article(head=head), day=4).report.verdict is Verdict.REVISED
    assert keeper.page(f"{SITE}/news/bridge/amp", article(text=SENTENCES[:4], head=head), day=5).report.verdict is Verdict.DUPLICATE
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


def test_a_stub_that_three_looks_over_a_day_showed_was_meant_and_is_dated_by_the_first(keeper: Keeper) -> None:
    url, stub = f"{SITE}/news/bridge", article(text=SENTENCES[:1])
    keeper.page(url, article(), day=1)
    assert [keeper.page(url, stub, day=day).report.verdict for day in (2, 8)] == [Verdict.QUARANTINED] * 2
    assert keeper.rows("SELECT text FROM v_articles") == [("\n\n".join(SENTENCES),)]
    assert keeper.page(url, stub, day=9).report.verdict is Verdict.REVISED
    assert keeper.rows("SELECT change, seen_at, previous_confirmed_at FROM revisions WHERE number = 2") == [("confirmed", at(2), at(1))]


def test_three_looks_within_a_day_are_not_enough(keeper: Keeper) -> None:
    url, stub = f"{SITE}/news/bridge", article(text=SENTENCES[:1])
    keeper.page(url, article(), day=1)
    assert [keeper.page(url, stub, day=2, hour=hour).report.verdict for hour in (9, 12, 15, 23)] == [Verdict.QUARANTINED] * 4


def test_the_looks_count_anew_when_the_text_came_back_between(keeper: Keeper) -> None:
    url, stub = f"{SITE}/news/bridge", article(text=SENTENCES[:1])
    pages = (article(), stub, stub, article(), stub, stub)
    assert keeper.page(url, pages[0], day=1).report.verdict is Verdict.NEW
    verdicts = [keeper.page(url, page, day=day).report.verdict for day, page in enumerate(pages[1:], 2)]
    assert verdicts == [Verdict.QUARANTINED, Verdict.QUARANTINED, Verdict.UNCHANGED, Verdict.QUARANTINED, Verdict.QUARANTINED]


def test_two_stubs_that_take_turns_confirm_neither(keeper: Keeper) -> None:
    url, stubs = f"{SITE}/news/bridge", [article(text=SENTENCES[n : n + 1]) for n in range(2)]
    keeper.page(url, article(), day=1)
    verdicts = {keeper.page(url, stubs[day % 2], day=day).report.verdict for day in range(2, 9)}
    assert verdicts == {Verdict.QUARANTINED}


def test_a_stub_that_stands_in_two_articles_places_is_never_taken_for_one(keeper: Keeper) -> None:
    stub = article("Please wait", ("The service is not available at the moment, and we ask for your patience until it is.",) * 2)
    for name in ("bridge", "ferry"):
        keeper.page(f"{SITE}/news/{name}", article(f"The {name}"), day=1)
        keeper.page(f"{SITE}/news/{name}", stub, day=2)
    assert keeper.page(f"{SITE}/news/bridge", stub, day=20).report.verdict is Verdict.QUARANTINED


def test_the_same_url_in_another_language_all_at_once_is_quarantined(keeper: Keeper) -> None:
    vietnamese = tuple(
        f"Bộ trưởng cho biết cây cầu đường sắt thứ {n} sẽ được khánh thành sau ba năm thi công liên tục." for n in range(2, 8)
    )
    url = f"{SITE}/news/bridge"
    keeper.page(url, article())
    written = keeper.page(url, article("Khánh thành cầu đường sắt", vietnamese, language="vi"), day=4)
    assert written.report.verdict is Verdict.QUARANTINED
    assert "was in en" in written.report.reason
    assert keeper.rows("SELECT language FROM articles") == [("en",)]


def test_an_article_is_gone_after_fourteen_days_of_404(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    assert [keeper.missing(url, day=day).report.verdict for day in (2, 9, 15)] == [Verdict.FAILED] * 3
    assert keeper.missing(url, day=16).report.verdict is Verdict.GONE
    assert keeper.rows("SELECT state, title FROM v_articles") == [("gone", "Bridge opened")]
    assert keeper.page(url, article(), day=17).report.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT state FROM v_articles") == [("live",)]


def test_fourteen_days_count_anew_after_an_answer(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    keeper.missing(url, day=2)
    keeper.page(url, article(), day=10)
    assert keeper.missing(url, day=17).report.verdict is Verdict.FAILED


def test_a_410_says_so_at_once(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/news/bridge", article(), day=1)
    assert keeper.missing(f"{SITE}/news/bridge", day=2, status=410).report.verdict is Verdict.GONE


def test_a_404_of_a_page_never_seen_is_a_failure(keeper: Keeper) -> None:
    assert keeper.missing(f"{SITE}/news/none", day=2).report.verdict is Verdict.FAILED


def test_an_error_page_with_status_200_replaces_nothing(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article())
    error = b"<html><head><title>404 - Page not found</title></head><body><h1>404</h1><p>The page was not found.</p></body></html>"
    assert keeper.page(url, error, day=4).report.verdict is Verdict.QUARANTINED
    assert keeper.rows("SELECT title FROM v_articles") == [("Bridge opened",)]
    assert keeper.rows("SELECT count(*) FROM fetches WHERE verdict = 'quarantined' AND snapshot IS NOT NULL") == [(1,)]


def test_a_key_of_the_source_joins_what_names_the_same_document(tmp_path: Path) -> None:
    rules = ArticleRules(keep_params=("ItemID",), key=r"(?i)[?&]itemid=(\d+)")
    source = Source(name="ministry", title="Ministry", homepage=SITE, article=rules)
    with create_or_open(tmp_path / "archive.db") as archive:
        keeper = Keeper(archive, source)
        keeper.page(f"{SITE}/Pages/list.aspx?ItemID=7", article())
        assert keeper.page(f"{SITE}/pages/detail.aspx?x=1&ItemID=7", article()).report.verdict is Verdict.DUPLICATE
        assert keeper.page(f"{SITE}/Pages/list.aspx?ItemID=8", article("Eight")).report.verdict is Verdict.NEW


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
    assert keeper.rows("SELECT url, article FROM led_to") == [(cited, written.report.article)]
    assert keeper.rows("SELECT target, relation, basis FROM v_links") == [(cited, "citation", "declared")]


HOME = article("The Ministry", text=OTHER, head=canonical(f"{SITE}/"))
WITHDRAWN = article(
    "Bridge opened", text=("This article has been withdrawn by the ministry, which asks its readers to disregard what it said.",)
)


@pytest.mark.parametrize("to", ["/", "/index.html", "/en/", "/?from=old", "/news/", "/press-releases/"])
def test_an_article_that_comes_to_lead_to_the_home_page_or_its_section_is_removed(keeper: Keeper, to: str) -> None:
    url = f"{SITE}/news/2026/11/20/council-sells-the-old-pier"
    keeper.page(url, article(), day=1)
    assert [keeper.page(url, HOME, day=day, final=f"{SITE}{to}").report.verdict for day in (2, 3, 4)] == [
        Verdict.QUARANTINED,
        Verdict.QUARANTINED,
        Verdict.GONE,
    ]
    assert keeper.rows("SELECT url, title, state, removal, gone_at, missing_since, last_confirmed_at FROM v_articles") == [
        (url, "Bridge opened", "gone", "redirect", at(4), at(2), at(1))
    ]
    assert keeper.page(url, article(), day=5).report.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT state, removal, gone_at, missing_since FROM v_articles") == [("live", None, None, None)]


def test_a_removed_article_stays_removed_while_its_url_leads_home(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    verdicts = [keeper.page(url, HOME, day=day, final=f"{SITE}/").report.verdict for day in range(2, 9)]
    assert verdicts[2:] == [Verdict.GONE] * 5
    assert keeper.rows("SELECT gone_at FROM v_articles") == [(at(4),)]
    assert keeper.rows("SELECT count(*) FROM snapshots") == [(4,)]


def test_a_url_never_seen_that_leads_to_the_home_page_brings_no_article(keeper: Keeper) -> None:
    assert keeper.page(f"{SITE}/news/bridge", HOME, final=f"{SITE}/").report.verdict is Verdict.NOT_AN_ARTICLE
    assert keeper.rows("SELECT count(*) FROM articles") == [(0,)]


def test_a_notice_in_an_articles_place_is_a_removal_and_no_revision(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    verdicts = [keeper.page(url, WITHDRAWN, day=day).report.verdict for day in (2, 3, 4)]
    assert verdicts == [Verdict.QUARANTINED, Verdict.QUARANTINED, Verdict.GONE]
    assert keeper.rows("SELECT state, removal, title, (SELECT count(*) FROM revisions) FROM v_articles") == [
        ("gone", "notice", "Bridge opened", 1)
    ]


def test_a_page_that_says_that_there_is_none_for_fourteen_days_is_a_removal(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    error = b"<html><head><title>404 - Page not found</title></head><body><h1>404</h1><p>The page was not found.</p></body></html>"
    keeper.page(url, article(), day=1)
    verdicts = [keeper.page(url, error, day=day).report.verdict for day in (2, 9, 15, 16)]
    assert verdicts == [*[Verdict.QUARANTINED] * 3, Verdict.GONE]
    assert keeper.rows("SELECT removal FROM v_articles") == [("not found",)]


def test_another_url_of_an_article_that_is_missing_does_not_make_it_gone(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/short/7", article(), final=f"{SITE}/news/bridge", day=1)
    assert keeper.missing(f"{SITE}/short/7", day=2, status=410).report.verdict is Verdict.GONE
    assert keeper.rows("SELECT state FROM v_articles") == [("live",)]


def test_what_a_clock_five_years_ahead_has_noted_of_a_url_counts_from_the_next_look(keeper: Keeper) -> None:
    url = f"{SITE}/news/bridge"
    keeper.page(url, article(), day=1)
    keeper.db.execute("UPDATE urls SET missing_since = '2031-01-01T00:00:00Z', changed_at = '2031-01-01T00:00:00Z'")
    assert [keeper.missing(url, day=day).report.verdict for day in (2, 10, 17)] == [Verdict.FAILED, Verdict.FAILED, Verdict.GONE]
    assert keeper.rows("SELECT missing_since, changed_at FROM urls") == [(at(2), at(2))]


def test_a_slug_that_changed_without_a_redirect_is_one_article_that_moved(keeper: Keeper) -> None:
    old, new = f"{SITE}/news/brigde-opened", f"{SITE}/news/bridge-opened"
    keeper.page(old, article(), day=1)
    keeper.missing(old, day=2)
    assert keeper.page(new, article(), day=2).report.verdict is Verdict.UNCHANGED
    assert keeper.page(new, article("Bridge opened at last"), day=3).report.verdict is Verdict.REVISED
    keeper.missing(old, day=20)
    assert keeper.rows("SELECT id, url, state FROM v_articles") == [(1, new, "live")]


@pytest.mark.parametrize("is_missing", [False, True], ids=["the old page is there", "another day"])
def test_the_same_text_elsewhere_is_another_article(keeper: Keeper, is_missing: bool) -> None:
    keeper.page(f"{SITE}/news/brigde-opened", article(), day=3)
    page = article()
    if is_missing:
        keeper.missing(f"{SITE}/news/brigde-opened", day=4)
        page = page.replace(b"2026-03-02T", b"2026-03-03T")
    assert keeper.page(f"{SITE}/news/bridge-opened", page, day=4).report.verdict is Verdict.NEW


def test_a_section_of_two_letters_is_no_language_where_the_page_is_in_another(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/tw/bridge-opened-after-long-years", article(head=canonical(f"{SITE}/bridge-opened-after-long-years")))
    assert keeper.rows("SELECT identity FROM articles") == [(f"{SITE}/bridge-opened-after-long-years",)]


def test_validators_from_behind_a_redirect_are_those_of_its_target_alone(keeper: Keeper) -> None:
    keeper.page(f"{SITE}/short/7", article(), final=f"{SITE}/news/bridge", etag='"1"')
    assert keeper.rows("SELECT url, etag FROM urls ORDER BY url") == [(f"{SITE}/news/bridge", '"1"'), (f"{SITE}/short/7", None)]


def test_an_article_that_left_its_listing_and_then_its_address_is_unlisted(keeper: Keeper) -> None:
    url = f"{SITE}/news/n2"
    keeper.listed("n1", "n2", "n3", "n4", day=1)
    keeper.page(url, article(), day=1)
    keeper.listed("n0", "n1", "n3", "n4", day=2)
    verdicts = [keeper.missing(url, day=day).report.verdict for day in (3, 4, 5)]
    assert verdicts == [Verdict.FAILED, Verdict.FAILED, Verdict.GONE]
    assert keeper.rows("SELECT kind, since, confirmed_at, status, reason FROM removals") == [
        ("unlisted", at(3), at(1), 404, f"404 Not Found, first on 2026-03-03; it left {LISTING} by 2026-03-02")
    ]
    assert keeper.rows("SELECT state, removal FROM v_articles") == [("gone", "unlisted")]
    assert keeper.page(url, article(), day=6).report.verdict is Verdict.UNCHANGED
    assert keeper.rows("SELECT state, removal FROM v_articles") == [("live", None)]


def test_a_410_names_the_listing_that_the_article_had_left(keeper: Keeper) -> None:
    keeper.listed("n1", "n2", "n3", day=1)
    keeper.page(f"{SITE}/news/n2", article(), day=1)
    keeper.listed("n1", "n3", day=2)
    assert keeper.missing(f"{SITE}/news/n2", day=3, status=410).report.reason == f"410 Gone; it left {LISTING} by 2026-03-02"
    assert keeper.rows("SELECT kind FROM removals") == [("gone",)]


@pytest.mark.parametrize(
    ("later", "dated"),
    [
        (("n0", "n1", "n2", "n3"), False),  # it slid off the end
        (("n0", "n4", "n1", "n2", "n3"), False),  # it stands, elsewhere in the list
        (("n8", "n7", "n6", "n5"), True),  # older ones took the place of all: the list was turned
        (("n9",), False),  # most left at once: the listing changed its shape
        ((), False),
    ],
)
def test_what_was_not_taken_out_of_a_listing_is_not_unlisted(keeper: Keeper, later: tuple[str, ...], dated: bool) -> None:
    keeper.listed("n1", "n2", "n3", "n4", day=1, dated=dated)
    keeper.page(f"{SITE}/news/n4", article(), day=1)
    keeper.listed(*later, day=2, dated=dated)
    for day in (3, 4, 5):
        assert keeper.missing(f"{SITE}/news/n4", day=day).report.verdict is Verdict.FAILED


def test_an_article_that_came_back_into_its_listing_is_not_unlisted(keeper: Keeper) -> None:
    keeper.listed("n1", "n2", "n3", day=1)
    keeper.page(f"{SITE}/news/n2", article(), day=1)
    keeper.listed("n1", "n3", day=2)
    keeper.listed("n1", "n2", "n3", day=3)
    assert [keeper.missing(f"{SITE}/news/n2", day=day).report.verdict for day in (4, 5, 6)] == [Verdict.FAILED] * 3
