"""Fetches that were handed to the daemon, and its answers."""

import sqlite3
from collections.abc import Collection

from msgspec import Struct


class WaitingFetch(Struct, frozen=True):
    """A fetch that no daemon has ended."""

    number: int
    fetch: str  # JSON
    is_begun: bool  # by a daemon that ended before it did


class Answered(Struct, frozen=True):
    """How far a fetch is: what was reported of it beyond an answer, and whether a daemon took it and ended it."""

    answers: tuple[tuple[int, str], ...]  # number, JSON
    is_taken: bool
    is_ended: bool


def waiting(db: sqlite3.Connection, beside: Collection[int] = ()) -> tuple[WaitingFetch, ...]:
    """In their order, without those of the numbers `beside`."""
    found = db.execute("SELECT id, taken_at IS NOT NULL FROM handed_fetches WHERE ended_at IS NULL ORDER BY id").fetchall()
    return tuple(WaitingFetch(number, _fetch(db, number), bool(is_begun)) for number, is_begun in found if number not in beside)


def _fetch(db: sqlite3.Connection, number: int) -> str:
    ((fetch,),) = db.execute("SELECT fetch FROM handed_fetches WHERE id = ?", (number,))
    return str(fetch)


def answers(db: sqlite3.Connection, number: int) -> tuple[str, ...]:
    """All reports of one, as JSON."""
    return tuple(told for (told,) in db.execute("SELECT told FROM handed_answers WHERE handed = ? ORDER BY id", (number,)))


def progress(db: sqlite3.Connection, number: int, beyond: int) -> Answered:
    """`beyond`: the number of the last answer that was read."""
    row = db.execute("SELECT taken_at IS NOT NULL, ended_at IS NOT NULL FROM handed_fetches WHERE id = ?", (number,)).fetchone()
    is_taken, is_ended = (True, True) if row is None else map(bool, row)  # it was forgotten: it ended long ago
    found = db.execute("SELECT id, told FROM handed_answers WHERE handed = ? AND id > ? ORDER BY id", (number, beyond)).fetchall()
    return Answered(tuple(found), is_taken, is_ended)
