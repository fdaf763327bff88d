"""One checkpoint: signed, kept, stamped."""

import sqlite3
from collections.abc import Callable
from typing import Protocol, TypeVar

from msgspec import Struct

from ingest.archive.evidence import checkpoints
from ingest.archive.evidence.checkpoints import Stored
from ingest.errors import IngestError
from ingest.seal import timestamps
from ingest.seal.keys import SigningKey


class Sealed(Struct, frozen=True):
    """A checkpoint that is kept. `problem`: why it has no time stamp although one was wanted."""

    checkpoint: Stored
    problem: str = ""


T = TypeVar("T")


class Write(Protocol):
    """Runs a function in a transaction of the archive's, and gives what it returns."""

    def __call__(self, function: Callable[[sqlite3.Connection], T], /) -> T: ...


def seal(write: Write, key: SigningKey, at: str, authority: str | None = None) -> Sealed:
    """Signs the head of the log as it stands, keeps it, and asks an authority (a URL) for its time. Raises ArchiveError.

    A checkpoint without a time stamp is kept all the same: the authority may be away.
    """
    stored = write(lambda db: checkpoints.add(db, key.sign, at))
    if authority is None:
        return Sealed(stored)
    try:
        answer = timestamps.ask(authority, stored.note.encode())
    except IngestError as error:
        return Sealed(stored, str(error))

    def stamp(db: sqlite3.Connection) -> Stored:
        checkpoints.mark(db, stored.id, "timestamp", answer, at)
        return checkpoints.stored(db, stored.id)

    return Sealed(write(stamp))


def seal_daily(write: Write, key: SigningKey, at: str, authority: str | None = None) -> Sealed | None:
    """As `seal`; None when the day has a checkpoint already."""
    newest = write(checkpoints.newest)
    return None if newest is not None and newest.made_at[:10] == at[:10] else seal(write, key, at, authority)
