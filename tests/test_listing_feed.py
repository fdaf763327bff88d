"""Feeds of every kind, sound and broken."""

import contextlib
import gzip

import pytest
from bounded import bounded
from hypothesis import given
from hypothesis import strategies as st
from listed import document, read

from ingest.core import listing
from ingest.core.model import Alternate, Cited, Listing, Source
from ingest.errors import ListingError

VN = Source(name="vn", title="VN", timezone="Asia/Ho_Chi_Minh", date_order="dmy")


def rss(*items: str, head: str = "", root: str = '<rss version="2.0">') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{root}<channel><title>Báo</title>{head}{"".join(items)}</channel></rss>'


def item(number: int = 1, inside: str = "") -> str:
    return f"<item><title>Tin {number}</title><link>https://a.vn/tin-{number}.html</link>{inside}</item>"


def cited_urls(body: str | bytes) -> list[str]:
    return [one.url for one in read("feed", body).cited]


# ---------------------------------------------------------------- formats


def test_rss_2() -> None:
    body = rss(
        "<item><title><![CDATA[Tổng Bí thư &quot;Tô Lâm&quot; <b>làm việc</b>]]></title><link>\n https://a.vn/x-1.html#top </link>"
        "<description>&lt;a href='https://b.vn/'&gt;x&lt;/a&gt;</description><pubDate>Wed, 18 Dec 2024 10:23:00 +0700</pubDate></item>",
        item(2),
        head="<link>https://a.vn/</link><language>vi-VN</language>",
    )
    first, second = read("feed", body).cited
    assert first == Cited(
        url="https://a.vn/x-1.html", title='Tổng Bí thư "Tô Lâm" làm việc', published_at="2024-12-18T03:23:00Z", language="vi"
    )
    assert (second.url, second.title, second.published_at) == ("https://a.vn/tin-2.html", "Tin 2", None)


def test_rss_0_91_without_a_doctype_and_0_90() -> None:
    assert cited_urls(rss(item(), root='<rss version="0.91">')) == ["https://a.vn/tin-1.html"]
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        f"<channel><title>x</title></channel>{item(1)}{item(2)}</rdf:RDF>"
    )
    assert cited_urls(body) == ["https://a.vn/tin-1.html", "https://a.vn/tin-2.html"]


def test_rss_1_of_a_ministry() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xml:lang="ja"><channel rdf:about="https://a.jp/index.rdf"><title>官邸</title><link>https://a.jp/</link>'
        '<items><rdf:Seq><rdf:li rdf:resource="https://a.jp/1.html"/></rdf:Seq></items></channel>'
        '<item rdf:about="https://a.jp/1.html"><title>総理の一日</title><dc:date>2024-12-18T10:00+09:00</dc:date></item></rdf:RDF>'
    )
    assert read("feed", body).cited == (
        Cited(url="https://a.jp/1.html", title="総理の一日", published_at="2024-12-18T01:00:00Z", language="ja"),
    )


def test_atom() -> None:
    body = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://a.uk/base/">
      <title>News</title><link rel="self" href="https://a.uk/self.atom"/><updated>2024-12-19T00:00:00Z</updated>
      <entry><id>tag:a.uk,2024:1</id><title type="html">&lt;em&gt;A&lt;/em&gt; &amp;amp; B</title>
        <updated>2024-12-18T10:00:00+00:00</updated>
        <link rel="enclosure" href="https://a.uk/sound.mp3"/><link rel="self" href="https://a.uk/self"/>
        <link type="application/pdf" href="one.pdf"/><link rel="alternate" type="text/html" href="one"/></entry>
      <entry xml:base="deep/" xml:lang="cy"><id>https://a.uk/two-by-id</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">T<b>w</b>o</div></title>
        <published>2024-12-17T10:00:00Z</published><updated>2024-12-18T10:00:00Z</updated><link href="two"/>
        <link rel="alternate" hreflang="fr" href="/fr/two"/></entry>
      <entry><id>https://a.uk/three</id><title>Three</title></entry></feed>"""
    one, two, three = read("feed", body).cited
    assert one == Cited(url="https://a.uk/base/one", title="A & B", modified_at="2024-12-18T10:00:00Z", language="en")
    assert two.url == "https://a.uk/base/deep/two"
    assert (two.title, two.language, two.published_at) == ("Two", "cy", "2024-12-17T10:00:00Z")
    assert two.alternates == (Alternate("fr", "https://a.uk/fr/two"),)
    assert three.url == "https://a.uk/three"


