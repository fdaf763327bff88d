"""When the URLs of a text are asked again, and with which validators."""

import sqlite3

from ingest.archive.write import log, url_state
from ingest.core.model import Document, Validators, Verdict
from ingest.pipeline import next_look
from ingest.pipeline.keep.looked import Look
from ingest.pipeline.keep.without_text import REPLACED
from ingest.pipeline.workers.task import TaskResult

HELD = (Verdict.NEW, Verdict.REVISED, Verdict.UNCHANGED)  # the article's own text was seen


def remember(
    db: sqlite3.Connection,
    look: Look,
    document: Document,
    answer: TaskResult,
    asked: int,
    final: int,
    verdict: Verdict,
    *,
    rolling: bool,
    is_edited: bool,
) -> None:
    """Remembers when to ask again, and with which validators. Those of an answer behind a redirect belong to the final URL."""
    at, status = document.exchange.ended_at, document.exchange.status
    held = verdict in HELD
    validators = Validators(document.header("etag"), document.header("last-modified"))
    if verdict is Verdict.QUARANTINED:
        soon = next_look.after_failure(look.url, at, log.in_a_row(db, asked, *REPLACED) + 1)
        url_state.remember(db, asked, at=at, status=status, next_due_at=soon, imported=look.imported)
        return
    changed = verdict in (Verdict.NEW, Verdict.REVISED)
    changed_at = at if changed else look.state.changed_at if look.state else None
    again = None
    if held:
        again = next_look.after_text(
            look.url, at, changed_at, changed=verdict is Verdict.REVISED, rolling=rolling, is_edited=is_edited, edits=look.edits
        )
    if final != asked:
        url_state.remember(
            db, asked, at=at, status=status, next_due_at=None, body_hash=answer.body_hash, confirmed=held, imported=look.imported
        )
        if document.exchange.permanent_url:
            permanent = look.spelled(document.exchange.permanent_url)
            url_state.move(db, asked, url_state.id_of(db, permanent, at, look.source_id), at)
    url_state.remember(
        db, final, at=at, status=status, next_due_at=again,
        validators=validators, body_hash=answer.body_hash, confirmed=held, changed=changed, imported=look.imported,
    )  # fmt: skip
