"""RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom (RFC 4287): one reader, since feeds in the wild mix their elements."""

import io
from calendar import timegm
from collections.abc import Iterator
from functools import lru_cache
from time import struct_time
from xml.etree import ElementTree as ET

from ingest.core import urls
from ingest.core.dates.days import EARLIEST
from ingest.core.language.tags import tag
from ingest.core.listing.dates import read_date
from ingest.core.listing.gather import absolute, gather, plain
from ingest.core.listing.older.feed import of_feed
from ingest.core.listing.xml import XML_BASE, XML_LANG, local, parse, pieces
from ingest.core.model import Alternate, Cited, ListingPage, Older, Source
from ingest.core.times import of_unix
from ingest.errors import ListingError

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

_ENTRIES = ("item", "entry")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_FOREIGN = ("mrss", "media", "itunes", "podcast")  # in namespaces whose titles and links are those of a picture or a sound
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_LENIENT_BYTES = 300_000  # feedparser takes up to 10 s for a megabyte of unclosed tags


def read(body: bytes, url: str, source: Source) -> ListingPage:
    """The cited articles of a feed in UTF-8; a feed without entries has none. Raises ListingError when nothing of it can be read."""
    problems: list[str] = []
    root = parse(body, url, problems)
    cited = gather(_cited(root, url, source), source, problems) if root is not None else _recovered(body, url, source, problems)
    if not cited and root is not None and any(local(element.tag) in _ENTRIES for element in root.iter()):
        raise ListingError(f"{url}: 0 articles in the listing: none of its entries has a URL")
    older = of_feed(root, url, len(cited)) if root is not None else Older()
    return ListingPage(cited=cited, problems=tuple(problems), older=older)


def _recovered(body: bytes, url: str, source: Source, problems: list[str]) -> tuple[Cited, ...]:
    """Of a feed that stays malformed: its entries one by one, or what feedparser makes of it when that is more."""
    broken: list[str] = []
    found = (_of_entry(entry, url, None, source) for entry in pieces(body, _ENTRIES, broken))
    cited = gather(filter(None, found), source, problems)
    if len(body) <= _LENIENT_BYTES and (broken or not cited):
        lenient = gather(_lenient(body, url), source, problems)
        if len(lenient) > len(cited):
            return lenient
    if not cited:
        raise ListingError(f"{url}: a feed of which nothing can be read: {problems[0]}")
    problems += broken
    return cited


def _cited(root: ET.Element, url: str, source: Source) -> Iterator[Cited]:
    base, language = _base(root, url), tag(root.get(XML_LANG))
    channels = []
    for child in root:
        if local(child.tag) == "channel":
            said = child.get(XML_LANG) or next((part.text for part in child if local(part.tag) == "language"), None)
            language = tag(said) or language
            channels.append((child, _base(child, base), language))
    for group, its_base, its_language in [(root, base, language), *channels]:
        for child in _entries(group):
            found = _of_entry(child, its_base, its_language, source)
            if found is not None:
                yield found


def _entries(group: ET.Element) -> Iterator[ET.Element]:
    """The entries below a root or channel; some programs put an element round them."""
    for child in group:
        if local(child.tag) in _ENTRIES:
            yield child
        elif local(child.tag) == "items":
            yield from (inner for inner in child if local(inner.tag) in _ENTRIES)


def _of_entry(entry: ET.Element, base: str, language: str | None, source: Source) -> Cited | None:
    base = _base(entry, base)
    links: list[ET.Element] = []
    first: dict[str, ET.Element] = {}
    for child in entry:
        name = _name(child.tag)
        if name == "link":
            links.append(child)
        else:
            first.setdefault(name, child)
    url = next(filter(None, _urls(entry, first, links, base)), None)
    if url is None:
        return None
    return Cited(
        url=url,
        title=_title(first.get("title")),
        published_at=_moment(first, _PUBLISHED, source),
        modified_at=_moment(first, _MODIFIED, source),
        language=tag(_text(first.get("language")) or entry.get(XML_LANG)) or language,
        alternates=tuple(_alternates(links, base)),
    )


@lru_cache(maxsize=2048)
def _name(name: object) -> str:
    """The local name of an entry's child; "" for one of a foreign namespace."""
    namespace = name.partition("}")[0] if isinstance(name, str) else ""
    return "" if any(foreign in namespace for foreign in _FOREIGN) else local(name)


def _base(element: ET.Element, base: str) -> str:
    said = element.get(XML_BASE)
    return base if said is None else urls.join(base, said) or base


def _urls(entry: ET.Element, first: dict[str, ET.Element], links: list[ET.Element], base: str) -> Iterator[str | None]:
    """What may be the address of the article, the likeliest first: as linked, then as named by a permanent id."""
    if "origlink" in first:  # feedburner's own: the address before it counted clicks
        yield absolute(base, _text(first["origlink"]) or "#")
    own = [link for link in links if link.get("rel", "alternate") == "alternate"]
    for link in sorted(own, key=_is_no_page) if len(own) > 1 else own:
        reference = link.get("href") or _text(link)
        if reference:
            yield absolute(_base(link, base), reference)
    for name in ("guid", "id"):
        said = _text(first.get(name))
        if said and said.startswith(("http://", "https://", "www.")) and first[name].get("isPermaLink") != "false":
            yield absolute(base, said)
    if _RDF_ABOUT in entry.attrib:
        yield absolute(base, entry.attrib[_RDF_ABOUT])
    content = first.get("content")
    if content is not None and content.get("src") and not _is_no_page(content):  # RFC 4287 4.1.3.2: out of line
        yield absolute(_base(content, base), content.get("src", ""))


def _is_no_page(link: ET.Element) -> bool:
    return link.get("type", "text/html") not in _PAGE_TYPES


def _alternates(links: list[ET.Element], base: str) -> Iterator[Alternate]:
    for link in links:
        language = link.get("hreflang")
        if language and link.get("rel", "alternate") == "alternate":
            found = absolute(_base(link, base), link.get("href", ""))
            if found is not None:
                yield Alternate(language, found)


def _title(element: ET.Element | None) -> str | None:
    if element is None:
        return None
    return plain("".join(element.itertext()) if len(element) else element.text)  # Atom's type="xhtml" has markup inside


def _moment(first: dict[str, ET.Element], names: tuple[str, ...], source: Source) -> str | None:
    for name in names:
        element = first.get(name)
        if element is not None and (found := read_date(element.text, source.timezone, source.date_order, source.language)):
            return found
    return None


def _text(element: ET.Element | None) -> str | None:
    return element.text.strip() if element is not None and element.text else None


def _lenient(body: bytes, url: str) -> Iterator[Cited]:
    """What feedparser makes of a feed that is hardly XML."""
    import feedparser  # type: ignore[import-untyped]  # 60 ms to import, and seldom needed

    stream = io.BytesIO(body)  # never a str: feedparser opens one that looks like a file or URL
    try:
        parsed = feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # of its many readers, each raises what it likes
        return
    for entry in parsed.entries:
        found = absolute(url, entry.get("link") or entry.get("id") or "")
        if found is not None and found != url:
            yield Cited(
                url=found,
                title=plain(entry.get("title")),
                published_at=_of_struct(entry.get("published_parsed")),
                modified_at=_of_struct(dict.get(entry, "updated_parsed")),  # its own get() answers with the date of publication
                language=tag(entry.get("language") or parsed.feed.get("language")),
            )


def _of_struct(moment: struct_time | None) -> str | None:
    return of_unix(timegm(moment)) if moment and moment.tm_year >= EARLIEST.year else None
