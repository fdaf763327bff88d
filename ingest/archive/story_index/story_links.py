"""The links that stand, resolved to articles: what stories are derived from."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from math import log

from msgspec import Struct

from ingest.archive.story_index.signature_index import Candidate, kept
from ingest.core import urls
from ingest.core.model import Article, Link
from ingest.core.story.declared import MUCH_CITED, Declared, Member
from ingest.core.story.group import Pair, pair
from ingest.core.story.judge import Weighed, confidence, dated, days_apart
from ingest.core.story.minhash import CLEAR, UNLIKE, Copied, estimated, resemblance, share_of, shingles
from ingest.core.story.reasons import reason_for
from ingest.core.story.weights import REACH, RECORDED, REPUBLISHED

_READ = 3  # texts that are compared word by word with a new one; of more, the sketches tell


class Standing(Struct):
    """Articles that links can bring together, and all that is said of them and of whom they resemble."""

    members: set[int]  # those that may come together
    all_members: dict[int, Member]  # and those that resemble one of them
    declared: dict[Declared, None]  # as a set that keeps its order
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
        rivals = [other.log_odds for other in candidates if other.known.signature.language == language and other.like is not found.like]
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
        found.article: (found.alike, found.known.signature.length)
        for found in candidates
        if found.known.signature.language == known.signature.language and found.alike > UNLIKE
    }
    copied = {article: Copied(estimated(share, known.signature.length, length), exact=False) for article, (share, length) in alike.items()}
    doubtful = sorted((-share, article) for article, (share, _) in alike.items() if share < CLEAR)
    own = shingles(text) if doubtful else set()
    for _, article in doubtful[:_READ]:
        copied[article] = Copied(share_of(own, shingles(_text(db, article))), exact=True)
    return copied


def reachable(db: sqlite3.Connection, start: Iterable[int]) -> Standing:
    """All articles that can be reached from `start` by links that may join, with the links between them."""
    standing = Standing(set(), {}, {}, {}, {}, set())
    wave = set(start)
    while wave:
        standing.members |= wave
        wave = _links_of(db, wave, standing) - standing.members
    resembling = (article for found in standing.likely for article in found)
    naming = (link.article for link in standing.declared)
    standing.all_members = _members(db, {*standing.members, *resembling, *naming})
    standing.unlike = _unlike(db, standing)
    return standing


def articles_at(db: sqlite3.Connection, url: str) -> set[int]:
    """The articles to which a URL leads, by any of the URLs that they were seen under."""
    return articles_by_url(db, {url})[url]


def articles_by_url(db: sqlite3.Connection, urls: Set[str]) -> dict[str, set[int]]:
    """The same for many; of those that lead to none, an empty set."""
    held: dict[str, set[int]] = {url: set() for url in urls}
    if urls:
        sql = """
            WITH RECURSIVE at_url (named, id) AS (
              SELECT url, id FROM urls WHERE url IN (SELECT value FROM json_each(?))
              UNION SELECT named, u.moved_to FROM urls u JOIN at_url ON u.id = at_url.id WHERE u.moved_to IS NOT NULL
            )
            SELECT named, article FROM at_url JOIN article_urls ON article_urls.url = at_url.id
        """
        for url, article in db.execute(sql, (json.dumps(list(urls)),)):
            held[url].add(article)
    return held


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


def _links_of(db: sqlite3.Connection, wave: Set[int], standing: Standing) -> set[int]:
    """Adds the links of some articles, either way, to `standing`; which articles they lead to."""
    sql = """
        WITH wave (article) AS (SELECT value FROM json_each(?))
        SELECT id, article, target, relation, confidence, apart, language FROM v_links
        WHERE article IN wave
          OR target IN (SELECT u.url FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article IN wave)
          OR (relation IN ('citation', 'key')
            AND target IN (SELECT target FROM v_links WHERE article IN wave AND relation IN ('citation', 'key')))
        ORDER BY id
    """
    links = db.execute(sql, (json.dumps(list(wave)),)).fetchall()
    held = articles_by_url(db, {target for _, _, target, *_ in links})
    named = Counter(target for _, _, target, relation, *_ in links if relation in ("citation", "canonical"))
    led: set[int] = set()
    for _, by, target, relation, certainty, apart, language in links:
        others = held[target] - {by}
        if relation == "person":
            for other in others:
                standing.person[pair(by, other)] = bool(apart)
                led |= {by, other} if not apart else set()
        elif relation == "text":
            for other in others:
                standing.likely[pair(by, other)] = log_odds = _log_odds(certainty)
                led |= {by, other} if log_odds >= REACH else set()
        else:
            standing.declared |= {Declared(by, other, target, relation, language): None for other in sorted(others) or (None,)}
            if named[target] <= MUCH_CITED + 1:  # one more than brings together: whoever makes it too many parts those before it
                led |= {by, *others}
    return led


def _members(db: sqlite3.Connection, articles: Set[int]) -> dict[int, Member]:
    sql = "SELECT a.id, a.language, u.url FROM articles a JOIN urls u ON u.id = a.url WHERE a.id IN (SELECT value FROM json_each(?))"
    return {article: Member(language, urls.site(url)) for article, language, url in db.execute(sql, (json.dumps(list(articles)),))}


def _log_odds(certainty: float) -> float:
    held = min(max(certainty, 1e-6), 1 - 1e-6)
    return log(held / (1 - held))


def _unlike(db: sqlite3.Connection, standing: Standing) -> set[Pair]:
    """The declared pairs in one language whose texts have nothing in common."""
    members = standing.all_members
    doubtful = {
        pair(link.article, link.target)
        for link in standing.declared
        if link.target in standing.members and members[link.article].language == members[link.target].language
    }
    known = kept(db, {article for found in doubtful for article in found}) if doubtful else {}
    return {(a, b) for a, b in doubtful if a in known and b in known and resemblance(known[a].sketch, known[b].sketch) <= UNLIKE}


def _text(db: sqlite3.Connection, article: int) -> str:
    text: str = db.execute("SELECT r.text FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?", (article,)).fetchone()[0]
    return text
