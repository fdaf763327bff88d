"""What a re-parse found so far."""

import sqlite3
from collections.abc import Mapping

import msgspec

from ingest.core.reparse.reading import Rereading


def found(db: sqlite3.Connection, source: str, extractor: int, rules: str) -> Mapping[int, Rereading]:
    """By article of a source: of the pages of its newest revisions that were read by that extractor and by rules of that digest."""
    sql = """
        SELECT a.id, n.found FROM rereadings n JOIN articles a ON a.id = n.id AND a.revision = n.revision JOIN sources s ON s.id = a.source
        WHERE s.name = ? AND n.extractor = ? AND n.rules = ?
    """
    decode = msgspec.json.Decoder(Rereading).decode
    return {article: decode(told) for article, told in db.execute(sql, (source, extractor, rules))}
