"""HTML listing pages: the links that a selector names, else the headlines of the page's lists."""

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.core import urls
from ingest.core.documents import kinds
from ingest.core.language.tags import tag
from ingest.core.listing.dates import read_date
from ingest.core.listing.gather import absolute, gather, plain, uncut
from ingest.core.listing.headlines import headlines
from ingest.core.listing.older.page import guessed, of_page
from ingest.core.listing.outline import Outline
from ingest.core.listing.templates import Anchor
from ingest.core.markup.parser_limits import check_markup
from ingest.core.model import Cited, Listing, ListingPage, Older, Source
from ingest.errors import ListingError, ParseError

ROOTS = frozenset({"html", "head", "body"})

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json+feed"}
)
_CHROME = frozenset({"nav", "header", "footer", "menu"})
_HEADINGS = ("h1", "h2", "h3", "h4")
_HEADLINE = 12  # characters; shorter words of a link are "more", a number of comments, a section
_BOX = 1_500  # characters of text in the box of one article; more is the page


class _Link(NamedTuple):
    """A link that is an article's, and the words that are its title."""

    node: LexborNode
    title: str


def read(body: bytes, url: str, listing: Listing, source: Source, at: str) -> ListingPage:
    """The cited articles of an HTML page in UTF-8; `at` is the time of the look.

    Raises ListingError when it cannot be parsed, or when `listing.links` or `listing.next` is no selector.
    """
    tree = _tree(body, url)
    base = _base(tree, url)
    links = _selected(tree, listing.links, url) if listing.links else _headlines(tree, base, url, documents=source.documents)
    problems: list[str] = []
    cited = gather(_cited(links, base, url, source), source, problems)
    return ListingPage(cited=cited, problems=tuple(problems), older=_older(tree, base, url, cited, listing, at))


def _older(tree: LexborHTMLParser, base: str, url: str, cited: tuple[Cited, ...], listing: Listing, at: str) -> Older:
    try:
        found = of_page(tree, base, url, (one.url for one in cited), at, listing.next)
    except Exception as error:  # selectolax raises its own and plain Exception for what is no selector
        if listing.next is None:
            raise
        raise ListingError(f"{url}: {listing.next!r} is no CSS selector: {error}") from None
    return found if found.urls or found.how else guessed(url, len(cited))


def declared_feeds(body: bytes, url: str) -> tuple[Cited, ...]:
    """The feeds that a page's head declares. Raises ListingError when the page cannot be parsed."""
    tree = _tree(body, url)
    base = _base(tree, url)
    found = [
        Cited(url=feed, title=plain(link.attributes.get("title")))
        for link in tree.css("link[rel][href]")
        if "alternate" in (link.attributes.get("rel") or "").lower().split()
        and (link.attributes.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES
        and (feed := absolute(base, link.attributes.get("href") or "")) is not None
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


def _selected(tree: LexborHTMLParser, selector: str, url: str) -> list[_Link]:
    try:
        chosen = tree.css(selector)
    except Exception as error:  # selectolax raises its own and plain Exception for what is no selector
        raise ListingError(f"{url}: {selector!r} is no CSS selector: {error}") from None
    links: list[LexborNode] = []
    for node in chosen:
        links += [node] if node.tag == "a" else node.css("a[href]")
    return [_Link(link, _words(link)) for link in links]


def _headlines(tree: LexborHTMLParser, base: str, url: str, *, documents: bool) -> list[_Link]:
    """Links to the same site that are headlines of the page's lists; where it has none, those whose URL looks like an article's.

    `documents`: links to files are among them.
    """
    outline = Outline(tree)
    anchors = []
    for box, tag_name in enumerate(outline.tag):
        if tag_name == "a" and (href := outline.node[box].attributes.get("href")):
            target = absolute(base, href)
            if (
                target is not None
                and urls.same_site(target, url)
                and (urls.may_be_article(target, url) or (documents and kinds.extension(target)))
            ):
                anchors.append(Anchor(box, target))
    if found := headlines(outline, anchors, url):
        return [_Link(outline.node[one.anchor.box], one.title) for one in found]
    nodes = [outline.node[one.box] for one in anchors if urls.looks_like_article(one.target, url) or kinds.extension(one.target)]
    return [_Link(node, _words(node)) for node in nodes if not _in_chrome(node)]


def _in_chrome(link: LexborNode) -> bool:
    node = link.parent
    while node is not None and node.tag not in ("article", "main"):
        if node.tag in _CHROME:
            return True
        node = node.parent
    return False


def _cited(links: list[_Link], base: str, url: str, source: Source) -> Iterator[Cited]:
    """One for each address, in the order of the page."""
    by_target: dict[str, list[_Link]] = {}
    for link in links:
        target = absolute(base, link.node.attributes.get("href") or "")
        if target is not None and target != url:
            by_target.setdefault(target, []).append(link)
    references = {link.node.attributes.get("href") for link in links}
    seen: dict[int, str | None] = {}
    for target, its_links in by_target.items():
        link = min(its_links, key=_rank)
        yield Cited(
            url=target,
            title=plain(link.title),
            published_at=_date_beside(link, references, seen, source),
            language=tag(link.node.attributes.get("hreflang")),
        )


def _rank(link: _Link) -> int:
    """The headline's link first; a picture's, which has no words, last."""
    length, node = len(link.title), link.node
    if length and ((node.parent is not None and node.parent.tag in _HEADINGS) or node.css_first(",".join(_HEADINGS)) is not None):
        return 0
    return 1 if length >= _HEADLINE else 2 if length else 3


def _words(node: LexborNode) -> str:
    said = plain(node.attributes.get("title")) or ""
    return uncut(plain(node.text(separator=" ")) or said, said)


def _date_beside(link: _Link, references: set[str | None], seen: dict[int, str | None], source: Source) -> str | None:
    """The date printed in the link's own box: the nearest of three ancestors that has one. `seen` remembers boxes: links share them."""
    box = link.node.parent
    for _ in range(3):
        if box is None or box.tag in ("body", "main"):
            return None
        if box.mem_id not in seen:
            said = _printed(box, references, link.title)
            seen[box.mem_id] = read_date(said, source.timezone, source.date_order, source.language)
        if seen[box.mem_id] is not None:
            return seen[box.mem_id]
        box = box.parent
    return None


def _printed(box: LexborNode, references: set[str | None], title: str) -> str | None:
    """What is printed beside the title in the box of one article; None for a box of several."""
    if len(references.intersection(other.attributes.get("href") for other in box.css("a[href]"))) > 1:
        return None
    time = box.css_first("time[datetime]")
    if time is not None:
        return time.attributes.get("datetime")
    text = " ".join(box.text(separator=" ").split())
    return text.replace(title, " ") if len(text) <= _BOX else None
