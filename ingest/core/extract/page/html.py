"""One HTML document, parsed once; what every rule of the extractor reads."""

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.core.extract.page import jsonld
from ingest.core.markup import decode, parser_limits
from ingest.core.model import Document

# The elements that rules ask the whole document for, by their kind. One walk gathers them all, as long as one search by a selector.
_GATHERED = {
    **{tag: tag for tag in ("meta", "link", "base", "title", "script", "h1", "time", "ruby", "astro-island")},
    **dict.fromkeys(("a", "iframe", "embed", "object"), "reference"),
    **dict.fromkeys(("form", "input", "button"), "control"),
}

# How characters are read aloud, printed small beside them (HTML 4.5.10): no text of the page.
_RUBY = "ruby rt, ruby rp, ruby rtc"

# Where a canonical link is the template's: deeper in the body it may be a reader's comment. What a stray element throws out of the head
# is a child of the body.
_JSONLD = "application/ld+json"
_TEMPLATES_OWN = ("head", "body", "html")


class Page:
    """A parsed page. Nothing here decides; attribute and property names of the head come in lower case.

    `tree`      the document without ruby's readings, parsed as a browser with scripts does: `<noscript>` is text, so that an image in it
                does not throw the canonical link out of `<head>`
    `url`       where the document came from, after redirects
    `base`      what relative references resolve against: `<base href>`, else `url`
    `meta`      contents by `name`, `property`, `itemprop` or `http-equiv`, in document order: `{"og:title": ["..."]}`
    `links`     `<link>` attributes by each word of `rel`: `{"canonical": [{"href": "..."}]}`
    `titles`    the text of `<title>`, usually one
    `language`  what `<html lang>` says, as written
    `headers`   of the response, names in lower case
    """

    def __init__(self, tree: LexborHTMLParser, url: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.tree = tree
        self.url = url
        self.base = url
        self.headers = headers
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[dict[str, str]]] = {}
        self.titles: list[str] = []
        self._jsonld_texts: list[str] = []
        self._gathered = _gathered(tree)
        if "ruby" in self._gathered:
            for reading in tree.css(_RUBY):
                reading.decompose()
            self._gathered = _gathered(tree)
        self._read_head()
        root = tree.root
        attributes = root.attributes if root is not None else {}
        self.language: str | None = attributes.get("lang") or attributes.get("xml:lang") or None

    @classmethod
    def of(cls, document: Document) -> "Page":
        """Raises Unsupported, NotAnArticle or ParseError for what is no HTML, or too costly to parse."""
        parser_limits.check(document.body)
        markup, _ = decode.utf8(document.body, document.header("content-type"))
        parser_limits.check_markup(markup)
        tree = LexborHTMLParser(markup, scripting=True)
        return cls(tree, document.url, document.exchange.headers)

    def elements(self, kind: str) -> list[LexborNode]:
        """The elements of a kind of `_GATHERED` in document order."""
        return self._gathered.get(kind, [])

    @cached_property
    def references(self) -> list[tuple[LexborNode, dict[str, str | None]]]:
        """What leads to another document, with its attributes: links, frames, embedded objects."""
        return [(node, node.attributes) for node in self.elements("reference")]

    def _read_head(self) -> None:
        for node in self.elements("meta"):
            self._read_meta(node.attributes)
        for node in self.elements("link"):
            self._read_link(node)
        # anywhere in the document (HTML 3.1.3), but an <svg><title> is the label of a drawing
        self.titles += [node.text() for node in self.elements("title") if not _is_drawn(node)]
        for node in self.elements("base"):
            attributes = node.attributes
            if "href" in attributes and self.base == self.url:  # the first one counts (HTML 4.2.3)
                self.base = _join(self.url, attributes["href"])
        self._jsonld_texts += [node.text() for node in self.elements("script") if node.attributes.get("type") == _JSONLD]

    def _read_link(self, node: LexborNode) -> None:
        link = {name: value or "" for name, value in node.attributes.items()}
        is_a_readers = node.parent is not None and node.parent.tag not in _TEMPLATES_OWN
        for rel in link.get("rel", "").lower().split():
            if rel == "canonical" and is_a_readers:
                continue
            self.links.setdefault(rel, []).append(link)

    def _read_meta(self, attributes: dict[str, str | None]) -> None:
        content = attributes.get("content") or attributes.get("value")  # `twitter:card` is met with value= for content=
        if not content:
            return
        for kind in ("name", "property", "itemprop", "http-equiv"):
            name = attributes.get(kind)
            if name:
                self.meta.setdefault(name.strip().lower(), []).append(content)

    def first(self, *names: str) -> str | None:
        """The first content, not blank, of the first of these `meta` names that has one, stripped."""
        return next((value for _, value in self.said(*names)), None)

    def said(self, *names: str) -> Iterator[tuple[str, str]]:
        """(name, content) of every content of these `meta` names that is not blank, stripped, in the order of `names`."""
        for name in names:
            for content in self.meta.get(name, ()):
                if stripped := content.strip():
                    yield name, stripped

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)

    @cached_property
    def jsonld(self) -> list[dict[str, object]]:
        """Every JSON-LD object of the page, nested ones and members of `@graph` included."""
        return jsonld.objects(self._jsonld_texts)

    @property
    def body(self) -> LexborNode | None:
        return self.tree.body


def _gathered(tree: LexborHTMLParser) -> dict[str, list[LexborNode]]:
    found: dict[str, list[LexborNode]] = {}
    if tree.root is not None:
        kind_of = _GATHERED.get
        for node in tree.root.traverse():
            if kind := kind_of(node.tag or ""):
                found.setdefault(kind, []).append(node)
    return found


def _is_drawn(node: LexborNode) -> bool:
    at = node.parent
    while at is not None:
        if at.tag == "svg":
            return True
        at = at.parent
    return False


def _join(url: str, reference: str | None) -> str:
    try:
        return urljoin(url, reference or "")
    except ValueError:  # "http://[": not a URL at all
        return url
