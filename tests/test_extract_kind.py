"""Walls and other pages without an article, kinds of article, and how much of one is here."""

import json
import pickle
from pathlib import Path

import pytest
from extracting import PROSE, document, layout_of, own_of, page_of

from ingest.core.extract import extract
from ingest.core.extract.fields import kind
from ingest.core.model import Article
from ingest.errors import NotAnArticle, Wall

VERDICTS = Path(__file__).parent.parent / "fixtures" / "verdicts"
EXPECTED = json.loads((VERDICTS / "expected.json").read_text())


def verdict(expected: dict[str, str | int]) -> tuple[str, str | None]:
    page = document((VERDICTS / str(expected["file"])).read_bytes(), str(expected["url"]), status=int(expected["status"]))
    try:
        extract(page)
    except Wall as wall:
        return "blocked", wall.kind
    except NotAnArticle as error:
        return "not an article", error.kind
    return "article", None


@pytest.mark.parametrize("expected", EXPECTED, ids=[page["file"].removesuffix(".html") for page in EXPECTED])
def test_each_page_gets_its_verdict(expected: dict[str, str | int]) -> None:
    assert verdict(expected) == (expected["verdict"], expected["kind"])


def test_every_saved_page_has_an_expectation() -> None:
    assert {path.name for path in VERDICTS.glob("*.html")} == {page["file"] for page in EXPECTED}


def test_a_verdict_names_its_reason_on_one_line_and_crosses_a_process_boundary() -> None:
    with pytest.raises(Wall) as caught:
        extract(document((VERDICTS / "cloudflare-moment.html").read_bytes(), status=403))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.kind, str(again)) == (Wall, "captcha", str(caught.value))
    assert "\n" not in str(again)


def article(
    head: str = "", url: str = "https://news.example.org/politics/a-bridge-is-opened", prose: int = 12, title: str = "Bridge opened"
) -> Article:
    return extract(document(f"<head><title>{title}</title>{head}</head><body><h1>{title}</h1>{f'<p>{PROSE}</p>' * prose}", url))


def json_ld(said: str) -> str:
    return f'<script type="application/ld+json">{{"headline":"Bridge opened","datePublished":"2024-12-18",{said}}}</script>'


@pytest.mark.parametrize(
    ("found", "page_kind"),
    [
        (article(), "article"),
        (article(json_ld('"@type":"LiveBlogPosting"')), "live"),
        (article(url="https://news.example.org/live/bridge-opening-2024"), "live"),
        (article(title="LIVE: Bridge opened"), "live"),
        (article(url="https://example.gov/press-releases/bridge-opened"), "press-release"),
        (article(url="https://example.gov.vn/thong-cao-bao-chi/khanh-thanh-cau"), "press-release"),
        (article(title="Pressemitteilung: Brücke eröffnet"), "press-release"),
        (article(json_ld('"@type":"Legislation"')), "document"),
        (article(json_ld('"@type":"VideoObject"'), prose=3), "video"),
        (article(url="https://news.example.org/video/bridge-opened-2024", prose=3), "video"),
        (article(json_ld('"@type":"ImageGallery"'), prose=3), "gallery"),
    ],
)
def test_the_kind_of_page_is_told(found: Article, page_kind: str) -> None:
    assert found.kind == page_kind


def test_pictures_more_than_text_are_a_gallery() -> None:
    pictures = "".join(
        f'<figure><img src="/{n}.jpg"><figcaption>The bridge from the north, picture number {n}</figcaption></figure>' for n in range(14)
    )
    page = page_of(f"<body><h1>Bridge opened</h1><p>{PROSE}</p>{pictures}")
    layout = layout_of(page)
    body = [block for block in layout.blocks if block.box.tag == "p"]
    assert kind.choose(page, own_of(page), "Bridge opened", layout, body, 14).kind == "gallery"


def test_only_a_beginning_is_partial() -> None:
    closed = json_ld('"@type":"NewsArticle","isAccessibleForFree":false')
    assert article(closed, prose=3).access == "partial"
    assert article(closed, prose=40).access == "open"
    assert article(json_ld('"@type":"NewsArticle","isAccessibleForFree":"False","wordCount":4000'), prose=10).access == "partial"
    assert article(json_ld('"@type":"NewsArticle","isAccessibleForFree":true'), prose=3).access == "open"
    assert article().access == "open"


HOME = '<link rel="canonical" href="/"><meta property="og:url" content="https://news.example.org">'


def test_an_article_under_a_template_that_names_the_home_page_is_one() -> None:
    assert article(HOME).title == "Bridge opened"


def test_a_home_page_in_an_articles_place_is_none_however_much_it_says() -> None:
    headlines = "".join(f'<h3><a href="/{n}">A headline of some length, number {n}</a></h3>' for n in range(12))
    url = "https://news.example.org/politics/a-bridge-is-opened"
    page = document(f"<head><title>Example News</title>{HOME}</head><body>{headlines}{f'<p>{PROSE}</p>' * 6}", url)
    with pytest.raises(NotAnArticle, match="calls itself the home page"):
        extract(page)


SHORT = "".join(f"<p>Paragraph {number} of the text, which says something of its own.</p>" for number in range(12))


@pytest.mark.parametrize(
    "title",
    [
        *("Resolution 404", "Thông tư số 404/2025", "Приказ № 404 министерства", "Decreto n.º 404", "404 people rescued at sea"),
        *("Flight 404 returns to Paris", "Circular No. 404 of the ministry"),
    ],
)
def test_a_number_in_a_title_is_no_error_page(title: str) -> None:
    page = f"<title>{title} - The Ministry</title><h1>{title}</h1>{SHORT}"
    assert extract(document(page)).title == title


