"""The links that stand, resolved to articles: what stories are derived from."""

import sqlite3
from collections.abc import Iterable, Sequence
from math import log

from msgspec import Struct

from ingest.archive.likeness import Candidate, signature_of
from ingest.core import urls
from ingest.core.model import Article, Link
from ingest.core.story.declared import Declared, Member
from ingest.core.story.group import Pair, pair
from ingest.core.story.judge import Weighed, confidence, dated, days_apart
from ingest.core.story.reasons import reason_for
from ingest.core.story.sketch import CLEAR, Copied, estimated, resemblance, share_of, shingles
from ingest.core.story.weights import REACH, RECORDED, REPUBLISHED

_READ = 3  # texts that are compared word by word with a new one; of more, the sketches tell
_UNLIKE = 0.02  # of all shingles of two texts in one language: less in common, and a citation between them is a reference


class Standing(Struct):
    """Articles that links can bring together, and all that is said of them and of whom they resemble."""

    members: set[int]  # those that may come together
    all_members: dict[int, Member]  # and those that resemble one of them
    declared: list[Declared]
    likely: dict[Pair, float]  # by the newest judgement of the two texts
    person: dict[Pair, bool]  # the last word on two articles: True, apart
    unlike: set[Pair]

    def said_by_person(self) -> tuple[set[Pair], set[Pair]]:
        """The pairs that a person joined, and those kept apart."""
        return {found for found, apart in self.person.items() if not apart}, {found for found, apart in self.person.items() if apart}


def resembling(db: sqlite3.Connection, id: int, article: Article, known: Weighed, candidates: Sequence[Candidate]) -> Iterable[Link]:
    """Links to the articles that may be one text with a new one, those included that are only worth remembering as rivals."""
    if not candidates:
        return
    published = article.published.at if article.published else None
    pages = _pages(db, [found.article for found in candidates])
    copied = _copied(db, article.text, known, candidates)
    for found in candidates:
        url, seen = pages[found.article]
        days = days_apart(published, seen)
        log_odds = dated(found.log_odds, days)
        copy = copied.get(found.article)
        if copy is not None and copy.share >= 0.5:
            log_odds = max(log_odds, REPUBLISHED * copy.share * 2)
        if log_odds < RECORDED:
            continue
        language = found.known.signature.language
        rivals = [
            other.log_odds
            for other in candidates
            if other is not found
            and other.known.signature.language == language
            and resemblance(other.known.sketch, found.known.sketch) <= _UNLIKE
        ]
        lead = log_odds - max(rivals) if rivals else None
        yield Link(
            article=id,
            target=url,
            relation="text",
            basis="inferred",
            confidence=round(confidence(log_odds), 6),
            reason=reason_for(known, found.known, copied=copy, lead=lead, days=days),
            language=language,
        )


def _copied(db: sqlite3.Connection, text: str, known: Weighed, candidates: Sequence[Candidate]) -> dict[int, Copied]:
    """What a new text has in common with each candidate in its language. Texts are read only where the sketches leave it open."""
    alike = {
        found.article: (share, found.known.signature.length)
        for found in candidates
        if found.known.signature.language == known.signature.language and (share := resemblance(known.sketch, found.known.sketch)) > _UNLIKE
    }
    copied = {article: Copied(estimated(share, known.signature.length, length), exact=False) for article, (share, length) in alike.items()}
    doubtful = sorted((-share, article) for article, (share, _) in alike.items() if share < CLEAR)
    own = shingles(text) if doubtful else set()
    for _, article in doubtful[:_READ]:
        copied[article] = Copied(share_of(own, shingles(_text(db, article))), exact=True)
    return copied


def reachable(db: sqlite3.Connection, start: Iterable[int]) -> Standing:
    """All articles that can be reached from `start` by links that may join, with the links between them."""
    standing = Standing(set(), {}, [], {}, {}, set())
    waiting = set(start)
    while waiting:
        article = waiting.pop()
        standing.members.add(article)
        waiting |= _links_of(db, article, standing) - standing.members
    for article in {*standing.members, *(article for found in standing.likely for article in found)}:
        language, url = db.execute(
            "SELECT a.language, u.url FROM articles a JOIN urls u ON u.id = a.url WHERE a.id = ?", (article,)
        ).fetchone()
        standing.all_members[article] = Member(language, urls.site(url))
    for link in standing.declared:
        if link.target is not None and link.target in standing.members and _unlike(db, link.article, link.target, standing.all_members):
            standing.unlike.add(pair(link.article, link.target))
    return standing


