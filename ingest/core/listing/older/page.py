"""How an HTML list page goes on: by what it declares, by its numbered pages, by the words of a link, by an archive of months."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.core import urls
from ingest.core.listing.gather import absolute
from ingest.core.listing.older import months, words
from ingest.core.listing.older.series import GUESSED, Series, counted, page_number, series
from ingest.core.model import Older

_MOST_LINKS = 6_000  # of a page that are looked at; the largest archives by month have some hundreds
_LONGEST = 60  # characters of a link's words; more is a headline
_LEVELS = 4  # elements round a link whose names are looked at
_TOKEN = re.compile(r"[a-z]+")
_BACK = frozenset({"prev", "previous", "back", "vorige", "zurueck"})


class _Link(Struct, frozen=True):
    node: LexborNode
    target: str
    words: str


def of_page(tree: LexborHTMLParser, base: str, url: str, cited: Iterable[str], at: str, selector: str | None = None) -> Older:
    """What the page at `url` shows of its older pages. `cited`: its articles; `at`: UTC text of the look; `selector`: the file's `next`.

    Raises nothing of its own; a `selector` that is none raises what the parser raises.
    """
    if selector is not None:
        return _selected(tree, base, url, selector)
    articles = frozenset(cited)
    links = [link for link in _links(tree, base, url) if link.target not in articles]
    pages = _numbered(links, url)
    total = max(pages.told, default=0) if pages is not None else 0
    if pages is not None:
        total = max(total, *(pages.page_of(link.target) or 0 for link in _beside(links, pages)))
    if declared := _declared(tree, links, base, url):
        return Older(urls=(declared,), how="rel=next", pages=total or None)
    if pages is not None:
        here = pages.page_of(url) or 1
        told = next((link.target for link in links if page_number(link.words) == here + 1 and pages.page_of(link.target) == here + 1), None)
        if told or here < total:
            return Older(urls=(told or pages.url_of(here + 1),), how="numbered pages", pages=total)
        if total and here >= total and any(pages.page_of(link.target) == here - 1 for link in links):
            return Older(how="the last of its numbered pages", pages=here)
    if named := _named(links, url):
        return Older(urls=(named.target,), how=f"the link {_shown(named)}", pages=total or None)
    return _by_month(tree, links, base, url, at)


def _selected(tree: LexborHTMLParser, base: str, url: str, selector: str) -> Older:
    for node in tree.css(selector):
        link = node if node.attributes.get("href") else node.css_first("[href]") or node
        said = next(
            (link.attributes.get(name) for name in ("href", "data-href", "data-url", "data-next", "value") if link.attributes.get(name)), ""
        )
        target = absolute(base, said or "")
        if target is not None and _bare(target) != _bare(url):
            return Older(urls=(_bare(target),), how=f"next = {selector}")
    return Older(how=f"next = {selector}: no such link")


def _links(tree: LexborHTMLParser, base: str, url: str) -> Iterator[_Link]:
    """Links to other pages of the site."""
    here = _bare(url)
    for node in islice(tree.css("a[href]"), _MOST_LINKS):
        href = (node.attributes.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        target = absolute(base, href)
        if target is not None and _bare(target) != here and urls.same_site(target, url):
            yield _Link(node, _bare(target), " ".join(node.text().split())[: _LONGEST + 1])


def _declared(tree: LexborHTMLParser, links: list[_Link], base: str, url: str) -> str | None:
    for node in tree.css("link[rel][href]"):
        if "next" in (node.attributes.get("rel") or "").lower().split():
            target = absolute(base, node.attributes.get("href") or "")
            if target is not None and urls.same_site(target, url) and _bare(target) != _bare(url):
                return _bare(target)
    for link in links:
        if "next" in (link.node.attributes.get("rel") or "").lower().split() and not _is_otherwise(link.node):
            return link.target
    return None


def _numbered(links: list[_Link], url: str) -> Series | None:
    told = [(number, link.target) for link in links if (number := page_number(link.words)) is not None and not _is_otherwise(link.node)]
    found = series(told, url)
    if found is None or len(found.told) > 1 or found.page_of(url) is not None:
        return found
    return found if found.told == (2,) or found.told == (1,) else None


def _beside(links: list[_Link], pages: Series) -> Iterator[_Link]:
    """The links of a pager and those right beside them: the last page's is called "last"."""
    at = [place for place, link in enumerate(links) if page_number(link.words) is not None and pages.page_of(link.target) is not None]
    if at:
        yield from links[max(0, at[0] - 2) : at[-1] + 3]


