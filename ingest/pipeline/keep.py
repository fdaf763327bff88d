"""What became of a document, appended in one transaction of the archive's writer.

`core.judgement` judges, the archive stores, and this says what is written for each verdict. Every function takes the connection first.
"""

import sqlite3

from msgspec import Struct

from ingest import __version__
from ingest.archive import packing
from ingest.archive.read import documents, known, lookups
from ingest.archive.story_index import stories
from ingest.archive.write import alternates, append, log, removals, snapshots, source_state, unlisted, url_state, walks
from ingest.core import judgement, urls, verdicts
from ingest.core.change.decide import Decision
from ingest.core.edits import Edits, LookedAgain
from ingest.core.health.model import Features
from ingest.core.judgement import Judgement, ReadPage, judge
from ingest.core.model import Article, Attachment, Document, Exchange, Removal, Source, Validators, Verdict
from ingest.core.parsed import Parsed, Standing, Trouble
from ingest.errors import URLError
from ingest.pipeline import next_look, third_text
from ingest.pipeline.attach import attach
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.workers.task import TaskResult

_SHOWN = 3  # how many pages in a row are kept that an article's URL shows in its place
_MOST_SHOWN = 30  # the same, where each shows another text
_REPLACED = (Verdict.QUARANTINED, Verdict.GONE)  # the URL showed something else than its article
_BROUGHT = (Verdict.NEW, Verdict.REVISED, Verdict.DUPLICATE)  # a text, or a URL, that was not known to lead here
_HELD = (Verdict.NEW, Verdict.REVISED, Verdict.UNCHANGED)  # the article's own text was seen


class Look(Struct, frozen=True, kw_only=True):
    """One URL that was asked for, and by which run."""

    url: str  # normalised
    ask: str  # as it was given, which is what the server is asked
    source: Source
    source_id: int
    owners: urls.Owners
    run: int | None
    named: bool = False
    state: lookups.UrlState | None = None  # as it was before
    imported: bool = False  # another program asked, when it did
    linked: bool = False  # as a document, by an article of a source that takes them
    old: bool = False  # a walk back found it, or a first look had left it: it is nobody's news
    edits: Edits | None = None  # what looks at its source's articles found before
    said: bool | None = None  # whether a listing says that it was modified since the last look; None: none does

    def is_past(self, at: str) -> bool:
        """Whether a look at that time (UTC text) came before the newest one at this URL; only an imported one can."""
        return self.imported and self.state is not None and self.state.checked_at is not None and self.state.checked_at > at

    def spelled(self, url: str) -> str:
        """The one spelling of a URL that this look led to. Raises URLError."""
        return self.owners.normalise(url, self.source)

    def missing_since(self, at: str) -> str:
        """Since when what was here is missing, if it is at `at`: no later than that, whatever a clock that ran ahead has noted."""
        return min((self.state.missing_since if self.state else None) or at, at)

    @property
    def may_be_document(self) -> bool:
        """Whether a document is taken here: where a source says so, a person named it, or another program brought it."""
        return self.source.documents or self.named or self.linked or self.imported

    @property
    def article(self) -> int | None:
        """The article that was read at this URL before."""
        return self.state.article if self.state else None

    @property
    def standing(self) -> Standing | None:
        """What is held of the article whose text is taken from this very URL."""
        state = self.state
        return Standing(state.fingerprint, state.byline) if state and state.fingerprint is not None else None

    @property
    def held(self) -> int | None:
        """The article whose text is taken from this very URL."""
        return self.state.article if self.state and self.state.fingerprint is not None else None


