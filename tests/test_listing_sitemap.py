"""Sitemaps, news sitemaps, their indexes."""

import gzip
import resource

import pytest
from bounded import bounded
from listed import read

from ingest.core.model import Alternate, Cited
from ingest.errors import ListingError

URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'


def sitemap(*inside: str, root: str = URLSET) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{root}{"".join(inside)}</urlset>'


def index(*inside: str) -> str:
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(inside)}</sitemapindex>'


def test_a_sitemap_says_when_a_page_changed() -> None:
    body = sitemap(
        "<url><loc> https://a.vn/x-1 </loc><lastmod>2024-12-18T10:00+07:00</lastmod></url>",
        "<url><loc>/x-2</loc><lastmod>2024-12-18</lastmod></url>",
    )
    assert read("sitemap", body).cited == (
        Cited(url="https://a.vn/x-1", modified_at="2024-12-18T03:00:00Z"),
        Cited(url="https://a.vn/x-2", modified_at="2024-12-18T00:00:00Z"),
    )


def test_a_news_sitemap_says_what_a_page_is() -> None:
    body = sitemap(
        "<url><loc>https://a.vn/x-1</loc><image:image><image:loc>https://a.vn/p.jpg</image:loc><image:title>Ảnh</image:title></image:image>"
        "<news:news><news:publication><news:name>Báo A</news:name><news:language>vi</news:language></news:publication>"
        "<news:publication_date>2024-12-18T10:23:00+07:00</news:publication_date>"
        "<news:title><![CDATA[Tổng &amp; Bí thư]]></news:title></news:news></url>",
        root=URLSET[:-1]
        + ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">',
    )
    assert read("sitemap", body).cited == (
        Cited(url="https://a.vn/x-1", title="Tổng & Bí thư", published_at="2024-12-18T03:23:00Z", language="vi"),
    )


def test_a_sitemap_tells_the_other_languages_of_a_page() -> None:
    body = sitemap(
        '<url><loc>https://a.vn/vi/x</loc><xhtml:link rel="alternate" hreflang="en-GB" href="/en/x"/>'
        '<xhtml:link rel="alternate" hreflang="x-default" href="https://a.vn/"/>'
        '<xhtml:link rel="alternate" hreflang="fr" href="mailto:x"/></url>'
    )
    assert read("sitemap", body).cited[0].alternates == (Alternate("en-GB", "https://a.vn/en/x"), Alternate("x-default", "https://a.vn/"))


@pytest.mark.parametrize("root", ["<urlset>", '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84">', '<s:urlset xmlns:s="x">'])
def test_any_namespace_will_do(root: str) -> None:
    body = sitemap("<url><loc>https://a.vn/x-1</loc></url>", root=root).replace(
        "</urlset>", "</s:urlset>" if "s:urlset" in root else "</urlset>"
    )
    assert [one.url for one in read("sitemap", body).cited] == ["https://a.vn/x-1"]


def test_an_index_names_its_sitemaps_the_newest_first() -> None:
    body = index(
        "<sitemap><loc>https://a.vn/1.xml</loc><lastmod>2024-10-01</lastmod></sitemap>",
        "<sitemap><loc>https://a.vn/2.xml</loc><lastmod>2024-12-01T00:00:00Z</lastmod></sitemap>",
        "<sitemap><loc>https://a.vn/tin/list</loc></sitemap>",  # itself
        "<sitemap><loc>https://a.vn/2.xml</loc></sitemap>",
    )
    found = read("sitemap", body, min_links=10)
    assert found.cited == ()
    assert [one.url for one in found.listings] == ["https://a.vn/2.xml", "https://a.vn/1.xml"]


def test_an_index_without_dates_is_ordered_by_the_months_in_its_names() -> None:
    months = ["2024-9", "2024-11", "2023-12", "2024-10"]
    found = read("sitemap", index(*[f"<sitemap><loc>https://a.vn/sitemaps/news-{month}.xml</loc></sitemap>" for month in months]))
    assert [one.url[-11:-4] for one in found.listings] == ["2024-11", "2024-10", "-2024-9", "2023-12"]