def origin(db: sqlite3.Connection, articles: Sequence[int]) -> int:
    """Who likely said it first: no translation, naming none of the others as its origin, the earliest published, or seen."""
    if len(articles) == 1:
        return articles[0]
    within = set(articles)

    def place(article: int) -> tuple[bool, bool, str, int]:
        sql = """
            SELECT a.translation IS NOT NULL, ifnull(r.published_at, a.first_seen_at)
            FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?
        """
        translated, date = db.execute(sql, (article,)).fetchone()
        named = db.execute("SELECT target FROM v_links WHERE article = ? AND relation IN ('citation', 'canonical')", (article,)).fetchall()
        names_another = any(articles_at(db, target) & within - {article} for (target,) in named)
        return bool(translated), names_another, date, article

    return min(articles, key=place)


def articles_at(db: sqlite3.Connection, url: str) -> set[int]:
    """The articles to which a URL leads, by any of the URLs that they were seen under."""
    sql = """
        WITH RECURSIVE at_url (id) AS (
          SELECT id FROM urls WHERE url = ?
          UNION SELECT u.moved_to FROM urls u JOIN at_url ON u.id = at_url.id WHERE u.moved_to IS NOT NULL
        )
        SELECT article FROM article_urls WHERE url IN (SELECT id FROM at_url)
    """
    return {article for (article,) in db.execute(sql, (url,))}


def _pages(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, tuple[str, str | None]]:
    """article -> (its URL, when it was published)."""
    sql = f"""
        SELECT a.id, u.url, r.published_at FROM articles a JOIN urls u ON u.id = a.url JOIN revisions r ON r.id = a.revision
        WHERE a.id IN ({",".join("?" * len(articles))})
    """
    return {article: (url, published) for article, url, published in db.execute(sql, articles)}


def url_of(db: sqlite3.Connection, article: int) -> str:
    url: str = db.execute("SELECT u.url FROM articles a JOIN urls u ON u.id = a.url WHERE a.id = ?", (article,)).fetchone()[0]
    return url


def words_on(db: sqlite3.Connection, article: int, *, apart: bool) -> tuple[tuple[int, int, int], ...]:
    """What persons said of an article and another, and stands: (link, article that it is recorded with, the other)."""
    own = [url for (url,) in db.execute("SELECT u.url FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ?", (article,))]
    sql = f"""
        SELECT id, article, target FROM v_links
        WHERE relation = 'person' AND apart = ?1 AND (article = ?2 OR target IN ({",".join("?" * len(own))})) ORDER BY id
    """
    rows = db.execute(sql, (apart, article, *own)).fetchall()
    return tuple(
        (link, by, other) for link, by, target in rows for other in sorted(articles_at(db, target) - {by}) if article in (by, other)
    )


def _links_of(db: sqlite3.Connection, article: int, standing: Standing) -> set[int]:
    """Adds an article's links, either way, to `standing`; which articles they lead to."""
    own = [url for (url,) in db.execute("SELECT u.url FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ?", (article,))]
    marks = ",".join("?" * len(own))
    sql = f"""
        SELECT id, article, target, relation, confidence, apart, language FROM v_links
        WHERE article = ?1 OR target IN ({marks}) OR (relation IN ('citation', 'key')
          AND target IN (SELECT target FROM v_links WHERE article = ?1 AND relation IN ('citation', 'key')))
        ORDER BY id
    """
    led: set[int] = set()
    for _, by, target, relation, certainty, apart, language in db.execute(sql, (article, *own)).fetchall():
        others = {article} if target in own and by != article else articles_at(db, target) - {by}
        if relation in ("text", "person"):
            for other in others:
                found = pair(by, other)
                if relation == "person":
                    standing.person[found] = bool(apart)
                    led |= {by, other} if not apart else set()
                else:
                    standing.likely[found] = _log_odds(certainty)
                    led |= {by, other} if standing.likely[found] >= REACH else set()
            continue
        led |= {by, *others}
        links = [Declared(by, other, target, relation, language) for other in sorted(others)] or [
            Declared(by, None, target, relation, language)
        ]
        standing.declared += [link for link in links if link not in standing.declared]
    return led


def _log_odds(certainty: float) -> float:
    held = min(max(certainty, 1e-6), 1 - 1e-6)
    return log(held / (1 - held))


def _unlike(db: sqlite3.Connection, a: int, b: int, members: dict[int, Member]) -> bool:
    if members[a].language != members[b].language:
        return False
    ours, theirs = signature_of(db, a), signature_of(db, b)
    return ours is not None and theirs is not None and resemblance(frozenset(ours.sketch), frozenset(theirs.sketch)) <= _UNLIKE


def _text(db: sqlite3.Connection, article: int) -> str:
    text: str = db.execute("SELECT r.text FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?", (article,)).fetchone()[0]
    return text
