"""The pages that the newest revisions were read from, with all that was read of them: what a re-parse starts from."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from ingest.archive import markup
from ingest.archive.read import documents
from ingest.core.model import Article, Author, Citation, Document, Image, Moment
from ingest.core.reparse.reading import Held


class KeptPage(Struct, frozen=True, kw_only=True):
    """The document that an article's newest revision was read from, and where that stands."""

    article: int
    revision: int
    identity: str
    source: int  # ids, as `url` and `snapshot`
    url: int
    snapshot: int
    document: Document
    held: Held


def kept_page(db: sqlite3.Connection, article: int, *, older_than: int | None = None) -> KeptPage | None:
    """None if its bytes are not kept, or were erased, or were read by the extractor `older_than` or a later one. Raises ArchiveDamaged."""
    sql = """
        SELECT a.revision, a.identity, a.source, a.url, r.snapshot, a.language, a.translation, r.fingerprint,
          r.page_kind, r.access, r.published, r.published_at, r.published_precision, r.modified, r.modified_at, r.modified_precision,
          r.publisher, r.section, r.byline, r.title, r.lead, r.text, r.markdown, r.markup
        FROM articles a JOIN revisions r ON r.id = a.revision
        WHERE a.id = ?1 AND r.snapshot IS NOT NULL AND (?2 IS NULL OR r.extractor < ?2)
    """
    row = db.execute(sql, (article, older_than)).fetchone()
    if row is None:
        return None
    revision, identity, source, url, snapshot, language, translation, fingerprint, *read = row
    document = documents.document_of(db, snapshot)
    if document is None:
        return None
    kind, access, *moments, publisher, section, byline, title, lead, text, markdown, marked = read
    kept = Article(
        url=document.url,
        title=title,
        text=text,
        markdown=markup.unpack(text, markdown, marked),
        lead=lead,
        byline=byline,
        publisher=publisher,
        published=_moment(*moments[:3]),
        modified=_moment(*moments[3:]),
        section=section,
        kind=kind,
        access=access,
        translation=translation,
        language=language,
        **_parts(db, article),
    )
    return KeptPage(
        article=article,
        revision=revision,
        identity=identity,
        source=source,
        url=url,
        snapshot=snapshot,
        document=document,
        held=Held(article=kept, language=language, fingerprint=fingerprint),
    )


def sources_of(db: sqlite3.Connection, articles: Iterable[int]) -> dict[str, list[int]]:
    """Articles by the name of their source."""
    found: dict[str, list[int]] = {}
    for article in articles:
        (name,) = db.execute("SELECT s.name FROM articles a JOIN sources s ON s.id = a.source WHERE a.id = ?", (article,)).fetchone()
        found.setdefault(name, []).append(article)
    return found


def names_with_articles(db: sqlite3.Connection) -> tuple[str, ...]:
    """Of the sources that brought any article, retired ones too."""
    sql = "SELECT name FROM sources s WHERE EXISTS (SELECT 1 FROM articles WHERE source = s.id) ORDER BY name"
    return tuple(name for (name,) in db.execute(sql))


def articles_of(db: sqlite3.Connection, source: str) -> tuple[int, ...]:
    """Ids, in the order in which they were first kept."""
    sql = "SELECT a.id FROM articles a JOIN sources s ON s.id = a.source WHERE s.name = ? ORDER BY a.id"
    return tuple(article for (article,) in db.execute(sql, (source,)))


def _moment(local: str | None, at: str | None, precision: Any) -> Moment | None:
    return None if local is None or at is None else Moment(local=local, at=at, precision=precision)


def _parts(db: sqlite3.Connection, article: int) -> dict[str, Any]:
    """What is kept of the newest revision alone, in the page's order."""
    authors = db.execute("SELECT name, organization FROM authors WHERE article = ? ORDER BY id", (article,))
    images = db.execute("SELECT url, alt, caption, credit FROM images WHERE article = ? ORDER BY id", (article,))
    tags = db.execute("SELECT tag FROM tags WHERE article = ? ORDER BY id", (article,))
    origins = db.execute("SELECT words FROM named_origins WHERE article = ? ORDER BY id", (article,))
    return {
        "authors": tuple(Author(name, bool(organization)) for name, organization in authors),
        "images": tuple(Image(url=url, alt=alt, caption=caption, credit=credit) for url, alt, caption, credit in images),
        "tags": tuple(tag for (tag,) in tags),
        "citations": tuple(Citation(words=words) for (words,) in origins),
    }
