"""A page that another program saw before the newest look at its URL takes its place in the history; what stands now stays as it is."""

import sqlite3

from ingest import __version__
from ingest.archive.read import known
from ingest.archive.story_index import stories
from ingest.archive.write import append, log, url_state
from ingest.core import verdicts
from ingest.core.change.past import decide_past
from ingest.core.judgement import judge
from ingest.core.model import Document, Verdict
from ingest.core.parsed import Parsed, Trouble
from ingest.core.story.declared.evidence import evidence
from ingest.pipeline.keep.article import page as keep_page
from ingest.pipeline.keep.article import read_page
from ingest.pipeline.keep.looked import Look, Written, reported
from ingest.pipeline.keep.snapshot import keep_bytes
from ingest.pipeline.keep.without_text import trouble
from ingest.pipeline.workers.task import TaskResult


def page(db: sqlite3.Connection, look: Look, document: Document, answer: TaskResult) -> Written:
    """An earlier version of an article, one that is held already, another URL of one, or an article that nothing was known of."""
    exchange, at = document.exchange, document.exchange.ended_at
    if isinstance(answer.reading, Trouble):
        return trouble(db, look, exchange, verdicts.of_trouble(answer.reading, holds_article=False))
    assert isinstance(answer.reading, Parsed)  # it was not asked to list
    parsed = answer.reading
    read = read_page(look, document, parsed)
    judged = judge(look.owners.spelling(document.url, look.source), read, known.gather(db, read, look.source_id, look.held))
    if judged.known is None:
        return keep_page(db, look, document, answer)
    article, decision = judged.known.article, judged.decision
    if decision.verdict is Verdict.REFUSED:
        return trouble(db, look, exchange, decision, final=True)
    url = url_state.id_of(db, look.url, at, look.source_id)
    snapshot = None
    if decision.verdict is not Verdict.DUPLICATE:
        before, after = known.neighbours(db, article, at)
        decision = decide_past(before, after, read.title, read.text, read.language)
    if decision.verdict is Verdict.REVISED:
        snapshot = keep_bytes(db, url, document, answer, article)
        version = append.NewRevision(
            identity=judged.identity,
            language=read.language,
            article=parsed.article,
            fingerprint=parsed.fingerprint,
            search_text=parsed.search_text,
            kind="edit" if before is not None else "first",
            reason=decision.reason,
            extractor=parsed.extractor,
            seen_at=at,
            change=decision.change,
        )
        placed = append.keep_article(db, version, source=look.source_id, url=url, snapshot=snapshot)
        if append.standing(db, article) == placed.revision:
            stories.note(db, article, parsed.article, look.source, look.owners, parsed.signature, snapshot, at)
        else:  # the signature stays that of the text that stands
            append.add_links(db, evidence(article, parsed.article, look.source, look.owners), snapshot, at)
    if decision.verdict is not Verdict.QUARANTINED:
        append.see_url(db, article, url, "final", at)
        stories.settle(db, article, at)
    log.add_fetch(db, look.run, url, exchange, decision.verdict, decision.reason, program=__version__, article=article, snapshot=snapshot)
    return Written(reported(look, exchange, decision.verdict, decision.reason, article, parsed.article))