def test_a_json_feed_where_a_feed_was_expected() -> None:
    body = """{"version": "https://jsonfeed.org/version/1.1", "language": "en",
               "items": [{"url": "/x-1", "title": "X", "date_published": "2024-12-18T10:00:00-07:00"}]}"""
    assert read("feed", body).cited == (Cited(url="https://a.vn/x-1", title="X", published_at="2024-12-18T17:00:00Z", language="en"),)


def test_an_element_of_another_namespace_is_not_the_articles() -> None:
    body = rss(
        '<item><media:title>Photo</media:title><media:content url="https://a.vn/p.jpg"><media:title>Caption</media:title></media:content>'
        "<title>Tin</title><atom:link rel='self' href='https://a.vn/self'/><link>https://a.vn/x-1</link>"
        "<source url='https://b.vn/rss'>B</source></item>",
        root='<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">',
    )
    assert read("feed", body).cited == (Cited(url="https://a.vn/x-1", title="Tin"),)


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>/tuyet-doi</link>", "https://a.vn/tuyet-doi"),
        ("<link>tuong-doi</link>", "https://a.vn/tin/tuong-doi"),
        ("<link>//b.vn/x</link>", "https://b.vn/x"),
        ("<link>?ItemID=1</link>", "https://a.vn/tin/list?ItemID=1"),
        ("<link/><guid>https://a.vn/guid</guid>", "https://a.vn/guid"),
        ('<link></link><guid isPermaLink="true">https://a.vn/guid</guid>', "https://a.vn/guid"),
        ("<link>javascript:void(0)</link><guid>https://a.vn/guid</guid>", "https://a.vn/guid"),
        (
            "<link>https://proxy.vn/1</link><feedburner:origLink xmlns:feedburner='f'>https://a.vn/own</feedburner:origLink>",
            "https://a.vn/own",
        ),
        ("<link>https://user:secret@a.vn/x?b=1&amp;c=2</link>", "https://a.vn/x?b=1&c=2"),
    ],
)
def test_where_an_article_is(inside: str, url: str) -> None:
    assert cited_urls(rss(f"<item><title>T</title>{inside}</item>")) == [url]


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<link/>",
        "<link>mailto:a@b.vn</link>",
        "<link>data:text/html,x</link>",
        "<link>https://</link>",
        "<guid isPermaLink='false'>https://a.vn/x</guid>",
        "<guid>abc</guid>",
    ],
)
def test_an_entry_without_an_address_is_left_out(inside: str) -> None:
    assert cited_urls(rss(f"<item><title>T</title>{inside}</item>", item(2))) == ["https://a.vn/tin-2.html"]


def test_each_article_once_in_the_order_of_the_feed() -> None:
    body = rss(
        item(3),
        item(1),
        item(3),
        "<item><link>https://a.vn/tin-1.html?utm_source=rss</link></item>",
        "<item><link>https://a.vn/tin-1.html#c</link></item>",
        item(2),
    )
    assert cited_urls(body) == ["https://a.vn/tin-3.html", "https://a.vn/tin-1.html", "https://a.vn/tin-2.html"]


def test_a_feed_may_cite_other_sites() -> None:
    assert cited_urls(rss("<item><link>https://b.example/x</link></item>")) == ["https://b.example/x"]


def test_no_more_than_fifty_thousand() -> None:
    found = read("feed", rss(*[f"<item><link>/x-{number}</link></item>" for number in range(50_010)]))
    assert len(found.cited) == 50_000
    assert "50,000" in found.problems[0]


