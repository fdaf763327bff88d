"""What is handed to a stranger for one version of an article: its page, its words, their leaves, and the way from these to a checkpoint."""

import json
import sqlite3

from msgspec import Struct

from ingest.archive.evidence import check, checkpoints, leaves
from ingest.archive.evidence.checkpoints import Stored
from ingest.archive.evidence.rows import OF_TABLE, erased_of
from ingest.archive.read import documents
from ingest.core.evidence import merkle
from ingest.core.evidence.leaf import Cell
from ingest.core.evidence.proof import ProvedLeaf


class ProvedVersion(Struct, frozen=True):
    """One version, proved. `words`: the columns that its leaf has by their hash; `bounds`: UTC text by what happened then."""

    url: str
    kept: int  # the id of the page's snapshot
    page: bytes
    headers: dict[str, str]
    words: dict[str, str]
    bounds: dict[str, str]
    snapshot: ProvedLeaf
    revision: ProvedLeaf
    checkpoint: Stored
    begun_at: str


def of_article(db: sqlite3.Connection, article: int, number: int | None = None) -> ProvedVersion | str:
    """The evidence for one version of an article, the newest unless its number is given; a text says why there is none."""
    wanted = "r.number = ?2" if number is not None else "?2 IS NULL AND r.id = a.revision"
    sql = f"""
        SELECT r.id, r.snapshot, r.seen_at, r.previous_confirmed_at, r.id = a.revision
        FROM articles a JOIN revisions r ON r.article = a.id WHERE a.id = ?1 AND {wanted}
    """
    row = db.execute(sql, (article, number)).fetchone()
    if row is None:
        return f"it has no version {number}"
    revision, snapshot, seen_at, previous_at, stands = row
    if snapshot is None:
        return "the page that it was read from was not kept"
    page = documents.body(db, snapshot)
    if page is None or revision in erased_of(db, "revisions"):
        return "it was erased by order"
    places = [_place(db, "snapshots", snapshot), _place(db, "revisions", revision)]
    checkpoint = checkpoints.first_with(db, max(places))
    if checkpoint is None:
        return "no checkpoint is over it yet; `ingest seal` makes one"
    hashes = check.hashes(db, checkpoint.size)
    confirmed = db.execute(
        "SELECT max(u.confirmed_at) FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ?", (article,)
    ).fetchone()[0]
    (url,) = db.execute("SELECT u.url FROM snapshots s JOIN urls u ON u.id = s.url WHERE s.id = ?", (snapshot,)).fetchone()
    bounds = {"first seen": seen_at, "the text before was last seen": previous_at, "last seen": confirmed if stands else None}
    return ProvedVersion(
        url=url,
        kept=snapshot,
        page=page,
        headers=_hashed(db, "snapshots", snapshot),
        words=_hashed(db, "revisions", revision),
        bounds={said: at for said, at in bounds.items() if at},
        snapshot=_proved(db, "snapshots", snapshot, places[0], hashes),
        revision=_proved(db, "revisions", revision, places[1], hashes),
        checkpoint=checkpoint,
        begun_at=leaves.origin(db)[1],
    )


def _place(db: sqlite3.Connection, table: str, row: int) -> int:
    return int(db.execute("SELECT id FROM leaves WHERE kept = ? AND row = ?", (table, row)).fetchone()[0]) - 1


def _proved(db: sqlite3.Connection, table: str, row: int, at: int, hashes: list[bytes]) -> ProvedLeaf:
    logged = OF_TABLE[table]
    said = logged.content(row, logged.values(db, row), erased_of(db, table).get(row))
    return ProvedLeaf(said.decode(), at, tuple(node.hex() for node in merkle.inclusion(hashes, at)))


def _hashed(db: sqlite3.Connection, table: str, row: int) -> dict[str, str]:
    logged = OF_TABLE[table]
    values = logged.values(db, row)
    return {name: _text(values[name]) for name in sorted(logged.hashed) if values[name] is not None}


def _text(value: Cell) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def as_text(columns: dict[str, str]) -> str:
    """Columns as the file that is handed over has them."""
    return json.dumps(columns, ensure_ascii=False, indent=1, sort_keys=True)
