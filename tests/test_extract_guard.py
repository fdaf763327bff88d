"""What is refused before it is parsed, and that real markup is not."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.markup import parser_limits
from ingest.errors import NotAnArticle, ParseError, Unsupported


@pytest.mark.parametrize(
    ("body", "medium"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\r\n%PDF-1.4", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"GIF89a\x01\x00", "image"),
        (b"RIFF\x24\x00\x00\x00WEBP", "image"),
        (b"\x00\x00\x00\x18ftypmp42", "video"),
        (b"\x1f\x8b\x08\x00\x00", "gzip"),
        (b"SQLite format 3\x00", "database"),
        (bytes(range(256)) * 9, "binary"),
    ],
)
def test_other_media_served_as_pages_are_unsupported(body: bytes, medium: str) -> None:
    with pytest.raises(Unsupported, match=medium):
        parser_limits.check(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><p>x",
        b"\xef\xbb\xbf<html>",
        b"BMW baut ein Werk",
        b"MZ",
        b"RIFFs and riffs",
        b"ID3 is a format",
        "<p>Quốc hội".encode("utf-16-le") * 50,
    ],
)
def test_text_that_begins_like_a_medium_is_text(body: bytes) -> None:
    parser_limits.check(body)


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\xef\xbb\xbf"])
def test_an_empty_answer_is_no_article(body: bytes) -> None:
    with pytest.raises(NotAnArticle) as caught:
        parser_limits.check(body)
    assert caught.value.kind == "empty"


ATTACKS = {
    "half a megabyte of nested div": b"<div>" * 100_000,
    "nested div, all closed": b"<div>" * 20_000 + b"</div>" * 20_000,
    "nested div behind foreign end tags": b"<div></x>" * 20_000,
    "end tags that a table cell swallows": b"<div><table><tr><td></div>" * 10_000,
    "nested custom elements": b"<x-a>" * 20_000,
    "nested svg": b"<svg>" + b"<g>" * 20_000,
    "lists in lists": b"<ul><li>" * 20_000,
    "capital letters": b"<DIV>" * 20_000,
    "formatting that every paragraph opens again": b"".join(b"<p><b id=%d>" % number for number in range(10_000)),
    "formatting, then paragraphs": b"".join(b"<font size=%d>" % number for number in range(3_000)) + b"<p>x" * 3_000,
    "one tag of 50,000 attributes": b"<div " + b" ".join(b"a%d=1" % number for number in range(50_000)) + b">",
    "a script's tag of 50,000 attributes": b"<script " + b" ".join(b"a%d=1" % number for number in range(50_000)) + b"></script>",
    "a root told again and again": b"".join(b"<html a%d=1>" % number for number in range(20_000)),
    "a menu of 100,000": b"<select>" + b"<option>x" * 100_000,
    "too many tags": b"<br>" * 200_000,
    "too many bytes": b"x" * 17_000_000,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_markup_that_would_cost_seconds_is_refused(name: str) -> None:
    with pytest.raises(ParseError):
        parser_limits.check_markup(ATTACKS[name])


HARMLESS = {
    "a long table": b"<table>" + b"<tr><td>a<td>b" * 10_000 + b"</table>",
    "unclosed paragraphs": b"<p>x" * 30_000,
    "unclosed items": b"<ul>" + b"<li>x" * 30_000,
    "links that were never closed": b"<a href=x>y" * 10_000,
    "equal formatting never closed": b"<p><b>x" * 10_000,
    "a script that writes tags": b"<script>" + b"document.write('<div>');" * 20_000 + b"</script>",
    "a comment of tags": b"<!--" + b"<div>" * 20_000 + b"-->",
    "an embedded image": b'<img src="data:image/png;base64,' + b"A" * 3_000_000 + b'">',
    "data in a script": b"<script>var a=1<b;var data={" + b'"k": "some words here", ' * 50_000 + b"}</script>",
    "void elements": b"<p>a<br>b<img src=x><hr>" * 10_000,
    "a quote that was not escaped": b'<div data-x="{"a": "' + b"some words and more " * 1_000 + b'"}">text</div>',
    "fifty countries": b"<select>" + b"<option>x</option>" * 250 + b"</select>",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_long_and_sloppy_markup_passes(name: str) -> None:
    parser_limits.check_markup(HARMLESS[name])


PIECES = [b"<div>", b"</div>", b"<b id=1>", b"</b>", b"<!--", b"-->", b'"', b"<script>", b"</script>", b">", b"<", b"x "]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_markup_passes_or_is_refused(pieces: list[bytes]) -> None:
    for markup in (b"".join(pieces), b"".join(pieces) * 400):
        with contextlib.suppress(ParseError):
            parser_limits.check_markup(markup)
