"""Who wrote the article: people apart from organisations, and the byline as it is printed.

JSON-LD names the authors of 77 % of the pages that have some; where it names the publisher only, another place often names the person:
so the places are asked in the order of their worth until one names a person.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NamedTuple

from msgspec import Struct, structs
from selectolax.lexbor import LexborNode

from ingest.core.extract.fields import bylines
from ingest.core.extract.page import jsonld, words
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout
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
_LIBRARY = frozenset(("dc.creator", "dcterms.creator", "citation_author"))
_LAST_FIRST = re.compile(r"([A-ZÀ-Þ][\w'’-]+), ([A-ZÀ-Þ][\w'’-]+)")
_MARKED = ("[rel~=author], [itemprop=author]", "[class*=byline i], [class*=author i]")  # the surer first
_PART = re.compile(rf"\s*[|•·]\s*|\s+(?=(?:{words.BY_LABEL})\s*[:：])", re.IGNORECASE)  # 4 May 2024 | by Jo Doe, 4 May 2024 Autor: Jo Doe
_AFTER = 12  # blocks after the title in which a byline stands
_SHORT = 120  # characters


class Authors(Struct, frozen=True):
    value: tuple[Author, ...]
    byline: str | None  # as printed
    found: tuple[Found, ...]


AuthorOffer = tuple[str, list[Author], str | None]  # rule, authors, as printed


def choose(page: Page, source: Source, own: jsonld.Node | None, layout: Layout, at: int | None, site: frozenset[str]) -> Authors:
    """`at`: the block of the title; `site`: the folded names of the publisher."""
    offers: list[AuthorOffer] = []
    for rule, authors, printed in _offers(page, source, own, layout, at, site):
        if rule.startswith("meta") and all(author.organization and not bylines.looks_personal(author.name) for author in authors):
            authors = [author for author in authors if _line_with(author.name, layout, at)]  # the publisher, where no reader sees it
        if authors:
            offers.append((rule, authors, printed))
            if any(not author.organization or bylines.fold(author.name) not in site for author in authors):
                break
    if not offers:
        return Authors((), None, ())
    best = max(offers, key=lambda offer: (any(not author.organization for author in offer[1]), -offers.index(offer)))
    others = tuple((rule, ", ".join(author.name for author in authors)) for rule, authors, _ in offers if rule != best[0])
    printed = best[2] or _line_with(best[1][0].name, layout, at)
    return Authors(tuple(best[1]), printed, (Found("authors", best[0], others),))


def _offers(
    page: Page, source: Source, own: jsonld.Node | None, layout: Layout, at: int | None, site: frozenset[str]
) -> Iterator[AuthorOffer]:
    if source.article.byline:
        for node in page.tree.css(source.article.byline):
            yield "article.byline", bylines.read(node.text(separator=" "), site), _line(node.text())
    if own:
        yield "json-ld author", list(_of_node(own, page, site)), None
    for name in _META:
        said = [text for _, text in page.said(name) if "://" not in text and "www." not in text and not text.startswith(("@", "("))]
        if name == "author":
            said = said[:1] if all(text in said[0] for text in said[1:]) else [text for text in said if ":" not in text]
        yield (
            f"meta {name}",
            _distinct(author for text in said for author in bylines.read(_turned(text) if name in _LIBRARY else _spaced(text), site)),
            None,
        )
    yield from _printed(page, layout, at, site)


def _line_with(name: str, layout: Layout, at: int | None) -> str | None:
    """The short line beside the title that prints a name."""
    near = layout.blocks[max(0, at - 2) : at + 1 + _AFTER] if at is not None else []
    return next((block.text for block in near if block.index != at and len(block.text) <= _SHORT and name in block.text), None)


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
                    yield _typed(author, value)


def _typed(author: Author, value: Any) -> Author:
    """What the object calls itself is believed where the name does not say otherwise: ministries put people into Organization."""
    if isinstance(value, dict) and any("Organization" in name for name in jsonld.types({"@type": value.get("@type")})):
        return structs.replace(author, organization=not bylines.looks_personal(author.name))
    return author


def _printed(page: Page, layout: Layout, at: int | None, site: frozenset[str]) -> Iterator[AuthorOffer]:
    near = layout.blocks[at + 1 : at + 1 + _AFTER] if at is not None else []
    for block in near:
        if len(block.text) <= _SHORT and any(map(bylines.begins_with_by, _PART.split(block.text))):
            yield "printed after by", _of_block(block, site), block.text
    marked = [offer for selector in _MARKED for offer in _marked(page, selector, site)]
    above = list(takewhile(lambda block: len(block.text) <= _SHORT, near))  # what stands above the text
    beside = [offer for offer in marked if any(offer.authors[0].name in block.text for block in above)]
    if beside:
        alike = [author for offer in beside if offer.look == beside[0].look for author in offer.authors]
        yield "marked as author, beside the title", _distinct(iter(alike)), beside[0].printed
    yield from (("marked as author", offer.authors, offer.printed) for offer in marked)


class _Marked(NamedTuple):
    look: tuple[str | None, str | None]  # element and class
    authors: list[Author]
    printed: str


def _marked(page: Page, selector: str, site: frozenset[str]) -> Iterator[_Marked]:
    for node in page.tree.css(selector)[:12]:
        text = _line(node.text(separator="  ", strip=True))
        if text and len(text) <= _SHORT and not _is_comment(node):
            authors = [author for author in bylines.read(text, site) if author.organization or bylines.looks_personal(author.name)]
            if authors:
                yield _Marked((node.tag, node.attributes.get("class")), authors, text)


def _is_comment(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(6):
        if at is None:
            break
        if "comment" in f"{at.attributes.get('class')} {at.attributes.get('id')}".lower():
            return True
        at = at.parent
    return False


def _of_block(block: Block, site: frozenset[str]) -> list[Author]:
    """The names in a printed byline: those that are links if any is, for what else stands there is a role, a place, a date."""
    linked = _distinct(
        author for text, href in block.pieces if href for author in bylines.read(text, site) if bylines.looks_personal(author.name)
    )
    parts = [part for part in _PART.split(block.text) if bylines.begins_with_by(part)]
    text = block.text if bylines.begins_with_by(block.text) else parts[0]
    return linked or [author for author in bylines.read(text, site) if bylines.looks_personal(author.name)][:6]


def _distinct(authors: Iterator[Author]) -> list[Author]:
    found: dict[str, Author] = {}
    for author in authors:
        found.setdefault(bylines.key(author.name), author)
    return list(found.values())


def _spaced(text: str) -> str:
    """`sophie-foster` is how some write a name for machines."""
    return text.replace("-", " ").title() if text.islower() and "-" in text and " " not in text else text


def _turned(text: str) -> str:
    """`Doe, Jo` is how libraries write one name."""
    name = _LAST_FIRST.fullmatch(text)
    return f"{name[2]} {name[1]}" if name and not any(map(bylines.is_organization, name.groups())) else text


def _line(text: str) -> str:
    return " ".join(text.split())
