"""The bytes of a page, kept whole or as a difference to those that the archive has."""

import sqlite3

from ingest.archive import packing
from ingest.archive.read import documents
from ingest.archive.write import snapshots
from ingest.core.model import Document
from ingest.pipeline.workers.task import TaskResult


def keep_bytes(db: sqlite3.Connection, url: int, document: Document, answer: TaskResult, article: int | None) -> int:
    """Keeps the bytes: as a difference to the article's last full snapshot where there is one."""
    packed = answer.packed
    assert packed is not None  # only a listing, or a text that stands, comes without
    base = documents.last_full(db, article) if article is not None else None
    if base is not None:
        base_body = documents.body(db, base)
        if base_body is not None:
            packed = packing.pack_difference(packed, document.body, base, base_body)
    made_from = None
    if document.raw is not None:
        assert answer.answered is not None  # it was read first
        made_from = snapshots.add(db, url, document.raw, answer.answered)
    return snapshots.add(db, url, document, packed, made_from)
