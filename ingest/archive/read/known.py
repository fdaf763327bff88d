"""What the archive knows that bears on a page that was just read, gathered once; `core.judgement` decides with it. URLs are normalised."""

import sqlite3
from collections.abc import Iterable

from ingest.core.change.decide import Kept
from ingest.core.judgement import Gathered, KnownArticle, ReadPage, Unconfirmed

_MOST_VANISHED = 20  # articles that are compared with one that may be one of them at another URL


def gather(db: sqlite3.Connection, page: ReadPage, source: int, here: int | None) -> Gathered:
    """`source`: the id of the page's source; `here`: the article whose text is taken from the URL that was asked."""
    unconfirmed = _unconfirmed(db, page.fingerprint)

    def known(article: int) -> KnownArticle:
        return _known(db, article, page.url, unconfirmed)

    named, own = (_under(db, identity, page.language) for identity in (page.identity, page.own_identity))
    moved = [_moved(db, page.language, url, page.url) for url in dict.fromkeys((page.asked, page.url))]
    vanished = _vanished(db, source, page.language, page.published_at[:10]) if page.published_at else ()
    return Gathered(
        named=None if named is None else known(named),
        own=None if own is None else known(own),
        here=None if here is None else known(here),
        moved=tuple(known(article) for article in moved if article is not None),
        vanished=tuple(known(article) for article in vanished),
        languages={identity: _languages(db, identity, page.url) for identity in (page.identity, page.own_identity)},
    )


def _under(db: sqlite3.Connection, identity: str, language: str) -> int | None:
    row = db.execute("SELECT id FROM articles WHERE identity = ? AND language = ?", (identity, language)).fetchone()
    return None if row is None else int(row[0])


def _known(db: sqlite3.Connection, article: int, url: str, unconfirmed: dict[int, Unconfirmed]) -> KnownArticle:
    sql = """
        SELECT a.identity, a.language, u.url, r.fingerprint, r.title, r.text, r.published_at,
          EXISTS (SELECT 1 FROM article_urls seen WHERE seen.article = a.id AND seen.url = (SELECT id FROM urls WHERE url = ?2))
        FROM articles a JOIN revisions r ON r.id = a.revision JOIN urls u ON u.id = a.url WHERE a.id = ?1
    """
    identity, language, own_url, fingerprint, title, text, published_at, is_seen_here = db.execute(sql, (article, url)).fetchone()
    others = db.execute("SELECT fingerprint FROM revisions WHERE article = ? AND fingerprint != ?", (article, fingerprint))
    return KnownArticle(
        article=article,
        identity=identity,
        url=own_url,
        kept=Kept(fingerprint=fingerprint, title=title, text=text, language=language),
        earlier=frozenset(one for (one,) in others),
        published_at=published_at,
        is_seen_here=bool(is_seen_here),
        unconfirmed=unconfirmed.get(article),
    )


def _moved(db: sqlite3.Connection, language: str, asked: str, final: str) -> int | None:
    """The newest article that was at another URL until it moved for good.

    It is found by the URL that led here now, and later by the one that it moved to (`asked` is `final` then).
    """
    sql = """
        SELECT a.id FROM urls u JOIN article_urls seen ON seen.url = u.id JOIN articles a ON a.id = seen.article
        WHERE u.url = ?1 AND a.language = ?2 AND (?1 != ?3 OR a.url = u.id OR EXISTS (
          SELECT 1 FROM article_urls other JOIN urls old ON old.id = other.url WHERE other.article = a.id AND old.moved_to = u.id
        ))
        ORDER BY a.id DESC LIMIT 1
    """
    row = db.execute(sql, (asked, language, final)).fetchone()
    return None if row is None else int(row[0])


def _vanished(db: sqlite3.Connection, source: int, language: str, day: str) -> Iterable[int]:
    """Articles that were published that day and whose URLs answer no more, the newest first."""
    sql = """
        SELECT a.id FROM urls u JOIN articles a ON a.url = u.id JOIN revisions r ON r.id = a.revision
        WHERE u.source = ? AND u.missing_since IS NOT NULL AND a.language = ? AND substr(r.published_at, 1, 10) = ?
        ORDER BY a.id DESC LIMIT ?
    """
    return [article for (article,) in db.execute(sql, (source, language, day, _MOST_VANISHED))]


def _languages(db: sqlite3.Connection, identity: str, url: str) -> tuple[str, ...]:
    """The languages in which an identity was read at one URL."""
    sql = """
        SELECT a.language FROM articles a JOIN article_urls seen ON seen.article = a.id JOIN urls u ON u.id = seen.url
        WHERE a.identity = ? AND u.url = ? ORDER BY a.language
    """
    return tuple(language for (language,) in db.execute(sql, (identity, url)))


def _unconfirmed(db: sqlite3.Connection, fingerprint: str) -> dict[int, Unconfirmed]:
    """By article, how often in a row this very text was quarantined in its place, since its own text was last seen there.

    None when it stood in two articles' places: then it is a page of the site's, not a version of any of them.
    """
    articles = db.execute("SELECT DISTINCT article FROM fetches WHERE fingerprint = ? LIMIT 2", (fingerprint,)).fetchall()
    if len(articles) != 1:
        return {}
    ((article,),) = articles
    sql = """
        SELECT min(ended_at), count(*) FROM fetches WHERE article = ?1 AND fingerprint = ?2
        AND id > ifnull((SELECT max(id) FROM fetches WHERE article = ?1 AND fingerprint IS NOT NULL AND fingerprint != ?2), 0)
        AND ended_at > ifnull(
          (SELECT max(u.confirmed_at) FROM article_urls seen JOIN urls u ON u.id = seen.url WHERE seen.article = ?1), '')
    """
    since, looks = db.execute(sql, (article, fingerprint)).fetchone()
    return {article: Unconfirmed(since, looks)} if looks else {}
