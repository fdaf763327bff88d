"""JSON lists: where the schedule file says, else where the articles plainly are."""

import json
from typing import Any

import pytest
from listed import read

from ingest.core.model import Cited, Source
from ingest.errors import ListingError

CN = Source(name="cn", title="CN", timezone="Asia/Shanghai")


def test_an_array_as_gov_cn_has_it() -> None:
    body = json.dumps(
        [{"TITLE": "国务院关于…的通知", "SUB_TITLE": "", "URL": "http://www.gov.cn/zhengce/content_1.htm", "DOCRELPUBTIME": "2024-12-18"}]
    )
    assert read("json", body, CN).cited == (
        Cited(url="http://www.gov.cn/zhengce/content_1.htm", title="国务院关于…的通知", published_at="2024-12-18T00:00:00Z"),
    )


def test_a_list_somewhere_inside() -> None:
    contents = [
        {"id": 1, "title": "Bài &amp; <b>một</b>", "url": "/bai-1.tpo", "description": "x", "date": 1734490800},
        {"title": "Không có URL"},
    ]
    body = json.dumps({"error": 0, "menu": [{"href": "/x"}], "data": {"zone": 3, "contents": [*contents, {"url": "/bai-2.tpo"}]}})
    found = read("json", body)
    assert [one.url for one in found.cited] == ["https://a.vn/bai-1.tpo", "https://a.vn/bai-2.tpo"]
    assert (found.cited[0].title, found.cited[0].published_at) == ("Bài & một", "2024-12-18T03:00:00Z")


def test_dotted_paths_say_where() -> None:
    body = json.dumps(
        {
            "a": [
                {"b": {"list": [{"x": {"href": ["/no", "/yes"]}, "head": {"t": "T"}, "when": "18/12/2024", "l": "zh-TW", "url": "/other"}]}}
            ]
        }
    )
    fields = {"url": "x.href.1", "title": "head.t", "published": "when", "language": "l"}
    assert read("json", body, items="a.0.b.list", fields=fields).cited == (
        Cited(url="https://a.vn/yes", title="T", published_at="2024-12-18T00:00:00Z", language="zh-Hant"),
    )


def test_a_dictionary_of_articles_is_a_list() -> None:
    assert [one.url for one in read("json", '{"data": {"7": {"url": "/a"}, "8": {"url": "/b"}}}', items="data").cited] == [
        "https://a.vn/a",
        "https://a.vn/b",
    ]


def test_a_list_of_plain_addresses() -> None:
    assert [one.url for one in read("json", '["/a", "https://b.vn/", 7, null]').cited] == ["https://a.vn/a", "https://b.vn/"]


def test_a_list_that_carries_the_html_of_its_page() -> None:
    body = json.dumps(
        {
            "data": {
                "articles": '<article><h3><a href="/bai-viet-moi-post123456.tpo">Bài viết mới</a></h3></article>',
                "hasMoreContent": True,
            }
        }
    )
    assert read("json", body, items="data.articles").cited == (Cited(url="https://a.vn/bai-viet-moi-post123456.tpo", title="Bài viết mới"),)


def test_an_entry_may_have_its_address_in_its_id() -> None:
    entries = [{"id": "https://a.vn/x-1", "title": "X"}, {"id": "2", "title": "Y"}]
    assert [one.url for one in read("json", json.dumps({"items": entries})).cited] == ["https://a.vn/x-1"]


def test_json_feed_1_1() -> None:
    entries = [
        {
            "id": "1",
            "url": "https://a.vn/x-1",
            "title": "X",
            "date_published": "2024-12-18T10:00:00+07:00",
            "date_modified": "2024-12-19T00:00:00Z",
            "language": "fr",
        }
    ]
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "A", "home_page_url": "https://a.vn/", "language": "vi", "items": entries}
    )
    assert read("json", body).cited == (
        Cited(url="https://a.vn/x-1", title="X", published_at="2024-12-18T03:00:00Z", modified_at="2024-12-19T00:00:00Z", language="fr"),
    )


@pytest.mark.parametrize(
    "body",
    [
        'callback([{"url": "/a"}]);',
        '/**/ jQuery1_2({"x": [{"url": "/a"}]})',
        ')]}\',\n[{"url": "/a"}]',
        '\ufeff[{"url": "/a"}]',
        '[{"url": "/a", "title": "x\ty\x01", "n": NaN}]',
    ],
)
def test_json_that_is_wrapped_or_a_little_wrong(body: str) -> None:
    assert [one.url for one in read("json", body).cited] == ["https://a.vn/a"]


def test_an_empty_list_is_no_failure() -> None:
    assert read("json", "[]").cited == ()
    assert read("json", '{"items": []}').cited == ()


def test_the_list_of_articles_is_not_the_longest_one() -> None:
    menu = [{"url": f"/muc-{number}", "title": f"Mục {number}"} for number in range(30)]
    files = [{"url": f"/files/{number}.pdf", "title": f"Tệp đính kèm số {number}", "date": "2026-11-20"} for number in range(30)]
    news = [
        {"url": f"/news/{number}", "title": "The harbour bridge closes", "date": "2026-11-20", "attachments": files} for number in range(3)
    ]
    found = read("json", json.dumps({"menu": menu, "files": files, "page": {"rows": news}}))
    assert [one.url for one in found.cited] == ["https://a.vn/news/0", "https://a.vn/news/1", "https://a.vn/news/2"]


