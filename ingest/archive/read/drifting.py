"""What newer revisions made the versions of a story disagree in, that they did not disagree in before."""

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from ingest.archive.read.named_origins import named_in
from ingest.archive.read.story_view import signed
from ingest.core.story.versions.drift import disagreements


class Drift(Struct, frozen=True):
    """`told`: what differs between a version and the origin of its story, each a line; `revision`: the newest of the two's."""

    article: int
    origin: int
    revision: int
    told: tuple[str, ...]


class _Text(Struct, frozen=True):
    text: str
    language: str


def since(db: sqlite3.Connection, after: int, upto: int) -> Iterator[Drift]:
    """What came with the revisions after one and up to another. Stories are taken as they are now; what was only read anew brings none."""
    sql = """
        SELECT DISTINCT s.id, s.origin FROM revisions r JOIN articles a ON a.id = r.article JOIN stories s ON s.id = a.story
        WHERE r.id > ? AND r.id <= ? AND r.kind != 'reparse' AND s.articles > 1 ORDER BY s.id
    """
    for story, origin in db.execute(sql, (after, upto)).fetchall():
        members = db.execute("SELECT id FROM articles WHERE story = ? AND id != ? ORDER BY id", (story, origin)).fetchall()
        for (article,) in members:
            newest = max(_newest(db, article, after, upto), _newest(db, origin, after, upto))
            if newest:
                before = _told(db, article, origin, after)
                told = tuple(one for one in _told(db, article, origin, upto) if one not in before)
                if told:
                    yield Drift(article, origin, newest, told)


def _newest(db: sqlite3.Connection, article: int, after: int, upto: int) -> int:
    """The newest revision of an article within those bounds; 0: none."""
    sql = "SELECT ifnull(max(id), 0) FROM revisions WHERE article = ? AND id > ? AND id <= ? AND kind != 'reparse'"
    return int(db.execute(sql, (article, after, upto)).fetchone()[0])


def _told(db: sqlite3.Connection, article: int, origin: int, upto: int) -> tuple[str, ...]:
    """In what the two disagreed when the revisions up to `upto` were all there were."""
    ours, theirs = _text(db, article, upto), _text(db, origin, upto)
    if ours is None or theirs is None:
        return ()
    named = named_in(db, [article, origin])
    but = signed(named, {article: ours.language, origin: theirs.language})
    return tuple(str(one) for one in disagreements(ours.text, ours.language, theirs.text, theirs.language, but))


def _text(db: sqlite3.Connection, article: int, upto: int) -> _Text | None:
    sql = """
        SELECT r.text, a.language FROM revisions r JOIN articles a ON a.id = r.article WHERE r.article = ? AND r.id <= ?
        ORDER BY r.seen_at DESC, r.id DESC LIMIT 1
    """
    row = db.execute(sql, (article, upto)).fetchone()
    return None if row is None else _Text(*row)
