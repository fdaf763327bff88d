"""What changed with a revision, written beside it once and for good."""

import sqlite3

import msgspec

from ingest.core.change import marked
from ingest.core.change.compare import compare
from ingest.core.change.model import KINDS, Version


def append_change(db: sqlite3.Connection, revision: int, before: Version, after: Version) -> None:
    """Compares the revision's text with the one that it follows. Inside a transaction."""
    change = compare(before, after)
    gravest = change.gravest
    classes = sorted({span.kind for span in change.spans}, key=KINDS.index)
    db.execute(
        "INSERT INTO changes (revision, class, classes, significance, before, after, spans) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            revision,
            change.kind,
            f" {' '.join(classes)} ",
            change.significance,
            *(marked.phrase(before, after, gravest) if gravest else ("", "")),
            msgspec.json.encode(change.spans).decode(),
        ),
    )
