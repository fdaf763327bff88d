"""The index that finds, without reading texts, which articles may be one text with a new one.

Its cost does not grow with the archive: of an article's features only the rare ones are indexed, of those that share one only the newest
are met. Every function is called inside a transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from struct import pack, unpack

from ingest.core.story.candidates import Candidate, few_alike
from ingest.core.story.judge import Weighed, alike, score_of
from ingest.core.story.pool import nearest
from ingest.core.story.rarity import RAREST, rarest, rarities
from ingest.core.story.signature import Signature

COMMON = 60  # of 6,000 articles: a feature that more have is not indexed
INDEXED = 20  # features of an article that are
NEWEST = 40  # articles that are met by one feature
MET = 300  # and by all of them; the rarest come first
READ = 10  # articles whose signatures are read


def keep(db: sqlite3.Connection, article: int, known: Weighed) -> None:
    """Makes an article findable by its newest text, and no longer by the one before."""
    signature = known.signature
    before = kept(db, {article})
    if before:
        old = indexed(before[article].signature)
        db.executemany("DELETE FROM features WHERE feature = ? AND article = ?", [(feature, article) for feature in old])
    db.execute(
        "INSERT OR REPLACE INTO signatures (article, length, total, keys, places, sketch) VALUES (?, ?, ?, ?, ?, ?)",
        (
            article,
            signature.length,
            known.total,
            pack(f"<{len(signature.keys)}I", *signature.keys),
            pack(f"<{len(signature.at)}H", *signature.at),
            pack(f"<{len(signature.sketch)}I", *signature.sketch),
        ),
    )
    db.executemany("INSERT OR IGNORE INTO features VALUES (?, ?)", [(feature, article) for feature in indexed(signature)])


def weigh(db: sqlite3.Connection, article: int, signature: Signature) -> tuple[Weighed, tuple[Candidate, ...]]:
    """An article's signature with what its features weigh in this archive, and whom it may be one text with, the likeliest first."""
    size = int(db.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()[0])  # ids are dense: articles are never deleted
    meeting = _newest(db, indexed(signature), article)
    having = {feature: _having(newest, size) for feature, newest in meeting.items()}
    known = Weighed.of(signature, rarities(signature.keys, having, size))
    common: dict[int, float] = {}
    left = MET
    for feature, others in sorted(meeting.items(), key=lambda met: (len(met[1]), met[0])):
        left -= len(others)
        if left < 0:
            break
        weight = known.rarities.get(feature, RAREST)
        for other in others:
            common[other] = common.get(other, 0.0) + weight
    most = sorted(common, key=lambda other: (-common[other], other))[:READ]
    rows = _rows(db, most)
    likeliest = nearest({other: common[other] for other in rows}, {other: row[2] for other, row in rows.items()})
    held = {other: _unpacked(*rows[other]) for other in likeliest}
    judged = [_judged(known, other, held[other], like) for other, like in few_alike(held)]
    return known, tuple(sorted(judged, key=lambda found: (-found.log_odds, found.article)))


def _judged(known: Weighed, article: int, found: Weighed, like: Weighed) -> Candidate:
    share = alike(known, found)
    return Candidate(article, found, score_of(known, found, share), share, like)


def indexed(signature: Signature) -> tuple[int, ...]:
    """The rarest features first, by the background alone: the same whenever they are computed."""
    return (*(key for having, key in rarest(signature.keys, INDEXED) if having <= COMMON), *signature.probes)


def _newest(db: sqlite3.Connection, features: Sequence[int], but: int) -> dict[int, list[int]]:
    """feature -> the newest articles that have it, the newest first."""
    sql = """
        SELECT value, (
          SELECT group_concat(article)
          FROM (SELECT article FROM features WHERE feature = value AND article != ?2 ORDER BY article DESC LIMIT ?3)
        )
        FROM json_each(?1)
    """
    rows = db.execute(sql, (json.dumps(features), but, NEWEST))
    return {feature: [int(article) for article in articles.split(",")] if articles else [] for feature, articles in rows}


def _having(newest: list[int], size: int) -> int:
    """How many articles have a feature. Of a common one only the newest were met: they lie as dense as all do."""
    if len(newest) < NEWEST:
        return len(newest)
    return len(newest) * size // max(1, size - newest[-1] + 1)


def kept(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, Weighed]:
    """The signatures of those articles that have one, without what their features weigh."""
    return {article: _unpacked(*row) for article, row in _rows(db, articles).items()}


def _rows(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, tuple[str, int, float, bytes, bytes, bytes]]:
    sql = """
        SELECT a.id, a.language, s.length, s.total, s.keys, s.places, s.sketch FROM signatures s JOIN articles a ON a.id = s.article
        WHERE s.article IN (SELECT value FROM json_each(?))
    """
    return {article: row for article, *row in db.execute(sql, (json.dumps(list(articles)),))}


def _unpacked(language: str, length: int, total: float, keys: bytes, places: bytes, sketch: bytes) -> Weighed:
    numbers = len(keys) // 4
    signature = Signature(
        language, length, unpack(f"<{numbers}I", keys), unpack(f"<{numbers}H", places), unpack(f"<{len(sketch) // 4}I", sketch)
    )
    return Weighed(signature, dict(zip(signature.keys, signature.at, strict=True)), {}, total, frozenset(signature.sketch))
