"""Which of our texts those of the other archive resemble, once all of them are there.

What either archive judged among its own articles came with its links. Only pairs of which neither archive knew both as they stand now are
judged, each alike in whatever order archives come.
"""

import sqlite3

from ingest.archive.merge.addresses import Passed
from ingest.archive.merge.other import Other
from ingest.archive.story_index import signature_index, stories
from ingest.core.model import Article, Moment
from ingest.core.story.features.signature import signature

_THEIRS = """
    SELECT a.id, a.identity, a.language, r.fingerprint FROM articles a JOIN revisions r ON r.id = a.revision
    WHERE a.id > ? ORDER BY a.id LIMIT ?
"""
_OURS = """
    SELECT a.id, r.fingerprint, EXISTS (SELECT 1 FROM signatures WHERE article = a.id),
      EXISTS (SELECT 1 FROM erasures e WHERE e.kept = 'revisions' AND e.row = a.revision)
    FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.identity = ? AND a.language = ?
"""
_STANDS = """
    SELECT r.title, r.text, r.published, r.published_at, r.published_precision, a.language, u.url
    FROM articles a JOIN revisions r ON r.id = a.revision JOIN urls u ON u.id = a.url WHERE a.id = ?
"""


def prepare(db: sqlite3.Connection) -> None:
    """Once for each merge, outside of a transaction."""
    db.execute("DROP TABLE IF EXISTS temp.judged_there")
    db.execute("CREATE TEMP TABLE judged_there (article INTEGER PRIMARY KEY, theirs INTEGER NOT NULL, is_kept INTEGER NOT NULL)")


def gather(db: sqlite3.Connection, other: Other, after: int, most: int) -> Passed:
    """Which of our articles stand in the other archive as they stand here, and which of them nothing finds yet."""
    found = other.rows(_THEIRS, after, most)
    rows = []
    for row in found:
        ours = db.execute(_OURS, (row["identity"], row["language"])).fetchone()
        if ours is not None and ours[1] == row["fingerprint"]:
            rows.append((ours[0], row["id"], ours[2] or ours[3]))
    db.executemany("INSERT INTO temp.judged_there VALUES (?, ?, ?)", rows)
    return Passed(found[-1]["id"] if found else None)


def judge(db: sqlite3.Connection, other: Other, after: int, most: int, at: str) -> Passed:
    """Makes those findable, after it has looked for what they resemble. Inside a transaction; `at`: UTC text, the time of the merge."""
    sql = "SELECT article, theirs FROM temp.judged_there WHERE article > ? AND NOT is_kept ORDER BY article LIMIT ?"
    found = db.execute(sql, (after, most)).fetchall()
    for article, theirs in found:
        title, text, local, published_at, precision, language, url = db.execute(_STANDS, (article,)).fetchone()
        published = None if published_at is None else Moment(local=local, at=published_at, precision=precision)
        page = Article(url=url, title=title, text=text, published=published, language=None if language == "und" else language)
        with other.read():
            known = signature_index.kept(other.db, {theirs}).get(theirs)
        known = known or signature_index.by_background(signature(title, text, language))
        if stories.note_likeness_elsewhere(db, article, page, known, at):
            stories.settle(db, article, at)
    return Passed(found[-1][0] if found else None)
