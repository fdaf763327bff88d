"""One spelling per URL, and one identity per article."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.core import urls
from ingest.core.model import Alternate, ArticleRules
from ingest.errors import URLError

NO_RULES = ArticleRules()
PLAIN = urls.Spelling()
MOHA = ArticleRules(keep_params=("ItemID",), key=r"(?:[?&]ItemID=|---oid)(?P<item>\d+)")
SHAREPOINT = ArticleRules(keep_params=("ItemID",), key=r"(?i)//(?:www\.)?([^/]+)/([^/]+)/Pages/.*[?&]ItemID=(\d+)")

# ---------------------------------------------------------------- spelling


@pytest.mark.parametrize(
    ("said", "spelt"),
    [
        ("HTTPS://WWW.Moha.GOV.vn/x", "https://www.moha.gov.vn/x"),
        ("https://a.vn", "https://a.vn/"),
        ("http://a.vn:80/x", "http://a.vn/x"),
        ("https://a.vn:443/x", "https://a.vn/x"),
        ("https://a.vn:8443/x", "https://a.vn:8443/x"),
        ("https://a.vn./x", "https://a.vn/x"),
        ("https://a.vn.:8080/x", "https://a.vn:8080/x"),
        ("https://user:secret@a.vn/x", "https://a.vn/x"),
        ("https://a.vn/x#part", "https://a.vn/x"),
        ("https://a.vn/x#:~:text=To%20Lam", "https://a.vn/x"),
        ("https://a.vn/b/../a/./c", "https://a.vn/a/c"),
        ("https://a.vn/a/%2e%2e/b", "https://a.vn/b"),
        ("https://a.vn\\b", "https://a.vn/b"),
        ("  https://a.vn/x\n", "https://a.vn/x"),
        ("https://a.vn/%7euser/a%2db", "https://a.vn/~user/a-b"),
        ("https://a.vn/%c3%a9", "https://a.vn/%C3%A9"),
        ("https://a.vn/é", "https://a.vn/%C3%A9"),
        ("https://a.vn/a|b", "https://a.vn/a%7Cb"),
        ("https://a.vn/100%", "https://a.vn/100%25"),
        ("https://a.vn/?q=[1]", "https://a.vn/?q=%5B1%5D"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://ＭＯＨＡ.gov.vn/", "https://moha.gov.vn/"),
        ("https://a.vn/x?", "https://a.vn/x"),
        ("https://a.vn/x?&&b=1&", "https://a.vn/x?b=1"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:1.2.3.4]/", "http://[::ffff:102:304]/"),
        ("https://a.vn/Path/Case", "https://a.vn/Path/Case"),
    ],
)
def test_a_url_has_one_spelling(said: str, spelt: str) -> None:
    assert PLAIN.normalise(said) == spelt


TRACKING = """
utm_source=facebook UTM_Campaign=x utm%5Fsource=x fbclid=IwAR0 gclid=1 zarsrc=30 iref=ogimage_rek mc_cid=1 _hsenc=p2 yclid=9 xtor=RSS-1
__twitter_impression=true ref=rss from=facebook source=newsletter PHPSESSID=0123456789abcdef0123 at_custom2=x
igshid=a msclkid=a ocid=a spm=a2c
"""
NAMING = "ItemID=56698 id=1 p=12 oid=5 sid=3 ref=56698 source=vov from=2024-01-01 cid=12 page=2"


@pytest.mark.parametrize("parameter", TRACKING.split())
def test_tracking_parameters_name_no_document(parameter: str) -> None:
    assert PLAIN.normalise(f"https://a.vn/x?{parameter}&id=7") == "https://a.vn/x?id=7"


def test_a_source_may_keep_what_elsewhere_is_tracking() -> None:
    assert (
        urls.Spelling(ArticleRules(keep_params=("utm_id",))).normalise("https://a.vn/x?utm_id=7&utm_source=b") == "https://a.vn/x?utm_id=7"
    )
    assert urls.Spelling(ArticleRules(keep_params=("utm_id",))).identity("https://a.vn/x?utm_id=7", None) == "https://a.vn/x?utm_id=7"


@pytest.mark.parametrize("parameter", NAMING.split())
def test_parameters_that_may_name_a_document_stay(parameter: str) -> None:
    assert PLAIN.normalise(f"https://a.vn/x?{parameter}") == f"https://a.vn/x?{parameter}"


@pytest.mark.parametrize(
    "path", ["/x;jsessionid=0A1B2C", "/x;JSESSIONID=1.node2", "/(S(lit3py55t21z5v55vlm25s55))/x", "/(A(x)S(y))/x", "/b/..;jsessionid=1/x"]
)
def test_a_session_in_the_path_names_no_document(path: str) -> None:
    assert PLAIN.normalise(f"https://a.vn{path}") == "https://a.vn/x"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "not a URL"),
        ("moha.gov.vn/x", "not a URL"),
        ("localhost:8000/x", "not a URL"),
        ("//a.vn/x", "not a URL"),
        ("mailto:a@b.vn", "mailto:"),
        ("javascript:alert(1)", "javascript:"),
        ("file:///etc/passwd", "file:"),
        ("ftp://a.vn/x", "ftp:"),
        ("https://", "not a URL"),
        ("https://./x", "without a host"),
        ("http://a b/", "not a URL"),
        ("http://a.vn:99999/", "not a URL"),
        ("http://1.2.3.256/", "not a URL"),
        ("http://xn--/", "not a URL"),
        ("http://a%00b/", "not a URL"),
        ("https://a.vn/\x00", "control characters"),
        ("https://a.vn/a\nb", "control characters"),
        ("https://a.vn/\x85b", "control characters"),
        ("https://a.vn/\ud800", "not a URL"),
        ("https://a.vn/" + "x" * 9000, "characters"),
    ],
)
def test_what_is_no_web_address_is_refused_in_one_line(said: str, why: str) -> None:
    for read in (PLAIN.normalise, urls.request_url):
        with pytest.raises(URLError, match=why) as refused:
            read(said)
        assert str(refused.value).isprintable()


def test_what_is_asked_keeps_its_parameters_and_their_order() -> None:
    asked = urls.request_url("https://user:secret@A.vn/x?utm_source=a&b=2&a=%7e#part")
    assert asked == "https://a.vn/x?utm_source=a&b=2&a=%7e"


@pytest.mark.parametrize(
    ("reference", "absolute"),
    [
        ("?ItemID=1", "https://a.vn/tin/x.aspx?ItemID=1"),
        ("../b", "https://a.vn/b"),
        ("//c.vn/x", "https://c.vn/x"),
        (" /a\n/b ", "https://a.vn/a/b"),
        ("http://u:p@c.vn/#x", "http://c.vn/"),
        ("", "https://a.vn/tin/x.aspx"),
        ("mailto:a@b.vn", None),
        ("javascript:void(0)", None),
        ("data:text/html,x", None),
        ("tel:113", None),
        ("http://", None),
        ("https://a b/", None),
        ("\ud800", None),
        ("x" * 9000, None),
    ],
)
def test_a_reference_is_joined_or_is_none(reference: str, absolute: str | None) -> None:
    assert urls.join("https://a.vn/tin/x.aspx", reference) == absolute


def test_a_broken_base_joins_nothing() -> None:
    assert urls.join("not a url", "/x") is None


# ---------------------------------------------------------------- sites


@pytest.mark.parametrize(
    ("said", "whose"),
    [
        ("https://www.moha.gov.vn/x", "moha.gov.vn"),
        ("en.baochinhphu.vn", "baochinhphu.vn"),
        ("https://a.b.co.uk:8443/", "b.co.uk"),
        ("city.kawasaki.jp", "city.kawasaki.jp"),
        ("www.city.kobe.jp", "city.kobe.jp"),
        ("a.b.c.ck", "b.c.ck"),
        ("a.www.ck", "www.ck"),
        ("https://someone.github.io/x", "someone.github.io"),
        ("gov.vn", "gov.vn"),
        ("www.gov.uk", "gov.uk"),
        ("www.moha.gov.vn", "moha.gov.vn"),
        ("www.com", "www.com"),
        ("localhost", "localhost"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000/", "[::1]"),
        ("https://x.пример.рф/", "xn--e1afmkfd.xn--p1ai"),
        ("a.unknown-suffix", "a.unknown-suffix"),
        ("WWW.A.VN.", "a.vn"),
    ],
)
def test_a_site_is_the_registrable_domain(said: str, whose: str) -> None:
    assert urls.site(said) == whose


def test_two_ministries_are_two_sites() -> None:
    assert not urls.same_site("https://moha.gov.vn/", "https://moet.gov.vn/")
    assert urls.same_site("https://en.nhandan.vn/x", "http://nhandan.vn")


def test_a_url_without_a_host_has_no_site() -> None:
    with pytest.raises(URLError):
        urls.site("https:///")


# ---------------------------------------------------------------- twins


@pytest.mark.parametrize(
    "twin",
    [
        "https://a.vn/tin/x-1",
        "http://a.vn/tin/x-1",
        "https://www.a.vn/tin/x-1/",
        "https://m.a.vn/tin/x-1",
        "https://mobile.a.vn/tin/x-1",
        "https://amp.a.vn/tin/x-1",
        "https://ww2.a.vn/tin/x-1",
        "https://a.vn//tin///x-1",
        "https://a.vn/tin/x-1/amp",
        "https://a.vn/tin/x-1/amp/",
        "https://a.vn/amp/tin/x-1",
        "https://a.vn/tin/x-1.amp",
        "https://a.vn/tin/x-1_amp",
        "https://a.vn/tin/x-1/amp.html",
        "https://a.vn/tin/x-1?outputType=amp",
        "https://a.vn/tin/x-1?amp",
        "https://a.vn/tin/x-1?amp=1",
        "https://a.vn/tin/x-1/index.html",
        "https://a.vn/tin/x-1/Default.aspx",
        "https://a.vn/tin/x-1#:~:text=word",
        "https://a.vn/tin/x-1?utm_source=zalo&fbclid=1",
        "https://www-a-vn.cdn.ampproject.org/c/s/www.a.vn/tin/x-1",
        "https://www-a-vn.cdn.ampproject.org/v/s/www.a.vn/tin/x-1/amp/?usqp=mq331",
        "https://www.google.com/amp/s/www.a.vn/tin/x-1",
    ],
)
def test_twins_of_a_page_are_one_article(twin: str) -> None:
    assert urls.Spelling(NO_RULES).identity(twin, None) == "https://a.vn/tin/x-1"


def test_a_public_suffix_has_twins_too() -> None:
    assert urls.Spelling(NO_RULES).identity("https://www.gov.uk/guidance/x", None) == urls.Spelling(NO_RULES).identity(
        "https://gov.uk/guidance/x", None
    )
    assert not urls.same_site("https://www.gov.uk/x", "https://moha.gov.uk/x")


def test_an_amp_file_folds_to_its_html() -> None:
    assert PLAIN.fold_twins("https://a.vn/x.amp.html") == "https://a.vn/x.html"
    assert PLAIN.fold_twins("https://a.vn/._amp") == "https://a.vn/._amp"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.vn/x?id=1", "https://a.vn/x?id=2"),
        ("https://a.vn/Abc", "https://a.vn/abc"),
        ("https://en.a.vn/x", "https://a.vn/x"),
        ("https://a.vn:8080/x", "https://a.vn/x"),
        ("https://a.vn/amp", "https://a.vn/lamp"),
        ("https://a.vn/index-of-prices", "https://a.vn/"),
        ("https://a.vn/example", "https://a.vn/ex"),
    ],
)
def test_different_pages_stay_apart(one: str, other: str) -> None:
    assert PLAIN.fold_twins(one) != PLAIN.fold_twins(other)


def test_the_order_of_parameters_makes_no_article() -> None:
    assert PLAIN.fold_twins("https://vanban.chinhphu.vn/?pageid=1&docid=2") == PLAIN.fold_twins(
        "https://vanban.chinhphu.vn/?docid=2&pageid=1"
    )


def test_a_host_that_is_a_suffix_or_an_address_is_left_alone() -> None:
    assert PLAIN.fold_twins("https://m.vn/x") == "https://m.vn/x"
    assert PLAIN.fold_twins("http://127.0.0.1:8000/x/") == "https://127.0.0.1:8000/x"
    assert PLAIN.fold_twins("http://[::1]:8000/x/") == "https://[::1]:8000/x"


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    "url",
    [
        "https://moha.gov.vn/tintuc/Pages/danh-sach-tin-noi-bat.aspx?ItemID=56698",
        "http://www.moha.gov.vn/tintuc/Pages/tin-tuc-khac.aspx?ItemID=56698&utm_source=x",
        "https://moha.gov.vn/tin-tuc/---oid56698",
        "https://moha.gov.vn/tin-tuc/a-slug---oid56698",
    ],
)
def test_the_key_of_a_source_is_its_identity(url: str) -> None:
    assert urls.Spelling(MOHA).identity(url, "https://moha.gov.vn/elsewhere") == "moha.gov.vn:item:56698"


def test_a_key_that_ignores_case_folds_its_groups() -> None:
    one = urls.Spelling(SHAREPOINT).identity("https://www.moet.gov.vn/TinTuc/Pages/CT-GDPT-Tong-The.aspx?ItemID=8421", None)
    other = urls.Spelling(SHAREPOINT).identity("https://moet.gov.vn/tintuc/pages/chi-tiet.aspx?ItemID=8421", None)
    assert one == other == "moet.gov.vn:moet.gov.vn:tintuc:8421"
    assert urls.Spelling(SHAREPOINT).identity("https://moet.gov.vn/thongbao/pages/chi-tiet.aspx?ItemID=8421", None) != one


def test_a_key_may_be_in_the_canonical_alone() -> None:
    rules = ArticleRules(key=r"-post(?P<post>\d+)\.tpo")
    assert (
        urls.Spelling(rules).identity("https://tienphong.vn/short", "https://tienphong.vn/x-post1701270.tpo") == "tienphong.vn:post:1701270"
    )


def test_a_key_that_does_not_match_decides_nothing() -> None:
    assert urls.Spelling(MOHA).identity("https://moha.gov.vn/gioi-thieu/", None) == "https://moha.gov.vn/gioi-thieu"


def test_a_story_key_is_one_text_over_languages() -> None:
    rules = ArticleRules(story_key=r"//[^/]+/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?P<slug>[^/?]+)/?$")
    keys = {
        urls.Spelling(rules).story_key(f"https://{host}/{path}")
        for host in ("vietnam.vn", "www.vietnam.vn")
        for path in ("en/x-y", "zh-cn/x-y/", "x-y")
    }
    assert keys == {"vietnam.vn:slug:x-y"}
    assert urls.Spelling(rules).story_key("https://www.vietnam.vn/") is None
    assert urls.Spelling(NO_RULES).story_key("https://www.vietnam.vn/en/x-y") is None


# ---------------------------------------------------------------- canonicals


def test_a_canonical_of_the_same_site_is_believed() -> None:
    assert (
        urls.Spelling(NO_RULES).identity("https://a.vn/?p=1234", "https://www.a.vn/2024/12/some-long-slug-here/")
        == "https://a.vn/2024/12/some-long-slug-here"
    )
    assert urls.Spelling(NO_RULES).identity("https://a.vn/new-name-for-this-123456.html", "http://a.vn/old-words-then-123456.html") == (
        "https://a.vn/old-words-then-123456.html"
    )


@pytest.mark.parametrize(
    ("url", "canonical", "why"),
    [
        ("https://a.vn/x-1", "https://b.vn/x-1", "another site"),
        ("https://moha.gov.vn/x", "https://moet.gov.vn/x", "another site"),
        ("http://127.0.0.1:8001/x-1", "http://127.0.0.1:8002/x-1", "another port"),
        ("http://[::1]:8001/x-1", "http://[::1]/x-1", "another port"),
        ("https://a.vn/x-1", "https://a.vn", "home page"),
        ("https://a.vn/x-1", "https://www.a.vn/index.html", "home page"),
        ("https://a.vn/x-1", "https://a.vn/vi/", "home page"),
        ("https://a.vn/x-1", "https://a.vn/Pages/default.aspx", "home page"),
        ("https://a.vn/x-1", "https://a.vn/#top", "home page"),
        ("https://a.vn/fr/x-1", "https://a.vn/en/x-1", "another language"),
        ("https://a.vn/fr/x-1", "https://a.vn/x-1", "another language"),
        ("https://a.vn/zh-cn/x-1", "https://a.vn/zh-tw/x-1", "another language"),
        ("https://a.vn/one-1701270.html", "https://a.vn/two-1701271.html", "another document"),
        ("https://a.vn/tin.aspx?ItemID=1", "https://a.vn/tin.aspx?ItemID=2", "another document"),
        ("https://a.vn/politics/x-1", "https://a.vn/politics", "section"),
        ("https://a.vn/quoc-hoi-thong-qua-luat", "https://a.vn/bao-so-ba-vao-bien-dong", "another title"),
        ("https://a.vn/x-1", "https://a.vn/undefined", "not filled in"),
        ("https://a.vn/x-1", "https://a.vn/%7B%7Burl%7D%7D", "not filled in"),
        ("https://a.vn/x-1", "https://a.vn/[object Object]", "not filled in"),
        ("https://a.vn/x-1", "https://a.vn/www.a.vn/x-1", "no scheme"),
        ("http://127.0.0.1:8001/x-1", "http://127.0.0.1:8001/127.0.0.1:8001/x-1", "no scheme"),
        ("https://a.vn/x-1", "https://a.vn/404", "error page"),
        ("https://a.vn/x-1", "https://a.vn/pages/not-found.html", "error page"),
        ("https://a.vn/x-1", "https://", "not a URL"),
        ("https://a.vn/x-1", "null", "not a URL"),
    ],
)
def test_a_canonical_that_says_something_else_is_doubted(url: str, canonical: str, why: str) -> None:
    doubt = PLAIN.doubt(url, canonical)
    assert doubt is not None
    assert why in doubt
    assert urls.Spelling(NO_RULES).identity(url, canonical) == PLAIN.fold_twins(url)


def test_a_canonical_listed_under_another_language_is_not_believed() -> None:
    here, there = "https://a.vn/bai-viet", "https://a.vn/the-article"
    alternates = (Alternate("vi", here), Alternate("en-GB", there), Alternate("x-default", there), Alternate("fr", "nonsense"))
    assert urls.Spelling(NO_RULES).identity(here, there, alternates) == here
    assert urls.Spelling(NO_RULES).identity("https://a.vn/unlisted", there, alternates, language="vi") == "https://a.vn/unlisted"
    assert urls.Spelling(NO_RULES).identity("https://a.vn/unlisted", there, alternates, language="en") == there


def test_a_canonical_that_is_the_default_of_all_languages_is_no_language() -> None:
    there = "https://a.vn/the-article"
    assert urls.Spelling(NO_RULES).identity("https://a.vn/article?view=1", there, (Alternate("x-default", there),), language="vi") == there


def test_a_year_in_a_slug_is_no_document_number() -> None:
    assert PLAIN.doubt("https://a.vn/tong-ket-nam-2024", "https://a.vn/tong-ket-nam-2024-post1701270.html") is None


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    "url",
    [
        "https://tienphong.vn/bo-noi-vu-de-xuat-post1701270.tpo",
        "https://moha.gov.vn/tintuc/Pages/tin.aspx?ItemID=56698",
        "https://moha.gov.vn/tin-tuc/---oid57695",
        "https://www.vietnam.vn/en/tong-bi-thu-to-lam-yeu-cau",
        "https://www.gov.uk/government/news/minister-opens-new-hospital",
        "https://www.gov.cn/zhengce/content/202412/content_6993044.htm",
        "https://www.bbc.com/news/articles/c4gze0y3ldvo-2024123",
        "https://a.com/2024/12/18/world/summit",
        "https://a.com/story/12345",
    ],
)
def test_the_shape_of_an_article(url: str) -> None:
    assert urls.looks_like_article(url, f"https://{urls.host(url)}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://a.vn/",
        "https://a.vn/vi/",
        "https://a.vn/thoi-su",
        "https://a.vn/tag/mot-hai-ba-bon-nam",
        "https://a.vn/tu-khoa/bo-noi-vu-moi-tag12345.tpo",
        "https://a.vn/author/nguyen-van-a-b-c",
        "https://a.vn/thoi-su/page/12",
        "https://a.vn/anh-mot-hai-ba-12345.jpg",
        "https://a.vn/van-ban-mot-hai-ba-12345.pdf",
        "https://a.vn/rss/home.rss",
        "https://a.vn/login",
        "https://a.vn/listing-of-all-our-news",
    ],
)
def test_the_shape_of_a_hub(url: str) -> None:
    assert not urls.looks_like_article(url, "https://a.vn/listing-of-all-our-news/")


# ---------------------------------------------------------------- properties

HOSTS = st.sampled_from(
    ["a.vn", "www.a.vn", "m.moha.gov.vn", "AMP.b.co.uk.", "127.0.0.1:80", "[::1]", "bücher.example:8080", "m.vn", "localhost"]
)
PIECES = st.one_of(
    st.text(alphabet="aAm%27eE.é/;?&=|+_-~ ()", max_size=12),
    st.sampled_from(
        [
            "amp",
            ".amp",
            "/amp/",
            "index.html",
            "..",
            "%2e",
            "%2E%2e",
            ";jsessionid=1",
            "(S(x))",
            "//",
            "?amp=1",
            "&utm_source=x",
            "PHPSESSID=" + "%2d" * 9,
        ]
    ),
)
URLS = st.builds(lambda host, pieces: f"https://{host}/" + "".join(pieces), HOSTS, st.lists(PIECES, max_size=6))


@given(URLS)
def test_a_normalised_url_stays_as_it_is(url: str) -> None:
    spelt = PLAIN.normalise(url)
    assert PLAIN.normalise(spelt) == spelt


@given(URLS)
def test_an_identity_is_its_own_identity(url: str) -> None:
    folded = urls.Spelling(NO_RULES).identity(url, None)
    assert urls.Spelling(NO_RULES).identity(folded, None) == folded
    assert PLAIN.identity(PLAIN.normalise(url)) == folded


@given(URLS, URLS)
def test_believed_or_not_a_canonical_gives_one_of_the_two(url: str, canonical: str) -> None:
    assert urls.Spelling(NO_RULES).identity(url, canonical) in (PLAIN.fold_twins(url), PLAIN.fold_twins(canonical))


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_an_error(text: str) -> None:
    for said in (text, "https://" + text, "https://a.vn/" + text):
        try:
            PLAIN.normalise(said)
        except URLError:
            continue
        urls.request_url(said)


@given(st.text(max_size=60))
def test_any_reference_joins_to_a_web_address_or_none(text: str) -> None:
    found = urls.join("https://a.vn/x/y", text)
    assume(found is not None)
    assert found is not None
    assert urls.request_url(found) == found
