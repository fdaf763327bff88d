"""A text that an older extractor read is read anew from its own bytes before a newer page is compared with it.

Else what the extractor has learned since would stand in the history as the publisher's edit.
"""

import sqlite3

from msgspec import Struct
from msgspec.json import decode

from ingest.archive import snapshots
from ingest.archive.read import lookups
from ingest.archive.story_index import stories
from ingest.archive.write import append
from ingest.core.change import decide
from ingest.core.model import Document, Exchange, Source, Verdict
from ingest.pipeline.workers.task import Parsed


class Before(Struct, frozen=True):
    """The document that an article's newest revision was read from, and where that stands."""

    document: Document
    identity: str
    language: str
    url: int
    snapshot: int


def before(db: sqlite3.Connection, article: int, extractor: int) -> Before | None:
    """None if the newest revision was read by this extractor, or its bytes are not kept. Raises ArchiveDamaged."""
    sql = """
        SELECT a.identity, a.language, a.url, s.id, u.url, s.fetched_at, s.status, s.headers
        FROM articles a JOIN revisions r ON r.id = a.revision JOIN snapshots s ON s.id = r.snapshot JOIN urls u ON u.id = s.url
        WHERE a.id = ? AND r.extractor < ?
    """
    row = db.execute(sql, (article, extractor)).fetchone()
    if row is None:
        return None
    identity, language, url, snapshot, read_at, at, status, headers = row
    body = snapshots.body(db, snapshot)
    if body is None:
        return None
    exchange = Exchange(
        url=read_at, final_url=read_at, started_at=at, ended_at=at, status=status, headers=decode(headers, type=tuple[tuple[str, str], ...])
    )
    return Before(Document(exchange=exchange, body=body), identity, language, url, snapshot)


def keep(db: sqlite3.Connection, article: int, before: Before, parsed: Parsed, source: Source, source_id: int, at: str) -> bool:
    """Appends the text as it is read now, unless it reads the same, or less good than it did; whether it was appended."""
    standing = lookups.standing(db, before.identity, before.language)
    if standing is None or standing.article != article:
        return False
    language = parsed.article.language or source.language or "und"
    if decide.decide(standing.kept, parsed.article.title, parsed.article.text, language).verdict is not Verdict.REVISED:
        return False
    version = append.Version(
        identity=before.identity,
        language=before.language,
        article=parsed.article,
        fingerprint=parsed.fingerprint,
        search_text=parsed.search_text,
        kind="reparse",
        reason=f"the same bytes, read by extractor {parsed.extractor}",
        extractor=parsed.extractor,
        seen_at=at,
    )
    append.keep_article(db, version, source=source_id, url=before.url, snapshot=before.snapshot)
    stories.note(db, article, parsed.article, source, parsed.signature, before.snapshot, at)
    return True
