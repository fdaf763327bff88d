"""Where feeds and sitemaps usually are when no page and no robots.txt names them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.discovery.model import Hint

_BY_MARK = (  # what a page's markup says of its program, and where that has its feed
    (b"wp-content", ("feed/",)),
    (b"/sites/default/files", ("rss.xml",)),
    (b"drupal", ("rss.xml",)),
    (b"joomla", ("?format=feed&type=rss",)),
    (b"typo3", ("rss.xml", "feed.xml")),
    (b"hugo", ("index.xml",)),
    (b"jekyll", ("feed.xml",)),
    (b"ghost", ("rss/",)),
    (b"plone", ("RSS", "rss.xml")),
    (b"/_layouts/15/", ()),
    (b"sharepoint", ()),
)
_FEEDS = ("feed", "rss.xml", "feed.xml", "rss", "atom.xml", "index.xml", "feed.json")
_SITEMAPS = ("sitemap.xml", "news-sitemap.xml")
_MARKUP = 200_000  # bytes of a page that are searched for marks


def usual_feeds(page: str, body: bytes) -> Iterator[Hint]:
    """The paths of the program that the page's markup names, else all usual ones; below the page's own folder."""
    markup = body[:_MARKUP].lower()
    marked = [paths for mark, paths in _BY_MARK if mark in markup]
    paths = dict.fromkeys([*(path for named in marked for path in named), *(() if any(marked) else _FEEDS)])
    for path in paths:
        yield Hint(url=_below(page, path), kind="feed", why="an undeclared feed at a usual address", usual=True)


def usual_sitemaps(page: str) -> Iterator[Hint]:
    for path in _SITEMAPS:
        if (url := urls.join(page, f"/{path}")) is not None:
            yield Hint(url=url, kind="sitemap", why="a sitemap at the usual address", usual=True)


def _below(page: str, path: str) -> str:
    parts = urlsplit(page)
    folder = parts.path if parts.path.endswith("/") or "." not in parts.path.rpartition("/")[2] else parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder.rstrip('/')}/{path}"