def _named(links: list[_Link], url: str) -> _Link | None:
    """The link that is called next or older: by its words, by its names, or by an arrow inside a pager."""
    by_words, by_names, by_arrow = [], [], []
    for link in links:
        if len(link.words) > _LONGEST or _is_otherwise(link.node):
            continue
        named = link.node.attributes.get("aria-label") or link.node.attributes.get("title") or _alt(link.node)
        if words.says_older(link.words) or words.says_older(named):
            by_words.append(link)
        elif _is_called_older(link.node):
            by_names.append(link)
        elif words.points_forward(link.words) and any(words.is_pager(_names(box)) for box in _around(link.node)):
            by_arrow.append(link)
    for found in (by_words, by_names, by_arrow):
        if near := [link for link in found if _is_akin(link.target, url)]:
            return near[0]
    return None


def _is_called_older(node: LexborNode) -> bool:
    own = _names(node)
    return not own & _BACK and (words.is_called_older(own) or (node.parent is not None and words.is_called_older(_names(node.parent))))


def _by_month(tree: LexborHTMLParser, links: list[_Link], base: str, url: str, at: str) -> Older:
    targets = [link.target for link in links]
    if before := months.month_before(url, targets):
        return Older(urls=(before,), how="the month before")
    options = (absolute(base, node.attributes.get("value") or "") for node in islice(tree.css("select option[value]"), _MOST_LINKS))
    targets += [_bare(option) for option in options if option is not None and urls.same_site(option, url) and _bare(option) != _bare(url)]
    if months.period_of(url) is None and (found := months.archive(targets, at)):
        return Older(urls=found, how=f"an archive of {len(found)} months or years")
    back = [link for link in links if _names(link.node) & _BACK or "prev" in (link.node.attributes.get("rel") or "").lower()]
    dated = [link.target for link in back if (named := months.period_of(link.target)) and named[0] <= (int(at[:4]), int(at[5:7]))]
    if dated and months.period_of(url) is None:
        return Older(urls=(dated[0],), how="the month before")
    return Older()


def guessed(url: str, shown: int) -> Older:
    """Where a document shows nothing: the number that its own URL has, one further."""
    target = counted(url, shown)
    return Older() if target is None else Older(urls=(target,), how=GUESSED)


def _is_akin(target: str, url: str) -> bool:
    """Whether a URL may be another page of the same list: it stands below the list's path, or has the same one but for numbers."""
    ours, theirs = _path(url), _path(target)
    return theirs.startswith(ours) or re.sub(r"\d+", "", theirs) == re.sub(r"\d+", "", ours) or ours.startswith(theirs.rstrip("/") + "/")


def _path(url: str) -> str:
    path = "/" + url.split("://")[-1].partition("/")[2]
    path = re.sub(r"/(?:index|default|home)\.\w+$", "/", path.split("?")[0])
    path = re.sub(r"/page/\d+/?$|[/_\-]\d+(?:\.\w+)?/?$", "/", path)
    return re.sub(r"\.\w{2,5}$", "", path).rstrip("/")


def _shown(link: _Link) -> str:
    said = link.words or link.node.attributes.get("aria-label") or link.node.attributes.get("class") or "without words"
    return f'"{" ".join(said.split())[:40]}"'


def _alt(node: LexborNode) -> str:
    picture = node.css_first("img[alt]")
    return (picture.attributes.get("alt") or "") if picture is not None else ""


def _names(node: LexborNode) -> frozenset[str]:
    said = node.attributes
    text = " ".join(filter(None, (said.get("class"), said.get("id"), said.get("role")))).lower()
    return frozenset(_TOKEN.findall(text)) | {"".join(_TOKEN.findall(one)) for one in text.split()}


def _around(node: LexborNode) -> Iterator[LexborNode]:
    for _ in range(_LEVELS):
        parent = node.parent
        if parent is None or parent.tag == "body":
            return
        yield parent
        node = parent


def _is_otherwise(node: LexborNode) -> bool:
    return any(words.is_otherwise(_names(box)) and not words.is_pager(_names(box)) for box in (node, *islice(_around(node), 2)))


def _bare(url: str) -> str:
    return url.partition("#")[0]
