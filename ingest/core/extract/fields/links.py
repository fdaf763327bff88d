"""What a page declares of its own addresses: canonical, other languages, AMP. `urls.identity` decides what to believe."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from ingest.core import urls
from ingest.core.extract.page.html import Page
from ingest.core.language.tags import tag
from ingest.core.model import Alternate

_HEADER_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w-]+\*?=(?:\"[^\"]*\"|[^\s;,\"]+))+)")
_HEADER_PARAMETER = re.compile(r"([\w-]+)\*?=(?:\"([^\"]*)\"|([^\s;,\"]+))")
_SLUG = re.compile(r"([\w.%-]{6,200})/?\Z")  # the end of an address that all languages of a text share
_LANGUAGE_IN_PATH = re.compile(r"/([a-z]{2,3}(?:[-_][a-zA-Z]{2,4})?)(?=/)")
_MOST = 100  # alternates; the UN has 6, the EU 24, vietnam.vn a dozen


class Addresses(Struct, frozen=True):
    canonical: str | None = None  # as declared, absolute
    alternates: tuple[Alternate, ...] = ()
    amp: str | None = None


def declared(page: Page) -> Addresses:
    return Addresses(canonical=_first(page, "canonical"), alternates=tuple(_alternates(page)), amp=_first(page, "amphtml"))


def _first(page: Page, relation: str) -> str | None:
    declared = [link.get("href", "") for link in page.links.get(relation, ())]
    declared += [target for target, parameters in _of_header(page) if relation in parameters.get("rel", "").lower().split()]
    return next((url for reference in declared if reference.strip() and (url := urls.join(page.base, reference.strip()))), None)


def _alternates(page: Page) -> Iterator[Alternate]:
    seen: set[tuple[str, str]] = set()
    for language, reference in _said(page):
        url = urls.join(page.base, reference.strip()) if reference.strip() else None
        if url is not None and (language, url) not in seen:
            seen.add((language, url))
            yield Alternate(language, url)
            if len(seen) == _MOST:
                return


def _said(page: Page) -> Iterator[tuple[str, str]]:
    """(language as declared, URL), from `<link rel=alternate hreflang>`, the Link header (RFC 8288), then switchers in the page."""
    found = False
    for link in page.links.get("alternate", ()):
        if language := link.get("hreflang", "").strip():
            found = True
            yield language, link.get("href", "")
    for target, parameters in _of_header(page):
        if "alternate" in parameters.get("rel", "").lower().split() and parameters.get("hreflang"):
            found = True
            yield parameters["hreflang"], target
    if not found:
        yield from _of_switcher(page)


def _of_header(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    for match in _HEADER_LINK.finditer(page.header("link") or ""):
        yield match[1], {name.lower(): quoted or plain for name, quoted, plain in _HEADER_PARAMETER.findall(match[2])}


def _of_switcher(page: Page) -> Iterator[tuple[str, str]]:
    """Links of a language menu, if they lead to this very text: the same address but for the language in it."""
    slug = _SLUG.search(urlsplit(page.url).path) if _language_of(page.url) else None
    offered = [
        attributes
        for node, attributes in page.references
        if ("hreflang" in attributes or (slug and slug[1] in (attributes.get("href") or ""))) and node.tag == "a"
    ]
    own = _without_language(page.url) if offered else None
    if own is None:
        return
    for attributes in offered:
        reference = attributes.get("href") or ""
        url = urls.join(page.base, reference)
        if url is None or not _is_deep(url) or _without_language(url) != own:
            continue
        language = attributes.get("hreflang") or attributes.get("lang") or _language_of(url) or ""
        if tag(language):
            yield language, reference


def _without_language(url: str) -> str | None:
    """The address with its language left out; None for a home page, which is no text."""
    parts = urlsplit(url)
    path = _LANGUAGE_IN_PATH.sub("", parts.path, count=1) if _language_of(url) else parts.path
    return f"{urls.site(url)}{path.rstrip('/')}" if _is_deep(url) else None


def _is_deep(url: str) -> bool:
    return len(urlsplit(url).path.strip("/")) > 8


def _language_of(url: str) -> str | None:
    match = _LANGUAGE_IN_PATH.match(urlsplit(url).path)
    if match:
        return match[1]
    label = (urlsplit(url).hostname or "").split(".")[0]
    return label if len(label) == 2 and tag(label) else None
