"""HTML listing pages, with and without a selector."""

import pytest
from bounded import bounded
from listed import read

from ingest.core.model import Cited, Source
from ingest.errors import ListingError

VN = Source(name="vn", title="VN", timezone="Asia/Ho_Chi_Minh", date_order="dmy", language="vi")


def news(*numbers: int) -> str:
    return "".join(
        f'<article class="story"><a href="/bai-viet-so-{number}-post{number}.tpo"><img src="p.jpg" alt=""></a>'
        f'<h3 class="story__heading"><a class="cms-link" href="/bai-viet-so-{number}-post{number}.tpo"> Bài viết\n số {number} </a></h3>'
        f'<span class="time">{number % 28 + 1:02}/12/2024 10:23</span></article>'
        for number in numbers
    )


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_a_selector_says_which_links_are_articles() -> None:
    body = page(
        '<nav><a href="/gioi-thieu">x</a></nav><ul><li><a href="?ItemID=56698">Tin một</a> (18/12/2024)</li>'
        '<li><a href="?ItemID=56699">Tin hai</a></li></ul>'
    )
    assert read("page", body, VN, url="https://moha.gov.vn/tintuc/Pages/ds.aspx", links="a[href*='ItemID=']").cited == (
        Cited(url="https://moha.gov.vn/tintuc/Pages/ds.aspx?ItemID=56698", title="Tin một", published_at="2024-12-18T00:00:00Z"),
        Cited(url="https://moha.gov.vn/tintuc/Pages/ds.aspx?ItemID=56699", title="Tin hai"),
    )


def test_a_selector_may_name_the_boxes_round_the_links() -> None:
    found = read("page", page(news(1, 2)), VN, links="article.story h3")
    assert [one.title for one in found.cited] == ["Bài viết số 1", "Bài viết số 2"]


def test_a_selector_may_lead_to_another_site() -> None:
    assert read("page", page('<p class="x"><a href="https://b.example/1">B</a></p>'), links=".x a").cited[0].url == "https://b.example/1"


@pytest.mark.parametrize("links", ["a[[", "a:nth-child(", "::::"])
def test_what_is_no_selector_is_told(links: str) -> None:
    with pytest.raises(ListingError, match="no CSS selector"):
        read("page", page(news(1)), links=links)


def test_without_a_selector_the_links_that_look_like_articles() -> None:
    chrome = (
        '<header><a href="/mot-hai-ba-bon-nam-sau-12345.tpo">Quảng cáo ở đầu trang</a></header><nav><a href="/thoi-su">Thời sự</a></nav>'
        '<footer><a href="/dieu-khoan-su-dung-cua-bao">Điều khoản sử dụng của báo</a></footer>'
        '<a href="/tag/mot-hai-ba">Thẻ</a><a href="https://facebook.com/a-b-c-d-e-123456">Facebook</a><a href="javascript:void(0)">x</a>'
        '<a href="/anh-1-2-3-4.jpg">Ảnh</a><a href="#top">Lên</a><a href="">Trang này</a>'
    )
    found = read("page", page(chrome + news(*range(10001, 10009))), VN)
    assert [one.url for one in found.cited] == [f"https://a.vn/bai-viet-so-{number}-post{number}.tpo" for number in range(10001, 10009)]
    assert found.cited[0] == Cited(url=found.cited[0].url, title="Bài viết số 10001", published_at="2024-12-06T03:23:00Z")


def test_a_date_is_the_one_in_the_links_own_box() -> None:
    body = page(
        '<div class="list"><div><h3><a href="/bai-mot-hai-ba-10001.html">Bài một</a></h3>'
        '<time datetime="2024-12-18T10:23:00+07:00">hôm qua</time></div>'
        '<div><h3><a href="/bai-mot-hai-ba-10002.html">Bài hai</a></h3></div></div><p>21/12/2024</p>'
    )
    assert [one.published_at for one in read("page", body, VN).cited] == ["2024-12-18T03:23:00Z", None]


def test_links_are_resolved_against_the_base_of_the_page() -> None:
    body = page('<a href="bai-viet-mot-hai-ba">Bài viết một hai ba</a>', head='<base href="https://a.vn/chuyen/">')
    assert [one.url for one in read("page", body).cited] == ["https://a.vn/chuyen/bai-viet-mot-hai-ba"]


def test_a_picture_s_link_does_not_take_the_headline_away() -> None:
    body = page(
        '<a href="/bai-viet-mot-hai-ba"><img></a><a href="/bai-viet-mot-hai-ba">Xem</a>'
        '<h2><a href="/bai-viet-mot-hai-ba">Bài viết một</a></h2>'
    )
    assert [one.title for one in read("page", body).cited] == ["Bài viết một"]


def test_a_link_s_own_language_is_kept() -> None:
    assert read("page", page('<a hreflang="en-GB" href="/the-article-in-english">The article</a>')).cited[0].language == "en"


def test_a_page_of_another_charset() -> None:
    body = page(
        '<ul><li><a href="/tin/content_6993044.htm">国务院总理主持召开会议部署工作</a></li></ul>', head='<meta charset="gb2312">'
    ).encode("gb18030")
    assert read("page", body, url="https://www.gov.cn/yaowen/").cited[0].title == "国务院总理主持召开会议部署工作"


def test_a_page_without_articles_fails_loudly() -> None:
    for body in (
        page(""),
        page("<nav><a href='/a'>A</a></nav>"),
        "<html><script>document.cookie='D1N=1';location.reload(true)</script></html>",
        "words",
    ):
        with pytest.raises(ListingError, match="0 articles in the listing"):
            read("page", body)


def test_markup_that_would_choke_the_parser_is_refused() -> None:
    with pytest.raises(ListingError, match=r"https://a\.vn/tin/list"):
        read("page", "<div>" * 100_000)


def test_an_address_twice_is_one_article() -> None:
    body = page(
        '<a href="/bai-viet-mot-hai-ba">Bài viết một hai</a><a href="/bai-viet-mot-hai-ba?utm_source=x#comments">Bài viết một hai</a>'
    )
    assert len(read("page", body).cited) == 1


def test_a_page_of_nothing_but_links_costs_little() -> None:
    body = page(
        "<div>"
        + "".join(f'<a href="/bai-viet-so-nay-{number}">Bài viết số {number}</a> 18/12/2024 ' for number in range(10_000, 15_000))
        + "</div>"
    )
    with bounded():
        assert len(read("page", body).cited) == 5_000
