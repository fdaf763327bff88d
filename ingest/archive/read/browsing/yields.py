"""What the pages of a source yield: which fields of its newest articles are filled."""

import sqlite3

from ingest.core.yields import FIELDS, Yielded


def samples(db: sqlite3.Connection, source: str, limit: int) -> tuple[Yielded, ...]:
    """The newest articles of a source as they were first read, the oldest of them first."""
    sql = """
        SELECT a.id, a.title, a.language, r.seen_at, r.published IS NOT NULL, r.byline IS NOT NULL, r.lead IS NOT NULL,
          r.section IS NOT NULL, EXISTS (SELECT 1 FROM images i WHERE i.article = a.id), a.language != 'und'
        FROM (SELECT id FROM articles WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id DESC LIMIT ?) newest
        JOIN articles a ON a.id = newest.id JOIN revisions r ON r.article = a.id AND r.number = 1 ORDER BY a.id
    """
    return tuple(
        Yielded(article, title, language, seen_at, frozenset(name for name, has in zip(FIELDS, filled, strict=True) if has))
        for article, title, language, seen_at, *filled in db.execute(sql, (source, limit))
    )
