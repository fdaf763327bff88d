"""The bytes of documents, read again."""

import sqlite3
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from ingest.archive.packing import unpack
from ingest.core.model import Document, Exchange
from ingest.errors import ArchiveDamaged


class Unbelieved(Struct, frozen=True):
    """A document whose text was quarantined in an article's place."""

    document: Document
    snapshot: int


def last_full(db: sqlite3.Connection, article: int) -> int | None:
    """The newest full snapshot that a revision of the article was read from."""
    sql = """
        SELECT s.id FROM revisions r JOIN snapshots s ON s.id = r.snapshot
        WHERE r.article = ? AND s.encoding = 'zstd' ORDER BY r.number DESC LIMIT 1
    """
    row = db.execute(sql, (article,)).fetchone()
    return None if row is None else int(row[0])


def body(db: sqlite3.Connection, snapshot: int) -> bytes | None:
    """The bytes of a snapshot; None when they were erased by order. Raises ArchiveDamaged when they are not what was kept."""
    sql = """
        SELECT s.sha256, s.size, s.encoding, s.body, b.sha256, b.size, b.body
        FROM snapshots s LEFT JOIN snapshots b ON b.id = s.base WHERE s.id = ?
    """
    row = db.execute(sql, (snapshot,)).fetchone()
    if row is None:
        raise ArchiveDamaged(f"snapshot {snapshot} is not in the archive")
    sha256, size, encoding, data, base_sha256, base_size, base_data = row
    if encoding == "erased":
        return None
    base = unpack(snapshot, base_data, base_size, base_sha256) if encoding == "zstd-diff" else None
    return unpack(snapshot, data, size, sha256, base)


def answer(db: sqlite3.Connection, snapshot: int) -> int:
    """The snapshot of the answer that a page was rendered from; of an answer, itself."""
    row = db.execute("SELECT ifnull(made_from, id) FROM snapshots WHERE id = ?", (snapshot,)).fetchone()
    return int(row[0]) if row is not None else snapshot


def count(db: sqlite3.Connection) -> int:
    """How many snapshots are kept, those that were erased included."""
    return int(db.execute("SELECT count(*) FROM snapshots").fetchone()[0])


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """Reads every body; a line for each that is not what was kept."""
    for (snapshot,) in db.execute("SELECT id FROM snapshots ORDER BY id"):
        try:
            body(db, snapshot)
        except ArchiveDamaged as error:
            yield str(error)


def document_of(db: sqlite3.Connection, snapshot: int) -> Document | None:
    """The document that a snapshot keeps, as if it had just come; None when it was erased by order. Raises ArchiveDamaged."""
    kept = body(db, snapshot)
    if kept is None:
        return None
    sql = "SELECT u.url, s.fetched_at, s.status, s.headers, s.rendered FROM snapshots s JOIN urls u ON u.id = s.url WHERE s.id = ?"
    read_at, at, status, headers, rendered = db.execute(sql, (snapshot,)).fetchone()
    named = msgspec.json.decode(headers, type=tuple[tuple[str, str], ...])
    exchange = Exchange(url=read_at, final_url=read_at, started_at=at, ended_at=at, status=status, headers=named)
    return Document(exchange=exchange, body=kept, rendered=rendered)
