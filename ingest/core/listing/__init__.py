"""Feed, sitemap, index page or JSON list -> the URLs that it cites, with what it says of them.

What a document is, is read from the document: servers and schedule files are both wrong about it now and then.
"""

from msgspec.structs import replace

from ingest.core.listing import feed, jsonlist, page, sitemap, xml
from ingest.core.listing.inflate import inflate
from ingest.core.listing.older.feed import of_header
from ingest.core.markup.decode import utf8
from ingest.core.model import Cited, Document, Listing, ListingKind, ListingPage, Source
from ingest.errors import ListingError

__all__ = ["feeds_of", "read", "sniff"]


def read(document: Document, listing: Listing, source: Source) -> ListingPage:
    """What one listing document yielded, in its order, without duplicates.

    Raises ListingError when it is no such listing, cannot be read, or cites fewer articles than `listing.least_links`.
    """
    body = utf8(inflate(document.body, document.url), document.header("content-type"))[0]
    if not body.strip():
        raise ListingError(f"{document.url}: the listing is empty")
    found = _read(body, document, listing, source)
    if not found.older.urls and listing.next is None and found.cited:
        declared = of_header(document.header("link"), document.url)
        found = replace(found, older=declared) if declared.urls else found
    number = len(found.cited)
    if number < listing.least_links and not found.listings:
        raise ListingError(f"{document.url}: {number} articles in the listing, at least {listing.least_links} expected: it changed shape")
    return found


def sniff(document: Document) -> ListingKind | None:
    """Which kind of listing a document may be by its first bytes; "page" for any HTML; None for what is no text of these kinds."""
    try:
        body = utf8(inflate(document.body, document.url), document.header("content-type"))[0]
    except ListingError:
        return None
    name = xml.root_behind_doctype(body) or xml.root_name(body)
    if name in feed.ROOTS:
        return "feed"
    if name in sitemap.ROOTS:
        return "sitemap"
    start = body[:64].lstrip()
    if start[:1] in (b"{", b"["):
        return "json"
    if name is None and _is_list_of_urls(body):
        return "sitemap"
    return "page" if name in page.ROOTS or b"<html" in body[:4096].lower() else None


def _is_list_of_urls(body: bytes) -> bool:
    lines = [line.split() for line in body[:4096].splitlines()[:-1] or [body] if line.strip() and not line.lstrip().startswith(b"#")]
    return bool(lines) and all(len(words) == 1 and words[0].lower().startswith((b"http://", b"https://")) for words in lines[:3])


def feeds_of(document: Document) -> tuple[Cited, ...]:
    """The feeds that an HTML page declares (`<link rel=alternate type=application/rss+xml>`), absolute, in its order."""
    return page.declared_feeds(utf8(document.body, document.header("content-type"))[0], document.url)


def _read(body: bytes, document: Document, listing: Listing, source: Source) -> ListingPage:
    url, at = document.url, document.exchange.ended_at
    name = xml.root_behind_doctype(body) or xml.root_name(body)
    if name in feed.ROOTS:
        return feed.read(body, url, source)
    if name in sitemap.ROOTS:
        return sitemap.read(body, url, source)
    is_json = body[:64].lstrip()[:1] in (b"{", b"[")
    if listing.kind == "json" or (is_json and listing.kind != "page"):
        return jsonlist.read(body, url, listing, source, at)
    if listing.kind == "page":
        return page.read(body, url, listing, source, at)
    if listing.kind == "sitemap" and name is None:
        return sitemap.read_lines(body, url, source)
    shown = "an HTML page" if name in page.ROOTS else f"<{name}>" if name else "no XML"
    raise ListingError(f"{url}: {shown} instead of a {listing.kind}")
