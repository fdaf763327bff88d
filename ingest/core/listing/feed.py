"""RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom (RFC 4287): one reader, since feeds in the wild mix their elements."""

import io
from collections.abc import Iterator
from time import strftime, struct_time
from xml.etree import ElementTree as ET

from ingest.core import urls
from ingest.core.languages import tag
from ingest.core.model import Alternate, Cited, ListingPage, Source
from ingest.errors import ListingError

from .dates import utc_text
from .gather import gather, plain
from .xml import XML_BASE, XML_LANG, local, parse, pieces

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

_ENTRIES = ("item", "entry")
_LENIENT_BYTES = 2_000_000  # feedparser's own repairs cost up to a second a megabyte
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_FOREIGN = ("media", "search.yahoo.com", "itunes", "podcast")  # namespaces whose title and link are those of a picture or a sound
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def read(body: bytes, url: str, source: Source) -> ListingPage:
    """The cited articles of a feed in UTF-8. Raises ListingError when nothing of it can be read."""
    problems: list[str] = []
    root = parse(body, url, problems)
    cited = gather(_cited(root, url, source), source, problems) if root is not None else _recovered(body, url, source, problems)
    return ListingPage(cited=cited, problems=tuple(problems))


def _recovered(body: bytes, url: str, source: Source, problems: list[str]) -> tuple[Cited, ...]:
    broken: list[str] = []
    entries = list(pieces(body, _ENTRIES, broken))
    cited = gather((one for entry in entries if (one := _of_entry(entry, url, None, source)) is not None), source, problems)
    if (broken or not cited) and len(body) <= _LENIENT_BYTES:
        lenient = gather(_lenient(body, url), source, problems)
        if len(lenient) > len(cited):
            return lenient
    problems += broken
    if not cited:
        raise ListingError(f"{url}: a feed of which nothing can be read: {problems[0]}")
    return cited


def _cited(root: ET.Element, url: str, source: Source) -> Iterator[Cited]:
    base = urls.join(url, root.get(XML_BASE, "")) or url
    language = tag(root.get(XML_LANG))
    for child in root.iter():
        name = local(child.tag)
        if name == "channel":
            base = urls.join(base, child.get(XML_BASE, "")) or base
            language = language or tag(child.get(XML_LANG))
        elif name == "language" and language is None:
            language = tag(child.text)
        elif name in _ENTRIES and len(child):
            found = _of_entry(child, base, language, source)
            if found is not None:
                yield found


def _of_entry(entry: ET.Element, base: str, language: str | None, source: Source) -> Cited | None:
    base = urls.join(base, entry.get(XML_BASE, "")) or base if XML_BASE in entry.attrib else base
    language = tag(entry.get(XML_LANG)) or language
    title = published = modified = None
    links: list[tuple[int, str]] = []  # rank, the lowest first; reference
    alternates: list[Alternate] = []
    for child in entry:
        name = local(child.tag)
        text = child.text
        if name == "link":
            _note_link(child, base, links, alternates)
        elif name == "title":
            if title is None and not _is_foreign(child):
                title = plain("".join(child.itertext()) if len(child) else text)
        elif name == "origlink" and text:  # feedburner's own: the address before it counted clicks
            links.append((0, text.strip()))
        elif name in ("guid", "id"):
            if text and child.get("isPermaLink", "true").lower() != "false" and text.strip().startswith(("http://", "https://")):
                links.append((5, text.strip()))
        elif name in _PUBLISHED:
            published = published or utc_text(text, source.timezone, source.date_order)
        elif name in _MODIFIED:
            modified = modified or utc_text(text, source.timezone, source.date_order)
        elif name == "language":
            language = tag(text) or language
    if _RDF_ABOUT in entry.attrib:
        links.append((6, entry.attrib[_RDF_ABOUT]))
    for _, reference in sorted(links, key=lambda link: link[0]):
        found = urls.join(base, reference)
        if found is not None:
            return Cited(
                url=found, title=title, published_at=published, modified_at=modified, language=language, alternates=tuple(alternates)
            )
    return None


def _note_link(link: ET.Element, base: str, links: list[tuple[int, str]], alternates: list[Alternate]) -> None:
    reference = link.get("href")
    if reference is None:
        if link.text and link.text.strip() and not _is_foreign(link):
            links.append((2, link.text.strip()))
        return
    if link.get("rel", "alternate") != "alternate":
        return
    base = urls.join(base, link.get(XML_BASE, "")) or base if XML_BASE in link.attrib else base
    absolute = urls.join(base, reference.strip())
    if absolute is None:
        return
    if link.get("hreflang"):
        alternates.append(Alternate(link.get("hreflang", ""), absolute))
    links.append((1 if link.get("type", "text/html") in ("text/html", "application/xhtml+xml") else 4, absolute))


def _is_foreign(element: ET.Element) -> bool:
    namespace = element.tag.partition("}")[0]
    return any(name in namespace for name in _FOREIGN)


def _lenient(body: bytes, url: str) -> Iterator[Cited]:
    """What feedparser makes of a feed that is no XML at all."""
    import feedparser  # type: ignore[import-untyped]  # 60 ms to import, and seldom needed

    parsed = feedparser.parse(
        io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False
    )  # never a str: it would open a file or URL
    for entry in parsed.entries:
        found = urls.join(url, entry.get("link") or entry.get("id") or "")
        if found is not None and found != url:
            yield Cited(
                url=found,
                title=plain(entry.get("title")),
                published_at=_of_struct(entry.get("published_parsed")),
                modified_at=_of_struct(entry.get("updated_parsed")),
                language=tag(entry.get("language") or parsed.feed.get("language")),
            )


def _of_struct(moment: struct_time | None) -> str | None:
    return strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else None
