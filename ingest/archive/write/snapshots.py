"""The bytes of documents, kept. Called inside a transaction."""

import sqlite3

from msgspec.json import encode

from ingest.archive.packing import Packed
from ingest.archive.write.ids import inserted
from ingest.core.model import Document


def add(db: sqlite3.Connection, url: int, document: Document, packed: Packed, made_from: int | None = None) -> int:
    """Keeps a document's bytes; the snapshot's id. `made_from`: of a page that was rendered, the snapshot of the answer."""
    exchange = document.exchange
    cursor = db.execute(
        """
        INSERT INTO snapshots (url, fetched_at, status, sha256, size, encoding, base, request_headers, headers, body, made_from, rendered)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            made_from,
            document.rendered,
        ),
    )
    return inserted(cursor)
