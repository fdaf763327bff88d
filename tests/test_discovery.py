"""What is learned of a site from addresses, dates and pages, without asking it."""

import pytest

from ingest.core.discovery import document_key, places
from ingest.core.discovery.editions import code_in, counterpart
from ingest.core.discovery.offer import offer_of
from ingest.core.extract import extract
from ingest.core.model import Document, Exchange
from ingest.fetch.manners import robots

WORDS = ("bridge", "harbour", "library", "canal", "museum", "school", "market", "tower")
AT = "2026-11-01T00:00:00Z"


def page(url: str, body: str) -> Document:
    return Document(exchange=Exchange(url=url, final_url=url, started_at=AT, ended_at=AT, status=200), body=body.encode())


def dated(published: str) -> Document:
    text = "<p>The bridge over the river was opened on Monday after three years of work, and the first trains will cross it soon.</p>" * 9
    head = f'<title>Bridge opened</title><meta property="article:published_time" content="{published}">'
    return page("https://a.vn/news/bridge-opened-1", f"<html><head>{head}</head><body><h1>Bridge opened</h1>{text}</body></html>")


@pytest.mark.parametrize(
    ("form", "params", "key"),
    [
        ("https://a.vn/Pages/chi-tiet.aspx?ItemID={number}&ref=home", ("ItemID",), None),
        ("https://a.vn/{word}/view.do?nttId={number}", ("nttId",), r"(?i)[?&]nttId=([\w-]+)"),
        ("https://a.vn/the-{word}-is-open-post{number}.tpo", (), r"post(\d{4,})\.tpo(?:[?#]|$)"),
        ("https://a.gov/news/{number}/the-{word}-is-open", (), r"news/(\d{4,})/"),
        ("https://a.gov/2026/11/the-{word}-is-open", (), None),
        ("https://a.gov/news/the-{word}-of-2026", (), None),
        ("https://a.gov/node/{number}", (), None),
    ],
)
def test_what_names_a_document_is_learned(form: str, params: tuple[str, ...], key: str | None) -> None:
    addresses = [form.format(word=word, number=48_210 + 7 * n) for n, word in enumerate(WORDS)]
    learned = document_key.learn(addresses, [])
    assert (learned.keep_params, learned.key) == (params, key), learned.why


def test_a_number_that_is_a_date_names_no_document() -> None:
    addresses = [f"https://a.gov/{20261101 + n}/the-{word}-is-open" for n, word in enumerate(WORDS)]
    assert document_key.learn(addresses, []).key is None


def test_a_number_that_two_articles_share_names_none() -> None:
    addresses = [f"https://a.gov/news/{48_000 + n // 2}/the-{word}-is-open" for n, word in enumerate(WORDS)]
    assert document_key.learn(addresses, []).key is None


def test_nothing_is_learned_from_three_addresses() -> None:
    learned = document_key.learn(["https://a.gov/?id=1", "https://a.gov/?id=2", "https://a.gov/?id=3"], [])
    assert (learned.keep_params, learned.key) == ((), None)
    assert "not established" in learned.why


@pytest.mark.parametrize(
    ("listing", "home", "edition", "expected"),
    [
        ("https://a.eu/en/news.xml", "https://a.eu/en/", "https://a.eu/fr/", "https://a.eu/fr/news.xml"),
        ("https://a.eu/feed", "https://a.eu/", "https://a.eu/fr/", "https://a.eu/fr/feed"),
        ("https://en.a.vn/rss/home.rss", "https://en.a.vn/", "https://zh-cn.a.vn/", "https://zh-cn.a.vn/rss/home.rss"),
        ("https://a.eu/rss?lang=en&n=1", "https://a.eu/?lang=en", "https://a.eu/?lang=de", "https://a.eu/rss?lang=de&n=1"),
        ("https://a.eu/rss", "https://a.eu/", "https://a.eu/deutsch.html", None),
        ("https://feeds.b.org/a", "https://a.eu/", "https://a.eu/fr/", None),
    ],
)
def test_a_listing_has_its_counterpart_in_another_language(listing: str, home: str, edition: str, expected: str | None) -> None:
    assert counterpart(listing, home, edition) == expected


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://a.vn/zh-cn/x", "zh-cn"),
        ("https://fr.a.vn/", "fr"),
        ("https://a.vn/?lang=ko", "ko"),
        ("https://a.vn/press/x", None),
        ("https://de.com/x", None),
    ],
)
def test_a_language_is_read_off_an_address(url: str, code: str | None) -> None:
    assert code_in(url) == code


