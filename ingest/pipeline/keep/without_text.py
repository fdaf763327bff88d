"""What is written of a look that brought no new text: trouble of any kind, an article that is missing or replaced, one that stands."""

import sqlite3

from ingest import __version__
from ingest.archive.read import known
from ingest.archive.read.led_to import by_article
from ingest.archive.write import log, removals, unlisted, url_state
from ingest.core import urls, verdicts
from ingest.core.change.decide import Decision
from ingest.core.model import Attachment, Document, Exchange, Removal, Verdict
from ingest.pipeline import next_look
from ingest.pipeline.keep.attach import attach
from ingest.pipeline.keep.looked import Look, Written, reported, validators_of
from ingest.pipeline.keep.snapshot import keep_bytes
from ingest.pipeline.workers.task import TaskResult

SHOWN = 3  # how many pages in a row are kept that an article's URL shows in its place
REPLACED = (Verdict.QUARANTINED, Verdict.GONE)  # the URL showed something else than its article


def trouble(
    db: sqlite3.Connection,
    look: Look,
    exchange: Exchange,
    decision: Decision,
    snapshot: int | None = None,
    *,
    passing: bool = False,
    final: bool = False,
    missing: bool = False,
    fingerprint: str | None = None,
) -> Written:
    """Logs a look that brought no text: refused, failed, blocked, gone, not an article, unsupported, quarantined.

    The URL is asked again after a failure, after a wall, where the trouble is `passing`, and wherever an article was read before.
    `final`: not by itself, because no look changes it, or its source says when, as of a listing. `missing`: the answer says that the
    article was taken away.
    """
    at, verdict, reason = exchange.ended_at, decision.verdict, decision.reason
    url = url_state.id_of(db, look.url, at, look.source_id)
    worth_another_look = not final and (passing or look.article is not None or verdict in (Verdict.FAILED, Verdict.BLOCKED))
    failures = log.in_a_row(db, url, *REPLACED) if verdict is Verdict.QUARANTINED or missing else look.state.failures if look.state else 0
    again = next_look.after_failure(look.url, at, failures + 1) if worth_another_look else None
    url_state.remember(db, url, at=at, status=exchange.status, next_due_at=again, missing=missing, imported=look.imported)
    log.add_fetch(
        db, look.run, url, exchange, verdict, reason,
        program=__version__, article=look.article, snapshot=snapshot, fingerprint=fingerprint,
    )  # fmt: skip
    return Written(reported(look, exchange, verdict, reason, look.article))


def unchanged(
    db: sqlite3.Connection,
    look: Look,
    document: Document,
    decision: Decision,
    hash: bytes | None = None,
    linked: tuple[Attachment, ...] = (),
) -> Written:
    """The text that we hold stands: a 304, the same bytes again, or, with their `hash`, other bytes that read the same.

    `linked`: the documents that the page links now.
    """
    exchange = document.exchange
    validators = validators_of(document)
    assert look.state is not None  # only what is known can be unchanged
    at = exchange.ended_at
    is_rolling = look.article is not None and known.is_rolling(db, look.article)
    is_edited = look.article is not None and known.is_edited(db, look.article)
    again = next_look.after_text(
        look.url, at, look.state.changed_at, changed=False, rolling=is_rolling, is_edited=is_edited, edits=look.edits
    )
    url_state.remember(
        db, look.state.id, at=at, status=exchange.status, next_due_at=again,
        validators=validators, body_hash=hash, confirmed=True, imported=look.imported,
    )  # fmt: skip
    if look.article is not None:
        removals.undo(db, look.article, at)
    log.add_fetch(db, look.run, look.state.id, exchange, decision.verdict, decision.reason, program=__version__, article=look.article)
    attached = attach(db, look.held, linked, look.spelled, look.source_id, at)
    found = None if look.imported else next_look.looked_again(look.state, at, said=look.said, is_edited=is_edited, changed=False)
    led = by_article(db, look.article) if look.leads is not None and look.article is not None else ()
    return Written(reported(look, exchange, decision.verdict, decision.reason, look.article), led, attached=attached, again=found)


def missing(db: sqlite3.Connection, look: Look, exchange: Exchange, kind: Removal) -> Written:
    """A 404 or 410. The text is kept; after a 410, or 14 days of 404, its article is marked gone; sooner where a listing took it out."""
    at = exchange.ended_at
    since = look.missing_since(at)
    left = unlisted.since(db, look.held) if look.held is not None else None
    kind = "unlisted" if left is not None and kind == "not found" else kind
    looks = log.missing_in_a_row(db, look.state.id, since) + 1 if look.state is not None and left is not None else 1
    decision = verdicts.of_missing(kind, since, at, holds_article=look.article is not None, looks=looks, left=left)
    if look.held is not None and decision.verdict is Verdict.GONE:
        removals.mark(db, look.held, kind, at, decision.reason, since=since, exchange=exchange)
    return trouble(db, look, exchange, decision)


def replaced(
    db: sqlite3.Connection, look: Look, document: Document, answer: TaskResult, kind: Removal, reason: str, fingerprint: str | None = None
) -> Written:
    """A page says that the article of its URL was taken away. It is quarantined; after enough looks that agree, the article is marked gone.

    `fingerprint`: of the text that the page shows, if it shows one.
    """
    assert look.state is not None  # an article is held
    assert look.held is not None
    at = document.exchange.ended_at
    since = look.missing_since(at)
    before = log.in_a_row(db, look.state.id, *REPLACED)
    decision = verdicts.of_replaced(kind, reason, since, at, before + 1)
    snapshot = keep_bytes(db, look.state.id, document, answer, look.held) if before < SHOWN else None
    if decision.verdict is Verdict.GONE:
        removals.mark(db, look.held, kind, at, decision.reason, since=since, exchange=document.exchange, snapshot=snapshot)
    return trouble(db, look, document.exchange, decision, snapshot, missing=True, fingerprint=fingerprint)


def robots(db: sqlite3.Connection, exchange: Exchange, decision: Decision, owners: urls.Owners) -> None:
    """Logs that a robots.txt was asked for. The fetcher remembers what it says."""
    url = url_state.id_of(db, owners.normalise(exchange.url), exchange.ended_at)
    log.add_fetch(db, None, url, exchange, decision.verdict, decision.reason, program=__version__)
