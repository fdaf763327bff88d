"""What changed with a revision, written beside it once and for good."""

import sqlite3

import msgspec

from ingest.core.change import marked
from ingest.core.change.compare import compare
from ingest.core.change.model import KINDS, NUMBER, Version


def append_change(db: sqlite3.Connection, revision: int, before: Version, after: Version, class_: str | None = None) -> None:
    """Compares the revision's text with the one that it follows. Inside a transaction.

    `class_`: what was decided of it. Another number of a rolling page takes nothing back: it has no other class, and no significance.
    """
    change = compare(before, after)
    is_number = class_ == NUMBER
    gravest = change.gravest
    classes = sorted({span.kind for span in change.spans}, key=KINDS.index)
    db.execute(
        "INSERT INTO changes (revision, class, classes, significance, before, after, spans) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            revision,
            NUMBER if is_number else change.kind,
            f" {NUMBER if is_number else ' '.join(classes)} ",
            0.0 if is_number else change.significance,
            *(marked.phrase(before, after, gravest) if gravest else ("", "")),
            msgspec.json.encode(change.spans).decode(),
        ),
    )
