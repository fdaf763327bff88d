"""The bytes of documents: compressed, and proved against their sha256 on each read.

A later version is a difference to the last full one of its article, never to another difference. zstd takes the full one as a raw
dictionary; its long-distance matching is off (it finds nothing in a dictionary) and its window spans both. A wrong dictionary can
decode without an error, so the frame's checksum and the sha256 are both checked.
"""

import hashlib
import sqlite3
from collections.abc import Iterator

import zstandard
from msgspec import Struct
from msgspec.json import encode

from ingest.archive.write.ids import inserted
from ingest.core.model import Document
from ingest.errors import ArchiveDamaged

_LEVEL = 3
_WORTH = 2  # a difference is kept when the full form would be more than so many times as long


class Packed(Struct, frozen=True):
    """A body ready to be stored. `base`: id of the full snapshot that it is a difference to; None: it is full."""

    sha256: bytes
    size: int
    data: bytes
    base: int | None = None


def pack(body: bytes) -> Packed:
    """A full snapshot."""
    return Packed(hashlib.sha256(body).digest(), len(body), zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(body))


def pack_difference(full: Packed, body: bytes, base: int, base_body: bytes) -> Packed:
    """`full`, or the difference of the same body to the full snapshot `base` when that is worth its while."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL,
        source_size=len(body),
        dict_size=len(base_body),
        window_log=max(10, (len(body) + len(base_body)).bit_length()),
        enable_ldm=False,
        write_checksum=True,
    )
    data = zstandard.ZstdCompressor(dict_data=_dictionary(base_body), compression_params=parameters).compress(body)
    return Packed(full.sha256, full.size, data, base) if len(data) * _WORTH < len(full.data) else full


def add(db: sqlite3.Connection, url: int, document: Document, packed: Packed) -> int:
    """Keeps a document's bytes, inside a transaction; the snapshot's id."""
    exchange = document.exchange
    cursor = db.execute(
        """
        INSERT INTO snapshots (url, fetched_at, status, sha256, size, encoding, base, request_headers, headers, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            url,
            exchange.ended_at,
            document.status,
            packed.sha256.hex(),
            packed.size,
            "zstd" if packed.base is None else "zstd-diff",
            packed.base,
            encode(exchange.request_headers).decode(),
            encode(exchange.headers).decode(),
            packed.data,
        ),
    )
    return inserted(cursor)


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
    base = _unpack(snapshot, base_data, base_size, base_sha256) if encoding == "zstd-diff" else None
    return _unpack(snapshot, data, size, sha256, base)


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """Reads every body; a line for each that is not what was kept."""
    for (snapshot,) in db.execute("SELECT id FROM snapshots ORDER BY id"):
        try:
            body(db, snapshot)
        except ArchiveDamaged as error:
            yield str(error)


def _unpack(snapshot: int, data: bytes, size: int, sha256: str, base: bytes | None = None) -> bytes:
    dictionary = _dictionary(base) if base is not None else None
    try:
        found = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 31).decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"snapshot {snapshot} cannot be decompressed: {error}") from error
    if hashlib.sha256(found).hexdigest() != sha256:
        raise ArchiveDamaged(f"snapshot {snapshot} is not what was kept: its sha256 differs")
    return found


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
