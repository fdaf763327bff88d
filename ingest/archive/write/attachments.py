"""Documents that pages link, and what an article is that was read from one. Called inside a transaction; `at` is UTC text."""

import sqlite3
from collections.abc import Iterable

from msgspec.json import encode

from ingest.archive.write import url_state
from ingest.core.model import Attachment, DocumentForm


def see(db: sqlite3.Connection, article: int, attachments: Iterable[Attachment], source: int, at: str) -> None:
    """Records, once, that an article's page links a document. URLs are normalised."""
    for one in attachments:
        append(db, article, url_state.id_of(db, one.url, at, source), at, one.words)


def append(db: sqlite3.Connection, article: int, url: int, at: str, words: str) -> None:
    """As `see`, of one whose URL is a row already."""
    sql = """
        INSERT INTO attachments (article, url, first_seen_at, words) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM attachments WHERE article = ?1 AND url = ?2)
    """
    db.execute(sql, (article, url, at, words))


def append_form(db: sqlite3.Connection, revision: int, form: DocumentForm) -> None:
    sql = "INSERT INTO document_forms (revision, media, pages, text_from, starts) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (revision, form.media, form.pages, form.text_from, encode(form.starts).decode()))