def test_a_plain_list_of_urls() -> None:
    assert [one.url for one in read("sitemap", "https://a.vn/x-1\r\nhttps://a.vn/x-2\n\n").cited] == [
        "https://a.vn/x-1",
        "https://a.vn/x-2",
    ]
    with pytest.raises(ListingError, match="neither XML nor one URL a line"):
        read("sitemap", "https://a.vn/x-1\nNot a URL")


def test_a_plain_list_is_read_as_far_as_it_goes_and_the_run_says_so() -> None:
    found = read("sitemap", "# made by hand\nHTTPS://a.vn/x-1\n\nsee also\nhttps://a.vn/x-2\n")
    assert ([one.url for one in found.cited], found.problems) == (
        ["https://a.vn/x-1", "https://a.vn/x-2"],
        ("1 of its 3 lines are no URLs",),
    )


def test_sitemaps_that_are_named_among_pages_are_sitemaps() -> None:
    urlset = sitemap("<url><loc>/sitemap-2026.xml</loc></url>", "<url><loc>/x-1</loc></url>", "<url><loc>/old.xml.gz</loc></url>")
    found = read("sitemap", urlset)
    assert [one.url for one in found.cited] == ["https://a.vn/x-1"]
    assert {one.url for one in found.listings} == {"https://a.vn/sitemap-2026.xml", "https://a.vn/old.xml.gz"}
    assert [one.url for one in read("sitemap", index("<url><loc>/part?n=1</loc></url>")).listings] == ["https://a.vn/part?n=1"]


def test_gzip() -> None:
    assert len(read("sitemap", gzip.compress(sitemap("<url><loc>/x-1</loc></url>").encode())).cited) == 1


def test_a_sitemap_is_mended() -> None:
    found = read(
        "sitemap", sitemap("<url><loc>https://a.vn/x?a=1&b=2</loc></url>", "<url><loc>https://a.vn/y</loc><video:x>1</video:x></url>")
    )
    assert [one.url for one in found.cited] == ["https://a.vn/x?a=1&b=2", "https://a.vn/y"]
    assert "malformed" in found.problems[0]


def test_a_broken_or_cut_sitemap_gives_what_is_there() -> None:
    found = read(
        "sitemap", sitemap("<url><loc>/x-1</loc></url>", "<url><loc>/x-2<loc></url>", "<url><loc>/x-3</loc></url>", "<url><loc>/x-4")
    )
    assert [one.url for one in found.cited] == ["https://a.vn/x-1", "https://a.vn/x-3"]
    assert found.problems


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "DOCTYPE"),
        ("<html>Blocked</html>", "an HTML page instead of a sitemap"),
        ("<urlset><url><loc>", "nothing can be read"),
        ("<urlset><url/></urlset>", "0 articles"),
        ("<sitemapindex><sitemap><loc>https://a.vn/tin/list</loc></sitemap></sitemapindex>", "names another URL"),
    ],
)
def test_what_is_no_sitemap_is_refused(body: str, why: str) -> None:
    with pytest.raises(ListingError, match=why):
        read("sitemap", body)


def test_a_news_sitemap_of_a_quiet_day_is_empty_and_no_failure() -> None:
    assert read("sitemap", "<urlset/>").cited == ()
    assert read("sitemap", "<!DOCTYPE urlset><urlset><url><loc>/x-1</loc></url></urlset>").cited[0].url == "https://a.vn/x-1"


def test_a_large_sitemap_in_many_languages_needs_little_memory() -> None:
    links = "".join(f'<xhtml:link rel="alternate" hreflang="l{number}" href="https://a.vn/{number}/x"/>' for number in range(10))
    body = sitemap("".join(f"<url><loc>https://a.vn/x-{number}</loc>{links if number % 10 == 0 else ''}</url>" for number in range(50_100)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with bounded():
        found = read("sitemap", body)
    assert len(found.cited) == 50_000
    assert "50,000" in found.problems[0]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000  # kilobytes
