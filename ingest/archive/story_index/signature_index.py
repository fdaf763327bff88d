"""The index that finds, without reading texts, which articles may be one text with a new one.

Its cost does not grow with the archive: of an article's features only the rare ones are indexed, of those that share one only the newest
are met. Every function is called inside a transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from struct import pack, unpack

from msgspec.structs import replace

from ingest.core.story.candidates import Candidate, few_alike
from ingest.core.story.features.signature import PROBES, Signature
from ingest.core.story.judging.judge import Weighed, alike, score_of
from ingest.core.story.judging.rarity import RAREST, rarest, rarities, total_alone
from ingest.core.story.pool import LOOKED_AT, Near, near, nearest

COMMON = 60  # of 6,000 articles: a feature that more have is not indexed
INDEXED = 20  # features of an article that are
NEWEST = 40  # articles that are met by one feature
JUDGED = 8  # articles in its own language, and in others, that are judged against one
MET = 300  # and by all of them; the rarest come first
PASSED = 400  # articles that both archives know, at most, of those that have a feature, before who is `elsewhere` is met no more

_NEWEST = "SELECT article FROM features WHERE feature = value AND article != ?2 ORDER BY article DESC LIMIT ?3"
_ELSEWHERE = f"""
    SELECT article FROM (
      SELECT article FROM features WHERE feature = value AND article != ?2 ORDER BY article DESC LIMIT {PASSED}
    ) WHERE article NOT IN (SELECT article FROM temp.judged_there) LIMIT ?3
"""


def keep(db: sqlite3.Connection, article: int, known: Weighed) -> None:
    """Makes an article findable by its newest text, and no longer by the one before."""
    signature = known.signature
    forget(db, article)
    db.execute(
        "INSERT INTO signatures (article, length, total, keys, places, sketch) VALUES (?, ?, ?, ?, ?, ?)",
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
    known, meeting = _weighed(db, article, signature)
    return known, _candidates(db, known, meeting)


def elsewhere(db: sqlite3.Connection, article: int, signature: Signature) -> tuple[Weighed, tuple[Candidate, ...]]:
    """The same for an article that comes from another archive, which has judged it against its own: these stand in the temporary table
    `judged_there`, and are not met again.

    What a feature weighs is taken from the background alone, so that two texts are judged alike in whatever archive they meet.
    """
    known = by_background(signature)
    return known, _candidates(db, known, _newest(db, indexed(signature), article, _ELSEWHERE), anew=True)


def by_background(signature: Signature) -> Weighed:
    """A signature with what its features weigh in an archive that has nothing else."""
    return Weighed.of(signature, rarities(signature.keys, {}, 0))


def _candidates(db: sqlite3.Connection, known: Weighed, meeting: dict[int, list[int]], *, anew: bool = False) -> tuple[Candidate, ...]:
    """`anew`: what those weigh that are met is taken from the background, not from when they were kept, and all of them are judged: who
    is among the likeliest depends on who else is there."""
    common: dict[int, float] = {}
    left = MET
    for feature, others in sorted(meeting.items(), key=lambda met: (len(met[1]), met[0])):
        left -= len(others)
        if left < 0:
            break
        weight = known.rarities.get(feature, RAREST)
        for other in others:
            common[other] = common.get(other, 0.0) + weight
    most = sorted(common, key=lambda other: (-common[other], other))[:LOOKED_AT]
    likeliest = most if anew else nearest(_near(db, most, known), known.rarities, JUDGED)
    found = kept(db, likeliest)
    if anew:
        found = {other: replace(one, total=total_alone(one.signature.keys)) for other, one in found.items()}
    few = few_alike({other: found[other] for other in likeliest})
    judged = [_judged(known, other, found[other], like) for other, like in few]
    return tuple(sorted(judged, key=lambda found: (-found.log_odds, found.article)))


def weighed(db: sqlite3.Connection, article: int, signature: Signature) -> Weighed:
    """An article's signature with what its features weigh in this archive."""
    return _weighed(db, article, signature)[0]


def _weighed(db: sqlite3.Connection, article: int, signature: Signature) -> tuple[Weighed, dict[int, list[int]]]:
    """And the newest articles that have each of its features."""
    size = int(db.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()[0])  # ids are dense: articles are never deleted
    meeting = _newest(db, indexed(signature), article)
    having = {feature: _having(newest, size) for feature, newest in meeting.items()}
    return Weighed.of(signature, rarities(signature.keys, having, size)), meeting


def _judged(known: Weighed, article: int, found: Weighed, like: Weighed) -> Candidate:
    share = alike(known, found)
    return Candidate(article, found, score_of(known, found, share), share, like)


def indexed(signature: Signature) -> tuple[int, ...]:
    """The rarest features first, by the background alone: the same whenever they are computed."""
    return (*(key for having, key in rarest(signature.keys, INDEXED) if having <= COMMON), *signature.probes)


def _newest(db: sqlite3.Connection, features: Sequence[int], but: int, of: str = _NEWEST) -> dict[int, list[int]]:
    """feature -> the newest articles that have it, the newest first."""
    sql = f"SELECT value, (SELECT group_concat(article) FROM ({of})) FROM json_each(?1)"
    rows = db.execute(sql, (json.dumps(features), but, NEWEST))
    return {feature: [int(article) for article in articles.split(",")] if articles else [] for feature, articles in rows}


def _having(newest: list[int], size: int) -> int:
    """How many articles have a feature. Of a common one only the newest were met: they lie as dense as all do."""
    if len(newest) < NEWEST:
        return len(newest)
    return len(newest) * size // max(1, size - newest[-1] + 1)


def forget(db: sqlite3.Connection, article: int) -> None:
    """An article is found no more, until it is kept again."""
    before = kept(db, {article})
    if before:
        db.executemany(
            "DELETE FROM features WHERE feature = ? AND article = ?", [(key, article) for key in indexed(before[article].signature)]
        )
        db.execute("DELETE FROM signatures WHERE article = ?", (article,))


def kept(db: sqlite3.Connection, articles: Iterable[int]) -> dict[int, Weighed]:
    """The signatures of those articles that have one, without what their features weigh."""
    sql = """
        SELECT a.id, a.language, s.length, s.total, s.keys, s.places, s.sketch FROM signatures s JOIN articles a ON a.id = s.article
        WHERE s.article IN (SELECT value FROM json_each(?))
    """
    return {article: _unpacked(*row) for article, *row in db.execute(sql, (json.dumps(list(articles)),))}


def _near(db: sqlite3.Connection, articles: Sequence[int], known: Weighed) -> dict[int, Near]:
    """What a text shares with each of these."""
    sql = """
        SELECT a.id, a.language, s.total, s.keys, substr(s.sketch, 1, ?) FROM signatures s JOIN articles a ON a.id = s.article
        WHERE s.article IN (SELECT value FROM json_each(?))
    """
    rows = db.execute(sql, (4 * PROBES, json.dumps(articles)))
    return {article: near(known, language, _keys(keys), _keys(probes), total) for article, language, total, keys, probes in rows}


def _keys(packed: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(packed) // 4}I", packed)


def _unpacked(language: str, length: int, total: float, keys: bytes, places: bytes, sketch: bytes) -> Weighed:
    signature = Signature(language, length, _keys(keys), unpack(f"<{len(places) // 2}H", places), _keys(sketch))
    return Weighed(signature, dict(zip(signature.keys, signature.at, strict=True)), {}, total, frozenset(signature.sketch))
