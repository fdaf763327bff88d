"""The links that stand, resolved to articles: what stories are derived from."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from ingest.archive.story_index.signature_index import kept
from ingest.core import urls
from ingest.core.model import Article, Link
from ingest.core.story.candidates import Candidate
from ingest.core.story.declared.borne_out import Declared, Member
from ingest.core.story.group import Pair, pair
from ingest.core.story.judging.by_text import Text
from ingest.core.story.judging.judge import Weighed
from ingest.core.story.linked import Linked, brings_together, log_odds_of, names_together, unlike_of
from ingest.core.story.resembling import Seen, to_read
from ingest.core.story.resembling import resembling as links_to


def resembling(
    db: sqlite3.Connection, id: int, article: Article, known: Weighed, candidates: Sequence[Candidate], numbers: Mapping[int, list[Weighed]]
) -> Iterable[Link]:
    """Links to the articles that may be one text with a new one, and to those that are not one text with it however alike they look.
    `numbers`: of candidates that are numbers of a series, the other numbers."""
    if not candidates:
        return ()
    published = article.published.at if article.published else None
    own = Text(article.title, article.text, known.signature.language)
    texts = texts_of(db, to_read(known, candidates))
    return links_to(id, own, published, known, candidates, seen(db, [found.article for found in candidates]), texts, numbers)


def reachable(db: sqlite3.Connection, start: Iterable[int]) -> Linked:
    """All articles that can be reached from `start` by links that may join, with the links between them."""
    linked = Linked()
    wave = set(start)
    while wave:
        linked.members |= wave
        wave = _links_of(db, wave, linked) - linked.members
    resembling = (article for found in linked.likely for article in found)
    naming = (link.article for link in linked.declared)
    linked.all_members = _members(db, {*linked.members, *resembling, *naming})
    linked.unlike = _unlike(db, linked)
    return linked


def linked_of(db: sqlite3.Connection, articles: Set[int]) -> Linked:
    """Some articles with their own links, and no further ones."""
    linked = Linked(members=set(articles))
    _links_of(db, articles, linked)
    return linked


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


def seen(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, Seen]:
    sql = """
        SELECT a.id, u.url, r.published_at FROM articles a JOIN urls u ON u.id = a.url JOIN revisions r ON r.id = a.revision
        WHERE a.id IN (SELECT value FROM json_each(?))
    """
    return {article: Seen(url, published) for article, url, published in db.execute(sql, (json.dumps(articles),))}


def stood_since(db: sqlite3.Connection, articles: Sequence[int]) -> dict[str, str]:
    """By the address of each of these: when the text that stands there was seen first (UTC text)."""
    sql = """
        SELECT u.url, r.seen_at FROM articles a JOIN urls u ON u.id = a.url JOIN revisions r ON r.id = a.revision
        WHERE a.id IN (SELECT value FROM json_each(?)) ORDER BY r.seen_at
    """
    return dict(db.execute(sql, (json.dumps(articles),)).fetchall())


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


def _links_of(db: sqlite3.Connection, wave: Set[int], linked: Linked) -> set[int]:
    """Adds the links of some articles, either way, to `linked`; which articles they lead to."""
    sql = """
        WITH wave (article) AS (SELECT value FROM json_each(?))
        SELECT id, article, target, relation, confidence, apart, language FROM v_links
        WHERE article IN wave
          OR target IN (SELECT u.url FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article IN wave)
          OR (relation IN ('citation', 'key')
            AND target IN (SELECT target FROM v_links WHERE article IN wave AND relation IN ('citation', 'key')))
        ORDER BY added_at, id
    """
    links = db.execute(sql, (json.dumps(list(wave)),)).fetchall()
    held = articles_by_url(db, {target for _, _, target, *_ in links})
    named = Counter(target for _, _, target, relation, *_ in links if relation in ("citation", "canonical"))
    led: set[int] = set()
    for _, by, target, relation, certainty, apart, language in links:
        others = held[target] - {by}
        if relation == "person":
            for other in others:
                linked.person[pair(by, other)] = bool(apart)
                led |= {by, other} if not apart else set()
        elif relation == "text":
            for other in others:
                found = pair(by, other)
                linked.likely[found] = log_odds = log_odds_of(certainty)
                (linked.series.add if apart else linked.series.discard)(found)
                led |= {by, other} if brings_together(log_odds) else set()
        else:
            linked.declared |= {Declared(by, other, target, relation, language): None for other in sorted(others) or (None,)}
            if names_together(named[target]):
                led |= {by, *others}
    return led


def _members(db: sqlite3.Connection, articles: Set[int]) -> dict[int, Member]:
    sql = "SELECT a.id, a.language, u.url FROM articles a JOIN urls u ON u.id = a.url WHERE a.id IN (SELECT value FROM json_each(?))"
    return {article: Member(language, urls.site(url)) for article, language, url in db.execute(sql, (json.dumps(list(articles)),))}


def _unlike(db: sqlite3.Connection, linked: Linked) -> set[Pair]:
    """The declared pairs in one language whose texts have nothing in common."""
    members = linked.all_members
    doubtful = {
        pair(link.article, link.target)
        for link in linked.declared
        if link.target in linked.members and members[link.article].language == members[link.target].language
    }
    known = kept(db, {article for found in doubtful for article in found}) if doubtful else {}
    return unlike_of(doubtful, known)


def texts_of(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, Text]:
    """The newest text of each."""
    sql = """
        SELECT a.id, r.title, r.text, a.language FROM articles a JOIN revisions r ON r.id = a.revision
        WHERE a.id IN (SELECT value FROM json_each(?))
    """
    return {article: Text(*row) for article, *row in db.execute(sql, (json.dumps(list(articles)),))}
