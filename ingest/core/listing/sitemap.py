"""Sitemaps, news sitemaps, their indexes and plain lists of URLs (sitemaps.org; Google's news and hreflang extensions)."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ingest.core import urls
from ingest.core.languages import tag
from ingest.core.model import Alternate, Cited, ListingPage, Source
from ingest.errors import ListingError

from .dates import utc_text
from .gather import gather, plain
from .xml import local, parse, pieces

ROOTS = frozenset({"urlset", "sitemapindex"})

_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(\d{1,2}))?(?:[-_/.]?(\d{1,2}))?(?!\d)")


def read(body: bytes, url: str, source: Source) -> ListingPage:
    """The URLs of a sitemap, or the sitemaps of an index, newest first. Raises ListingError when nothing of it can be read."""
    problems: list[str] = []
    root = parse(body, url, problems)
    entries: Iterable[ET.Element] = root if root is not None else pieces(body, ("url", "sitemap"), problems)
    pages: list[Cited] = []
    maps: list[Cited] = []
    for entry in entries:
        found = _of_entry(entry, url, source)
        if found is not None:
            (maps if local(entry.tag) == "sitemap" else pages).append(found)
    if root is None and not pages and not maps:
        raise ListingError(f"{url}: a sitemap of which nothing can be read: {problems[0]}")
    cited = gather(pages, source, problems)
    listings = gather(_newest_first(one for one in maps if one.url != url), source, problems)
    return ListingPage(cited=cited, listings=listings, problems=tuple(problems))


def read_lines(body: bytes, url: str, source: Source) -> ListingPage:
    """The URLs of a sitemap in plain text, one a line. Raises ListingError when a line is none."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines() if line.strip()]
    cited = [Cited(url=found) for line in lines if line.startswith(("http://", "https://")) and (found := urls.join(url, line))]
    if len(cited) != len(lines):
        raise ListingError(f"{url}: neither XML nor one URL a line")
    problems: list[str] = []
    return ListingPage(cited=gather(cited, source, problems), problems=tuple(problems))


def _of_entry(entry: ET.Element, base: str, source: Source) -> Cited | None:
    reference = title = published = modified = language = None
    alternates: list[Alternate] = []
    for child in entry:
        name = local(child.tag)
        if name == "loc":
            reference = reference or (child.text or "").strip()
        elif name == "lastmod":
            modified = utc_text(child.text, source.timezone, source.date_order)
        elif name == "link":
            other = urls.join(base, child.get("href", "").strip()) if child.get("href") and child.get("hreflang") else None
            if other is not None:
                alternates.append(Alternate(child.get("hreflang", "").strip(), other))
        elif name == "news":
            for part in child.iter():
                what = local(part.tag)
                if what == "title":
                    title = plain(part.text)
                elif what == "publication_date":
                    published = utc_text(part.text, source.timezone, source.date_order)
                elif what == "language":
                    language = tag(part.text)
    found = urls.join(base, reference) if reference else None
    if found is None:
        return None
    return Cited(url=found, title=title, published_at=published, modified_at=modified, language=language, alternates=tuple(alternates))


def _newest_first(maps: Iterable[Cited]) -> list[Cited]:
    """By `lastmod`, else by the year and month in their names; those without either keep their order, last."""
    return sorted(maps, key=lambda one: one.modified_at or _period(one.url), reverse=True)


def _period(url: str) -> str:
    found = [match for match in _PERIOD.finditer(url.partition("://")[2]) if int(match[2] or 0) <= 12 and int(match[3] or 0) <= 31]
    return f"{found[-1][1]}-{int(found[-1][2] or 0):02}-{int(found[-1][3] or 0):02}" if found else ""