# ---------------------------------------------------------------- broken feeds


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(1), item(2)).replace("Tin 1", "Tin 1 & 2 &nbsp;&ldquo;x&rdquo; &bogus; &"),
        rss(item(1), item(2)).replace("Tin 1", "Tin\x00\x08\x1b\ufffe 1"),
        rss(item(1), item(2)).replace("<title>Tin 1", "<dc:creator>A</dc:creator><title>Tin 1"),
        rss(item(1), item(2)) + "<script>after()</script>",
        rss(item(1), item(2)) + "\n<!-- cached -->\x00",
        "\n\n  " + rss(item(1), item(2)),
        "\ufeff" + rss(item(1), item(2)),
        "PHP Warning: mysql_connect() in <b>/var/x.php</b><br />\n" + rss(item(1), item(2)),
        "<br />\n<b>Warning</b>: mysql_connect() in <b>/var/x.php</b><br />\n" + rss(item(1), item(2)),
    ],
)
def test_a_malformed_feed_is_mended(broken: str) -> None:
    assert cited_urls(broken) == ["https://a.vn/tin-1.html", "https://a.vn/tin-2.html"]


def test_what_was_mended_is_told() -> None:
    found = read("feed", rss(item(1)).replace("Tin 1", "A &nbsp; B & C"))
    assert found.cited[0].title == "A B & C"
    assert "malformed" in found.problems[0]
    assert read("feed", rss(item(1))).problems == ()


def test_one_broken_entry_costs_that_entry() -> None:
    body = rss(item(1), "<item><title>Tin <b>2</title><description><p>x</description><link>https://a.vn/tin-2.html</link></item>", item(3))
    found = read("feed", body)
    assert {one.url for one in found.cited} >= {"https://a.vn/tin-1.html", "https://a.vn/tin-3.html"}
    assert found.problems


def test_a_feed_that_is_cut_short_gives_what_is_there() -> None:
    whole = rss(*map(item, range(30)))
    found = read("feed", whole[: len(whole) // 2])
    assert 12 <= len(found.cited) <= 16
    assert found.problems


def test_a_feed_that_is_hardly_xml() -> None:
    body = "<rss><ITEM><TITLE>Tin</title><LINK>https://a.vn/tin-1.html</link><pubDate>Wed, 18 Dec 2024 10:23:00 GMT</pubDate><b></ITEM>"
    found = read("feed", body)
    assert found.cited[0].url == "https://a.vn/tin-1.html"
    assert found.cited[0].published_at == "2024-12-18T10:23:00Z"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-16", "utf-8"),
        ("utf-8", "utf-16"),
        ("utf-8", "utf-16-le"),
        ("windows-1258", "utf-8"),
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("nonsense", "utf-8"),
    ],
)
def test_a_feed_declares_a_wrong_charset(declared: str, codec: str) -> None:
    text = rss("<item><title>国务院总理主持召开国务院常务会议部署今年工作任务</title><link>/x-1</link></item>").replace("UTF-8", declared)
    assert read("feed", text.encode(codec)).cited[0].title == "国务院总理主持召开国务院常务会议部署今年工作任务"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page instead of a feed"),
        ("<html><script>document.cookie='D1N=1';location.reload()</script></html>", "an HTML page"),
        ('<!DOCTYPE rss [<!ENTITY x "y">]>' + rss(item())[38:], "DOCTYPE"),
        ('<?xml version="1.0"?><!-- x --><!DOCTYPE rss SYSTEM "http://a.example/x.dtd" []>' + rss(item())[38:], "DOCTYPE"),
        ("<?xml version='1.0'?><error>No such feed</error>", "<error> instead of a feed"),
        ("Not found", "no XML instead of a feed"),
        ("\x89PNG\r\n\x1a\n", "instead of a feed"),
        (rss("<item><title>Without an address</title></item>"), "0 articles"),
        ("<rss>" + "<a>" * 600_000, "tags"),
        ("<rss><channel><item><title>", "nothing can be read"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(body: str, why: str) -> None:
    with pytest.raises(ListingError, match=why) as refused:
        read("feed", body)
    assert "https://a.vn/tin/list" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"\n "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd" >\n<!-- x -->',
        "<!doctype rss SYSTEM 'x.dtd'>",
        "<!DOCTYPE rss>",
    ],
)
def test_a_doctype_that_declares_nothing_is_passed_over(doctype: str) -> None:
    body = '<?xml version="1.0"?>' + doctype + rss(item(1, "<title>Kh&oacute;a</title>"))[38:]
    assert cited_urls(body) == ["https://a.vn/tin-1.html"]


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE rss [<!ENTITY x "y">]>', '<!DOCTYPE rss PUBLIC "a" "b" [<!ENTITY % x SYSTEM "file:///etc/passwd">]>']
)
def test_declarations_are_refused(declared: str) -> None:
    with pytest.raises(ListingError, match="DOCTYPE"):
        read("feed", declared + rss(item(1))[38:])