@pytest.mark.parametrize("title", ["404", "Error 404", "404 Error", "Erreur 404", "Lỗi 404", "Ошибка 404", "Página 404", "HTTP 404"])
def test_an_error_page_that_says_much_is_one(title: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        extract(document(f"<title>{title} | The Ministry</title><h1>{title}</h1>{SHORT}"))
    assert caught.value.kind == "soft-404"


def test_a_title_over_nothing_is_no_article() -> None:
    chrome = "<p>Reference: 6a1b3f9e</p>"
    with pytest.raises(NotAnArticle) as caught:
        extract(document(f"<title>Bridge opened</title><h1>Bridge opened</h1>{chrome}".encode()))
    assert caught.value.kind == "empty"


def _told_news(day: int) -> str:
    headline = f"Die Brücke Nummer {day} über den Fluss ist wieder offen"
    lead = f"Nach {day} Monaten Bauzeit fahren seit Montag wieder Züge über die Brücke, teilte das Ministerium mit."
    return f'<li class="meldung"><h3><a href="/meldung-{day}">{headline}</a></h3><p>{lead}</p></li>'


def test_a_few_headlines_with_their_leads_are_a_list_and_no_article() -> None:
    page = f"<title>Aktuelles</title><h1>Aktuelles</h1><main><ul>{''.join(map(_told_news, (2, 5, 7)))}</ul></main>"
    with pytest.raises(NotAnArticle) as caught:
        extract(document(page))
    assert caught.value.kind == "listing"


def test_a_short_article_beside_such_a_list_is_one() -> None:
    text = (
        "<p>Die Schule im Ort öffnet am Dienstag, drei Wochen früher, als der Kreis im Sommer angekündigt hatte.</p>"
        "<p>Das Ministerium dankt allen, die in den Ferien geholfen haben, und lädt am Samstag zum Fest ein.</p>"
    )
    lists = f"<aside><ul>{''.join(map(_told_news, (2, 5, 7)))}</ul></aside>"
    assert "lädt am Samstag" in extract(document(f"<title>Schule öffnet</title><main><h1>Schule öffnet</h1>{text}</main>{lists}")).text


_LEADS = (
    (
        "Cable ferry returns to the sound",
        "The ferry had been in the yard since August and now carries two more lorries on each of its crossings.",
    ),
    (
        "Museum of salt opens its cellars",
        "Visitors may walk through the old brine tunnels from Saturday on, in groups of twelve and with a lamp each.",
    ),
    (
        "Orchard tax is put off again",
        "Growers have another year to count their trees, the treasury said, because the forms were printed too late.",
    ),
    (
        "Night trains stop at Halvorsund",
        "From the new timetable on, both sleepers will halt there for four minutes if somebody has asked for it.",
    ),
    (
        "Beavers are counted by drone",
        "Wardens found nineteen lodges between the weir and the lake, three more than last winter, and named them all.",
    ),
    (
        "School kitchens buy from the coast",
        "A fifth of the fish that pupils eat is to come from boats of the province, which are paid within a week.",
    ),
    (
        "Bell tower is held up by cables",
        "Masons found the northern wall bent by a hand's breadth and want to press it straight before the frost.",
    ),
    (
        "Harbour office moves its counter",
        "Whoever wants a berth asks in the former customs house, whose doors are open from seven until noon.",
    ),
    (
        "Roads of the upper valley closed",
        "Rocks fell on three places during the night, and the geologists will only say on Friday what still hangs.",
    ),
)
_ITEMS = {
    "headings in articles": '<article><h2><a href="/n/{n}">{title}</a></h2><p>{lead}</p></article>',
    "a date before the heading": '<article><div>{n} November 2026</div><h2><a href="/n/{n}">{title}</a></h2><p>{lead}</p></article>',
    "links in list items": '<li><a href="/n/{n}">{title}</a><p>{lead}</p></li>',
    "a link that says more": '<div class="item"><h3><a href="/n/{n}">{title}</a></h3><p>{lead} <a href="/n/{n}">Read more</a></p></div>',
}


def _list_of(item: str, head: str = "") -> str:
    rows = "".join(item.format(n=n, title=title, lead=lead) for n, (title, lead) in enumerate(_LEADS, 1))
    return f"<html lang=en><head><title>News</title>{head}</head><body><main><h1>News</h1>{rows}</main></body></html>"


@pytest.mark.parametrize("item", _ITEMS.values(), ids=_ITEMS)
def test_a_list_with_as_much_text_as_an_article_is_none(item: str) -> None:
    """A removed article that redirects to it would become this page."""
    with pytest.raises(NotAnArticle) as caught:
        extract(document(_list_of(item)))
    assert caught.value.kind == "listing"


def test_a_round_up_that_says_when_it_was_published_is_an_article() -> None:
    head = '<meta property="article:published_time" content="2026-11-20T08:00:00Z">'
    assert "brine tunnels" in extract(document(_list_of(_ITEMS["headings in articles"], head))).text


def test_an_article_with_others_below_it_stays_one() -> None:
    own = "".join(f"<p>{lead} {lead.swapcase().capitalize()}</p>" for _, lead in _LEADS[:4])
    rows = "".join(_ITEMS["headings in articles"].format(n=n, title=title, lead=lead) for n, (title, lead) in enumerate(_LEADS[4:], 1))
    page = f"<title>Ferry</title><main><h1>Cable ferry returns to the sound</h1>{own}<section><h2>More</h2>{rows}</section></main>"
    assert "two more lorries" in extract(document(page)).text
