"""Whether the log stands, row by row: what was altered, taken out or slipped in since it was logged, and whether the checkpoints hold."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from ingest.archive.evidence import leaves, rows
from ingest.core.evidence import merkle, note

_EACH = 10_000  # rows between two signs of progress
_KEPT_DAYS = 90  # of the log of requests; what is older may have been shortened (`upkeep.rotate_log`)


def problems(db: sqlite3.Connection, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """A line for each row that is not as it was logged, then for each checkpoint that does not hold.

    `progress` is called with how many of how many leaves were held against their rows.
    """
    if not leaves.is_begun(db):  # an older archive, not opened for writing since it was brought up to date
        if leaves.size(db):
            yield "logs: the row that begins the log was taken out"
        return
    reading = _Reading(leaves.size(db) if progress else 0, progress)
    for logged in rows.LOGGED:
        yield from _of_table(db, logged, reading)
    yield from _of_order(db)
    yield from _of_looks(db)
    yield from _of_open_looks(db)
    yield from _of_checkpoints(db)


def hashes(db: sqlite3.Connection, size: int) -> list[bytes]:
    """The leaf hashes of the log when it had `size` leaves."""
    return [hash for (hash,) in db.execute("SELECT hash FROM leaves WHERE id <= ? ORDER BY id", (size,))]


def _of_table(db: sqlite3.Connection, logged: rows.Logged, reading: "_Reading") -> Iterator[str]:
    """The rows of a table beside their leaves, both by id."""
    named = f"{logged.table} row"
    wanted = iter(db.cursor().execute("SELECT row, hash FROM leaves WHERE kept = ? ORDER BY row", (logged.table,)))
    found = rows.contents(db, logged)
    leaf = next(wanted, None)
    for row, content in found:
        reading.one_more()
        while leaf is not None and leaf[0] < row:
            yield f"{named} {leaf[0]}: was taken out after it was logged"
            leaf = next(wanted, None)
        if leaf is None or leaf[0] > row:
            yield f"{named} {row}: was slipped in, the log does not have it"
            continue
        if merkle.leaf_hash(content) != leaf[1]:
            yield f"{named} {row}: is not as it was logged"
        leaf = next(wanted, None)
    while leaf is not None:
        yield f"{named} {leaf[0]}: was taken out after it was logged"
        leaf = next(wanted, None)


class _Reading:
    """Counts rows, and says so now and then."""

    def __init__(self, total: int, progress: Callable[[int, int], None] | None) -> None:
        self._total = total
        self._progress = progress
        self._read = 0

    def one_more(self) -> None:
        self._read += 1
        if self._progress and self._read % _EACH == 0:
            self._progress(self._read, self._total)


def _of_order(db: sqlite3.Connection) -> Iterator[str]:
    number, last = db.execute("SELECT count(*), ifnull(max(id), 0) FROM leaves").fetchone()
    if number != last:
        yield f"leaves: {last - number} of {last} were taken out"
    known = [logged.table for logged in rows.LOGGED]
    marks = ", ".join("?" * len(known))
    for (kept,) in db.execute(f"SELECT DISTINCT kept FROM leaves WHERE kept NOT IN ({marks})", known):
        yield f"leaves: of a table {kept}, which is not logged"


def _of_looks(db: sqlite3.Connection) -> Iterator[str]:
    newest = db.execute("SELECT max(ended_at) FROM fetches").fetchone()[0] or "0001-01-01"
    for row, first, last, number, day, root in db.execute("SELECT id, first, last, number, day, root FROM looks ORDER BY id"):
        found, is_root = leaves.looks_root(db, first, last)
        if found == number and is_root != root:
            yield f"looks row {row}: a request among rows {first} to {last} of the log of requests is not as it was logged"
        elif found > number:
            yield f"looks row {row}: {found - number} requests were slipped in among rows {first} to {last}"
        elif found < number and _days_between(day, newest[:10]) < _KEPT_DAYS:
            yield f"looks row {row}: {number - found} requests were taken out among rows {first} to {last}"


def _of_open_looks(db: sqlite3.Connection) -> Iterator[str]:
    """Those of the day that is not over. Fewer than there were are no damage: what is old may have been shortened."""
    for first, last, number, chain in db.execute("SELECT first, last, number, chain FROM open_looks"):
        found, as_found = leaves.looks_chain(db, first, last, bytes(32))
        if found == number and as_found != chain:
            yield f"open_looks: a request among rows {first} to {last} of the log of requests is not as it was written"
        elif found > number:
            yield f"open_looks: {found - number} requests were slipped in among rows {first} to {last}"


def _days_between(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _of_checkpoints(db: sqlite3.Connection) -> Iterator[str]:
    name = leaves.origin(db)[0]
    number, last = db.execute("SELECT count(*), ifnull(max(id), 0) FROM checkpoints").fetchone()
    if number != last:
        yield f"checkpoints: {last - number} of {last} were taken out"
    tree = merkle.Peaks()
    all_leaves = db.cursor().execute("SELECT hash FROM leaves ORDER BY id")
    for size, root, made_at, text in db.execute("SELECT size, root, made_at, note FROM checkpoints ORDER BY size, id"):
        try:
            signed = note.parse(text).checkpoint
        except ValueError as error:
            yield f"the checkpoint of {made_at} cannot be read: {error}"
            continue
        if signed != note.Checkpoint(name, size, root):
            yield f"the checkpoint of {made_at} is kept otherwise than it was signed"
        for (hash,) in islice(all_leaves, max(0, signed.size - tree.size)):
            tree.add(hash)
        if tree.size < signed.size:
            yield f"the checkpoint of {made_at} has {signed.size} leaves, the log {tree.size}: rows were taken out at its end"
            return
        if tree.size == signed.size and tree.root() != signed.root:
            yield f"the checkpoint of {made_at} does not hold: a leaf among the first {signed.size} was altered"
            return
