"""The title of the article, without the site's name.

No single place is right often: of 116 pages with hand-made titles the first h1 has it on 78 %, og:title on 71 %, JSON-LD on 69 %, `<title>`
on 22 %; one of them has it on 98 %. So they vote, each for what it says without the site's name, and the heading lends its spelling.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from msgspec import Struct

from ingest.core.extract import jsonld
from ingest.core.extract.page import Page
from ingest.core.model import Found, Source

# Weight of each place's vote. An h1 alone loses against any two that agree: it may be the logo or "Log in". og, Twitter and `<title>`
# are one editor's text for sharing and searching (2.0): together they beat the h1 alone, and not the h1 with JSON-LD (2.2).
WEIGHTS = {
    "h1": 1.2,
    "json-ld headline": 1.0,
    "og:title": 1.0,
    "title": 0.55,
    "twitter:title": 0.45,
    "itemprop headline": 0.4,
    "meta title": 0.1,
}
_SPELLING = ("article.title", *WEIGHTS)  # whose spelling is taken among those that agree
_MOST_HEADINGS = 12  # h1 that are looked at
_LONGEST = 400  # characters; a longer h1 holds the page

_SEPARATOR = re.compile(r"\s+[|–—•·»«:/*-]\s+|\s*[|_»｜]\s*|\s+-{1,2}\s*|--+|\s::\s|\s*[-–—]\s+(?=\S+\Z)")
_MARK = re.compile(r"[|–—•·»«:/*_｜-]")
_PREFIX = re.compile(r"([^:]{2,40}):\s+(?=\S)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_WORD = re.compile(r"[\W_]+")


class Title(Struct, frozen=True):
    value: str  # empty if the page has none
    site: frozenset[str]  # the folded names by which the site calls itself
    found: tuple[Found, ...]


def choose(page: Page, source: Source, own: jsonld.Node | None) -> Title:
    """`own` is the JSON-LD object that describes the page's text."""
    names = _site_names(page)
    offers = list(_offers(page, source, own))
    if not offers:
        return Title("", names, ())
    if offers[0][0] == "article.title":
        return _chosen(offers[0], offers, names)
    offers = [(rule, text) for rule, text in offers if rule != "h1" or fold(text) not in names] or offers
    texts = {text for _, text in offers}
    alone = {text: _without_site(text, names, texts - {text}) for text in texts}
    stripped = [(rule, alone[text]) for rule, text in offers]
    votes: dict[str, float] = {}
    for rule, text in stripped:
        votes[fold(text)] = votes.get(fold(text), 0.0) + WEIGHTS[rule]
    for rule, text in stripped:  # a text that was cut off votes for the whole one
        if text.endswith(("…", "...")) and (
            whole := next((one for one in votes if one != fold(text) and one.startswith(fold(text))), None)
        ):
            votes[whole] += WEIGHTS[rule]
    best = max(votes, key=lambda one: votes[one])
    agreeing = [offer for offer in stripped if fold(offer[1]) == best]
    return _chosen(min(agreeing, key=lambda offer: _SPELLING.index(offer[0])), offers, names)


def fold(text: str) -> str:
    """Two titles are the same when only case and punctuation differ."""
    return _fold(text[:_LONGEST])


@lru_cache(4_096)  # one page's names and titles are compared with each other a hundred times
def _fold(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip().casefold()


def _site_names(page: Page) -> frozenset[str]:
    """Names that the site declares, its domain, and what stands first or last in `<title>` if it looks like either."""
    declared = {fold(text) for _, text in page.said("og:site_name", "application-name", "apple-mobile-web-app-title")}
    for node in page.jsonld:
        if any(name in ("Organization", "NewsMediaOrganization", "WebSite", "GovernmentOrganization") for name in jsonld.types(node)):
            declared |= {fold(text) for text in jsonld.texts(node.get("name"))[:1]}
    labels = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")
    names = declared | {fold(".".join(labels))} | {label for label in labels if len(label) > 3}
    squeezed = {name.replace(" ", "") for name in names}
    for text in page.titles[:1]:
        if len(pieces := _pieces(text[:_LONGEST])) > 1:
            for piece in (pieces[-1], pieces[0]):
                said = fold(piece).replace(" ", "")
                if said in squeezed or any(len(name) > 3 and name in said and len(said) <= len(name) + 10 for name in squeezed):
                    names.add(fold(piece))
    return frozenset(names - {""})


def _chosen(offer: tuple[str, str], offers: list[tuple[str, str]], names: frozenset[str]) -> Title:
    rule, text = offer
    return Title(text, names, (Found("title", rule, tuple(other for other in offers if other[0] != rule)),))


def _offers(page: Page, source: Source, own: jsonld.Node | None) -> Iterator[tuple[str, str]]:
    for rule, text in _said(page, source, own):
        text = " ".join(_UNSEEN.sub("", text).split())
        if text and len(text) <= _LONGEST and fold(text):
            yield rule, text


def _said(page: Page, source: Source, own: jsonld.Node | None) -> Iterator[tuple[str, str]]:
    if source.article.title:
        for node in page.tree.css(source.article.title):
            yield "article.title", node.text()
    for node in page.tree.css("h1")[:_MOST_HEADINGS]:
        yield "h1", node.text()
    if own:
        for text in jsonld.texts(own.get("headline") or own.get("name")):
            yield "json-ld headline", text
    for rule, names in (
        ("og:title", ("og:title",)),
        ("twitter:title", ("twitter:title",)),
        ("itemprop headline", ("headline",)),
        ("meta title", ("title", "dc.title")),
    ):
        if said := page.first(*names):
            yield rule, said
    for text in page.titles[:1]:
        yield "title", text


def _without_site(text: str, names: frozenset[str], others: set[str]) -> str:
    """The text without pieces at its ends that are the site's name, or that no other place has."""
    known = {fold(other) for other in others}
    if (prefix := _PREFIX.match(text)) and fold(prefix[1]) in names:
        text = text[prefix.end() :]
    pieces = _pieces(text)
    for number in range(1, len(pieces)):
        head = _first(text, number, pieces)
        if fold(head) in known:
            return head
    while len(pieces) > 1 and fold(pieces[-1]) in names:
        text = _first(text, len(pieces) - 1, pieces)
        pieces = pieces[:-1]
    if len(pieces) > 1 and fold(pieces[0]) in names:
        text = text[text.index(pieces[1], len(pieces[0])) :]
    return text


@lru_cache(1_024)
def _pieces(text: str) -> list[str]:
    if not _MARK.search(text):
        return [text]
    return [piece for piece in _SEPARATOR.split(text) if piece.strip()]


def _first(text: str, number: int, pieces: list[str]) -> str:
    """The first pieces of a text with the separators that stand between them."""
    end = 0
    for piece in pieces[:number]:
        end = text.index(piece, end) + len(piece)
    return text[:end].strip()
