"""XML from strangers: nothing external, no declarations of a DOCTYPE, no entities; and what is malformed is read as far as it goes."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from io import BytesIO
from xml.etree import ElementTree as ET

from ingest.errors import ListingError

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_MAX_TAGS = 500_000  # of a document held as a tree, where an element takes 150 bytes and more; a feed of 1,000 articles has 20,000

_PROLOG = re.compile(rb"(?:\s++|\xef\xbb\xbf|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(rb"<!doctype\s+(?:[\w.\-]+:)?([\w.\-]+)", re.IGNORECASE)
_PLAIN_DOCTYPE = re.compile(  # RSS 0.91 asks for one; without an internal subset it declares nothing, and what it names is never asked for
    rb"""<!doctype\s+[\w.\-:]+(?:\s+(?:public|system)(?:\s+(?:"[^"]*"|'[^']*')){1,2})?\s*>""", re.IGNORECASE
)
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")
_LISTING = re.compile(rb"<(?:rdf:)?(rss|feed|RDF|urlset|sitemapindex)[\s/>]")
_INTERNAL_SUBSET = 100_000  # bytes of declarations that are looked through
_WARNING = re.compile(rb"<(?:br|b|p|pre|div|font)\b", re.IGNORECASE)  # PHP's are markup: <br />\n<b>Warning</b>: ...
_JUNK = 2_000  # bytes before the markup that may be a server's own warnings

_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_MAX_AMPERSANDS = 500_000  # that are looked at one by one
_MAX_ROOT = 20_000  # bytes of the first tag; it is repeated round every piece
_MAX_INSIDE = 100_000  # tags of one entry of a sitemap; 50 languages have 100
_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,30};))?")
_ROOT = re.compile(rb"<([^\s/>]+)[^>]*")
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.\-]{0,30}):|\s([A-Za-z_][\w.\-]{0,30}):[\w.\-]+\s*=")
_DECLARED = re.compile(rb"\sxmlns:([\w.\-]+)\s*=")
_NAMESPACES = {b"xhtml": b"http://www.w3.org/1999/xhtml", b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"}  # that we ask for by name


@lru_cache(maxsize=2048)
def local(tag: object) -> str:
    """The name of an element without its namespace, in lower case; "" for a comment or processing instruction."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def root_name(body: bytes) -> str | None:
    """The local name of the first element, as it or a document type says it, in lower case; None when no markup begins the body."""
    start = _start(body)
    found = _DOCTYPE.match(body, start) or _ELEMENT.match(body, start)
    return found[1].decode("ascii", "replace").lower() if found else None


def root_behind_doctype(body: bytes) -> str | None:
    """The local name of a listing's element where a document type stands before it; None where none does."""
    start = _start(body)
    named = _DOCTYPE.match(body, start)
    if named is None:
        return None
    behind = _behind_doctype(body, start)
    if behind != start or named[1].lower() == b"html":
        found = _LISTING.match(body, behind)
    else:
        found = _LISTING.search(body, start, start + _INTERNAL_SUBSET)
    return found[1].decode().lower() if found else None


def parse(body: bytes, url: str, problems: list[str]) -> ET.Element | None:
    """The tree of UTF-8 XML, mended where it had to be (and then told in `problems`); None when only pieces of it can be read.

    Raises ListingError for declarations in a DOCTYPE and for more elements than a listing has.
    """
    start = _start_of_elements(body, url)
    if len(body) - len(body.replace(b"<", b"")) > _MAX_TAGS or len(body) - len(body.replace(b"=", b"")) > 2 * _MAX_TAGS:
        raise ListingError(f"{url}: more than {_MAX_TAGS:,} tags, more than any feed has")
    try:
        return _tree(body[start:] if start else body)
    except ET.ParseError as error:
        problems.append(f"malformed XML: {error}")
    try:
        return _tree(_mended(body[start:]))
    except ET.ParseError:
        return None


def stream(body: bytes, url: str, names: tuple[str, ...], problems: list[str]) -> Iterator[ET.Element]:
    """The elements of these local names, one at a time, of a document that may be too large for a tree.

    Where the XML is malformed it is mended and read again, then piece by piece: what was yielded before comes again, in its order.
    Raises ListingError for declarations in a DOCTYPE.
    """
    start = _start_of_elements(body, url)
    try:
        yield from _streamed(body[start:] if start else body, names)
    except ET.ParseError as error:
        problems.append(f"malformed XML: {error}")
        try:
            yield from _streamed(_mended(body[start:]), names)
        except ET.ParseError:
            yield from pieces(body, names, problems)


def pieces(body: bytes, names: tuple[str, ...], problems: list[str]) -> Iterator[ET.Element]:
    """Each element of these local names that is well-formed in itself, out of a document that is not."""
    mended = _mended(body[_behind_doctype(body, _start(body)) :])
    root = _ROOT.match(mended)
    if root is None or len(root[0]) > _MAX_ROOT:
        return
    opening, closing = root[0].removesuffix(b"/") + b">", b"</" + root[1] + b">"
    broken = 0
    for piece in _cut(mended, names):
        try:
            yield from ET.XML(opening + piece + closing)
        except ET.ParseError:
            broken += 1
    if broken:
        problems.append(f"{broken} of its elements cannot be read")


def _start(body: bytes) -> int:
    """Where the first element or document type begins."""
    prolog = _PROLOG.match(body)
    start = prolog.end() if prolog else 0
    if body[start : start + 1] != b"<" or _WARNING.match(body, start):
        later = _LISTING.search(body, start, start + _JUNK)
        return later.start() if later else start
    return start


def _behind_doctype(body: bytes, start: int) -> int:
    """Where the first element begins behind a document type that declares nothing; `start` where there is none of that kind."""
    named = _PLAIN_DOCTYPE.match(body, start)
    if named is None:
        return start
    prolog = _PROLOG.match(body, named.end())
    return prolog.end() if prolog else named.end()


def _start_of_elements(body: bytes, url: str) -> int:
    start = _behind_doctype(body, _start(body))
    if body.startswith(b"<!", start):
        raise ListingError(
            f"{url}: a DOCTYPE declaration with declarations of its own, which feeds and sitemaps are refused for: it can hide entities"
        )
    return start


def _tree(body: bytes) -> ET.Element:
    parser = ET.XMLParser(encoding="utf-8")  # whatever its declaration says: the bytes were decoded already
    parser.feed(body)
    return parser.close()


def _streamed(body: bytes, names: tuple[str, ...]) -> Iterator[ET.Element]:
    events = ET.iterparse(BytesIO(body), ("start", "end"), ET.XMLParser(encoding="utf-8"))
    _, root = next(events)
    depth = inside = 0
    for event, element in events:
        inside += 1
        if event == "start":
            depth += 1
            if inside > _MAX_INSIDE:
                raise ET.ParseError(f"more than {_MAX_INSIDE:,} tags in one element")
            continue
        depth -= 1
        if depth == 0:
            if local(element.tag) in names:
                yield element
            root.clear()
            inside = 0


def _mended(body: bytes) -> bytes:
    """Without control characters, HTML's entities as characters, bare ampersands escaped, prefixes declared, nothing after the end."""
    body = body.translate(None, _CONTROL).replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    if body.count(b"&") <= _MAX_AMPERSANDS:
        body = _AMPERSAND.sub(_escaped, body)
    root = _ROOT.match(body)
    if root is None:
        return body
    used = {found[1] or found[2] for found in _PREFIX.finditer(body)} - {b"xml", b"xmlns"} - set(_DECLARED.findall(root[0]))
    declared = b"".join(b' xmlns:%s="%s"' % (prefix, _NAMESPACES.get(prefix, b"undeclared:" + prefix)) for prefix in sorted(used))
    name_end = len(root[1]) + 1
    end = body.find(b">", body.rfind(b"</" + root[1])) + 1 or len(body)
    return body[:name_end] + declared + body[name_end:end]


def _escaped(ampersand: re.Match[bytes]) -> bytes:
    name = ampersand[1]
    if name is None:
        return b"&amp;"
    character = html5.get(name.decode())
    return character.encode() if character and character not in "<&" else b"&amp;" + name


def _cut(body: bytes, names: tuple[str, ...]) -> Iterator[bytes]:
    """The stretches from the opening to the closing tag of these names."""
    for name in names:
        opening = re.compile(b"<" + name.encode() + rb"[\s>]")
        closing = b"</" + name.encode() + b">"
        end = 0
        while (found := opening.search(body, end)) and (last := body.find(closing, found.end())) >= 0:
            end = last + len(closing)
            yield body[found.start() : end]
