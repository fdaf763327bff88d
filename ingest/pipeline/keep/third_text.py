"""The texts that an address showed before a third one came: read again from the pages that were kept of them.

Each was quarantined when it was seen, since an article that is replaced once may be a fault. When the third text shows that the page is
a rolling one, those before it become revisions too, seen when they were seen.
"""

import sqlite3

from msgspec import Struct

from ingest.archive.read import documents, known
from ingest.archive.read.documents import Unbelieved
from ingest.archive.write import append
from ingest.core import rolling
from ingest.core.change.model import NUMBER
from ingest.core.judgement import Judgement, ReadPage
from ingest.core.model import Document, Source, Verdict
from ingest.core.parsed import Parsed

REASON = "the third text in a row at one address that has nothing in common with those before it"


class Before(Struct, frozen=True):
    """A text that was quarantined, and is taken for a number of a rolling page now."""

    unbelieved: Unbelieved
    parsed: Parsed


def find(
    db: sqlite3.Connection, judged: Judgement, page: ReadPage, document: Document, parsed: Parsed, source: Source
) -> tuple[Before, ...] | None:
    """The texts before a page that was judged to be another article's; None when it is no third text. Raises ArchiveDamaged."""
    if judged.decision.verdict is not Verdict.QUARANTINED or judged.known is None or judged.removal is not None:
        return None
    article = judged.known.article
    unbelieved = known.unbelieved(db, article, page.fingerprint)
    versions = known.versions(db, article)
    was_replaced = len(versions) > 1 and versions[0].change == "confirmed"  # once, by a text that was believed after many looks
    if not unbelieved and not was_replaced:
        return None
    from ingest.core import reading  # what parses is loaded when a page is to be read again, which is seldom

    read = [Before(one, again) for one in unbelieved if isinstance(again := reading.read(one.document, source), Parsed)]
    first = versions[1] if was_replaced else versions[0]
    stood = rolling.Stood(
        since=first.seen_at, until=first.until, text=first.text, language=page.language, publisher=first.publisher,
        frame=_frame(db, first.snapshot),
    )  # fmt: skip
    before = [_shown(one.unbelieved.document, one.parsed, page.language) for one in read]
    if was_replaced:
        last = versions[0]
        frame = _frame(db, last.snapshot)
        confirmed = rolling.Shown(at=last.seen_at, text=last.text, language=page.language, publisher=last.publisher, frame=frame)
        before.insert(0, confirmed)
    places = rolling.rolled(stood, before, _shown(document, parsed, page.language))
    if not places:
        return None
    return tuple(read[place - was_replaced] for place in places if place - was_replaced >= 0)


def keep(db: sqlite3.Connection, judged: Judgement, language: str, before: tuple[Before, ...], source: int, url: int) -> None:
    """Appends them; called inside a transaction."""
    for one in before:
        parsed = one.parsed
        version = append.NewRevision(
            identity=judged.identity,
            language=language,
            article=parsed.article,
            fingerprint=parsed.fingerprint,
            search_text=parsed.search_text,
            kind="edit",
            reason=REASON,
            extractor=parsed.extractor,
            seen_at=one.unbelieved.document.exchange.ended_at,
            change=NUMBER,
            is_another=True,
        )
        append.keep_article(db, version, source=source, url=url, snapshot=one.unbelieved.snapshot)


def _shown(document: Document, parsed: Parsed, language: str) -> rolling.Shown:
    article = parsed.article
    return rolling.Shown(
        at=document.exchange.ended_at,
        text=article.text,
        language=article.language or language,
        publisher=article.publisher,
        frame=rolling.frame(document.body),
    )


def _frame(db: sqlite3.Connection, snapshot: int | None) -> frozenset[bytes]:
    body = None if snapshot is None else documents.body(db, snapshot)
    return frozenset() if body is None else rolling.frame(body)
