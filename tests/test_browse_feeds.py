"""Feeds out are valid by RFC 4287, say what the pages say, and are sent again only when they changed."""

import asyncio
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import hostile
import pytest
from readers import TRAINS, made
from selectolax.lexbor import LexborHTMLParser

from ingest.browse import serve
from ingest.core import atom

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")  # RFC 3339, as 4287 3.3 asks
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+$")


def faults(document: bytes) -> list[str]:
    """What RFC 4287 forbids or misses, by section."""
    feed = ElementTree.fromstring(document)
    found = [] if feed.tag == f"{ATOM}feed" else ["4.1.1: no feed"]
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        name = element.tag.removeprefix(ATOM)
        for child, least, most in (
            ("id", 1, 1),
            ("title", 1, 1),
            ("updated", 1, 1),
            ("published", 0, 1),
            ("content", 0, 1),
            ("summary", 0, 1),
        ):
            if not least <= len(element.findall(f"{ATOM}{child}")) <= most:
                found.append(f"4.1: {len(element.findall(f'{ATOM}{child}'))} {child} in a {name}")
        moments = (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published"))
        found += [f"3.3: {one.text} is no date" for one in moments if not MOMENT.match(one.text or "")]
        found += [f"4.2.6: {one.text} is no IRI" for one in element.findall(f"{ATOM}id") if not IRI.match(one.text or "")]
        found += [f"4.2.7.1: {one.get('href')}" for one in element.findall(f"{ATOM}link") if not IRI.match(one.get("href", ""))]
        alternates = [
            (one.get("type"), one.get("hreflang")) for one in element.findall(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"
        ]
        if len(alternates) != len(set(alternates)):
            found.append(f"4.1: two alternates of one kind in a {name}")
        found += [f"6: {child.tag}" for child in element if not child.tag.startswith(ATOM)]
    if not feed.findall(f"{ATOM}author") and any(not one.findall(f"{ATOM}author/{ATOM}name") for one in entries):
        found.append("4.1.2: an entry without an author")
    if not [one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self"]:
        found.append("4.1.1: no link to itself")
    for one in entries:
        content = one.find(f"{ATOM}content")
        if content is None and not [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]:
            found.append("4.1.2: neither content nor an alternate")
        if content is not None and content.get("type") == "html" and len(content):
            found.append("3.1.1.2: markup that is not escaped")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    if len(ids) != len(set(ids)):
        found.append("4.2.6: two entries of one id")
    return found


def test_the_validator_finds_faults() -> None:
    wrong = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><updated>yesterday</updated><entry><id>1</id></entry></feed>'
    assert {fault.split(":")[0] for fault in faults(wrong)} == {"4.1", "3.3", "4.2.6", "4.1.2", "4.1.1"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("feeds") / "kept.db")


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.made(tmp_path_factory.mktemp("hostile") / "kept.db")


def get(path: Path, *asked: tuple[str, dict[str, str]]) -> list[Any]:
    async def answers() -> list[Any]:
        datasette = serve.build(path)
        await datasette.invoke_startup()
        found = [await datasette.client.get(url, headers=headers) for url, headers in asked]
        for database in datasette.databases.values():
            database.close()
        return found

    return asyncio.run(answers())


FEEDS = ("search.atom", "search.atom?q=24", "search.atom?q=duong+sat&language=vi", "search.atom?source=town-hall", "story/85.atom",
         "changes.atom",          "changes.atom?class=numbers", "removed.atom", "search.atom?q=nothingholdsthis")  # fmt: skip


def test_every_feed_is_valid_and_feed_readers_read_it(path: Path) -> None:
    for url, answer in zip(FEEDS, get(path, *((f"/kept/-/{url}", {}) for url in FEEDS)), strict=True):
        assert answer.status_code == 200, url
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert faults(answer.content) == [], url
        assert not feedparser.parse(answer.content).bozo, url


def test_feeds_of_hostile_words_are_valid_and_carry_no_script(bad: Path) -> None:
    for answer in get(bad, *((f"/kept/-/{url}", {}) for url in ("search.atom", "story/1.atom", "changes.atom", "removed.atom"))):
        assert faults(answer.content) == []
        entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
        assert entries
        for content in (one.findtext(f"{ATOM}content") or "" for one in entries):
            tree = LexborHTMLParser(content)
            assert tree.css("script, img, iframe, svg, [onload], [onerror], [href^=javascript], details") == []
        for link in ElementTree.fromstring(answer.content).iter(f"{ATOM}link"):
            assert link.get("href", "").startswith("http")


def test_a_search_as_a_feed_tells_what_the_page_tells(path: Path) -> None:
    (answer,) = get(path, ("/kept/-/search.atom?q=duong+sat+tet", {}))
    (told,) = feedparser.parse(answer.content).entries
    assert (told.title, told.author) == (TRAINS["vi"][0], "Lê Minh")
    assert told.link == "http://localhost/kept/-/article/85"
    assert TRAINS["vi"][1][0] in told.content[0].value


def test_changes_and_removals_name_their_class_and_words(path: Path) -> None:
    edits, gone = (
        feedparser.parse(answer.content).entries for answer in get(path, ("/kept/-/changes.atom", {}), ("/kept/-/removed.atom", {}))
    )
    assert [one.title for one in edits] == ["negation: Grants for village halls reopen", "numbers: Grants for village halls"]
    assert "<del>£4.2 million</del> <ins>£2.4 million</ins>" in edits[1].content[0].value
    assert [one.title for one in gone] == ["Removed: Draft plan for the harbour"]


def test_a_feed_that_did_not_change_is_not_sent_again(path: Path) -> None:
    (first,) = get(path, ("/kept/-/changes.atom", {}))
    tag, since = first.headers["etag"], first.headers["last-modified"]
    same = ({"If-None-Match": tag}, {"If-None-Match": f'"other", W/{tag}'}, {"If-Modified-Since": since})
    other = (
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": since},
        {"If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT"},
    )
    answers = get(path, *(("/kept/-/changes.atom", headers) for headers in (*same, *other)))
    assert [answer.status_code for answer in answers] == [304, 304, 304, 200, 200, 200]
    assert answers[0].content == b""
    assert answers[0].headers["etag"] == tag


def test_pages_name_their_feeds_where_feed_readers_look(path: Path) -> None:
    for url, feed in (
        ("search?q=24", "search.atom?q=24"),
        ("story/85", "story/85.atom"),
        ("changes?class=numbers", "changes.atom?class=numbers"),
    ):
        (answer,) = get(path, (f"/kept/-/{url}", {}))
        links = LexborHTMLParser(answer.text).css('link[rel=alternate][type="application/atom+xml"]')
        assert [link.attributes["href"] for link in links] == [f"/kept/-/{feed}"]


def test_the_sources_as_opml_lead_to_their_feeds(path: Path) -> None:
    (answer,) = get(path, ("/kept/-/sources.opml", {}))
    outlines = ElementTree.fromstring(answer.content).findall("body/outline")
    assert [one.get("text") for one in outlines] == [
        "Ministry of Works (Viet Nam)",
        "The Rail Gazette",
        "Town Hall of Lindholm",
        "World Service",
    ]
    assert outlines[2].get("xmlUrl") == "http://localhost/kept/-/search.atom?source=town-hall"


def test_what_xml_cannot_hold_is_left_out() -> None:
    told = atom.Told(
        id="tag:a,2024:1", title="a\x00b\x0b<c>", updated="2024-01-01T00:00:00Z", link="http://a/", author="\ud800x", language='"><b>'
    )
    feed = atom.Feed(title="t", itself="http://a/f", page="http://a/", told=(told,), updated="2024-01-01T00:00:00Z")
    document = atom.render(feed).encode()
    assert faults(document) == []
    assert feedparser.parse(document).entries[0].author == "x"
