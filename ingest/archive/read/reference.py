"""What a citation of one version of an article says."""

import sqlite3

from msgspec import Struct

from ingest.core.model import Author


class Reference(Struct, frozen=True, kw_only=True):
    """One version of an article, to be cited. Times are UTC text."""

    article: int
    version: int
    url: str
    title: str
    authors: tuple[Author, ...]
    publisher: str
    published: str | None  # ISO 8601, as far as it is known, as the page said it
    language: str
    seen_at: str  # first
    accessed_at: str  # last
    sha256: str | None  # of the page that was read; None: it is not kept
    fingerprint: str  # of the text


def reference(db: sqlite3.Connection, article: int, number: int | None = None) -> Reference | None:
    """Of the version that stands unless another's number is given; None: there is no such version.

    Authors are kept one by one for the version that stands; an earlier one has its byline as printed. A version that was followed by
    another was last seen when that is known, and else when it was first seen.
    """
    wanted = "r.number = ?2" if number is not None else "?2 IS NULL AND r.id = a.revision"
    sql = f"""
        SELECT r.number, u.url, r.title, ifnull(r.publisher, s.title), r.published, a.language, r.seen_at, k.sha256, r.fingerprint,
          r.byline, r.id = a.revision,
          CASE WHEN r.id = a.revision
            THEN (SELECT max(seen.confirmed_at) FROM article_urls au JOIN urls seen ON seen.id = au.url WHERE au.article = a.id)
            ELSE (SELECT previous_confirmed_at FROM revisions n WHERE n.article = a.id AND (n.seen_at, n.id) > (r.seen_at, r.id)
                  ORDER BY n.seen_at, n.id LIMIT 1) END
        FROM articles a JOIN revisions r ON r.article = a.id JOIN urls u ON u.id = a.url JOIN sources s ON s.id = a.source
        LEFT JOIN snapshots k ON k.id = r.snapshot WHERE a.id = ?1 AND {wanted}
    """
    row = db.execute(sql, (article, number)).fetchone()
    if row is None:
        return None
    number, url, title, publisher, published, language, seen_at, sha256, fingerprint, byline, stands, last_at = row
    authors = [Author(byline)] if byline else []
    if stands and (named := db.execute("SELECT name, organization FROM authors WHERE article = ? ORDER BY id", (article,)).fetchall()):
        authors = [Author(name, bool(organization)) for name, organization in named]
    return Reference(
        article=article,
        version=number,
        url=url,
        title=title,
        authors=tuple(authors),
        publisher=publisher,
        published=published,
        language=language,
        seen_at=seen_at,
        accessed_at=max(last_at or seen_at, seen_at),
        sha256=sha256,
        fingerprint=fingerprint,
    )