def test_a_feed_without_entries_is_no_failure_unless_its_file_says_that_it_has_some() -> None:
    assert read("feed", rss()).cited == ()
    assert read("feed", rss(), min_links=0).cited == ()
    with pytest.raises(ListingError, match="0 articles in the listing, at least 1 expected"):
        read("feed", rss(), min_links=1)


def test_a_link_without_a_scheme_is_a_host() -> None:
    body = rss("<item><link>www.b.vn/tin-1</link></item><item><link>a.vn/tin-2</link></item><item><link>tin-3.html</link></item>")
    assert cited_urls(body) == ["https://www.b.vn/tin-1", "https://a.vn/tin-2", "https://a.vn/tin/tin-3.html"]


def test_a_doctype_inside_an_article_is_text() -> None:
    assert cited_urls(rss(item(1, "<description><![CDATA[<!DOCTYPE html><!ENTITY x>]]></description>"))) == ["https://a.vn/tin-1.html"]


def test_an_entity_is_never_expanded() -> None:
    found = read("feed", rss("<item><title>&x;&x;</title><link>/x-1</link></item>"))
    assert found.cited[0].title == "&x;&x;"


def test_fewer_than_expected_fails_loudly() -> None:
    with pytest.raises(ListingError, match="2 articles in the listing, at least 5 expected"):
        read("feed", rss(item(1), item(2)), min_links=5)
    assert len(read("feed", rss(item(1), item(2)), min_links=2).cited) == 2


# ---------------------------------------------------------------- gzip


def test_gzip_by_its_first_bytes_once_or_twice() -> None:
    body = rss(item(1)).encode()
    assert cited_urls(gzip.compress(body)) == ["https://a.vn/tin-1.html"]
    assert cited_urls(gzip.compress(gzip.compress(body))) == ["https://a.vn/tin-1.html"]
    assert cited_urls(gzip.compress(body[:50]) + gzip.compress(body[50:])) == ["https://a.vn/tin-1.html"]


def test_gzip_that_is_broken_or_a_bomb_is_refused() -> None:
    body = gzip.compress(rss(item(1)).encode())
    with pytest.raises(ListingError, match="the gzip stream ends early"):
        read("feed", body[:-12])
    with pytest.raises(ListingError, match="not in gzip coding"):
        read("feed", body[:10] + b"\xff" * 20)
    with pytest.raises(ListingError, match="more than 52428800 bytes once its gzip coding is undone"):
        read("feed", gzip.compress(b"<rss>" + b" " * 52_500_000, 1))


# ---------------------------------------------------------------- what a document is


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(item()), "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        ('<rdf:RDF xmlns:rdf="x"/>', "feed"),
        ("<urlset/>", "sitemap"),
        ("<sitemapindex/>", "sitemap"),
        (' {"a": 1}', "json"),
        ("[1]", "json"),
        ("<!doctype html><p>x", "page"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="x"/>', "page"),
        ("<HTML><BODY>", "page"),
        ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss/>', "feed"),
        ("<!DOCTYPE x><urlset/>", "sitemap"),
        ("<!DOCTYPE html><p>an <rss > of ours", "page"),
        ("https://a.vn/1\r\nhttps://a.vn/2\r\n", "sitemap"),
        ("https://a.vn/ is where we are", None),
        ("plain words", None),
        ("", None),
        ("%PDF-1.7", None),
    ],
)
def test_what_a_document_is(body: str, kind: str | None) -> None:
    assert listing.sniff(document(body)) == kind
    assert listing.sniff(document(gzip.compress(body.encode()))) == kind


