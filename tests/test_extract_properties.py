"""What holds for any page: the markup alone does not change the text, and any bytes end in an article or a ParseError."""

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from extracting import document
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.change.decide import fingerprint
from ingest.core.extract import extract
from ingest.core.model import Article
from ingest.errors import ParseError

PAGES = Path(__file__).parent.parent / "fixtures" / "extract"
ROWS = [json.loads(line) for line in (PAGES / "index.jsonl").read_text(encoding="utf-8").splitlines()]
SAVED = {row["url"]: (PAGES / row["file"]).read_text(encoding="utf-8") for row in ROWS}
URLS = list(SAVED)
BRIDGE = next(url for url in URLS if "small-leaks" in url)

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"]*\"){2,})(\s*/?)>")
_ATTRIBUTE = re.compile(r"[a-z-]+=\"[^\"]*\"")


def wrapped(html: str) -> str:
    return re.sub(r"(<body[^>]*>)(.*)(</body>)", r"\1<div><div class='page'><div>\2</div></div></div>\3", html, flags=re.DOTALL)


def reordered(html: str) -> str:
    return _TAG.sub(lambda tag: f"<{tag[1]} {' '.join(reversed(_ATTRIBUTE.findall(tag[2])))}{tag[3]}>", html)


def minified(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


def indented(html: str) -> str:
    return html.replace("<p>", "\n        <p>\n          ").replace("</p>", "\n        </p>\n")


def commented(html: str) -> str:
    return html.replace("<p>", "<!-- paragraph --><p>").replace("</body>", "<!--u: 10/6/2026 8:35:00 PM--></body>")


def advertised(html: str) -> str:
    return html.replace("</article>", '<div class="ad-slot"><a href="https://ads.example/1">Sponsored</a></div></article>')


def shouted(html: str) -> str:
    return re.sub(r"<(/?)(div|p|article|figure|span)\b", lambda tag: f"<{tag[1]}{tag[2].upper()}", html)


CHANGES = (wrapped, reordered, minified, indented, commented, advertised, shouted)


def article(html: str, url: str) -> Article:
    return extract(document(html, url))


@pytest.mark.parametrize("url", URLS)
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4, unique=True))
@settings(max_examples=12, deadline=None)
def test_markup_alone_does_not_change_the_text(url: str, changes: list[Any]) -> None:
    html = SAVED[url]
    for change in changes:
        html = change(html)
    assert article(html, url).text == article(SAVED[url], url).text


def test_other_ads_counters_and_clocks_leave_the_fingerprint() -> None:
    before = article(SAVED[BRIDGE], BRIDGE)
    later = SAVED[BRIDGE].replace("2 comments", "31 comments").replace("Storm closes the coast road", "Coast road open again")
    later = later.replace("</main>", '<div class="views">1,204 readers</div><div class="clock">Saturday, 21:07:33</div></main>')
    after = article(advertised(later), BRIDGE)
    assert fingerprint(after.title, after.text) == fingerprint(before.title, before.text)


def test_one_changed_number_in_the_body_changes_the_fingerprint() -> None:
    before, after = article(SAVED[BRIDGE], BRIDGE), article(SAVED[BRIDGE].replace("41 to 63 million", "41 to 64 million"), BRIDGE)
    assert fingerprint(after.title, after.text) != fingerprint(before.title, before.text)


def ends_well(body: bytes) -> None:
    with suppress(ParseError):
        assert isinstance(extract(document(body)), Article)


@given(st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_an_article_or_a_parse_error(body: bytes) -> None:
    ends_well(body)


# Tags and contents that trouble parsers, with prose between them, a piece a line
PIECES = """
<p>
</p>
<div hidden>
<div class='comments'>
</div>
<table>
<tr>
<td>
</table>
<ul>
<li>
<ol>
<blockquote>
<br>
<br><br>
<a href='//['>
<a href>
</a>
<h1>
<h2>
</h2>
<figure>
<figcaption>
<img srcset=', ,'>
<img src='http://['>
<img data-src=/a.jpg>
<svg>
<template>
<noscript>
<script type=application/ld+json>{"@type":"Article","articleBody":7}</script>
<base href='http://['>
<b><i>
<frameset>
<select>
<meta property=og:title content='A'>
<title>
Some words, in a sentence of their own, and then some more of them, so that it counts as prose; and a comma, and an end.
文字だけの段落がここにある。文字だけの段落がここにある。文字だけの段落がここにある。文字だけの段落がここにある。
&#xD800;
<html lang=''>
<body role=dialog>
<nav>
<form>
<input>
<plaintext>
""".strip().split("\n")


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_markup_gives_an_article_or_a_parse_error(html: str) -> None:
    ends_well(html.encode("utf-8", "replace"))


@given(st.sampled_from(URLS), st.data())
@settings(max_examples=60, deadline=None)
def test_a_page_cut_off_anywhere_gives_an_article_or_a_parse_error(url: str, data: st.DataObject) -> None:
    body = SAVED[url].encode()
    ends_well(body[: data.draw(st.integers(0, len(body)))])


def test_markup_may_nest_deeper_than_python_recurses() -> None:
    text = "<p>The ministry of transport said on Monday that the bridge would open in the spring, three years after work on it began.</p>"
    nested = "<h1>The bridge</h1>" + "<table><td>" * 400 + text * 5  # four boxes each: the parser adds <tbody> and <tr>
    assert extract(document(nested)).text.count("The ministry") == 5
