"""Articles as an Atom feed (RFC 4287), article after article, so that a feed of any length takes no memory."""

from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from ingest.archive.read.exports import ExportedArticle
from ingest.core import atom
from ingest.core.atom import Feed, Told


def lines(articles: Iterable[ExportedArticle], title: str, updated: str) -> Iterator[bytes]:
    """The document, in UTF-8: its beginning, each article, its end. `updated`: UTC text, when the newest version was seen."""
    itself = f"urn:uuid:{uuid5(NAMESPACE_URL, title)}"
    yield atom.opening(Feed(title=title, itself=itself, page="", told=(), updated=updated), updated).encode()
    for one in articles:
        yield atom.one(_told(one)).encode()
    yield atom.CLOSING.encode()


def _told(one: ExportedArticle) -> Told:
    return Told(
        id=f"urn:uuid:{uuid5(NAMESPACE_URL, f'{one.url}#{one.language}')}",
        title=one.title,
        updated=one.seen_at,
        link=one.url,
        author=one.byline or one.publisher or one.source,
        published=one.published_at,
        language=None if one.language == "und" else one.language,
        html="".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.text.split("\n\n") if paragraph),
        about=one.tags,
    )
