"""HTML listing pages: the links that a selector names, else those that look like articles."""

from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.core import urls
from ingest.core.language.tags import tag
from ingest.core.listing.dates import utc_text
from ingest.core.listing.gather import gather, plain
from ingest.core.markup.parser_limits import check_markup
from ingest.core.model import Cited, Listing, ListingPage, Source
from ingest.errors import ListingError, ParseError

ROOTS = frozenset({"html", "head", "body"})

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json+feed"}
)
_CHROME = frozenset({"nav", "header", "footer", "menu"})
_HEADINGS = ("h1", "h2", "h3", "h4")
_HEADLINE = 12  # characters; shorter words of a link are "more", a number of comments, a section
_BOX = 1_500  # characters of text in the box of one article; more is the page


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
    """Links to the same site that look like articles by their address, and by their words or the company they are in."""
    likely = [
        (link, _place(link))
        for link in tree.css("a[href]")
        if (target := urls.join(base, link.attributes.get("href") or "")) is not None
        and urls.same_site(target, url)
        and urls.looks_like_article(target, url)
        and not _in_chrome(link)
    ]
    company = Counter(place for _, place in likely)
    is_short = len(likely) <= 5
    return [link for link, place in likely if is_short or company[place] > 1 or len(link.text(strip=True)) >= _HEADLINE]


def _in_chrome(link: LexborNode) -> bool:
    node = link.parent
    while node is not None and node.tag not in ("article", "main"):
        if node.tag in _CHROME:
            return True
        node = node.parent
    return False


def _place(link: LexborNode) -> str:
    parent = link.parent
    return f"{parent.tag}.{parent.attributes.get('class')}" if parent is not None else ""


def _cited(links: list[LexborNode], base: str, url: str, source: Source) -> Iterator[Cited]:
    """One for each address, in the order of the page."""
    by_target: dict[str, list[LexborNode]] = {}
    for link in links:
        target = urls.join(base, link.attributes.get("href") or "")
        if target is not None and target != url:
            by_target.setdefault(target, []).append(link)
    references = {link.attributes.get("href") for link in links}
    seen: dict[int, str | None] = {}
    for target, its_links in by_target.items():
        link = min(its_links, key=_rank)
        yield Cited(
            url=target,
            title=_words(link) or None,
            published_at=_date_beside(link, references, seen, source),
            language=tag(link.attributes.get("hreflang")),
        )


def _rank(link: LexborNode) -> int:
    """The headline's link first; a picture's, which has no words, last."""
    length = len(_words(link))
    if length and ((link.parent is not None and link.parent.tag in _HEADINGS) or link.css_first(",".join(_HEADINGS)) is not None):
        return 0
    return 1 if length >= _HEADLINE else 2 if length else 3


def _words(link: LexborNode) -> str:
    return plain(link.text(separator=" ")) or plain(link.attributes.get("title")) or ""


def _date_beside(link: LexborNode, references: set[str | None], seen: dict[int, str | None], source: Source) -> str | None:
    """The date printed in the link's own box: the nearest of three ancestors that has one. `seen` remembers boxes: links share them."""
    box = link.parent
    for _ in range(3):
        if box is None or box.tag in ("body", "main"):
            return None
        if box.mem_id not in seen:
            said = _printed(box, references, _words(link))
            seen[box.mem_id] = utc_text(said, source.timezone, source.date_order)
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