@pytest.mark.parametrize(
    ("body", "said", "why"),
    [
        ('{"a":', {}, "not JSON"),
        ("<html>", {}, "not JSON"),
        ("[" * 100_000, {}, "not JSON"),
        ('{"a": 1}', {}, "without a list of articles"),
        ("7", {}, "without a list of articles"),
        ('{"a": []}', {"items": "b.c"}, "no list at 'b.c'"),
        ('[{"url": 7}, {"url": "mailto:x"}, {"url": ""}, 3]', {}, "0 articles"),
        ('[{"url": "/a"}]', {"fields": {"url": "x.y"}}, "0 articles"),
    ],
)
def test_what_is_no_list_is_refused(body: str, said: dict[str, Any], why: str) -> None:
    with pytest.raises(ListingError, match=why):
        read("json", body, **said)


ROW = {"title": "The harbour bridge closes", "url": "/news/1", "date": "2026-11-20T10:00:00Z"}
WRAPPED = {
    "GraphQL": {"data": {"posts": {"edges": [{"cursor": "x", "node": ROW}, {"cursor": "y", "node": {"url": "/news/2"}}]}}},
    "JSON:API": {"data": [{"type": "node--news", "id": "7", "attributes": ROW}], "links": {"self": {"href": "/api"}}},
    "Elasticsearch": {"took": 3, "hits": {"total": 1, "hits": [{"_index": "n", "_id": "7", "_source": ROW}]}},
    "GeoJSON": {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"coordinates": [1, 2]}, "properties": ROW}]},
    "by number": {"status": "ok", "data": {"7": ROW, "8": {**ROW, "url": "/news/2"}}},
    "two levels": {"rows": [{"item": {"article": ROW}}]},
}


@pytest.mark.parametrize("answer", WRAPPED)
def test_an_article_may_be_wrapped(answer: str) -> None:
    found = read("json", json.dumps(WRAPPED[answer])).cited
    assert found[0] == Cited(url="https://a.vn/news/1", title=ROW["title"], published_at=ROW["date"])
    assert all(one.url.startswith("https://a.vn/news/") for one in found)


def test_what_stands_beside_a_wrapped_article_is_its_own_too() -> None:
    body = json.dumps({"list": [{"publishedAt": "2026-11-20", "language": "fr", "content": {"headline": "Le pont", "link": "/n/1"}}]})
    assert read("json", body).cited == (Cited(url="https://a.vn/n/1", title="Le pont", published_at="2026-11-20T00:00:00Z", language="fr"),)


def test_wordpress() -> None:
    post = {
        "id": 7,
        "date": "2026-11-20T17:00:00",
        "date_gmt": "2026-11-20T10:00:00",
        "modified_gmt": "2026-11-21T10:00:00",
        "link": "https://a.vn/7",
    }
    body = json.dumps([{**post, "title": {"rendered": "Bread &amp; butter"}, "_links": {"self": [{"href": "https://a.vn/wp-json/7"}]}}])
    assert read("json", body).cited == (
        Cited(url="https://a.vn/7", title="Bread & butter", published_at="2026-11-20T10:00:00Z", modified_at="2026-11-21T10:00:00Z"),
    )


def test_values_in_boxes() -> None:
    entry = {"Title": {"value": "The bridge", "format": "plain"}, "Url": ["/n/1"], "PublishDate": "/Date(1700000000000+0700)/"}
    assert read("json", json.dumps([entry])).cited == (
        Cited(url="https://a.vn/n/1", title="The bridge", published_at="2023-11-14T22:13:20Z"),
    )


def test_an_object_a_line() -> None:
    assert [one.url for one in read("json", '{"url": "/n/1"}\n{"url": "/n/2"}\n').cited] == ["https://a.vn/n/1", "https://a.vn/n/2"]


def test_a_number_of_thousands_of_digits_takes_nothing_away() -> None:
    assert [one.url for one in read("json", f'[{{"url": "/n/1", "views": {"9" * 5_000}, "date": {"9" * 5_000}}}]').cited] == [
        "https://a.vn/n/1"
    ]


def test_the_lists_of_several_sections_are_one_and_what_belongs_to_an_article_is_its_own() -> None:
    def row(number: int) -> dict[str, Any]:
        related = [{**ROW, "url": f"/news/{number}/related-{other}"} for other in range(9)]
        return {"title": f"The bridge over river {number}", "canonical_url": f"/news/{number}", "date": "2026-11-20", "related": related}

    body = json.dumps({"sections": [{"name": "Top", "items": [row(1), row(2)]}, {"name": "Rest", "items": [row(3), row(4)]}]})
    assert [one.url for one in read("json", body).cited] == [f"https://a.vn/news/{number}" for number in (1, 2, 3, 4)]
