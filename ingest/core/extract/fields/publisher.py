"""What a page says of its place: publisher, section, tags."""

import html
import re
from collections.abc import Iterable

from msgspec import Struct

from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.model import Found

_TAG_META = ("article:tag", "og:article:tag", "parsely-tags", "sailthru.tags", "news_keywords", "keywords", "cxenseparse:tags")
_SECTION_META = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "cxenseparse:section",
    "dc.subject",
    "article.section",
)
_COMMA = re.compile(r"\s*[,;、，|]\s*")
_HAN = re.compile("[\u4e00-\u9fff]")  # Chinese tags hold no space, so a space parts them
_MOST_TAGS, _LONGEST_TAG, _LONGEST_TEXT = 40, 80, 4_000


class About(Struct, frozen=True):
    publisher: str | None
    section: str | None
    tags: tuple[str, ...]
    found: tuple[Found, ...]


def choose(page: Page, own: jsonld.Node | None) -> About:
    publisher, section, tags = _publisher(page, own), _section(page, own), _tags(page, own)
    found = [Found(field, offer[0]) for field, offer in (("publisher", publisher), ("section", section), ("tags", tags)) if offer]
    return About(publisher[1] if publisher else None, section[1] if section else None, tags[1] if tags else (), tuple(found))


def _publisher(page: Page, own: jsonld.Node | None) -> tuple[str, str] | None:
    if own and (names := jsonld.texts(jsonld.follow(own.get("publisher"), page.jsonld))) and "://" not in names[0]:
        return "json-ld publisher", names[0]
    for rule in ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name"):
        if (text := page.first(rule)) and "://" not in text:
            return f"meta {rule}", text
    for node in page.jsonld:
        if any(name.endswith("Organization") or name == "WebSite" for name in jsonld.types(node)) and (
            names := jsonld.texts(node.get("name"))
        ):
            return "json-ld organization", names[0]
    return None


def _section(page: Page, own: jsonld.Node | None) -> tuple[str, str] | None:
    if own and (said := jsonld.texts(own.get("articleSection"))):
        return "json-ld articleSection", _COMMA.split(said[0])[0]
    for rule, text in page.said(*_SECTION_META):
        if "://" not in text:
            return f"meta {rule}", _COMMA.split(text)[0]
    for node in page.jsonld:
        if "BreadcrumbList" in jsonld.types(node) and (names := _crumbs(node)):
            return "json-ld breadcrumb", names[-1]
    return None


def _crumbs(node: jsonld.Node) -> list[str]:
    """The names between the home page and the article itself."""
    places = node.get("itemListElement")
    named = [_crumb(place) for place in places if isinstance(place, dict)] if isinstance(places, list) else []
    return [name for name in named if name][1:-1]


def _crumb(place: jsonld.Node) -> str:
    inner = place.get("item")
    names = jsonld.texts(place.get("name")) or (jsonld.texts(inner.get("name")) if isinstance(inner, dict) else [])
    return names[0] if names else ""


def _tags(page: Page, own: jsonld.Node | None) -> tuple[str, tuple[str, ...]] | None:
    for rule in _TAG_META[:4]:
        if tags := _listed(text for _, text in page.said(rule)):
            return f"meta {rule}", tags
    if own and (tags := _listed(jsonld.texts(own.get("keywords")))):
        return "json-ld keywords", tags
    for rule in _TAG_META[4:]:
        if tags := _listed(text for _, text in page.said(rule)):
            return f"meta {rule}", tags
    return None


def _split(text: str) -> list[str]:
    tags = _COMMA.split(text)
    return text.split() if len(tags) == 1 and _HAN.search(text) else tags


def _listed(texts: Iterable[str]) -> tuple[str, ...]:
    """One tag a place: many pages join them all in one text."""
    named = [" ".join(tag.strip(" #").split()) for text in texts for tag in _split(html.unescape(text[:_LONGEST_TEXT]))]
    return tuple(dict.fromkeys(tag for tag in named if tag and len(tag) <= _LONGEST_TAG and "://" not in tag))[:_MOST_TAGS]
