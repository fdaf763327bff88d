"""Decides which article a parsed page is a version of, and its verdict. Pure: what the archive knows comes in as a value.

The verdicts of all that is no article are chosen by `verdicts`.
"""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from ingest.core import rolling, verdicts
from ingest.core.change import decide
from ingest.core.change.decide import SAME_TEXT, Decision, Kept, reads_the_same
from ingest.core.change.model import NUMBER
from ingest.core.model import Removal, Verdict
from ingest.core.parsed import Trouble
from ingest.core.removal import leads_away, leads_home, notice, was_meant
from ingest.core.urls import Spelling, same_site

_RENAMED = 0.9  # of an article whose URL is gone, in one that came the same day at another: its address was changed


class Unconfirmed(Struct, frozen=True):
    """How often in a row, and since when (UTC text), one text was quarantined in an article's place."""

    since: str
    looks: int


class KnownArticle(Struct, frozen=True, kw_only=True):
    """An article that a page may be a version of."""

    article: int
    identity: str
    url: str  # that its text is taken from
    kept: Kept
    earlier: frozenset[str]  # fingerprints of the revisions before
    recent: tuple[rolling.Number, ...] = ()  # the last revisions, the newest first
    published_at: str | None = None
    is_seen_here: bool = False  # it was read at the page's URL before
    unconfirmed: Unconfirmed | None = None  # the page's very text in its place
    erased_at: str | None = None  # UTC text: when its words were erased by order


class ReadPage(Struct, frozen=True, kw_only=True):
    """The parts of a read page that a judgement needs."""

    url: str  # its final one, normalised
    asked: str  # normalised
    is_redirected: bool
    identity: str  # as its canonical says, if that may be believed
    own_identity: str  # as its URL says
    language: str
    title: str
    text: str
    fingerprint: str
    published_at: str | None
    at: str
    byline: str | None = None


class Gathered(Struct, frozen=True, kw_only=True):
    """All that the archive knows that bears on one page."""

    named: KnownArticle | None = None  # under the page's identity
    own: KnownArticle | None = None  # under its URL's own
    here: KnownArticle | None = None  # whose text is taken from the URL that was asked
    moved: tuple[KnownArticle, ...] = ()  # that were at another URL until they moved here
    vanished: tuple[KnownArticle, ...] = ()  # of the same source, language and day, whose URLs answer no more
    languages: Mapping[str, tuple[str, ...]] = {}  # by identity: those in which it was read at this URL


class Judgement(Struct, frozen=True):
    """The article's identity, and what becomes of the page. `known` None: the article is new; `has_moved`: it was at another URL before."""

    identity: str
    known: KnownArticle | None
    decision: Decision
    has_moved: bool = False
    removal: Removal | None = None  # the page replaces an article that was taken away
    is_another: bool = False  # another text than the one before it, which stays to be found
    since: str | None = None  # UTC text: when a text that is now confirmed was first seen


def judge(spelling: Spelling, page: ReadPage, gathered: Gathered) -> Judgement:
    """`spelling` is that of the source that owns the page's URL."""
    known, has_moved = _which(spelling, page, gathered)
    for erased in (gathered.here, known):
        if erased is not None and erased.erased_at is not None:
            return Judgement(erased.identity, erased, verdicts.of_erased(erased.erased_at))
    if (away := _left(page, gathered.here)) is not None:
        return away
    if known is None:
        return _first(page, gathered)
    identity = known.identity
    if not has_moved and not _speaks_for_itself(spelling, page.url, known):
        if known.is_seen_here and reads_the_same(known.kept.fingerprint, page.fingerprint):
            return Judgement(identity, known, SAME_TEXT)
        return Judgement(identity, known, Decision(Verdict.DUPLICATE, f"another URL of article {known.article}"))
    decision = decide.decide(known.kept, page.title, page.text, page.language, known.earlier, page.byline)
    if decision.verdict is Verdict.UNCHANGED:
        return Judgement(identity, known, decision, has_moved)
    if decision.change == "revert":
        return Judgement(identity, known, decision, has_moved, is_another=_is_another(known, page))
    if decision.verdict is Verdict.REVISED:
        return _number(known, page, has_moved) or Judgement(identity, known, decision, has_moved)
    if said := notice(page.title, page.text):
        withdrawn = Decision(Verdict.QUARANTINED, f"a notice stands in the article's place: {said}")
        return Judgement(identity, known, withdrawn, removal="notice")
    if (number := _number(known, page, has_moved)) is not None:
        return number
    before = known.unconfirmed
    if before is not None and was_meant(before.since, page.at, before.looks + 1):
        reason = f"{decision.reason}; {before.looks + 1} looks since {before.since} showed it"
        confirmed = Decision(Verdict.REVISED, reason, "confirmed")
        return Judgement(identity, known, confirmed, has_moved, is_another=_is_another(known, page), since=before.since)
    return Judgement(identity, known, decision, has_moved)


