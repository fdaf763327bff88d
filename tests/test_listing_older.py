"""How a listing goes on to older pages: what is found in a document, what is not, and where a walk ends."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from listed import document, read
from msgspec.structs import replace

from ingest.core import listing
from ingest.core.listing.older import months, template, walk
from ingest.core.listing.older.walk import OlderPage, Sofar
from ingest.core.listing.older.words import says_older
from ingest.core.model import ADHOC, Cited, Document, Exchange, Listing, Older
from ingest.errors import ListingError

SITE = "https://a.vn"
NEWS = f"{SITE}/news"
ARTICLES = "".join(
    f'<article><h2><a href="/news/the-bridge-number-{n}-was-opened-today">The bridge number {n} was opened today</a></h2></article>'
    for n in "one two three four five".split()  # noqa: SIM905
)


def older(more: str, url: str = NEWS, head: str = "", **said: Any) -> Older:
    page = f"<html><head>{head}</head><body><main>{ARTICLES}</main>{more}</body></html>"
    return read("page", page, url=url, **said).older


def pager(*links: str) -> str:
    return f'<ul class="pagination">{"".join(f"<li>{link}</li>" for link in links)}</ul>'


def link(href: str, words: str, more: str = "") -> str:
    return f'<a href="{href}" {more}>{words}</a>'


@pytest.mark.parametrize(
    ("more", "url", "following", "pages"),
    [
        (link("/news/page/2", "Older posts →"), NEWS, "/news/page/2", None),
        (link("?page=2", "Next ›"), NEWS, "/news?page=2", None),
        (link("/news?trang=2", "Trang sau"), NEWS, "/news?trang=2", None),
        (link("/news?p=2", "下一页"), NEWS, "/news?p=2", None),
        (link("/news?p=2", "Следующая"), NEWS, "/news?p=2", None),
        (link("/news?p=2", "التالي"), NEWS, "/news?p=2", None),
        (link("/news/2", '<img alt="Nächste Seite">'), NEWS, "/news/2", None),
        (link("/news?from=x", "", 'class="pager-next"'), NEWS, "/news?from=x", None),
        (pager(link("/news?seite=2", "»")), NEWS, "/news?seite=2", None),
        (pager("1", link("/news?page=2", "2"), link("/news?page=3", "3"), link("/news?page=80", "Last")), NEWS, "/news?page=2", 80),
        (pager("1", link("/news?page=1", "2"), link("/news?page=2", "3")), NEWS, "/news?page=1", 3),
        (pager("1", link("/news?start=20", "2"), link("/news?start=40", "3")), NEWS, "/news?start=20", 3),
        (pager("1", link("/news/p-2.html", "٢"), link("/news/p-3.html", "٣")), NEWS, "/news/p-2.html", 3),
        (pager("1", link("/news?page=2", "[2]")), NEWS, "/news?page=2", 2),
        (
            pager(*(link(f"/news?page={n}", str(n)) for n in (12, 13, 15, 16)), link("/news?page=80", "80")),
            f"{NEWS}?page=14",
            "/news?page=15",
            80,
        ),
        (pager(link("/news?page=1", "1"), link("/news?page=9", "9")), f"{NEWS}?page=5", "/news?page=6", 9),
        ("<p>Loading …</p>", f"{NEWS}?page=1&sort=date", "/news?page=2&sort=date", None),
        ("<p>Loading …</p>", f"{NEWS}/page/1/", "/news/page/2/", None),
    ],
)
def test_the_next_page_is_found(more: str, url: str, following: str, pages: int | None) -> None:
    found = older(more, url)
    assert (found.urls, found.pages) == ((SITE + following,), pages)


def test_what_a_page_declares_comes_first() -> None:
    found = older(pager("1", link("/news?page=2", "2"), link("/news?page=3", "3")), head='<link rel="next" href="/news?after=x">')
    assert found == Older(urls=(f"{NEWS}?after=x",), how="rel=next", pages=3)


@pytest.mark.parametrize(
    "more",
    [
        '<div class="swiper">' + link("/gallery/2", "Next") + "</div>",
        '<table class="calendar"><tr>' + "".join(f"<td>{link(f'/news/2024/03/{n}', str(n))}</td>" for n in range(1, 29)) + "</tr></table>",
        "".join(link(f"/news/2026/03/{n}", str(n)) for n in range(10, 29)),
        link("https://elsewhere.com/news?page=2", "Next"),
        link("#", "Next") + link("javascript:more()", "Load more") + link("", "2"),
        link("/shop/next-step", "Next"),
        link("/news", "2"),
        "<footer>" + link("/about", "About us") + link("/contact", "Contact") + "</footer>",
    ],
)
def test_what_is_no_older_page_is_not_taken_for_one(more: str) -> None:
    assert older(more).urls == ()


def test_the_last_of_numbered_pages_has_none_behind_it() -> None:
    found = older(pager(*(link(f"/news?page={n}", str(n)) for n in (1, 2, 3)), "4"), f"{NEWS}?page=4")
    assert (found.urls, found.pages) == ((), 4)


def test_an_archive_by_month_is_read_from_the_newest_on() -> None:
    names = ["2026/01", "2025/12", "2026/02", "2031/01"]
    found = older("<aside>" + "".join(link(f"/news/{name}/", name) for name in names) + "</aside>")
    assert found.urls == tuple(f"{NEWS}/{name}/" for name in ("2026/02", "2026/01", "2025/12"))
    options = "".join(f'<option value="/?m={name.replace("/", "")}">{name}</option>' for name in names)
    assert older(f"<select>{options}</select>").urls == tuple(f"{SITE}/?m={name}" for name in ("202602", "202601", "202512"))
    years = "".join(link(f"/news?year={year}", str(year)) for year in (2024, 2026, 2025))
    assert older(years).urls == tuple(f"{NEWS}?year={year}" for year in (2026, 2025, 2024))


def test_a_month_leads_to_the_month_before_it() -> None:
    both = link("/calendar/2024/04", "›") + link("/calendar/2024/02", "‹")
    assert older(both, f"{SITE}/calendar/2024/03").urls == (f"{SITE}/calendar/2024/02",)
    assert older(link("/c?year=2023&month=12", "‹"), f"{SITE}/c?year=2024&month=1").urls == (f"{SITE}/c?year=2023&month=12",)
    assert months.month_before(f"{SITE}/2019", [f"{SITE}/2020", f"{SITE}/2018"]) == f"{SITE}/2018"


def test_what_the_file_says_comes_before_what_is_found() -> None:
    more = link("/news?page=2", "Next") + link("/news?offset=10", "Weiter", 'class="more"')
    assert older(more, next="a.more").urls == (f"{NEWS}?offset=10",)
    assert older(more, next="a.none").urls == ()


def json_older(body: str, url: str = f"{SITE}/api/news", **said: Any) -> Older:
    return read("json", body, url=url, **said).older


ROWS = '[{"url": "/news/1", "title": "The bridge was opened"}, {"url": "/news/2", "title": "The bridge was closed"}]'


@pytest.mark.parametrize(
    ("body", "url", "following", "pages"),
    [
        (f'{{"results": {ROWS}, "next": "/api/news?page=2", "count": 7}}', "", "/api/news?page=2", 4),
        (f'{{"results": {ROWS}, "links": {{"next": {{"href": "?after=x"}}}}}}', "", "/api/news?after=x", None),
        (f'{{"value": {ROWS}, "@odata.nextLink": "{SITE}/api/news?$skip=2"}}', "", "/api/news?$skip=2", None),
        (f'{{"results": {ROWS}, "meta": {{"next_cursor": "a b"}}}}', "", "/api/news?cursor=a+b", None),
        (f'{{"results": {ROWS}, "nextPageToken": "t"}}', "?q=1&pageToken=s", "/api/news?q=1&pageToken=t", None),
        (f'{{"results": {ROWS}, "pageInfo": {{"endCursor": "t"}}}}', "?after=s", "/api/news?after=t", None),
        (f'{{"articles": {ROWS}, "page": 1, "totalPages": 9}}', "", "/api/news?page=2", 9),
        (f'{{"articles": {ROWS}, "page": 3, "pages": 9}}', "?p=3", "/api/news?p=4", 9),
        (f'{{"results": {ROWS}, "total": 6, "start": 2}}', "?start=2&count=2", "/api/news?start=4&count=2", 3),
        (f'{{"results": {ROWS}, "total": 6, "start": 0}}', "?count=2", "/api/news?count=2&start=2", 3),
        (ROWS, "?offset=0&limit=2", "/api/news?offset=2&limit=2", None),
    ],
)
def test_a_json_list_goes_on(body: str, url: str, following: str, pages: int | None) -> None:
    found = json_older(body, f"{SITE}/api/news{url}")
    assert (found.urls, found.pages) == ((SITE + following,), pages)


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (f'{{"results": {ROWS}, "next": null}}', ""),
        (f'{{"results": {ROWS}, "has_more": false, "cursor": "x"}}', ""),
        (f'{{"results": {ROWS}, "page": 9, "pages": 9}}', "?page=9"),
        (f'{{"results": {ROWS}, "total": 4}}', "?offset=2"),
        (f'{{"results": {ROWS}, "next": "https://elsewhere.com/?page=2"}}', ""),
        ('{"results": [], "page": 3, "pages": 9}', "?page=3"),
        (f'{{"results": {ROWS}}}', ""),
    ],
)
def test_a_json_list_ends(body: str, url: str) -> None:
    assert json_older(body, f"{SITE}/api/news{url}").urls == ()


def test_a_path_names_the_next_page_or_a_cursor() -> None:
    body = f'{{"d": {{"rows": {ROWS}, "mehr": ["/api/news?x=2"], "k": 77}}}}'
    assert json_older(body, items="d.rows", next="d.mehr.0").urls == (f"{SITE}/api/news?x=2",)
    assert json_older(body, items="d.rows", next="d.k") == Older(how="next = d.k", cursor="77")
    assert json_older(body, items="d.rows", next="d.none").cursor is None


def test_feeds_go_on_by_their_links_and_as_wordpress_numbers_them() -> None:
    entry = "<entry><title>T</title><link href='/news/1'/></entry>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><link rel='prev-archive' href='/2019.atom'/>{entry}</feed>"
    assert read("feed", atom).older.urls == (f"{SITE}/2019.atom",)
    rss = "<rss><channel><generator>https://wordpress.org/?v=6.5</generator><item><link>/news/1</link></item></channel></rss>"
    assert read("feed", rss, url=f"{SITE}/feed/").older.urls == (f"{SITE}/feed/?paged=2",)
    assert read("feed", rss, url=f"{SITE}/feed/?paged=2").older.urls == (f"{SITE}/feed/?paged=3",)
    assert read("feed", rss.replace("wordpress.org", "example.org")).older.urls == ()


def test_a_link_header_leads_on() -> None:
    at = "2026-11-21T00:00:00Z"
    headers = (("link", f'<{SITE}/api?page=1>; rel="prev", <{SITE}/api?page=3>; rel="next"'),)
    exchange = Exchange(url=f"{SITE}/api", final_url=f"{SITE}/api", started_at=at, ended_at=at, status=200, headers=headers)
    found = listing.read(Document(exchange=exchange, body=ROWS.encode()), Listing(kind="json", url=""), source=ADHOC)
    assert found.older.urls == (f"{SITE}/api?page=3",)


def test_an_index_of_sitemaps_leads_to_all_of_them() -> None:
    index = f"<sitemapindex><sitemap><loc>{SITE}/1.xml</loc></sitemap><sitemap><loc>{SITE}/2.xml</loc></sitemap></sitemapindex>"
    assert set(read("sitemap", index).older.urls) == {f"{SITE}/1.xml", f"{SITE}/2.xml"}


# ---------------------------------------------------------------- templates


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("https://a.vn/p/{n}", ["https://a.vn/p/2", "https://a.vn/p/3"]),
        ("https://a.vn/?page={n=1}", ["https://a.vn/?page=1", "https://a.vn/?page=2"]),
        ("https://a.vn/?start={n=20+20}", ["https://a.vn/?start=20", "https://a.vn/?start=40"]),
        ("https://a.vn/{yyyy}/{mm}/", ["https://a.vn/2026/01/", "https://a.vn/2025/12/"]),
        ("https://a.vn/{yyyy}-{m}", ["https://a.vn/2026-1", "https://a.vn/2025-12"]),
        ("https://a.vn/{yyyy}", ["https://a.vn/2026", "https://a.vn/2025"]),
    ],
)
def test_a_template_is_filled(said: str, pages: list[str]) -> None:
    assert template.trouble(said) is None
    assert [template.page(said, number, "2026-01-31T00:00:00Z") for number in (2, 3)] == pages


@pytest.mark.parametrize("said", ["https://a.vn/", "https://a.vn/{x}", "https://a.vn/{mm}", "https://a.vn/{n=}", "https://a.vn/{n=20+0}"])
def test_what_is_no_template_says_why(said: str) -> None:
    assert template.trouble(said)


def test_a_cursor_is_spelled_for_an_address() -> None:
    assert template.page("https://a.vn/?c={cursor}", 2, "2026-01-31", "a&b/c") == "https://a.vn/?c=a%26b%2Fc"
    assert template.page("https://a.vn/?c={cursor}", 2, "2026-01-31") is None


# ---------------------------------------------------------------- where a walk goes

PAGE = Listing(kind="page", url=NEWS)
NEXT = Older(urls=(f"{NEWS}?page=3",), how="numbered pages")
SOFAR = Sofar(began_at="2026-03-01T00:00:00Z", pages=1)


LEAF = OlderPage(url=f"{NEWS}?page=2", number=2, cited=1, fresh=(Cited(url=f"{NEWS}/1", published_at="2020-05-01T00:00:00Z"),), older=NEXT)


def leaf(**said: object) -> OlderPage:
    return replace(LEAF, **said)


def test_a_walk_goes_on() -> None:
    assert walk.onward(SOFAR, leaf(), PAGE) == walk.Onward(urls=NEXT.urls)


@pytest.mark.parametrize(
    ("sofar", "page", "why", "is_end"),
    [
        (SOFAR, leaf(cited=0, fresh=()), "page 2 is empty", False),
        (SOFAR, leaf(is_repeated=True), "page 2 lists what a page before it listed", False),
        (Sofar(began_at="", pages=4, dry=2), leaf(fresh=()), "page 5 is the third in a row that lists nothing new", False),
        (Sofar(began_at="", pages=1, back_to="2021-01-01T00:00:00Z"), leaf(), "page 2 is older than 2021-01-01", True),
        (Sofar(began_at="", pages=1, until_known=True), leaf(known=1), "all on page 2 was kept by a walk before", True),
        (Sofar(began_at="", pages=19_999), leaf(), "page 20000 is the last that one walk reads", True),
        (SOFAR, leaf(older=Older()), "page 2 names no older page", False),
        (SOFAR, leaf(older=Older(urls=(f"{NEWS}?page=2",))), "page 2 names no older page", False),
    ],
)
def test_a_walk_ends(sofar: Sofar, page: OlderPage, why: str, is_end: bool) -> None:
    onward = walk.onward(sofar, page, PAGE)
    assert (onward.why, onward.is_end) == (why, is_end)
    assert onward.urls == (NEXT.urls if is_end else ())  # from there it may go further another time


def test_a_page_that_was_pushed_on_by_new_articles_does_not_end_a_walk() -> None:
    assert walk.onward(Sofar(began_at="", pages=4, dry=1), leaf(fresh=()), PAGE).urls == NEXT.urls


def test_one_old_article_on_a_page_does_not_end_a_walk_back_to_a_date() -> None:
    new = Cited(url=f"{NEWS}/2", published_at="2023-05-01T00:00:00Z")
    sofar = Sofar(began_at="", pages=1, back_to="2021-01-01T00:00:00Z")
    assert walk.onward(sofar, leaf(cited=2, fresh=(*leaf().fresh, new)), PAGE).urls == NEXT.urls


def test_an_endless_calendar_is_left_after_a_year_of_empty_months() -> None:
    month = leaf(url=f"{SITE}/c/2019/03", cited=0, fresh=(), older=Older(urls=(f"{SITE}/c/2019/02",)))
    assert walk.onward(Sofar(began_at="", pages=30, empty=10), month, PAGE).urls
    assert walk.onward(Sofar(began_at="", pages=31, empty=11), month, PAGE) == walk.Onward(
        why="page 32 is the twelfth empty month in a row"
    )


def test_how_far_a_walk_is_is_told_in_words() -> None:
    assert walk.in_words(14, 80, "2021-03-05T00:00:00Z") == "page 14 of about 80, back to March 2021"
    assert walk.in_words(14, None, None) == "page 14"


@pytest.mark.parametrize("words", ["Older posts", "  Tiếp theo » ", "次のページ", "Ältere Beiträge", "ПОКАЗАТЬ ЕЩЁ", "הבא", "ถัดไป"])
def test_words_for_older_are_known(words: str) -> None:
    assert says_older(words)


@pytest.mark.parametrize("words", ["", "›", "Next steps for the bridge", "Home", "1"])
def test_other_words_are_not(words: str) -> None:
    assert not says_older(words)


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_page_and_no_address_breaks_it(markup: str, path: str) -> None:
    page = document(f"<html><a href='{markup}'>2</a><a rel=next href='{path}'>x</a>{markup}", url=f"{SITE}/{path}")
    with suppress(ListingError):
        listing.read(page, PAGE, ADHOC)
