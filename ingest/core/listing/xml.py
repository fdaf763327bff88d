"""XML from strangers: nothing external, no DOCTYPE, no entities; and what is malformed is read as far as it goes."""

import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree import ElementTree as ET

from ingest.errors import ListingError

MAX_TAGS = 2_500_000  # a sitemap of 50,000 URLs in 20 languages has two million; more is a bomb of empty elements
MAX_ATTRIBUTES = 5_000_000

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PROLOG = re.compile(rb"(?:\s++|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,30};))?")
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.\-]*):|\s([A-Za-z_][\w.\-]*):[\w.\-]+\s*=")
_KNOWN_PREFIXES = {
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"atom": b"http://www.w3.org/2005/Atom",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"news": b"http://www.google.com/schemas/sitemap-news/0.9",
    b"xhtml": b"http://www.w3.org/1999/xhtml",
}


def local(tag: object) -> str:
    """The name of an element without its namespace, in lower case; "" for a comment or processing instruction."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def root_name(body: bytes) -> str | None:
    """The local name of the first element, in lower case; "!doctype" for a document type; None when no markup begins the body."""
    start = _start(body)
    if body[start : start + 9].lower() == b"<!doctype":
        html = re.match(rb"<!doctype\s+([A-Za-z]+)", body[start : start + 64], re.IGNORECASE)
        return "html" if html and html[1].lower() == b"html" else _after_doctype(body, start)
    found = _ROOT.match(body, start)
    return found[1].decode().lower() if found else None


def parse(body: bytes, url: str, problems: list[str]) -> ET.Element | None:
    """The tree of UTF-8 XML, mended where it had to be (and then told in `problems`); None when only pieces of it can be read.

    Raises ListingError for a DOCTYPE or ENTITY declaration and for sizes that no listing has.
    """
    _refuse(body, url)
    start = _start(body)
    try:
        return _tree(body[start:] if start else body)
    except ET.ParseError as error:
        problems.append(f"malformed XML: {error}")
    try:
        return _tree(_mended(body[start:]))
    except ET.ParseError:
        return None


def pieces(body: bytes, names: tuple[str, ...], problems: list[str]) -> Iterator[ET.Element]:
    """Each element of one of these local names that is well-formed in itself, out of a document that is not."""
    mended = _mended(body[_start(body) :])
    opening = mended[: mended.find(b">") + 1]
    wrapped = re.sub(rb"/>$", b">", opening)
    name = re.match(rb"<([^\s/>]+)", wrapped)
    if name is None:
        return
    broken = 0
    for piece in _cut(mended, names):
        try:
            yield from ET.XML(wrapped + piece + b"</" + name[1] + b">")
        except ET.ParseError:
            broken += 1
    if broken:
        problems.append(f"{broken} of its elements cannot be read")


def _start(body: bytes) -> int:
    found = _PROLOG.match(body)
    start = found.end() if found else 0
    if body[start : start + 1] != b"<":  # words before the markup: a warning of the server's own program
        later = _ROOT.search(body, start, start + 2000)
        start = later.start() if later and later[1].lower() in (b"rss", b"feed", b"rdf", b"urlset", b"sitemapindex") else start
    return start


def _after_doctype(body: bytes, start: int) -> str | None:
    found = re.match(rb"<!doctype\s+(?:[\w.\-]+:)?([\w.\-]+)", body[start : start + 200], re.IGNORECASE)
    return found[1].decode("ascii", "replace").lower() if found else None


def _refuse(body: bytes, url: str) -> None:
    start = _start(body)
    if body[start : start + 2] == b"<!":
        raise ListingError(f"{url}: a DOCTYPE or ENTITY declaration, refused in feeds and sitemaps")
    if len(body) - len(body.replace(b"<", b"")) > MAX_TAGS or len(body) - len(body.replace(b"=", b"")) > MAX_ATTRIBUTES:
        raise ListingError(f"{url}: more elements than any listing has")


def _tree(body: bytes) -> ET.Element:
    parser = ET.XMLParser(encoding="utf-8")  # whatever its declaration says: the bytes were decoded already
    parser.feed(body)
    return parser.close()


def _mended(body: bytes) -> bytes:
    """Without control characters, HTML's entities as characters, bare ampersands escaped, prefixes declared, nothing after the end."""
    body = _ENTITY.sub(_entity, _CONTROL.sub(b"", body))
    root = re.match(rb"<([^\s/>]+)[^>]*", body)
    if root is None:
        return body
    used = {name for pair in _PREFIX.findall(body) for name in pair if name} - {b"xml", b"xmlns"}
    declared = set(re.findall(rb"\sxmlns:([\w.\-]+)\s*=", root[0]))
    added = b"".join(
        b' xmlns:%s="%s"' % (prefix, _KNOWN_PREFIXES.get(prefix, b"unknown:" + prefix))
        for prefix in sorted(used - declared)
        if len(prefix) < 40
    )
    end = body.rfind(b"</" + root[1])
    end = body.find(b">", end) + 1 if end > 0 else 0
    name_end = len(root[1]) + 1
    return body[:name_end] + added + body[name_end : end or None]


def _entity(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name is None:
        return b"&amp;"
    character = html5.get(name.decode())
    if character is None or character in "<&":
        return b"&amp;" + name
    return character.encode()


def _cut(body: bytes, names: tuple[str, ...]) -> Iterator[bytes]:
    for name in names:
        position = 0
        opening, closing = b"<" + name.encode(), b"</" + name.encode() + b">"
        while (begin := body.find(opening, position)) >= 0:
            if body[begin + len(opening) : begin + len(opening) + 1] not in (b">", b" ", b"\n", b"\t", b"\r"):
                position = begin + len(opening)
                continue
            end = body.find(closing, begin)
            if end < 0:
                break
            position = end + len(closing)
            yield body[begin:position]
