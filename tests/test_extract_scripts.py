"""Pages that scripts fill: the text in their data is found whole where it is theirs, and the others are told as shells."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from origin import Origin
from program import LOOPBACK, html, ingest, rows
from scripted_pages import CARRY, HTML, OTHER, PARAGRAPHS, RECORD, RELATED, SITE, STATE, TITLE, URL, Made, next_pages, page, script

from ingest import extract
from ingest.core.extract.page.scripts import literal, payloads
from ingest.core.extract.page.scripts.records import find
from ingest.core.model import Article
from ingest.errors import NotAnArticle, ParseError, Wall

TEXT = "\n\n".join(PARAGRAPHS)


def read(markup: str, url: str = URL) -> Article:
    return extract(markup.encode(), url=url)


def rules(article: Article) -> dict[str, str]:
    return {one.field: one.rule for one in article.found}


@pytest.mark.parametrize("made", CARRY, ids=lambda made: made.__name__)
def test_the_text_is_whole_where_the_page_carries_it(made: Made) -> None:
    article = read(made(False))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert rules(article)["body"].startswith("script data ")
    assert article.published is not None
    assert article.published.at == "2026-02-17T18:30:00Z"


@pytest.mark.parametrize("made", CARRY, ids=lambda made: made.__name__)
def test_what_the_page_itself_shows_comes_first(made: Made) -> None:
    article = read(made(True))
    assert (article.title, article.text) == (TITLE, TEXT)
    assert "script data" not in rules(article)["body"]


@pytest.mark.parametrize("made", CARRY, ids=lambda made: made.__name__)
def test_a_page_that_carries_the_texts_of_others_alone_is_a_shell(made: Made) -> None:
    markup = made(False)
    for said in (TITLE, RECORD["slug"]):
        markup = markup.replace(said, "x" * 30)
    with pytest.raises(NotAnArticle) as told:
        read(markup.replace("x" * 30 + " | News", "Harbour news"))
    assert told.value.kind == "shell"


def test_what_is_read_is_told_with_its_place() -> None:
    article = read(next_pages(False))
    assert rules(article)["body"] == "script data __NEXT_DATA__"
    assert rules(article)["published"] == "script data __NEXT_DATA__: datePublished"
    assert article.byline is not None or [author.name for author in article.authors] == ["Maja Lind"]


def test_a_page_that_shows_its_beginning_is_read_whole() -> None:
    begun = next_pages(False).replace('<div id="__next">', f'<div id="__next"><article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article>')
    assert read(begun).text == TEXT


def test_markup_in_the_data_is_cleaned_like_any_other() -> None:
    picture = "<figure><img src='/ferry.jpg'><figcaption>The ferry in 1936</figcaption></figure>"
    body = f"<nav><a href='/'>Home</a></nav>{HTML}{picture}<script>x()</script>"
    article = read(next_pages(False).replace(json.dumps(HTML).replace("<", "\\u003c"), json.dumps(body).replace("<", "\\u003c")))
    assert article.text == TEXT
    assert [image.url for image in article.images] == [f"{SITE}ferry.jpg"]


def test_a_wall_stays_a_wall_whatever_the_data_hold() -> None:
    wall = "<h1>Please verify you are human</h1><p>Just a moment.</p><div class='h-captcha'></div>"
    with pytest.raises(Wall):
        read(next_pages(False).replace('<div id="__next">', f'<div id="__next">{wall}').replace(f"{TITLE} | News", "Just a moment..."))


@pytest.mark.parametrize(
    "data",
    [
        '{"title": "' + TITLE + '", "body": ' + "[" * 3_000 + "]" * 3_000 + "}",
        '{"title": "' + TITLE + '", "body": "' + "x. " * 100,
        "[" * 200_000,
        "{" * 50_000,
        '{"title":"' + TITLE + '","body":{"body":' * 200 + "1" + "}}" * 200,
        '[["Reactive",1],{"data":1}]',
        '[["Reactive",0]]',
        "self.__next_f.push([1,\"1:Tffffffff,x\"])",
        "window.__NUXT__=(function(a){return a}(1,",
        "window.x={a:" * 2_000,
        "window.x=new Date(" * 2_000,
        "window.x=" + "`" * 3_000,
        "window.x={" + "/*" * 20_000,
        "window.x={" + " " * 200_000,
        "window.x='" + "\\" * 100_001,
    ],
    ids=range(15),
)  # fmt: skip
def test_hostile_data_cost_little_and_bring_nothing(data: str) -> None:
    for more in (' type="application/json"', ' type="application/json" id="__NUXT_DATA__"', ""):
        with pytest.raises(NotAnArticle):
            read(page("", False, "root", data=script(data, more)))


@given(st.text(max_size=200))
def test_no_script_breaks_it(text: str) -> None:
    for data in (script(f"window.a={text}"), script(text, ' type="application/json"'), f'<astro-island props="{text}"></astro-island>'):
        with pytest.raises(ParseError):
            read(page("", False, "root", data=data))


def test_of_several_records_the_one_that_names_the_page_is_taken() -> None:
    assert find([("x", STATE)], [TITLE], "https://news.example/other") is not None
    assert find([("x", STATE)], ["Harbour has crane number 1"], "https://news.example/other").markup == RELATED[1]["body"]  # type: ignore[union-attr]
    assert find([("x", STATE)], ["News"], "https://news.example/") is None
    assert find([("x", {"title": TITLE, "comments": [{"text": OTHER}]})], [TITLE], URL) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a:1,'b':[true,!1,void 0,],c:`x`}", {"a": 1, "b": [True, False, None], "c": "x"}),
        ("{date:new Date(5),d:.5,e:-1e3}", {"date": 5, "d": 0.5, "e": -1000.0}),
        (r"'a\u0062\x63\n\'\u{1F600}'", "abc\n'\U0001f600"),
        ("{a /* x */ : /* y */ 1 // z\n}", {"a": 1}),
    ],
)
def test_literals_of_javascript_are_read(text: str, value: object) -> None:
    assert literal.read(text)[0] == value


def test_rows_end_where_their_length_says() -> None:
    assert payloads.of_rows('1:T4,äö2:{"a":"$1"}\n3:["$1x"]\nbroken\n') == [{"a": "äö"}, ["$1x"]]


def test_a_circle_in_indexes_ends() -> None:
    assert payloads.of_indexes([{"a": 0}]) is not None


def test_a_page_that_scripts_fill_is_kept_with_its_place(here: Path, origin: Origin) -> None:
    url = origin.serve("/news/ferry-between-the-two-banks-is-given-up", html(next_pages(False).encode()))
    ended = ingest("fetch", url, *LOOPBACK, cwd=here)
    assert ended.code == 0, ended.err
    ((text, found),) = rows(here / "archive.db", "SELECT text, found FROM revisions")
    assert (text, "script data __NEXT_DATA__" in found) == (TEXT, True)
