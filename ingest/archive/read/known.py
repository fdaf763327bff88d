"""What the archive knows that bears on a page that was just read, gathered once; `core.judgement` decides with it. URLs are normalised."""

import sqlite3
from collections.abc import Iterable

from msgspec import Struct

from ingest.archive.read import documents
from ingest.archive.read.documents import Unbelieved
from ingest.archive.read.erasures import ERASED_AT
from ingest.core.change.decide import Kept
from ingest.core.judgement import Gathered, KnownArticle, ReadPage, Unconfirmed
from ingest.core.rolling import Number

_RECENT = 12  # revisions that tell what an address shows
_UNBELIEVED = 3  # texts that were quarantined, which are read again
_LAST = 200  # articles of a source, among which is one whose address an editor just changed
_MOST_VANISHED = 20  # articles that are compared with one that may be one of them at another URL


class KeptVersion(Struct, frozen=True):
    """A revision of an article, as far as it bears on what its address shows."""

    seen_at: str
    until: str  # the last look that showed it
    text: str
    publisher: str | None
    change: str | None
    snapshot: int | None


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


def is_rolling(db: sqlite3.Connection, article: int) -> bool:
    """Whether its address has shown another number."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM revisions WHERE article = ? AND change = 'number')", (article,)).fetchone()[0])


def is_edited(db: sqlite3.Connection, article: int) -> bool:
    """Whether its publisher changed its text once."""
    sql = "SELECT EXISTS (SELECT 1 FROM revisions WHERE article = ? AND number > 1 AND kind IN ('edit', 'revert'))"
    return bool(db.execute(sql, (article,)).fetchone()[0])


def versions(db: sqlite3.Connection, article: int) -> tuple[KeptVersion, ...]:
    """The last two revisions, the newest first."""
    sql = """
        SELECT seen_at, ifnull((SELECT max(u.confirmed_at) FROM article_urls seen JOIN urls u ON u.id = seen.url
          WHERE seen.article = ?1 AND u.confirmed_at >= r.seen_at), seen_at), text, publisher, change, snapshot, previous_confirmed_at
        FROM revisions r WHERE article = ?1 ORDER BY seen_at DESC, id DESC LIMIT 2
    """
    found = db.execute(sql, (article,)).fetchall()
    until = [found[0][1], *(after[6] for after in found[:-1])]
    return tuple(KeptVersion(row[0], last or row[0], *row[2:6]) for row, last in zip(found, until, strict=True))


def unbelieved(db: sqlite3.Connection, article: int, fingerprint: str) -> tuple[Unbelieved, ...]:
    """Texts, but for the one of that fingerprint, that were seen in an article's place since its own was: the last ones, the oldest first.

    Each as the first look found it whose page was kept. Raises ArchiveDamaged.
    """
    sql = """
        SELECT min(f.snapshot) FROM fetches f
        WHERE f.article = ?1 AND f.verdict = 'quarantined' AND f.fingerprint != ?2 AND f.snapshot IS NOT NULL
          AND f.ended_at > (SELECT r.seen_at FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?1)
          AND f.ended_at > ifnull(
            (SELECT max(u.confirmed_at) FROM article_urls seen JOIN urls u ON u.id = seen.url WHERE seen.article = ?1), '')
        GROUP BY f.fingerprint ORDER BY 1 DESC LIMIT ?3
    """
    shown = [snapshot for (snapshot,) in db.execute(sql, (article, fingerprint, _UNBELIEVED))]
    found = ((documents.document_of(db, snapshot), snapshot) for snapshot in reversed(shown))
    return tuple(Unbelieved(document, snapshot) for document, snapshot in found if document is not None)


def neighbours(db: sqlite3.Connection, article: int, at: str) -> tuple[Kept | None, Kept | None]:
    """The version of an article that stood at a time (UTC text), and the next one that is held."""
    sql = """
        SELECT r.fingerprint, r.title, r.text, a.language FROM revisions r JOIN articles a ON a.id = r.article
        WHERE r.article = ? AND r.seen_at {} ? ORDER BY r.seen_at {}, r.id {} LIMIT 1
    """
    found = [db.execute(sql.format(sign, order, order), (article, at)).fetchone() for sign, order in (("<=", "DESC"), (">", "ASC"))]
    before, after = (
        None if row is None else Kept(fingerprint=row[0], title=row[1], text=row[2], language=None if row[3] == "und" else row[3])
        for row in found
    )
    return before, after


def _under(db: sqlite3.Connection, identity: str, language: str) -> int | None:
    row = db.execute("SELECT id FROM articles WHERE identity = ? AND language = ?", (identity, language)).fetchone()
    return None if row is None else int(row[0])


def _known(db: sqlite3.Connection, article: int, url: str, unconfirmed: dict[int, Unconfirmed]) -> KnownArticle:
    sql = f"""
        SELECT a.identity, a.language, u.url, r.fingerprint, r.title, r.text, r.byline, r.published_at, {ERASED_AT},
          EXISTS (SELECT 1 FROM article_urls seen WHERE seen.article = a.id AND seen.url = (SELECT id FROM urls WHERE url = ?2))
        FROM articles a JOIN revisions r ON r.id = a.revision JOIN urls u ON u.id = a.url WHERE a.id = ?1
    """
    row = db.execute(sql, (article, url)).fetchone()
    identity, language, own_url, fingerprint, title, text, byline, published_at, erased_at, is_seen_here = row
    others = db.execute("SELECT fingerprint FROM revisions WHERE article = ? AND fingerprint != ?", (article, fingerprint))
    return KnownArticle(
        article=article,
        identity=identity,
        url=own_url,
        kept=Kept(fingerprint=fingerprint, title=title, text=text, language=language, byline=byline),
        earlier=frozenset(one for (one,) in others),
        recent=_recent(db, article),
        published_at=published_at,
        is_seen_here=bool(is_seen_here),
        unconfirmed=unconfirmed.get(article),
        erased_at=erased_at,
    )


def _recent(db: sqlite3.Connection, article: int) -> tuple[Number, ...]:
    sql = """
        SELECT seen_at, title, length(text), change, iif(row_number() OVER (ORDER BY seen_at DESC, id DESC) <= 2, text, NULL)
        FROM revisions WHERE article = ? ORDER BY seen_at DESC, id DESC LIMIT ?
    """
    return tuple(
        Number(seen_at=seen_at, title=title, length=length, change=change, text=text)
        for seen_at, title, length, change, text in db.execute(sql, (article, _RECENT))
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


def listings_of(db: sqlite3.Connection, url: str) -> set[str]:
    """The listings, by URL, that have cited a URL."""
    sql = "SELECT here.url FROM urls u JOIN url_listings l ON l.url = u.id JOIN urls here ON here.id = l.listing WHERE u.url = ?"
    return {listing for (listing,) in db.execute(sql, (url,))}


def elsewhere(db: sqlite3.Connection, source: int, language: str, day: str, run: int) -> Iterable[tuple[str, str, str]]:
    """(URL, when it was published, text) of the source's last articles of that day whose URLs answered when asked, but before this run."""
    sql = """
        SELECT u.url, r.published_at, r.text FROM articles a JOIN revisions r ON r.id = a.revision JOIN urls u ON u.id = a.url
        WHERE a.id IN (SELECT id FROM articles WHERE source = ?1 ORDER BY id DESC LIMIT ?5)
          AND a.language = ?2 AND a.state = 'live' AND substr(r.published_at, 1, 10) = ?3 AND u.missing_since IS NULL
          AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.url = u.id AND f.run = ?4)
        ORDER BY a.id DESC
    """
    return db.execute(sql, (source, language, day, run, _LAST))


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
