"""Listing documents for the tests of `core.listing`, as a server would answer them."""

from ingest.core import listing
from ingest.core.model import ADHOC, Document, Exchange, Listing, ListingKind, ListingPage, Source

URL = "https://a.vn/tin/list"


def document(body: str | bytes, content_type: str = "text/html", url: str = URL) -> Document:
    at = "2026-11-21T00:00:00Z"
    exchange = Exchange(url=url, final_url=url, started_at=at, ended_at=at, status=200, headers=(("content-type", content_type),))
    return Document(exchange=exchange, body=body.encode() if isinstance(body, str) else body)


def read(kind: ListingKind, body: str | bytes, source: Source = ADHOC, url: str = URL, **said: object) -> ListingPage:
    return listing.read(document(body, url=url), Listing(kind=kind, url=url, **said), source)  # type: ignore[arg-type]