def as_number(judged: Judgement, reason: str) -> Judgement:
    """The same page, taken for another number of a rolling one."""
    return msgspec.structs.replace(judged, decision=Decision(Verdict.REVISED, reason, NUMBER), is_another=True)


def removal_by(trouble: Trouble, *, is_redirected: bool, asked: str, final: str) -> Removal | None:
    """The kind of removal that such a page at the URL of an article may be; None: it may be anything."""
    if trouble.kind == "soft-404":
        return "not found"
    leads_on = trouble.kind in ("listing", "home") or (trouble.error == "NotAnArticle" and leads_away(asked, final) is not None)
    return "redirect" if is_redirected and leads_on else None


def _number(known: KnownArticle, page: ReadPage, has_moved: bool) -> Judgement | None:
    reason = rolling.another_number(known.kept, known.recent, page.title, page.text, page.language, page.at)
    if reason is None:
        return None
    return Judgement(known.identity, known, Decision(Verdict.REVISED, reason, NUMBER), has_moved, is_another=True)


def _is_another(known: KnownArticle, page: ReadPage) -> bool:
    is_rolling = any(one.change == NUMBER for one in known.recent)
    return is_rolling or decide.likeness(known.kept.text, page.text) < decide.STRANGERS


def _left(page: ReadPage, here: KnownArticle | None) -> Judgement | None:
    """An article's URL leads to a home page or a section, whose text is no version of it; such a page is nobody's article."""
    if not page.is_redirected:
        return None
    if here is None:
        if leads_home(page.asked, page.url):
            return Judgement(page.identity, None, Decision(Verdict.NOT_AN_ARTICLE, f"redirected to the home page, {page.url}"))
        return None
    away = leads_away(page.asked, page.url)
    if away is None or decide.likeness(here.kept.text, page.text) >= decide.ONE_TEXT:
        return None
    decision = Decision(Verdict.QUARANTINED, f"an article was here, now it leads to {away}, {page.url}")
    return Judgement(here.identity, here, decision, removal="redirect")


def _which(spelling: Spelling, page: ReadPage, gathered: Gathered) -> tuple[KnownArticle | None, bool]:
    """The article that the page is a version of, and whether it was at another URL before."""
    named = gathered.named
    if named is not None:
        if not _is_other_page(spelling, page, named):
            return named, False
        if gathered.own is not None:
            return gathered.own, False
    elif gathered.own is not None and not _is_other_page(spelling, page, gathered.own):
        return gathered.own, False  # another page named this one as its canonical, and now they name each other
    if spelling.rules.key is None:
        for moved in gathered.moved:
            if decide.likeness(moved.kept.text, page.text) >= decide.ONE_TEXT:
                return moved, True
        for vanished in gathered.vanished:
            if is_renamed(vanished.url, vanished.published_at, vanished.kept.text, page):
                return vanished, True
    return None, False


def _first(page: ReadPage, gathered: Gathered) -> Judgement:
    believed = gathered.named is None  # else the canonical names a page with another text
    identity = page.identity if believed else page.own_identity
    if were := gathered.languages.get(identity):
        reason = f"the page was in {', '.join(were)}, and is in {page.language} all at once"
        return Judgement(identity, None, Decision(Verdict.QUARANTINED, reason))
    return Judgement(identity, None, decide.decide(None, page.title, page.text, page.language))


def _is_other_page(spelling: Spelling, page: ReadPage, known: KnownArticle) -> bool:
    """Some templates give every page one canonical: it is not believed where it would make one article of two texts."""
    if spelling.rules.key is not None or spelling.fold_twins(page.url) == spelling.fold_twins(known.url):
        return False
    if known.erased_at is not None:  # no words are left to compare with
        return False
    return decide.likeness(known.kept.text, page.text) < decide.ONE_TEXT


def is_renamed(url: str, published_at: str | None, text: str, page: ReadPage) -> bool:
    """Whether an article of that address, day and text is the page's, if the address is gone: an editor changed it without a redirect.

    On another site a text of that day is its copy, as agencies have.
    """
    if not same_site(url, page.url):
        return False
    if not (published_at and page.published_at and published_at[:10] == page.published_at[:10]):
        return False
    shorter, longer = sorted((len(text), len(page.text)))
    return shorter >= _RENAMED * longer and decide.likeness(text, page.text) >= _RENAMED


def _speaks_for_itself(spelling: Spelling, url: str, known: KnownArticle) -> bool:
    """An article's text is taken from one of its URLs alone, or its twins would revise each other for ever.

    That one is the first seen, until a plain URL follows an AMP or mobile one.
    """
    return url == known.url or (_is_plain(spelling, url) and not _is_plain(spelling, known.url))


def _is_plain(spelling: Spelling, url: str) -> bool:
    def bare(spelled: str) -> str:
        return spelled.partition("://")[2].removeprefix("www.").rstrip("/")

    return bare(url) == bare(spelling.fold_twins(url))
