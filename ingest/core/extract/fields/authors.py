"""Who wrote the article: people apart from organisations, and the byline as it is printed.

JSON-LD names the authors of 77 % of the pages that have some; where it names the publisher only, another place often names the person:
so the places are asked in the order of their worth until one names a person.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, structs

from ingest.core.extract.fields import bylines, printed
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Layout
from ingest.core.model import Author, Found, Source

_META = (
    "author",
    "article:author",
    "authors",
    "article:author_name",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "citation_author",
)
_LOOSE = ("marked as author", "printed below", "printed beside", "reporter alone", "signed")  # may be of another text
_LIBRARY = frozenset(("dc.creator", "dcterms.creator", "citation_author"))
_LAST_FIRST = re.compile(r"([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w'’-]+)")


class Authors(Struct, frozen=True):
    value: tuple[Author, ...]
    byline: str | None  # as printed
    found: tuple[Found, ...]


def choose(page: Page, source: Source, own: jsonld.Node | None, layout: Layout, at: int | None, site: frozenset[str]) -> Authors:
    """`at`: the block of the title; `site`: the folded names of the publisher."""
    offers: list[printed.AuthorOffer] = []
    is_weak = False
    for rule, authors, line in _offers(page, source, own, layout, at, site):
        if rule.startswith("meta") and all(author.organization and not bylines.looks_personal(author.name) for author in authors):
            # the publisher, where no reader sees it as who wrote this
            authors = [author for author in authors if _line_with(author.name, layout, at, above=0)]
        is_firm = not rule.startswith(_LOOSE) if is_weak else True
        if authors and is_firm:
            offers.append((rule, authors, line))
            if rule.startswith("meta") and all(author.organization for author in authors):
                is_weak = True  # where a text comes from: a byline may name who wrote it
                continue
            if any(not author.organization or site.isdisjoint((bylines.fold(author.name), bylines.key(author.name))) for author in authors):
                break
    if not offers:
        return Authors((), None, ())
    best = max(offers, key=lambda offer: (any(not author.organization for author in offer[1]), -offers.index(offer)))
    others = tuple((rule, ", ".join(author.name for author in authors)) for rule, authors, _ in offers if rule != best[0])
    line = best[2] or _line_with(best[1][0].name, layout, at)
    return Authors(tuple(best[1]), line, (Found("authors", best[0], others),))


def _offers(
    page: Page, source: Source, own: jsonld.Node | None, layout: Layout, at: int | None, site: frozenset[str]
) -> Iterator[printed.AuthorOffer]:
    if source.article.byline:
        for node in page.tree.css(source.article.byline):
            yield "article.byline", bylines.read(node.text(separator=" "), site), _line(node.text())
    if own:
        yield "json-ld author", [*(named := list(_of_node(own, page, site))), *_contributors(own, named, page, layout, at, site)], None
    for name in _META:
        said = [text for _, text in page.said(name) if "://" not in text and "www." not in text and not text.startswith(("@", "("))]
        if name == "author":
            said = said[:1] if all(text in said[0] for text in said[1:]) else [text for text in said if ":" not in text]
        yield (
            f"meta {name}",
            printed.distinct(
                author for text in said for author in bylines.read(_turned(text) if name in _LIBRARY else _spaced(text), site)
            ),
            None,
        )
    yield from printed.offers(page, layout, at, site)


def _line_with(name: str, layout: Layout, at: int | None, above: int = 2) -> str | None:
    """The short line beside the title that prints a name."""
    near = layout.blocks[max(0, at - above) : at + 1 + printed.AFTER] if at is not None else []
    return next((block.text for block in near if block.index != at and len(block.text) <= printed.SHORT and name in block.text), None)


def _of_node(own: jsonld.Node, page: Page, site: frozenset[str]) -> Iterator[Author]:
    said = own.get("author") or own.get("creator")
    seen: set[str] = set()
    for value in said if isinstance(said, list) else [said]:
        value = jsonld.follow(value, page.jsonld)
        for text in jsonld.texts(value):
            if "://" in text:
                continue
            for author in bylines.read(text, site):
                if bylines.key(author.name) not in seen:
                    seen.add(bylines.key(author.name))
                    yield _typed(author, value, page, own)


def _contributors(
    own: jsonld.Node, named: list[Author], page: Page, layout: Layout, at: int | None, site: frozenset[str]
) -> Iterator[Author]:
    """Those that a page prints beside its first author, and tells machines apart from him."""
    known = {bylines.key(author.name) for author in named}
    said = own.get("contributor") if named else None
    for value in said if isinstance(said, list) else [said]:
        for text in jsonld.texts(jsonld.follow(value, page.jsonld)):
            if (line := _line_with(text, layout, at)) and named[0].name in line and bylines.key(text) not in known:
                yield from bylines.read(text, site)[:1]


def _typed(author: Author, value: Any, page: Page, own: jsonld.Node) -> Author:
    """What the object calls itself is believed where the name does not say otherwise: ministries put people into Organization."""
    types = jsonld.types({"@type": value.get("@type")}) if isinstance(value, dict) else []
    if any("Organization" in name for name in types) and "Person" not in types:
        said = {text for _, text in page.said("og:site_name")} | set(jsonld.texts(jsonld.follow(own.get("publisher"), page.jsonld)))
        is_publisher = bylines.key(author.name) in {*map(bylines.key, said), *(urlsplit(page.url).hostname or "").split(".")}
        return structs.replace(author, organization=is_publisher or not bylines.looks_personal(author.name))
    return author


def _spaced(text: str) -> str:
    """`sophie-foster` is how some write a name for machines."""
    return text.replace("-", " ").title() if text.islower() and "-" in text and " " not in text else text


def _turned(text: str) -> str:
    """`Doe, Jo` is how libraries write one name."""
    name = _LAST_FIRST.fullmatch(text)
    return f"{name[2]} {name[1]}" if name and not any(map(bylines.is_organization, name.groups())) else text


def _line(text: str) -> str:
    return " ".join(text.split())
