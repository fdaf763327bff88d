"""A refresh is a redirect only with a URL and within a few seconds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.markup import refresh

PAGE = "https://example.org/news/1?a=b"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/new", "https://example.org/new"),
        ("0;URL='https://other.test/x'", "https://other.test/x"),
        ('5 ; url = "next" ', "https://example.org/news/next"),
        ("0,url=/new", "https://example.org/new"),
        ("0 /new", "https://example.org/new"),
        ("0; /new", "https://example.org/new"),
        ("2.5;url=/new", "https://example.org/new"),
        ("0;url='/new' and more", "https://example.org/new"),
        ("0;url=/tin-tức", "https://example.org/tin-t%E1%BB%A9c"),
        ("0;url=?a=c", "https://example.org/news/1?a=c"),
        ("1800", None),
        ("0", None),
        ("0;", None),
        ("0;url=", None),
        ("1800; url=/new", None),
        ("6; url=/new", None),
        ("0; url=https://example.org/news/1?a=b", None),
        ("0; url=https://example.org/news/1?a=b#top", None),
        ("0; url=javascript:alert(1)", None),
        ("0; url=mailto:a@example.org", None),
        ("soon; url=/new", None),
        ("", None),
    ],
)
def test_where_a_refresh_leads(content: str, expected: str | None) -> None:
    assert refresh.target(PAGE, content) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "https://example.org/new"),
        ("<META HTTP-EQUIV=Refresh CONTENT='0;URL=/new'>", "https://example.org/new"),
        ('<base href="https://cdn.test/a/"><meta http-equiv=refresh content="0;url=b">', "https://cdn.test/a/b"),
        ('<base href="https://cdn.test/a/"><meta http-equiv=refresh content="0;url=https://example.org/news/1?a=b">', None),
        ('<meta http-equiv="refresh" content="1800">', None),
        ('<meta http-equiv="refresh">', None),
        ('<noscript><meta http-equiv="refresh" content="0; url=/no-script"></noscript>', None),
        ('<!-- <meta http-equiv="refresh" content="0; url=/old"> -->', None),
        ('<meta name="refresh" content="0; url=/new">', None),
        ("<p>refresh yourself", None),
        ("<p>nothing", None),
    ],
)
def test_what_a_page_asks_for(html: str, expected: str | None) -> None:
    assert refresh.of_page(PAGE, html.encode()) == expected


@given(st.text(max_size=60))
def test_any_content_leads_somewhere_or_nowhere(content: str) -> None:
    where = refresh.target(PAGE, content)
    assert where is None or where.startswith(("https://", "http://"))


@given(st.binary(max_size=200))
def test_any_bytes_lead_somewhere_or_nowhere(body: bytes) -> None:
    refresh.of_page(PAGE, b"<meta http-equiv=refresh content='0;url=" + body)
