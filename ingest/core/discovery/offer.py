"""A page of a site -> what it says of the site: its name, its feeds, its pages of news, its other languages."""

import re
import unicodedata
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from ingest.core import urls
from ingest.core.discovery.editions import editions_of
from ingest.core.discovery.model import Hint, Offer
from ingest.core.discovery.vocabulary import FEED_ADDRESS, FEED_WORDS, NEWS, UNWANTED
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.language.tags import tag
from ingest.core.listing import feeds_of
from ingest.core.model import Cited, Document

_LONGEST_LABEL = 40  # characters of a link that names a section; a headline has more
_MOST_SECTIONS, _MOST_FEEDS, _MOST_OPTIONS = 6, 12, 200
_WELCOME = re.compile(
    r"^(?:home(?: ?page)?|welcome(?: to)?|start(?:seite)?|accueil|inicio|trang ch[ủu]|главная|首页|首頁|ホーム|홈)$", re.IGNORECASE
)
_APART = re.compile(r"\s+[|\-–—:·»]\s+|\s*[|｜–—»]\s*")
_WORD = re.compile(r"[^\W_]+")


def offer_of(document: Document) -> Offer:
    """Raises ParseError for what is no HTML page."""
    page = Page.of(document)
    title, why = _title(page)
    locale = page.first("og:locale") or ""
    declared = page.language or locale or page.first("content-language") or ""
    links = list(_links(page))
    return Offer(
        url=page.url,
        title=title,
        title_why=why,
        language=tag(declared.replace("_", "-")),
        region=_region(page.language) or _region(locale),
        feeds=tuple(feed_hint(one, "declared by the page") for one in feeds_of(document))[:_MOST_FEEDS],
        linked=(*_preloaded(page), *_linked_feeds(links, page.url)),
        sections=tuple(_sections(links, page.url)),
        editions=tuple(editions_of(page, [*links, *_options(page)])),
    )


def feed_hint(feed: Cited, why: str) -> Hint:
    """A feed that is announced with its title."""
    return Hint(url=feed.url, kind="feed", why=why, title=feed.title, doubts=doubted(feed.url, feed.title))


def doubted(url: str, title: str | None) -> bool:
    """Whether a listing's name or address says that it lists something else than news."""
    path = url.partition("://")[2].partition("/")[2]
    return bool(UNWANTED.intersection(_words(path)) or UNWANTED.intersection(_words(title or "")))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _title(page: Page) -> tuple[str | None, str]:
    if said := page.first("og:site_name", "application-name"):
        return said, "what the page calls its site"
    for node in page.jsonld:
        named = any(name.endswith("Organization") or name == "WebSite" for name in jsonld.types(node))
        if named and (names := jsonld.texts(node.get("name"))):
            return names[0], "the organisation that the page names"
    if page.titles:
        parts = [part.strip() for part in _APART.split(" ".join(page.titles[0].split())) if part.strip()]
        telling = [part for part in parts if not _WELCOME.fullmatch(part)]
        if telling:
            return telling[0], "the page's title"
    return None, ""


def _region(said: str | None) -> str | None:
    found = re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})", said.strip()) if said else None
    return found[1].upper() if found else None


def _links(page: Page) -> Iterator[tuple[LexborNode, str, str]]:
    """(node, absolute URL on the same site, its words)."""
    for node in page.tree.css("a[href]"):
        url = urls.join(page.base, (node.attributes.get("href") or "").strip())
        if url is not None and urls.same_site(url, page.url):
            words = " ".join((node.text(separator=" ") or node.attributes.get("title") or node.attributes.get("aria-label") or "").split())
            yield node, url, words


def _options(page: Page) -> Iterator[tuple[LexborNode, str, str]]:
    """The same of a drop-down menu that leads to pages."""
    for node in page.tree.css("option[value]")[:_MOST_OPTIONS]:
        value = (node.attributes.get("value") or "").strip()
        url = urls.join(page.base, value) if value.startswith(("/", "?", "http://", "https://")) else None
        if url is not None and urls.same_site(url, page.url):
            yield node, url, " ".join(node.text(separator=" ").split())


def _preloaded(page: Page) -> Iterator[Hint]:
    """What the page has its scripts fetch: a shell's articles come from there."""
    for link in page.links.get("preload", ()):
        url = urls.join(page.base, link.get("href", "").strip())
        if link.get("as") == "fetch" and url is not None and urls.same_site(url, page.url):
            yield Hint(url=url, kind="json", why="fetched by the page's scripts", doubts=doubted(url, None))


def _linked_feeds(links: list[tuple[LexborNode, str, str]], own: str) -> Iterator[Hint]:
    seen: set[str] = {own}
    for _, url, words in links:
        address = url.partition("://")[2].partition("/")[2].partition("?")
        named = FEED_ADDRESS.search("/" + address[0]) or re.search(
            r"(?:^|&)(?:format|type|feed)=(?:rss|atom|feed|xml)", address[2], re.IGNORECASE
        )
        called = len(words) <= _LONGEST_LABEL and FEED_WORDS.intersection(_words(words))
        if (named or called) and url not in seen:
            seen.add(url)
            yield Hint(url=url, kind="feed" if named else None, why="linked by the page", title=words or None, doubts=doubted(url, words))
            if len(seen) > _MOST_FEEDS:
                return


def _sections(links: list[tuple[LexborNode, str, str]], own: str) -> Iterator[Hint]:
    """Links that call themselves news, by their words or the last part of their address; the shortest addresses first."""
    found: dict[str, tuple[int, Hint]] = {}
    for _, url, words in links:
        path = url.partition("://")[2].partition("/")[2].partition("?")[0].rstrip("/")
        last = re.sub(r"\.\w{2,5}$", "", path.rpartition("/")[2])
        label = _label(words)
        by_label = bool(label) and len(label) <= _LONGEST_LABEL and _says_news(label)
        by_address = len(last) <= _LONGEST_LABEL and _says_news(_label(last))
        if not (by_label or by_address) or url == own or url in found or urls.looks_like_article(url, own):
            continue
        if urls.may_be_article(url, own) and not doubted(url, words):
            rank = -2 * by_label - by_address + path.count("/")
            found[url] = (rank, Hint(url=url, kind="page", why="a page of news that the page leads to", title=words or None))
    ranked = sorted(found.values(), key=lambda one: one[0])
    yield from [hint for _, hint in ranked][:_MOST_SECTIONS]


def _label(text: str) -> str:
    """Its words with their marks, which are half of the vowels of Indic, Khmer and Burmese; without signs that only join letters."""
    kinds = {sign: unicodedata.category(sign) for sign in set(text)}
    kept = ("" if kinds[sign] == "Cf" else sign if kinds[sign][0] in "LMN" else " " for sign in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).casefold().split())


def _says_news(label: str) -> bool:
    """Whether a short label is a name for news: one of them stands in it, words of spaced scripts whole."""
    return any(word in label if not word.isascii() and _unspaced(word) else f" {word} " in f" {label} " for word in NEWS)


def _unspaced(word: str) -> bool:
    return any("\u0e00" <= letter <= "\u0eff" or "\u1780" <= letter <= "\u17ff" or letter >= "\u3040" for letter in word)
