"""A text that an older extractor read is read anew from its own bytes before a newer page is compared with it.

Else what the extractor has learned since would stand in the history as the publisher's edit.
"""

import sqlite3

from ingest.archive.read import known
from ingest.archive.read.documents import Held
from ingest.archive.story_index import stories
from ingest.archive.write import append
from ingest.core.change import decide
from ingest.core.model import Source, Verdict
from ingest.core.parsed import Parsed
from ingest.core.urls import Owners


def keep(db: sqlite3.Connection, article: int, held: Held, parsed: Parsed, source: Source, source_id: int, owners: Owners, at: str) -> bool:
    """Appends the text as it is read now, unless it reads the same, or less good than it did; whether it was appended."""
    standing = known.standing(db, held.identity, held.language)
    if standing is None or standing.article != article:
        return False
    language = parsed.article.language_or_und
    if decide.decide(standing.kept, parsed.article.title, parsed.article.text, language).verdict is not Verdict.REVISED:
        return False
    version = append.NewRevision(
        identity=held.identity,
        language=held.language,
        article=parsed.article,
        fingerprint=parsed.fingerprint,
        search_text=parsed.search_text,
        kind="reparse",
        reason=f"the same bytes, read by extractor {parsed.extractor}",
        extractor=parsed.extractor,
        seen_at=at,
    )
    append.keep_article(db, version, source=source_id, url=held.url, snapshot=held.snapshot)
    stories.note(db, article, parsed.article, source, owners, parsed.signature, held.snapshot, at)
    return True
