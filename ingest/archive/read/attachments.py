"""Which documents pages link, which of them are kept, and what an article is that was read from one."""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct, json

from ingest.core.documents.places import page_at
from ingest.core.model import DocumentForm, MediaKind


class Attached(Struct, frozen=True, kw_only=True):
    """A document that an article links. `document`: the article that it is kept as; None: it is not kept."""

    url: str
    words: str
    document: int | None
    title: str | None
    media: MediaKind | None
    pages: int | None


class LinkedFrom(Struct, frozen=True, kw_only=True):
    """An article that links a document."""

    article: int
    url: str
    title: str
    words: str


def of_article(db: sqlite3.Connection, article: int) -> tuple[Attached, ...]:
    """Those that its page links or has linked, in the order in which they were first seen."""
    sql = """
        SELECT t.url, t.words, t.document, d.title, f.media, f.pages FROM v_attachments t
        LEFT JOIN articles d ON d.id = t.document LEFT JOIN document_forms f ON f.revision = d.revision
        WHERE t.article = ? ORDER BY t.id
    """
    names = Attached.__struct_fields__
    return tuple(Attached(**dict(zip(names, row, strict=True))) for row in db.execute(sql, (article,)))


def linking(db: sqlite3.Connection, document: int) -> tuple[LinkedFrom, ...]:
    """The articles whose pages link a document."""
    sql = """
        SELECT t.article, u.url, a.title, t.words FROM article_urls seen JOIN attachments t ON t.url = seen.url
        JOIN articles a ON a.id = t.article JOIN urls u ON u.id = a.url
        WHERE seen.article = ?1 AND t.article != ?1 ORDER BY t.id
    """
    names = LinkedFrom.__struct_fields__
    return tuple(LinkedFrom(**dict(zip(names, row, strict=True))) for row in db.execute(sql, (document,)))


def form(db: sqlite3.Connection, revision: int) -> DocumentForm | None:
    """None: the revision was read from a page."""
    sql = "SELECT media, pages, text_from, starts FROM document_forms WHERE revision = ?"
    row = db.execute(sql, (revision,)).fetchone()
    if row is None:
        return None
    media, pages, text_from, starts = row
    return DocumentForm(media, pages, text_from, json.decode(starts, type=tuple[tuple[int, int], ...]))


def page_of(starts: str | None, place: int, marks: Sequence[object]) -> int | None:
    """The page on which a match stands; `starts` as they are stored, None: it is no document. Without a match there is none."""
    return None if starts is None or not marks else page_at(json.decode(starts, type=tuple[tuple[int, int], ...]), place)


def never_asked(db: sqlite3.Connection, source: int, limit: int) -> tuple[str, ...]:
    """URLs of documents that a source's articles link and that nobody has asked for, the newest first."""
    sql = """
        SELECT DISTINCT u.url FROM articles a JOIN attachments t ON t.article = a.id JOIN urls u ON u.id = t.url
        WHERE a.source = ? AND u.checked_at IS NULL AND u.looks = 0 ORDER BY t.id DESC LIMIT ?
    """
    return tuple(url for (url,) in db.execute(sql, (source, limit)))
