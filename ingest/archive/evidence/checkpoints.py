"""Checkpoints in the archive: signed heads of its log, and what others have said of them since."""

import sqlite3
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from ingest.archive.evidence import check, leaves
from ingest.archive.write.ids import inserted
from ingest.core.evidence import merkle
from ingest.core.evidence.note import Checkpoint, Note

MarkKind = Literal["timestamp", "cosignature"]


class Stored(Struct, frozen=True):
    """A checkpoint as it is kept. `marks`: (kind, content), oldest first."""

    id: int
    size: int
    root: bytes
    made_at: str
    note: str
    marks: tuple[tuple[MarkKind, bytes], ...]


def head(db: sqlite3.Connection) -> Checkpoint:
    """The head of the log as it stands."""
    tree = merkle.Peaks()
    for (hash,) in db.execute("SELECT hash FROM leaves ORDER BY id"):
        tree.add(hash)
    return Checkpoint(leaves.origin(db)[0], tree.size, tree.root())


def add(db: sqlite3.Connection, sign: Callable[[Checkpoint], Note], at: str) -> Stored:
    """Signs the head of the log and keeps it. Inside a transaction, so that nothing is appended meanwhile."""
    now = head(db)
    note = sign(now).text()
    sql = "INSERT INTO checkpoints (size, root, made_at, note) VALUES (?, ?, ?, ?)"
    return Stored(inserted(db.execute(sql, (now.size, now.root, at, note))), now.size, now.root, at, note, ())


def mark(db: sqlite3.Connection, checkpoint: int, kind: MarkKind, content: bytes, at: str) -> None:
    """Keeps what somebody else said of a checkpoint."""
    sql = "INSERT INTO checkpoint_marks (checkpoint, kind, added_at, content) VALUES (?, ?, ?, ?)"
    db.execute(sql, (checkpoint, kind, at, content))


def every(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """(made at, note) of each checkpoint, oldest first."""
    return db.execute("SELECT made_at, note FROM checkpoints ORDER BY id").fetchall()


def all_stored(db: sqlite3.Connection) -> list[Stored]:
    """Oldest first."""
    return [stored(db, id) for (id,) in db.execute("SELECT id FROM checkpoints ORDER BY id").fetchall()]


def newest(db: sqlite3.Connection) -> Stored | None:
    row = db.execute("SELECT max(id) FROM checkpoints").fetchone()
    return None if row[0] is None else stored(db, row[0])


def first_with(db: sqlite3.Connection, leaf: int) -> Stored | None:
    """The oldest checkpoint whose log has leaf `leaf` (the first is 0)."""
    row = db.execute("SELECT id FROM checkpoints WHERE size > ? ORDER BY id LIMIT 1", (leaf,)).fetchone()
    return None if row is None else stored(db, row[0])


def stored(db: sqlite3.Connection, id: int) -> Stored:
    size, root, made_at, note = db.execute("SELECT size, root, made_at, note FROM checkpoints WHERE id = ?", (id,)).fetchone()
    marks = db.execute("SELECT kind, content FROM checkpoint_marks WHERE checkpoint = ? ORDER BY id", (id,)).fetchall()
    return Stored(id, size, root, made_at, note, tuple(marks))


def of_note(db: sqlite3.Connection, note: Note) -> int | None:
    """The checkpoint in this archive that a note is of."""
    if note.checkpoint.origin != leaves.origin(db)[0]:
        return None
    sql = "SELECT id FROM checkpoints WHERE size = ? AND root = ? ORDER BY id LIMIT 1"
    row = db.execute(sql, (note.checkpoint.size, note.checkpoint.root)).fetchone()
    return None if row is None else int(row[0])


def extends(db: sqlite3.Connection, older: Checkpoint) -> str | None:
    """None if this archive's log begins with the one that a checkpoint is of; else what is wrong."""
    if older.origin != leaves.origin(db)[0]:
        return f"that checkpoint is of another archive: {older.origin}, this one is {leaves.origin(db)[0]}"
    if older.size > leaves.size(db):
        return f"that checkpoint has {older.size} leaves, this archive {leaves.size(db)}: it is older, or rows were taken out at its end"
    if merkle.root(check.hashes(db, older.size)) != older.root:
        return f"the first {older.size} leaves are not those of that checkpoint: rows were altered, taken out or slipped in before it"
    return None
