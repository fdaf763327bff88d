"""What is read anew of a page that is kept becomes a revision of kind `reparse`: what our reading changed is no edit of the publisher's."""

import sqlite3

from ingest.archive.read.kept_pages import KeptPage
from ingest.archive.story_index import stories
from ingest.archive.write import append
from ingest.core.model import Source
from ingest.core.parsed import Parsed
from ingest.core.urls import Owners


def keep(db: sqlite3.Connection, page: KeptPage, parsed: Parsed, source: Source, owners: Owners, at: str) -> int | None:
    """Appends the article as it is read now; the revision, None when another one stands by now than the page was read for."""
    if append.standing(db, page.article) != page.revision:
        return None
    version = append.NewRevision(
        identity=page.identity,
        language=page.held.language,
        article=parsed.article,
        fingerprint=parsed.fingerprint,
        search_text=parsed.search_text,
        kind="reparse",
        reason=f"the same bytes, read by extractor {parsed.extractor}",
        extractor=parsed.extractor,
        seen_at=at,
    )
    placed = append.keep_article(db, version, source=page.source, url=page.url, snapshot=page.snapshot)
    stories.note(db, page.article, parsed.article, source, owners, parsed.signature, page.snapshot, at)
    stories.settle(db, page.article, at)
    return placed.revision
