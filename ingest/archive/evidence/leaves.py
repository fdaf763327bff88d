"""Leaves are appended in the transaction that appends their rows."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from time import time

from ingest.archive.evidence import rows
from ingest.core import times
from ingest.core.evidence import merkle
from ingest.core.evidence.leaf import content

_AT_ONCE = 5_000  # rows of an older archive that one transaction logs


def newest_rows(db: sqlite3.Connection) -> dict[str, int]:
    """The last id of each table whose rows are leaves. The first thing in a transaction."""
    found = db.execute(_NEWEST).fetchone()
    return dict(zip(rows.OF_TABLE, found, strict=True))


_NEWEST = f"SELECT {', '.join(f'(SELECT ifnull(max(id), 0) FROM {table})' for table in rows.OF_TABLE)}"


def append(db: sqlite3.Connection, before: Mapping[str, int]) -> None:
    """Logs the rows that a transaction has kept, table by table. The last thing in it; `before`: the rows at its beginning.

    A row that stood there before without a leaf was written by another program: it gets none, and stays to be found.
    """
    if is_begun(db):
        _append_looks(db)
        _note_open_looks(db)
        newest = newest_rows(db)
        for logged in rows.LOGGED:
            if newest[logged.table] <= before.get(logged.table, 0):  # most tables, most times
                continue
            after = max(before.get(logged.table, 0), _last(db, logged.table))
            _insert(db, logged.table, rows.contents(db, logged, after))


def begin(db: sqlite3.Connection) -> None:
    """Begins the log of an archive that has none: what is kept already is logged now, in transactions of some thousand rows."""
    if is_begun(db):
        return
    for logged in rows.LOGGED[1:]:
        while True:
            db.execute("BEGIN IMMEDIATE")
            after = _last(db, logged.table)
            some = list(_some(rows.contents(db, logged, after), _AT_ONCE))
            _insert(db, logged.table, some)
            db.execute("COMMIT")
            if len(some) < _AT_ONCE:
                break
    db.execute("BEGIN IMMEDIATE")
    origin = f"ingest/{os.urandom(8).hex()}"
    db.execute("INSERT INTO logs (id, origin, begun_at) VALUES (1, ?, ?)", (origin, times.of_unix(time())))
    append(db, {})
    db.execute("COMMIT")


def is_begun(db: sqlite3.Connection) -> bool:
    """Whether the archive has a log."""
    return db.execute("SELECT 1 FROM logs").fetchone() is not None


def size(db: sqlite3.Connection) -> int:
    """How many leaves the log has."""
    return int(db.execute("SELECT ifnull(max(id), 0) FROM leaves").fetchone()[0])


def origin(db: sqlite3.Connection) -> tuple[str, str]:
    """The log's name, and when it was begun; empty if it is not."""
    found: tuple[str, str] | None = db.execute("SELECT origin, begun_at FROM logs").fetchone()
    return found or ("", "")


def looks_root(db: sqlite3.Connection, first: int, last: int) -> tuple[int, bytes]:
    """How many rows the log of requests has between two, and the root of their tree."""
    tree = merkle.Peaks()
    for said in look_contents(db, first, last):
        tree.add(merkle.leaf_hash(said))
    return tree.size, tree.root()


def look_contents(db: sqlite3.Connection, first: int, last: int) -> Iterator[bytes]:
    """The leaves of a tree of looks: rows of `fetches`, each with its URL."""
    sql = """
        SELECT f.id, u.url, f.started_at, f.ended_at, f.verdict, f.reason, f.status, f.wire_bytes, f.attempts, f.article, f.snapshot,
          f.program, f.peer, f.final_url, f.fingerprint, f.hops
        FROM fetches f JOIN urls u ON u.id = f.url WHERE f.id BETWEEN ? AND ? ORDER BY f.id
    """
    cursor = db.execute(sql, (first, last))
    names = [column[0] for column in cursor.description[1:]]
    for row, *values in cursor:
        yield content("fetches", row, dict(zip(names, values, strict=True)))


def _append_looks(db: sqlite3.Connection) -> None:
    """One row, and so one leaf, for the looks of the days that are over."""
    last = db.execute("SELECT ifnull(max(last), 0) FROM looks").fetchone()[0]
    oldest = db.execute("SELECT substr(ended_at, 1, 10) FROM fetches WHERE id > ? ORDER BY id LIMIT 1", (last,)).fetchone()
    newest = db.execute("SELECT substr(ended_at, 1, 10) FROM fetches ORDER BY id DESC LIMIT 1").fetchone()
    if oldest is None or newest <= oldest:
        return
    sql = "SELECT max(id), substr(ended_at, 1, 10) FROM fetches WHERE id > ? AND substr(ended_at, 1, 10) < ?"
    until, day = db.execute(sql, (last, *newest)).fetchone()
    number, root = looks_root(db, last + 1, until)
    sql = "INSERT INTO looks (first, last, number, day, root) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (last + 1, until, number, day, root))


def _note_open_looks(db: sqlite3.Connection) -> None:
    """The requests that no row of `looks` stands for yet are a chain: each commit adds its own."""
    first = 1 + db.execute("SELECT ifnull(max(last), 0) FROM looks").fetchone()[0]
    before = db.execute("SELECT first, last, number, chain FROM open_looks").fetchone()
    _, last, number, chain = before if before and before[0] == first else (first, first - 1, 0, bytes(32))
    newest = db.execute("SELECT ifnull(max(id), 0) FROM fetches").fetchone()[0]
    if newest > last:
        added, chain = looks_chain(db, last + 1, newest, chain)
        sql = "INSERT OR REPLACE INTO open_looks (id, first, last, number, chain) VALUES (1, ?, ?, ?, ?)"
        db.execute(sql, (first, newest, number + added, chain))


def looks_chain(db: sqlite3.Connection, first: int, last: int, chain: bytes) -> tuple[int, bytes]:
    """How many rows the log of requests has between two, and the chain over them that goes on from `chain`."""
    number = 0
    for said in look_contents(db, first, last):
        number, chain = number + 1, sha256(chain + merkle.leaf_hash(said)).digest()
    return number, chain


def _last(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute("SELECT ifnull(max(row), 0) FROM leaves WHERE kept = ?", (table,)).fetchone()[0])


def _insert(db: sqlite3.Connection, table: str, contents: Iterable[tuple[int, bytes]]) -> None:
    sql = "INSERT INTO leaves (kept, row, hash) VALUES (?, ?, ?)"
    db.executemany(sql, ((table, row, merkle.leaf_hash(said)) for row, said in contents))


def _some(found: Iterator[tuple[int, bytes]], most: int) -> Iterator[tuple[int, bytes]]:
    for _, one in zip(range(most), found, strict=False):
        yield one
