"""Full-text search, in a bounded window of the matches that were kept last: newest first, or the best first."""

import sqlite3

from msgspec import Struct

from ingest.core.fold import excerpt, query

_WINDOW = 1000  # newest matches that are put in order: ordering or ranking all that hold a common word is linear in the archive


class Hit(Struct, frozen=True, kw_only=True):
    """An article that was found. `marks`: (start, end) of each match in `excerpt`, which is cut from the original text."""

    id: int
    url: str
    source: str
    language: str
    title: str
    published: str | None
    first_seen_at: str
    state: str
    story: int | None
    excerpt: str
    marks: tuple[tuple[int, int], ...]


def search(
    db: sqlite3.Connection,
    words: str,
    *,
    language: str | None = None,
    source: str | None = None,
    since: str | None = None,
    limit: int = 20,
    by_rank: bool = False,
) -> tuple[Hit, ...]:
    """The articles that hold `words`, newest first.

    `since`: UTC text, against the day that the article was published, or else first seen. `by_rank` puts the best first.
    Words that hold nothing to search for find nothing.
    """
    match = query(words)
    if not match:
        return ()
    # Long texts are read only of what is shown.
    sql = f"""
        WITH window AS (
          SELECT f.rowid AS id, {"f.rank" if by_rank else "0"} AS score, ifnull(r.published_at, a.first_seen_at) AS dated_at
          FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN revisions r ON r.id = a.revision
          WHERE articles_fts MATCH ?1 AND (?2 IS NULL OR a.language = ?2)
            AND (?3 IS NULL OR a.source = (SELECT id FROM sources WHERE name = ?3)) AND (?4 IS NULL OR dated_at >= ?4)
          ORDER BY f.rowid DESC LIMIT ?5
        ), shown AS (
          SELECT * FROM window ORDER BY score, dated_at DESC, id DESC LIMIT ?6
        )
        SELECT a.id, u.url, s.name, a.language, r.title, r.published, a.first_seen_at, a.state, a.story, r.text
        FROM shown JOIN articles a ON a.id = shown.id JOIN revisions r ON r.id = a.revision
        JOIN sources s ON s.id = a.source JOIN urls u ON u.id = a.url
        ORDER BY shown.score, shown.dated_at DESC, a.id DESC
    """
    return tuple(_hit(row, words) for row in db.execute(sql, (match, language, source, since, max(limit, _WINDOW), limit)))


def _hit(row: tuple[int, str, str, str, str, str | None, str, str, int | None, str], words: str) -> Hit:
    id, url, source, language, title, published, first_seen_at, state, story, text = row
    piece, marks = excerpt(text, words)
    return Hit(
        id=id,
        url=url,
        source=source,
        language=language,
        title=title,
        published=published,
        first_seen_at=first_seen_at,
        state=state,
        story=story,
        excerpt=piece,
        marks=marks,
    )
