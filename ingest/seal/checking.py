"""What the keeper's own file cannot tell: whether its checkpoints are signed and stamped by whom it is said, and go on from older ones."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.archive.evidence import checkpoints
from ingest.core.evidence import note
from ingest.core.evidence.note import Note, PublicKey
from ingest.seal import timestamps
from ingest.seal.keys import is_signed


def signatures(db: sqlite3.Connection, key: PublicKey) -> Iterator[str]:
    """A line for each checkpoint of the archive without a signature of the key."""
    for made_at, text in checkpoints.every(db):
        try:
            good = is_signed(note.parse(text), key)
        except ValueError:
            good = False
        if not good:
            yield f"the checkpoint of {made_at} is not signed with that key"


def stamps(db: sqlite3.Connection, authorities: Path) -> Iterator[str]:
    """A line for each time stamp in the archive that is of another checkpoint, or of nobody who is believed. Raises ConfigError."""
    for stored in checkpoints.all_stored(db):
        for kind, content in stored.marks:
            if kind == "timestamp":
                try:
                    timestamps.verified_at(content, stored.note.encode(), authorities)
                except timestamps.NoTimestamp as error:
                    yield f"the checkpoint of {stored.made_at}: {error}"


def going_on(db: sqlite3.Connection, older: list[Note], key: PublicKey | None) -> Iterator[str]:
    """A line for each checkpoint that was kept elsewhere and that this archive does not go on from, or that the key has not signed."""
    for number, one in enumerate(older, start=1):
        which = f"checkpoint {number} of {len(older)}" if len(older) > 1 else "it"
        if key is not None and not is_signed(one, key):
            yield f"{which} is not signed with that key"
        if problem := checkpoints.extends(db, one.checkpoint):
            yield problem if len(older) == 1 else f"{which}: {problem}"
