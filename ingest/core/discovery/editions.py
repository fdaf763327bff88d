"""The other languages of a site, as its page declares them or its menu leads to them; a listing's address in another language."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ingest.core import urls
from ingest.core.discovery.model import Edition
from ingest.core.discovery.vocabulary import AUTONYMS
from ingest.core.extract.fields import links as declared
from ingest.core.extract.page.html import Page
from ingest.core.language.tags import tag

_CODE = re.compile(r"[A-Za-z]{2}(?:[-_](?:[A-Za-z]{2}|[Hh]an[st]))?")
_LABEL = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_PARAMETER = re.compile(r"(?<=[?&])((?:lang|language|hl|locale|lg|lng|l)=)([A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)(?=&|$)", re.IGNORECASE)
_FRONT = re.compile(r"/(?:index|default|home|main)\.\w{2,5}$|/(?:home|index)/?$", re.IGNORECASE)
_MOST = 40


def editions_of(page: Page, links: Iterable[tuple[LexborNode, str, str]]) -> Iterator[Edition]:
    """Each other language once, in the page's order; `links` are (node, URL, words) of the page's own site."""
    own = tag(page.language or "")
    seen = {own} if own else set()
    offers = [
        *((one.language, one.url, "hreflang") for one in declared.declared(page).alternates),
        *((language, url, "the page's menu of languages") for language, url in _of_menu(links, page.url)),
    ]
    for said, url, why in offers:
        language = tag(said)
        if language is None or language in seen or url == page.url or not urls.same_site(url, page.url):
            continue
        seen.add(language)
        yield Edition(language, url, why)
        if len(seen) > _MOST:
            return


def _of_menu(links: Iterable[tuple[LexborNode, str, str]], own: str) -> Iterator[tuple[str, str]]:
    """Links that carry a language's own name, its code where the address spells it too, or `hreflang`."""
    for node, url, words in links:
        if said := node.attributes.get("hreflang"):
            yield said, url
            continue
        name = words.casefold().strip()
        if name in AUTONYMS:
            yield AUTONYMS[name], url
        elif (spelled := code_in(url)) and len(name) <= 6 and _LABEL.fullmatch(name) and tag(name) == tag(spelled):
            yield spelled, url


def code_in(url: str) -> str | None:
    """The language that an address spells, as it is spelled: "zh-cn" of https://a.vn/zh-cn/x, of https://zh-cn.a.vn/, of ?lang=zh-cn."""
    parts = urlsplit(url)
    for segment in parts.path.split("/")[1:3]:
        if _CODE.fullmatch(segment) and tag(segment):
            return segment
    label = (parts.hostname or "").split(".")[0]
    if _CODE.fullmatch(label) and tag(label) and label != urls.site(url).split(".")[0]:
        return label
    found = _PARAMETER.search("?" + parts.query)
    return found[2] if found else None


def counterpart(listing: str, home: str, edition: str) -> str | None:
    """Where a listing of the language of `home` would be in that of `edition`, both front pages; None when their addresses do not say.

    https://a.eu/en/news.xml, https://a.eu/en/, https://a.eu/fr/ -> https://a.eu/fr/news.xml
    """
    ours, theirs = code_in(listing), code_in(edition)
    if theirs is None:
        return None
    if ours is not None and (found := _respelled(listing, ours, theirs)) is not None:
        return found if found != listing else None
    here, there = _FRONT.sub("/", home.partition("?")[0]).rstrip("/"), _FRONT.sub("/", edition.partition("?")[0]).rstrip("/")
    if here != there and listing.startswith(f"{here}/") and not _PARAMETER.search(edition):
        return f"{there}{listing[len(here) :]}"
    return None


def _respelled(url: str, ours: str, theirs: str) -> str | None:
    parts = urlsplit(url)
    segments = parts.path.split("/")
    for number in (1, 2):
        if len(segments) > number and segments[number] == ours:
            segments[number] = theirs
            return parts._replace(path="/".join(segments)).geturl()
    if (parts.hostname or "").split(".")[0] == ours:
        return parts._replace(netloc=theirs + parts.netloc[len(ours) :]).geturl()
    if _PARAMETER.search("?" + parts.query):
        return parts._replace(query=_PARAMETER.sub(lambda match: match[1] + theirs, "?" + parts.query)[1:]).geturl()
    return None
