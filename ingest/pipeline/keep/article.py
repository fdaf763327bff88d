"""What is written of a page that a worker read: an article, whatever its verdict, or why there is none."""

import sqlite3

from msgspec.structs import replace

from ingest import __version__
from ingest.archive.read import known
from ingest.archive.read.led_to import by_article
from ingest.archive.story_index import stories
from ingest.archive.write import alternates, append, led_to, log, removals, source_state, url_state, walks
from ingest.core import judgement, urls, verdicts
from ingest.core.health.model import Features
from ingest.core.judgement import Judgement, ReadPage, judge
from ingest.core.model import Article, Document, Verdict
from ingest.core.parsed import Parsed, Trouble
from ingest.errors import URLError
from ingest.pipeline import next_look
from ingest.pipeline.keep import third_text
from ingest.pipeline.keep.attach import attach
from ingest.pipeline.keep.looked import Look, Written, lied, reported
from ingest.pipeline.keep.remember import HELD, remember
from ingest.pipeline.keep.snapshot import keep_bytes
from ingest.pipeline.keep.without_text import REPLACED, SHOWN, replaced, trouble
from ingest.pipeline.workers.task import TaskResult

_MOST_SHOWN = 30  # as SHOWN, where each shows another text
_BROUGHT = (Verdict.NEW, Verdict.REVISED, Verdict.DUPLICATE)  # a text, or a URL, that was not known to lead here


def page(db: sqlite3.Connection, look: Look, document: Document, answer: TaskResult) -> Written:
    """Writes what a worker read in a page: an article, whatever its verdict, or why there is none."""
    if isinstance(answer.reading, Parsed):
        return _article(db, look, document, answer, answer.reading)
    assert isinstance(answer.reading, Trouble)  # a listing is the run's to read
    decision = verdicts.of_trouble(answer.reading, holds_article=look.article is not None)
    if look.state is None or look.article is None:
        return trouble(db, look, document.exchange, decision)
    final = look.spelled(document.url)
    kind = judgement.removal_by(answer.reading, is_redirected=bool(document.exchange.hops), asked=look.url, final=final)
    if kind is not None and look.held is not None:
        return replaced(db, look, document, answer, kind, decision.reason)
    is_news = log.in_a_row(db, look.state.id, decision.verdict) < SHOWN
    snapshot = keep_bytes(db, look.state.id, document, answer, look.article) if is_news else None
    return trouble(db, look, document.exchange, decision, snapshot)


def read_page(look: Look, document: Document, parsed: Parsed) -> ReadPage:
    """What a judgement needs of it."""
    spelling, article = look.owners.spelling(document.url, look.source), parsed.article
    language = article.language_or_und
    return ReadPage(
        url=look.spelled(document.url),
        asked=look.url,
        is_redirected=bool(document.exchange.hops),
        identity=spelling.identity(document.url, article.canonical, article.alternates, language),
        own_identity=spelling.identity(document.url),
        language=language,
        title=article.title,
        text=article.text,
        fingerprint=parsed.fingerprint,
        published_at=article.published.at if article.published else None,
        at=document.exchange.ended_at,
        byline=article.byline,
    )