class Written(Struct, frozen=True):
    """A report, the URLs that the page names as its origin or as its other languages, and of a new article what health counts of it.

    `attached`: the documents that the page links; `again`: of an article whose text was known, what this look found.
    """

    report: DocumentReport
    follow: tuple[str, ...] = ()
    features: Features | None = None
    attached: tuple[str, ...] = ()
    again: LookedAgain | None = None


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
    `final`: no look changes it. `missing`: the answer says that the article was taken away.
    """
    at, verdict, reason = exchange.ended_at, decision.verdict, decision.reason
    url = url_state.id_of(db, look.url, at, look.source_id)
    worth_another_look = not final and (passing or look.article is not None or verdict in (Verdict.FAILED, Verdict.BLOCKED))
    failures = log.in_a_row(db, url, *_REPLACED) if verdict is Verdict.QUARANTINED or missing else look.state.failures if look.state else 0
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
    return Written(reported(look, exchange, decision.verdict, decision.reason, look.article), attached=attached, again=found)


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
    before = log.in_a_row(db, look.state.id, *_REPLACED)
    decision = verdicts.of_replaced(kind, reason, since, at, before + 1)
    snapshot = keep_bytes(db, look.state.id, document, answer, look.held) if before < _SHOWN else None
    if decision.verdict is Verdict.GONE:
        removals.mark(db, look.held, kind, at, decision.reason, since=since, exchange=document.exchange, snapshot=snapshot)
    return trouble(db, look, document.exchange, decision, snapshot, missing=True, fingerprint=fingerprint)


def robots(db: sqlite3.Connection, exchange: Exchange, decision: Decision, owners: urls.Owners) -> None:
    """Logs that a robots.txt was asked for. The fetcher remembers what it says."""
    url = url_state.id_of(db, owners.normalise(exchange.url), exchange.ended_at)
    log.add_fetch(db, None, url, exchange, decision.verdict, decision.reason, program=__version__)


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
    is_news = log.in_a_row(db, look.state.id, decision.verdict) < _SHOWN
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
    _remember(db, look, document, answer, asked, final, verdict, rolling=is_rolling, is_edited=was_edited)
    if verdict is Verdict.REVISED and look.state is not None and lied(look.state.validators, document):
        source_state.distrust_validators(db, look.source_id)
    log.add_fetch(
        db, look.run, asked, exchange, verdict, reason,
        program=__version__, article=article, snapshot=snapshot, fingerprint=parsed.fingerprint if verdict is Verdict.QUARANTINED else None,
    )  # fmt: skip
    follow = _origins(look, parsed.article, document.url) if verdict in (Verdict.NEW, Verdict.REVISED) else ()
    features = _features(look, parsed.article) if verdict is Verdict.NEW else None
    linked = parsed.article.attachments if verdict in _HELD else ()
    attached = attach(db, article, linked, look.spelled, look.source_id, at)
    again = None
    if verdict in (Verdict.REVISED, Verdict.UNCHANGED) and not is_rolling and not look.imported and look.state is not None:
        again = next_look.looked_again(look.state, at, said=look.said, is_edited=was_edited, changed=verdict is Verdict.REVISED)
    return Written(reported(look, exchange, verdict, reason, article, parsed.article), follow, features, attached, again)


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


def _is_news(db: sqlite3.Connection, url: int, fingerprint: str) -> bool:
    """Whether a page that stands in an article's place is one of the first that did, or one of the first to show its text."""
    return log.in_a_row(db, url, *_REPLACED) < _SHOWN or log.times_shown(db, url, fingerprint, _MOST_SHOWN) < _SHOWN


def keep_bytes(db: sqlite3.Connection, url: int, document: Document, answer: TaskResult, article: int | None) -> int:
    """Keeps the bytes: as a difference to the article's last full snapshot where there is one."""
    packed = answer.packed
    assert packed is not None  # only a listing, or a text that stands, comes without
    base = documents.last_full(db, article) if article is not None else None
    if base is not None:
        base_body = documents.body(db, base)
        if base_body is not None:
            packed = packing.pack_difference(packed, document.body, base, base_body)
    return snapshots.add(db, url, document, packed)


def _remember(
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
    held = verdict in _HELD
    validators = Validators(document.header("etag"), document.header("last-modified"))
    if verdict is Verdict.QUARANTINED:
        soon = next_look.after_failure(look.url, at, log.in_a_row(db, asked, *_REPLACED) + 1)
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


def validators_of(document: Document) -> Validators | None:
    """Those of a whole answer: a server may name the same bytes anew. A 304 leaves ours, and those behind a redirect are another URL's."""
    if document.status == 304 or document.exchange.hops:
        return None
    return Validators(document.header("etag"), document.header("last-modified"))


def lied(before: Validators, document: Document) -> bool:
    """Whether a changed text or listing came with the validators of the one before it (RFC 9110 8.8.1 calls for new ones)."""
    if before.etag is not None:
        return before.etag == document.header("etag")
    return before.last_modified is not None and before.last_modified == document.header("last-modified")


def _origins(look: Look, article: Article, url: str) -> tuple[str, ...]:
    """The URLs to follow from a page: those it cites, and its other languages on the same site."""
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


def reported(
    look: Look, exchange: Exchange, verdict: Verdict, reason: str, article: int | None, page: Article | None = None
) -> DocumentReport:
    """What is told of it after its commit."""
    return DocumentReport(
        url=look.url,
        source=look.source.name,
        verdict=verdict,
        reason=reason,
        status=exchange.status,
        final_url=exchange.final_url if exchange.final_url != look.url else None,
        article=article,
        title=page.title if page else None,
        language=page.language if page else None,
        published=page.published.local if page and page.published else None,
        published_at=page.published.at if page and page.published else None,
        named=look.named,
    )