def test_editions_are_found_in_a_menu_without_hreflang() -> None:
    links = '<a href="/en">EN</a><a href="/tet">tet</a><a href="/vn">Tiếng Việt</a><a href="https://b.org/fr">Français</a>'
    links += '<a href="/ja/">日本語</a><a href="/k">ქართული</a>'
    offer = offer_of(page("https://a.org/", f'<html lang="en"><head><title>A</title></head><body>{links}</body></html>'))
    assert [(one.language, one.url) for one in offer.editions] == [
        ("vi", "https://a.org/vn"),
        ("ja", "https://a.org/ja/"),
        ("ka", "https://a.org/k"),
    ]


@pytest.mark.parametrize("words", ["სიახლეები", "Լուրեր", "ዜና", "Жаңалықтар", "Мэдээ", "వార్తలు", "समाचार", "ព័ត៌មាន", "വാർത്തകൾ"])
def test_a_page_of_news_is_known_by_the_words_that_lead_to_it(words: str) -> None:
    links = f'<a href="/p/1">{words}</a><a href="/p/2">{words[::-1]}</a>'
    offer = offer_of(page("https://a.org/", f"<html><head><title>A</title></head><body>{links}</body></html>"))
    assert [one.url for one in offer.sections] == ["https://a.org/p/1"]


def test_a_site_s_name_is_what_its_title_says_beside_a_welcome() -> None:
    assert (
        offer_of(page("https://a.org/", "<html><head><title>Home | Ministry of Ports</title></head><body></body></html>")).title
        == "Ministry of Ports"
    )


@pytest.mark.parametrize(
    ("host", "region", "country"),
    [
        ("moha.gov.vn", None, "VN"),
        ("www.gov.uk", "US", "GB"),
        ("a.com", "CH", "CH"),
        ("a.com", None, None),
        ("ec.europa.eu", "GB", None),
        ("a.io", None, None),
    ],
)
def test_a_country_is_told_by_the_domain_or_the_language_s_region(host: str, region: str | None, country: str | None) -> None:
    assert places.country(host, region).value == country


def test_a_zone_that_the_articles_contradict_is_not_written() -> None:
    there, elsewhere = (extract(dated(at)) for at in ("2026-03-02T09:00:00+07:00", "2026-03-02T09:00:00-05:00"))
    assert places.time_zone("VN", [there]).value == "Asia/Ho_Chi_Minh"
    assert places.time_zone("VN", [elsewhere]).value is None
    assert places.time_zone("US", [elsewhere]).value is None, "a country of several zones"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("ngày 25/11/2026", "dmy"),
        ("on 11/25/2026", "mdy"),
        ("2026/11/25", "ymd"),
        ("on 25.11.2026", "dmy"),
        ("version 1.2.2026 of 3/4/2026", None),
        ("2026-11-25", None),
    ],
)
def test_the_order_of_dates_is_read_off_those_that_can_mean_one_thing(text: str, order: str | None) -> None:
    assert places.date_order(None, None, [text]).value == order


def test_without_a_telling_date_the_custom_of_the_country_counts() -> None:
    assert [places.date_order(where, None, []).value for where in ("US", "JP", "VN", None)] == ["mdy", "ymd", "dmy", None]


def test_the_sitemaps_of_a_robots_txt_are_for_everybody() -> None:
    policy = robots.parse(
        b"User-agent: other\nDisallow: /\nSitemap: https://a.org/s.xml\n\nsitemap:/t.xml # two\nSitemap: https://a.org/s.xml"
    )
    assert policy.sitemaps == ("https://a.org/s.xml", "/t.xml")