def _article(db: sqlite3.Connection, look: Look, document: Document, answer: TaskResult, parsed: Parsed) -> Written:
    exchange, at = document.exchange, document.exchange.ended_at
    page = read_page(look, document, parsed)
    spelling = look.owners.spelling(document.url, look.source)
    judged = judge(spelling, page, known.gather(db, page, look.source_id, look.held))
    before = third_text.find(db, judged, page, document, parsed, look.source)
    if before is not None:
        judged = judgement.as_number(judged, third_text.REASON)
    verdict, reason = judged.decision.verdict, judged.decision.reason
    was_edited = look.article is not None and known.is_edited(db, look.article)
    if judged.removal is not None and look.held is not None:
        return replaced(db, look, document, answer, judged.removal, reason, parsed.fingerprint if judged.removal == "notice" else None)
    if verdict in (Verdict.NOT_AN_ARTICLE, Verdict.REFUSED):
        return trouble(db, look, exchange, judged.decision, final=verdict is Verdict.REFUSED)
    asked = url_state.id_of(db, look.url, at, look.source_id)
    final = url_state.id_of(db, page.url, at, look.source_id)
    article = judged.known.article if judged.known else None
    snapshot = None
    if verdict in (Verdict.NEW, Verdict.REVISED) or (verdict is Verdict.QUARANTINED and _is_news(db, asked, parsed.fingerprint)):
        snapshot = keep_bytes(db, final, document, answer, article)
    if verdict in (Verdict.NEW, Verdict.REVISED):
        if before:
            third_text.keep(db, judged, page.language, before, look.source_id, final)
        version = _version(judged, page.language, parsed, judged.since or at)
        if not look.imported:
            version = _newest(judged, version)
        article = append.keep_article(db, version, source=look.source_id, url=final, snapshot=snapshot).article
    if verdict is Verdict.NEW and look.old and article is not None:
        walks.brought(db, article)
    if verdict in (Verdict.NEW, Verdict.REVISED) and not judged.is_another:  # a story is of one text: the first number's
        assert article is not None
        stories.note(db, article, parsed.article, look.source, look.owners, parsed.signature, snapshot, at)
    if verdict is not Verdict.QUARANTINED and article is not None:
        append.see_url(db, article, final, "final", at)
        append.see_url(db, article, asked, "asked", at)
        if judged.has_moved:
            append.set_url(db, article, final)
        removals.undo(db, article, at)
        if verdict in _BROUGHT:
            alternates.note(db, article, {look.url, page.url}, look.owners, at)
        stories.settle(db, article, at)
    is_rolling = article is not None and known.is_rolling(db, article)
    remember(db, look, document, answer, asked, final, verdict, rolling=is_rolling, is_edited=was_edited)
    if verdict is Verdict.REVISED and look.state is not None and lied(look.state.validators, document):
        source_state.distrust_validators(db, look.source_id)
    log.add_fetch(
        db, look.run, asked, exchange, verdict, reason,
        program=__version__, article=article, snapshot=snapshot, fingerprint=parsed.fingerprint if verdict is Verdict.QUARANTINED else None,
    )  # fmt: skip
    if verdict in (Verdict.NEW, Verdict.REVISED) and look.leads is not None and article is not None:
        led_to.note(db, article, filter(look.leads, _origins(look, parsed.article, document.url)), look.source_id)
    led = by_article(db, article) if look.leads is not None and article is not None else ()
    features = _features(look, parsed.article) if verdict is Verdict.NEW else None
    linked = parsed.article.attachments if verdict in HELD else ()
    attached = attach(db, article, linked, look.spelled, look.source_id, at)
    again = None
    if verdict in (Verdict.REVISED, Verdict.UNCHANGED) and not is_rolling and not look.imported and look.state is not None:
        again = next_look.looked_again(look.state, at, said=look.said, is_edited=was_edited, changed=verdict is Verdict.REVISED)
    return Written(reported(look, exchange, verdict, reason, article, parsed.article), led, features, attached, again)


def _version(judged: Judgement, language: str, parsed: Parsed, at: str) -> append.NewRevision:
    decision = judged.decision
    kind: append.RevisionKind = "first" if decision.verdict is Verdict.NEW else "revert" if decision.change == "revert" else "edit"
    return append.NewRevision(
        identity=judged.identity,
        language=language,
        article=parsed.article,
        fingerprint=parsed.fingerprint,
        search_text=parsed.search_text,
        kind=kind,
        reason=decision.reason,
        extractor=parsed.extractor,
        seen_at=at,
        change=decision.change,
        is_another=judged.is_another,
    )


def _newest(judged: Judgement, version: append.NewRevision) -> append.NewRevision:
    """A version that is at the publisher's now follows the one that stood, although one of the two was dated by a wrong clock."""
    stood_at = judged.known.recent[0].seen_at if judged.known and judged.known.recent else version.seen_at
    if stood_at <= version.seen_at:
        return version
    reason = f"{version.reason}; seen at {version.seen_at} by a clock that disagrees with the one by which the version before it was seen"
    return replace(version, seen_at=stood_at, reason=reason)


def _is_news(db: sqlite3.Connection, url: int, fingerprint: str) -> bool:
    """Whether a page that stands in an article's place is one of the first that did, or one of the first to show its text."""
    return log.in_a_row(db, url, *REPLACED) < SHOWN or log.times_shown(db, url, fingerprint, _MOST_SHOWN) < SHOWN


def _origins(look: Look, article: Article, url: str) -> tuple[str, ...]:
    """The URLs that a page leads to: those it cites, and its other languages on the same site."""
    cited = [citation.url for citation in article.citations if citation.url]
    others = [one.url for one in article.alternates if one.language != "x-default" and urls.same_site(one.url, url)]
    spelled = []
    for one in (*cited, *others):
        try:
            spelled.append(look.owners.normalise(one))
        except URLError:
            continue
    itself = look.spelled(url)
    return tuple(dict.fromkeys(one for one in spelled if one != itself))


def _features(look: Look, article: Article) -> Features:
    has = {"date": article.published, "byline": article.byline or article.authors, "lead": article.lead, "picture": article.images}
    published = article.published
    return Features(
        url=look.url,
        fields=frozenset(field for field, value in has.items() if value),
        length=len(article.text),
        language=article.language_or_und,
        published_at=published.at if published is not None and published.precision != "day" else None,
    )
