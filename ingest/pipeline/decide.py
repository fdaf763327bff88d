"""Which article a parsed page is a version of, and what becomes of it. Reads the archive inside a transaction, writes nothing."""

import sqlite3

from msgspec import Struct

from ingest.archive.read import lookups
from ingest.archive.write import log
from ingest.core import urls
from ingest.core.change import decide
from ingest.core.model import Document, Source, Verdict
from ingest.pipeline.next_look import seconds_between
from ingest.pipeline.workers.task import Parsed

_MEANT_AFTER = 7 * 86400  # seconds that a quarantined text must have been seen unchanged until the publisher is taken to have meant it
_ONE_TEXT = 0.5  # of neighbouring words in common: two versions of one article, wherever they stand

SAME_TEXT = "title and text read the same"


class Judgement(Struct, frozen=True):
    """The article's identity, and what becomes of the page. `standing` None: the article is new; `has_moved`: it stood elsewhere before."""

    identity: str
    language: str
    standing: lookups.Standing | None
    decision: decide.Decision
    has_moved: bool


def judge(db: sqlite3.Connection, owners: urls.Owners, source: Source, document: Document, parsed: Parsed) -> Judgement:
    spelling = owners.spelling(document.url, source)
    article = parsed.article
    language = article.language or source.language or "und"
    identity = spelling.identity(document.url, article.canonical, article.alternates, language)
    standing = lookups.standing(db, identity, language)
    if standing is not None and _is_other_page(spelling, document, standing, parsed):
        identity = spelling.identity(document.url)
        standing = lookups.standing(db, identity, language)
    if standing is None:
        own = spelling.identity(document.url)
        named = lookups.standing(db, own, language) if own != identity else None
        if named is not None and not _is_other_page(spelling, document, named, parsed):
            identity, standing = own, named  # another page named this one as its canonical, and now they name each other
    moved = _moved_here(db, owners, source, document, language, article.text) if standing is None else None
    if moved is not None:
        identity, standing = moved
    decision = _decide(db, spelling, document, identity, language, standing, parsed, moved is not None)
    return Judgement(identity, language, standing, decision, moved is not None)


def _moved_here(
    db: sqlite3.Connection, owners: urls.Owners, source: Source, document: Document, language: str, text: str
) -> tuple[str, lookups.Standing] | None:
    """(identity, what stands) of the article that stood at another URL until it moved to this one for good."""
    if owners.spelling(document.url, source).rules.key is not None:
        return None
    final = owners.normalise(document.url, source)
    asked = owners.normalise(document.exchange.url, source) if document.exchange.permanent_url else final
    for url in dict.fromkeys((asked, final)):
        moved = lookups.moved_here(db, language, url, final)
        if moved is not None and decide.likeness(moved[1].kept.text, text) >= _ONE_TEXT:
            return moved
    return None


def _decide(
    db: sqlite3.Connection,
    spelling: urls.Spelling,
    document: Document,
    identity: str,
    language: str,
    standing: lookups.Standing | None,
    parsed: Parsed,
    has_moved: bool,
) -> decide.Decision:
    article = parsed.article
    if standing is None:
        were = lookups.languages_at(db, identity, spelling.normalise(document.url))
        if were:
            return decide.Decision(Verdict.QUARANTINED, f"the page was in {', '.join(were)}, and is in {language} all at once")
        return decide.decide(None, article.title, article.text, language)
    if not has_moved and not _speaks_for_itself(spelling, document.url, standing):
        if parsed.fingerprint == standing.kept.fingerprint and lookups.is_seen_at(db, standing.article, spelling.normalise(document.url)):
            return decide.Decision(Verdict.UNCHANGED, SAME_TEXT)
        return decide.Decision(Verdict.DUPLICATE, f"another URL of article {standing.article}")
    decision = decide.decide(standing.kept, article.title, article.text, language, standing.earlier)
    if decision.verdict is Verdict.QUARANTINED:
        since = log.quarantined_since(db, standing.article, parsed.fingerprint)
        if since is not None and seconds_between(since, document.exchange.ended_at) >= _MEANT_AFTER:
            return decide.Decision(Verdict.REVISED, f"{decision.reason}; it has stood so since {since[:10]}", "confirmed")
    return decision


def _is_other_page(spelling: urls.Spelling, document: Document, standing: lookups.Standing, parsed: Parsed) -> bool:
    """Some templates give every page one canonical: it is not believed where it would make one article of two texts."""
    if spelling.rules.key is not None or spelling.fold_twins(document.url) == spelling.fold_twins(standing.url):
        return False
    return decide.likeness(standing.kept.text, parsed.article.text) < _ONE_TEXT


def _speaks_for_itself(spelling: urls.Spelling, url: str, standing: lookups.Standing) -> bool:
    """An article's text is taken from one of its URLs alone, or its twins would revise each other for ever.

    That one is the first seen, until a plain URL follows an AMP or mobile one.
    """
    return spelling.normalise(url) == standing.url or (_is_plain(spelling, url) and not _is_plain(spelling, standing.url))


def _is_plain(spelling: urls.Spelling, url: str) -> bool:
    def bare(spelled: str) -> str:
        return spelled.partition("://")[2].removeprefix("www.").rstrip("/")

    return bare(spelling.normalise(url)) == bare(spelling.fold_twins(url))
