"""HTML listing pages: the links that a selector names, else those that look like articles."""

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.core import urls
from ingest.core.extract.guard import check_markup
from ingest.core.languages import tag
from ingest.core.model import Cited, Listing, ListingPage, Source
from ingest.errors import ListingError, ParseError

from .dates import utc_text
from .gather import gather, plain

ROOTS = frozenset({"html", "head", "body"})

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json+feed"}
)
_CHROME = frozenset({"nav", "header", "footer", "menu"})
_PRINTED_DATE = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s+\d{4}"
)


def read(body: bytes, url: str, listing: Listing, source: Source) -> ListingPage:
    """The cited articles of an HTML page in UTF-8. Raises ListingError when it cannot be parsed or `listing.links` is no selector."""
    tree = _tree(body, url)
    base = _base(tree, url)
    links = _selected(tree, listing.links, url) if listing.links else _article_links(tree, base, url)
    problems: list[str] = []
    return ListingPage(cited=gather(_cited(links, base, url, source), source, problems), problems=tuple(problems))


def declared_feeds(body: bytes, url: str) -> tuple[Cited, ...]:
    """The feeds that a page's head declares. Raises ListingError when the page cannot be parsed."""
    tree = _tree(body, url)
    base = _base(tree, url)
    found = [
        Cited(url=feed, title=plain(link.attributes.get("title")))
        for link in tree.css("link[rel][href]")
        if "alternate" in (link.attributes.get("rel") or "").lower().split()
        and (link.attributes.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
        and (feed := urls.join(base, link.attributes.get("href") or "")) is not None
    ]
    return tuple({one.url: one for one in reversed(found)}.values())[::-1]


def _tree(body: bytes, url: str) -> LexborHTMLParser:
    try:
        check_markup(body)
    except ParseError as error:
        raise ListingError(f"{url}: {error}") from None
    return LexborHTMLParser(body, scripting=True)


def _base(tree: LexborHTMLParser, url: str) -> str:
    base = tree.css_first("base[href]")
    return (urls.join(url, base.attributes.get("href") or "") if base is not None else None) or url


def _selected(tree: LexborHTMLParser, selector: str, url: str) -> list[LexborNode]:
    try:
        chosen = tree.css(selector)
    except Exception as error:  # selectolax raises its own and plain Exception for what is no selector
        raise ListingError(f"{url}: {selector!r} is no CSS selector: {error}") from None
    links: list[LexborNode] = []
    for node in chosen:
        links += [node] if node.tag == "a" else node.css("a[href]")
    return links


def _article_links(tree: LexborHTMLParser, base: str, url: str) -> list[LexborNode]:
    """Links to the same site that look like articles by their address, their words and the company they are in."""
    likely: list[tuple[LexborNode, str]] = []
    for link in tree.css("a[href]"):
        target = urls.join(base, link.attributes.get("href") or "")
        if target is not None and urls.same_site(target, url) and urls.looks_like_article(target, url) and not _in_chrome(link):
            likely.append((link, _place(link)))
    company = Counter(place for _, place in likely)
    return (
        [link for link, place in likely if company[place] > 1 or len(link.text(strip=True)) >= 12]
        if len(likely) > 5
        else [link for link, _ in likely]
    )


def _in_chrome(link: LexborNode) -> bool:
    node = link.parent
    while node is not None:
        if node.tag in _CHROME:
            return True
        if node.tag in ("article", "main"):
            return False
        node = node.parent
    return False


def _place(link: LexborNode) -> str:
    parent = link.parent
    return f"{parent.tag}.{parent.attributes.get('class')}" if parent is not None else ""


def _cited(links: list[LexborNode], base: str, url: str, source: Source) -> Iterator[Cited]:
    """One for each address, with the best of the titles of its links: a picture's link has none, the headline's has it."""
    titles: dict[str, str] = {}
    first: dict[str, LexborNode] = {}
    for link in links:
        target = urls.join(base, link.attributes.get("href") or "")
        if target is None or target == url:
            continue
        title = plain(link.text(separator=" ")) or plain(link.attributes.get("title")) or ""
        heading = any(link.css(name) for name in ("h1", "h2", "h3", "h4")) or (
            link.parent is not None and link.parent.tag in ("h1", "h2", "h3", "h4")
        )
        if target not in titles or (heading and title) or len(titles[target]) < 12 < len(title):
            titles[target] = title or titles.get(target, "")
            first[target] = link
    own = {link.attributes.get("href") for link in links}
    for target, link in first.items():
        yield Cited(
            url=target,
            title=titles[target] or None,
            published_at=_date_beside(link, own, source),
            language=tag(link.attributes.get("hreflang")),
        )


def _date_beside(link: LexborNode, cited: set[str | None], source: Source) -> str | None:
    """The date printed in the link's own box: the nearest of three ancestors that has one, and no other of the cited articles."""
    box = link.parent
    for _ in range(3):
        if box is None or box.tag in ("body", "main"):
            return None
        others = cited.intersection(other.attributes.get("href") for other in box.css("a[href]")) - {link.attributes.get("href")}
        text = box.text(separator=" ")
        if others or len(text) > 1500:
            return None
        time = box.css_first("time[datetime]")
        said = time.attributes.get("datetime") if time is not None else None
        if said is None:
            printed = _PRINTED_DATE.search(text)
            said = text[max(0, printed.start() - 12) : printed.end() + 24] if printed else None
        if said:
            return utc_text(said, source.timezone, source.date_order)
        box = box.parent
    return None
