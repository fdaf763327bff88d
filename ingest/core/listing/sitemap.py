"""Sitemaps, news sitemaps, their indexes and plain lists of URLs (sitemaps.org; Google's news and hreflang extensions)."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree as ET

from ingest.core.language.tags import tag
from ingest.core.listing.dates import read_date
from ingest.core.listing.gather import MAX_CITED, absolute, gather, plain
from ingest.core.listing.xml import local, root_name, stream
from ingest.core.model import Alternate, Cited, ListingPage, Older, Source
from ingest.errors import ListingError

ROOTS = frozenset({"urlset", "sitemapindex"})

_MAP = re.compile(r"/[^/?#]*sitemap[^/?#]*\.xml(?:\.gz)?$|\.xml\.gz$", re.IGNORECASE)  # among pages: no article has such a name
_URL = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(1[0-2]|0?[1-9]))?(?:[-_/.]?([12]\d|3[01]|0?[1-9]))?(?!\d)")


def read(body: bytes, url: str, source: Source) -> ListingPage:
    """The URLs of a sitemap, or the sitemaps of an index, newest first; an empty one has none.

    Raises ListingError when nothing of it can be read, or when what it has names nothing but itself.
    """
    problems: list[str] = []
    maps: list[Cited] = []
    elements = 0
    is_index = root_name(body) == "sitemapindex"  # some name their sitemaps in <url>

    def pages() -> Iterator[Cited]:
        """The pages; the sitemaps of an index are put aside."""
        nonlocal elements
        for element in stream(body, url, ("url", "sitemap"), problems):
            elements += 1
            found = _of_element(element, url, source)
            if found is not None and local(element.tag) == "url" and not is_index and not _MAP.search(found.url):
                yield found
            elif found is not None and len(maps) < MAX_CITED:
                maps.append(found)

    cited = gather(pages(), source, problems)
    listings = gather(_newest_first(maps), source, problems)
    if problems and not cited and not listings:
        raise ListingError(f"{url}: a sitemap of which nothing can be read: {problems[0]}")
    if elements and not cited and not listings:
        raise ListingError(f"{url}: 0 articles in the listing: none of its {elements} entries names another URL")
    older = Older(urls=tuple(one.url for one in listings), how=f"{len(listings)} sitemaps below it") if listings else Older()
    return ListingPage(cited=cited, listings=listings, problems=tuple(problems), older=older)


def read_lines(body: bytes, url: str, source: Source) -> ListingPage:
    """The URLs of a sitemap in plain text, one a line. Raises ListingError when fewer than half of its lines are URLs; others are told."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    cited = [Cited(url=found) for line in lines if _URL.match(line) and (found := absolute(url, line))]
    if 2 * len(cited) <= len(lines):
        raise ListingError(f"{url}: neither XML nor one URL a line")
    problems = [f"{len(lines) - len(cited)} of its {len(lines)} lines are no URLs"] if len(cited) < len(lines) else []
    return ListingPage(cited=gather(cited, source, problems), problems=tuple(problems))


def _of_element(element: ET.Element, base: str, source: Source) -> Cited | None:
    location = modified = None
    news: dict[str, str | None] = {}
    alternates: list[Alternate] = []
    for child in element:
        name = local(child.tag)
        if name == "loc":
            location = location or absolute(base, (child.text or "").strip() or "#")
        elif name == "lastmod":
            modified = read_date(child.text, source.timezone, source.date_order, source.language)
        elif name == "link" and child.get("hreflang"):
            other = absolute(base, child.get("href", "").strip())
            if other is not None:
                alternates.append(Alternate(child.get("hreflang", "").strip(), other))
        elif name == "news":
            news = {local(part.tag): part.text for part in child.iter()}
    if location is None or location == base:
        return None
    return Cited(
        url=location,
        title=plain(news.get("title")),
        published_at=read_date(news.get("publication_date"), source.timezone, source.date_order, source.language),
        modified_at=modified,
        language=tag(news.get("language")),
        alternates=tuple(alternates),
    )


def _newest_first(maps: Iterable[Cited]) -> list[Cited]:
    """By `lastmod`, else by the year and month in their names; then those without either, from both ends by turns, the last one first.

    Numbered sitemaps are filled one after the other, by most sites upwards, by some downwards: one of the ends has the newest articles.
    """
    dated: list[Cited] = []
    others: list[Cited] = []
    for one in maps:
        (dated if one.modified_at or _period(one.url) else others).append(one)
    dated.sort(key=lambda one: one.modified_at or _period(one.url), reverse=True)
    ends = zip(reversed(others), others, strict=True)
    return [*dated, *dict.fromkeys(chain.from_iterable(ends))]


def _period(url: str) -> str:
    """`2024-09-00` of https://a.vn/sitemaps/news-2024-9.xml; empty without a year."""
    periods = _PERIOD.findall(url.partition("://")[2])
    if not periods:
        return ""
    year, month, day = periods[-1]
    return f"{year}-{int(month or 0):02}-{int(day or 0):02}"
