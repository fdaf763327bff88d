"""Pages for the tests of extraction: HTML in, what the rules are handed out."""

from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Layout
from ingest.core.model import Document, Exchange

URL = "https://news.example.org/politics/a-text-about-something-2024"
PROSE = (
    "The ministry said on Monday that the new bridge would be opened in the spring, three years after work on it began. "
    "Residents of both banks had waited for it since the ferry was given up for want of a boat that could be insured. "
)


def document(html: str | bytes, url: str = URL, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Document:
    body = html.encode() if isinstance(html, str) else html
    headers = headers if any(name == "content-type" for name, _ in headers) else (("content-type", "text/html; charset=utf-8"), *headers)
    exchange = Exchange(
        url=url, final_url=url, started_at="2026-11-21T10:00:00Z", ended_at="2026-11-21T10:00:01Z", status=status, headers=headers
    )
    return Document(exchange=exchange, body=body)


def page_of(html: str, url: str = URL, headers: tuple[tuple[str, str], ...] = ()) -> Page:
    return Page.of(document(html, url, headers=headers))


def layout_of(page: Page) -> Layout:
    assert page.tree.body is not None
    return Layout(page.tree.body, page.elements("control"))


def own_of(page: Page) -> jsonld.Node | None:
    return jsonld.own(page.jsonld, page.url, page.first("og:title") or "")
