"""The kept pages of the other archive, in ours: each once, proved, and none that either side has erased."""

import json
import sqlite3
from typing import Any

from ingest.archive import packing
from ingest.archive.evidence import erase
from ingest.archive.merge.other import Other, Unreadable
from ingest.archive.read import documents
from ingest.archive.read.erasures import Erasure
from ingest.archive.write import url_state
from ingest.archive.write.ids import inserted
from ingest.errors import ArchiveDamaged

_PAGE = """
    SELECT s.id, u.url, s.fetched_at, s.status, s.sha256, s.size, s.encoding, s.base, s.request_headers, s.headers, s.body,
      s.made_from, s.rendered, e.erased_at, e.reason, e.hashes
    FROM snapshots s JOIN urls u ON u.id = s.url LEFT JOIN erasures e ON e.kept = 'snapshots' AND e.row = s.id WHERE s.id = ?
"""


def ours(db: sqlite3.Connection, other: Other, theirs: int | None, erased: Erasure | None = None) -> int | None:
    """The id in our archive of a page of the other one, which is brought if it is not there. Inside a transaction. Raises Unreadable.

    `erased`: the order by which its article went; its bytes are not taken then.
    """
    page = None if theirs is None else other.row(_PAGE, theirs)
    if page is None:
        return None
    if erased is None and page["erased_at"] is not None:
        erased = Erasure(page["erased_at"], page["reason"])
    url = url_state.id_of(db, page["url"], page["fetched_at"])
    sql = "SELECT id FROM snapshots WHERE url = ? AND fetched_at = ? AND sha256 = ?"
    row = db.execute(sql, (url, page["fetched_at"], page["sha256"])).fetchone()
    if row is not None:
        if erased is not None:
            erase.snapshot(db, row[0], erased.reason, erased.at)
        return int(row[0])
    page["made_from"] = ours(db, other, page["made_from"], erased)
    if erased is not None:
        return _add_emptied(db, page, url, erased)
    body = _body(other, page)
    base = ours(db, other, page["base"]) if page["encoding"] == "zstd-diff" else None
    if base is not None and not _is_full(db, base):
        base, page["body"] = None, packing.pack(body).data
    return _add(db, page, url, "zstd" if base is None else "zstd-diff", base)


def _add(db: sqlite3.Connection, page: dict[str, Any], url: int, encoding: str, base: int | None) -> int:
    names = ("fetched_at", "status", "sha256", "size", "request_headers", "headers", "body", "made_from", "rendered")
    sql = f"INSERT INTO snapshots (url, encoding, base, {', '.join(names)}) VALUES (?, ?, ?, {', '.join('?' * len(names))})"
    return inserted(db.execute(sql, (url, encoding, base, *(page[name] for name in names))))


def _add_emptied(db: sqlite3.Connection, page: dict[str, Any], url: int, erased: Erasure) -> int:
    emptied, hashes = erase.emptied("snapshots", page)
    row = _add(db, page | emptied, url, "erased", None)
    erase.note(db, "snapshots", row, erased, json.loads(page["hashes"]) if page["hashes"] else hashes)
    return row


def _is_full(db: sqlite3.Connection, snapshot: int) -> bool:
    return bool(db.execute("SELECT encoding = 'zstd' FROM snapshots WHERE id = ?", (snapshot,)).fetchone()[0])


def _body(other: Other, page: dict[str, Any]) -> bytes:
    """Proved against its hash. Raises Unreadable."""
    try:
        body = documents.body(other.db, page["id"])
    except ArchiveDamaged as error:
        raise Unreadable(f"{other.name}: {error}") from None
    if body is None:
        raise Unreadable(f"{other.name}: snapshot {page['id']} has no bytes, and was not erased")
    return body
