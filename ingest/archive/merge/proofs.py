"""What belongs to an article beside its versions: evidence of its other versions, and that it was taken away. Inside a transaction."""

import sqlite3
from typing import Any

from ingest.archive.merge import pages
from ingest.archive.merge.other import Other
from ingest.archive.read.erasures import Erasure
from ingest.archive.write import url_state
from ingest.archive.write.ids import inserted

_LINK = ("target", "relation", "basis", "confidence", "apart", "language", "added_at", "reason")
_REMOVAL = ("kind", "at", "since", "confirmed_at", "status", "final_url", "reason")


def links(db: sqlite3.Connection, other: Other, article: int, theirs: int, erased: Erasure | None) -> int:
    """Evidence that is recorded with the article in the other archive, and what was taken back of it; how many rows were appended."""
    placed: dict[int, int] = {}
    count = 0
    for link in other.rows("SELECT * FROM links WHERE article = ? ORDER BY id", theirs):
        undoes = placed.get(link["undoes"]) if link["undoes"] is not None else None
        held = _held_link(db, article, link, undoes)
        if held is None:
            names = ("article", "snapshot", "undoes", *_LINK)
            values = (article, pages.ours(db, other, link["snapshot"], erased), undoes, *(link[name] for name in _LINK))
            held = inserted(db.execute(f"INSERT INTO links ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values))
            count += 1
        placed[link["id"]] = held
    return count


def _held_link(db: sqlite3.Connection, article: int, link: dict[str, Any], undoes: int | None) -> int | None:
    """Our row that says the same: that row itself, or one that stands word for word but for its reason and its day."""
    if link["undoes"] is not None:
        row = db.execute("SELECT id FROM links WHERE undoes = ?", (undoes,)).fetchone()
        return None if row is None else int(row[0])
    sql = """
        SELECT id FROM links l WHERE article = ?1 AND target = ?2 AND relation = ?3 AND basis = ?4 AND confidence = ?5 AND apart = ?6
          AND language IS ?7 AND undoes IS NULL AND (added_at = ?8 OR NOT EXISTS (SELECT 1 FROM links back WHERE back.undoes = l.id))
        ORDER BY added_at != ?8, id LIMIT 1
    """
    row = db.execute(sql, (article, *(link[name] for name in _LINK[:-1]))).fetchone()
    return None if row is None else int(row[0])


def removals(db: sqlite3.Connection, other: Other, article: int, theirs: int, last_seen_at: str | None, erased: Erasure | None) -> int:
    """That it was taken away, or returned, as either archive found; how many rows were appended.

    `last_seen_at`: the other archive's last look that showed its text. A removal that an archive found before the other one saw the text is
    taken back; of several that stand the first counts.
    """
    placed: dict[int, int] = {}
    count = 0
    sql = "SELECT m.*, u.url AS address FROM removals m LEFT JOIN urls u ON u.id = m.url WHERE article = ? ORDER BY m.id"
    for one in other.rows(sql, theirs):
        undoes = placed.get(one["undoes"]) if one["undoes"] is not None else None
        held = _held_removal(db, article, one, undoes)
        if held is None:
            url = None if one["address"] is None else url_state.id_of(db, one["address"], one["at"])
            names = ("article", "url", "snapshot", "undoes", *_REMOVAL)
            values = (article, url, pages.ours(db, other, one["snapshot"], erased), undoes, *(one[name] for name in _REMOVAL))
            held = inserted(db.execute(f"INSERT INTO removals ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values))
            count += 1
        placed[one["id"]] = held
    _settle(db, article, last_seen_at)
    return count


def _held_removal(db: sqlite3.Connection, article: int, one: dict[str, Any], undoes: int | None) -> int | None:
    if one["undoes"] is not None:
        row = db.execute("SELECT id FROM removals WHERE undoes = ?", (undoes,)).fetchone()
    else:
        sql = "SELECT id FROM removals WHERE article = ? AND kind = ? AND at = ? AND reason = ? AND undoes IS NULL"
        row = db.execute(sql, (article, one["kind"], one["at"], one["reason"])).fetchone()
    return None if row is None else int(row[0])


_STANDING = """
    SELECT id, at FROM removals m WHERE article = ? AND undoes IS NULL AND NOT EXISTS (SELECT 1 FROM removals WHERE undoes = m.id)
    ORDER BY at, id
"""
_LAST_SEEN = """
    SELECT max(at) FROM (
      SELECT max(u.confirmed_at) AS at FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ?1
        AND NOT EXISTS (SELECT 1 FROM article_urls other WHERE other.url = au.url AND other.article != ?1)
      UNION ALL SELECT max(seen_at) FROM revisions WHERE article = ?1 AND kind != 'reparse'
      UNION ALL SELECT ?2)
"""
_RETURN = """
    INSERT INTO removals (article, kind, at, since, confirmed_at, url, undoes, reason)
    SELECT article, kind, ?2, at, confirmed_at, url, id, 'its text was seen again, by an archive that was merged'
    FROM removals WHERE id = ?1
"""


def _settle(db: sqlite3.Connection, article: int, last_seen_at: str | None) -> None:
    standing = db.execute(_STANDING, (article,)).fetchall()
    if standing:
        (seen_at,) = db.execute(_LAST_SEEN, (article, last_seen_at)).fetchone()
        db.executemany(_RETURN, [(removal, seen_at) for removal, at in standing if at < seen_at])
        standing = [(removal, at) for removal, at in standing if at >= seen_at]
    removal, at = standing[0] if standing else (None, None)
    sql = "UPDATE articles SET state = ?, gone_at = ?, removal = ? WHERE id = ? AND removal IS NOT ?"
    db.execute(sql, ("gone" if standing else "live", at, removal, article, removal))
