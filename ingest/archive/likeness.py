"""The index that finds, without reading texts, which articles may be one text with a new one.

Its cost does not grow with the archive: of an article's features only the rare ones are indexed, of those that share one only the newest
are met. Every function is called inside a transaction.
"""

import sqlite3
from struct import pack, unpack

from msgspec import Struct

from ingest.core.story.judge import Weighed, score
from ingest.core.story.pool import nearest
from ingest.core.story.rarity import RAREST, background, rarity
from ingest.core.story.signature import Signature

COMMON = 60  # of 6,000 articles: a feature that more have is not indexed
INDEXED = 20  # features of an article that are
NEWEST = 40  # articles that are met by one feature
MET = 300  # and by all of them; the rarest come first
READ = 10  # articles whose signatures are read


class Candidate(Struct, frozen=True):
    """An article that may be one text with another, and how likely by their signatures alone."""

    article: int
    known: Weighed
    log_odds: float


def keep(db: sqlite3.Connection, article: int, known: Weighed) -> None:
    """Makes an article findable by its newest text, and no longer by the one before."""
    signature = known.signature
    before = signature_of(db, article)
    if before is not None:
        db.executemany("DELETE FROM features WHERE feature = ? AND article = ?", [(feature, article) for feature in indexed(before)])
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


def signature_of(db: sqlite3.Connection, article: int) -> Signature | None:
    kept = _kept(db, article)
    return kept.signature if kept else None


def weigh(db: sqlite3.Connection, article: int, signature: Signature) -> tuple[Weighed, tuple[Candidate, ...]]:
    """An article's signature with what its features weigh in this archive, and whom it may be one text with, the likeliest first."""
    size = int(db.execute("SELECT ifnull(max(id), 0) FROM articles").fetchone()[0])  # ids are dense: articles are never deleted
    meeting = {feature: _newest(db, feature, article) for feature in indexed(signature)}
    rarities = {key: rarity(key, _having(meeting[key], size) if key in meeting else 0, size) for key in signature.keys}
    known = Weighed.of(signature, rarities)
    common: dict[int, float] = {}
    left = MET
    for feature, others in sorted(meeting.items(), key=lambda met: (len(met[1]), met[0])):
        left -= len(others)
        if left < 0:
            break
        weight = rarities.get(feature, RAREST)
        for other in others:
            common[other] = common.get(other, 0.0) + weight
    most = sorted(common, key=lambda other: (-common[other], other))[:READ]
    kept = {other: found for other in most if (found := _kept(db, other)) is not None}
    likeliest = nearest({other: common[other] for other in kept}, {other: found.total for other, found in kept.items()})
    judged = [Candidate(other, kept[other], score(known, kept[other])) for other in likeliest]
    return known, tuple(sorted(judged, key=lambda found: (-found.log_odds, found.article)))


def indexed(signature: Signature) -> tuple[int, ...]:
    """The rarest features first, by the background alone: the same whenever they are computed."""
    rare = sorted((background(key), key) for key in signature.keys)
    return (*(key for having, key in rare[:INDEXED] if having <= COMMON), *signature.probes)


def _newest(db: sqlite3.Connection, feature: int, but: int) -> list[int]:
    sql = "SELECT article FROM features WHERE feature = ? AND article != ? ORDER BY article DESC LIMIT ?"
    return [article for (article,) in db.execute(sql, (feature, but, NEWEST))]


def _having(newest: list[int], size: int) -> int:
    """How many articles have a feature. Of a common one only the newest were met: they lie as dense as all do."""
    if len(newest) < NEWEST:
        return len(newest)
    return len(newest) * size // max(1, size - newest[-1] + 1)


def _kept(db: sqlite3.Connection, article: int) -> Weighed | None:
    sql = """
        SELECT a.language, s.length, s.total, s.keys, s.places, s.sketch FROM signatures s JOIN articles a ON a.id = s.article
        WHERE s.article = ?
    """
    row = db.execute(sql, (article,)).fetchone()
    if row is None:
        return None
    language, length, total, keys, places, sketch = row
    numbers = len(keys) // 4
    signature = Signature(
        language, length, unpack(f"<{numbers}I", keys), unpack(f"<{numbers}H", places), unpack(f"<{len(sketch) // 4}I", sketch)
    )
    return Weighed(signature, dict(zip(signature.keys, signature.at, strict=True)), {}, total, frozenset(signature.sketch))