def test_what_cannot_be_unpacked_is_no_listing() -> None:
    assert listing.sniff(document(gzip.compress(b"<rss/>")[:-9])) is None


def test_a_feed_is_read_whatever_the_schedule_file_calls_it() -> None:
    for kind in ("feed", "sitemap", "page", "json"):
        assert len(read(kind, rss(item(1))).cited) == 1


def test_feeds_that_a_page_declares() -> None:
    page = (
        '<html><head><base href="https://a.vn/vi/"><link rel="alternate" type="application/rss+xml" title="Tin mới" href="rss/home.rss">'
        '<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="/atom"><link rel="alternate" hreflang="en" href="/en">'
        '<link rel="stylesheet" type="application/rss+xml" href="/no">'
        '<link rel="alternate" type="application/rss+xml" href="/atom"></head></html>'
    )
    assert [(one.url, one.title) for one in listing.feeds_of(document(page))] == [
        ("https://a.vn/vi/rss/home.rss", "Tin mới"),
        ("https://a.vn/atom", None),
    ]


# ---------------------------------------------------------------- any bytes, in bounded time

BODIES = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="<>/&;![]CDATArssitem=\"' \n", max_size=200).map(str.encode),
    st.lists(
        st.sampled_from(
            [
                "<rss>",
                "<channel>",
                "<item>",
                "</item>",
                "<title>",
                "<link>https://a.vn/x</link>",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "&amp",
                "<a:b>",
                "</rss>",
                "<?xml",
                "?>",
            ]
        ),
        max_size=20,
    ).map(lambda pieces: ("<rss>" + "".join(pieces)).encode()),
)


@given(BODIES, st.sampled_from(["feed", "sitemap", "page", "json"]))
def test_any_bytes_are_a_listing_or_an_error(body: bytes, kind: str) -> None:
    try:
        found = listing.read(document(body), Listing(kind=kind, url="https://a.vn/"), VN)  # type: ignore[arg-type]
    except ListingError:
        return
    assert all(one.url.startswith(("https://", "http://")) for one in found.cited)
    assert len({one.url for one in found.cited}) == len(found.cited)


@pytest.mark.parametrize(
    "body",
    [
        "<rss><channel>" + "<item><link>x</link>" * 15_000,
        "<rss>" + "<item>" * 200_000,
        "<rss>" + "&" * 400_000,
        "<rss>" + "&" * 5_000_000,
        "<rss " + "a:b='' " * 200_000,
        "<?" * 500_000,
        "<!--" * 300_000,
        "<rss>" + "<!--" * 300_000,
    ],
    ids=["unclosed", "nested", "ampersands", "too many of them", "attributes", "instructions", "comments", "comments inside"],
)
def test_hostile_xml_costs_little(body: str) -> None:
    with bounded(), contextlib.suppress(ListingError):
        read("feed", body)


@pytest.mark.parametrize(
    "body",
    [
        rss("<items>", item(1), item(2), "</items>"),
        f'<rss version="2.0"><channel>{item(1)}</channel><channel>{item(2)}</channel></rss>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><content type="text/html" src="https://a.vn/tin-1.html"/></entry>'
        '<entry><id>urn:2</id><content type="text">x</content><link href="https://a.vn/tin-2.html"/></entry></feed>',
    ],
    ids=["an element round the items", "two channels", "content out of line"],
)
def test_entries_are_found_where_programs_put_them(body: str) -> None:
    assert cited_urls(body) == ["https://a.vn/tin-1.html", "https://a.vn/tin-2.html"]
