"""The triggers that make tables append-only, and the check that they stand.

`INSERT OR REPLACE` deletes the old row without firing a DELETE trigger (https://sqlite.org/lang_conflict.html: only with
`recursive_triggers`), so an INSERT that meets an existing row, by id or by another unique key, is refused as well.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import ArchiveDamaged

# Table -> conditions under which a NEW row would replace an existing one, besides its id.
_UNIQUE = {
    "revisions": "article = NEW.article AND number = NEW.number",
    "article_urls": "url = NEW.url AND article = NEW.article",
    "links": "undoes = NEW.undoes",
    "snapshots": None,
    "tombstones": None,
}

# An erasure order empties a body and keeps its hash. The tombstone is written first, and opens exactly this door: the body goes,
# or a difference to an erased body becomes a full one of the same hash.
_NOT_AN_ERASURE = """
WHEN NOT (
  NEW.id = OLD.id AND NEW.url = OLD.url AND NEW.fetched_at = OLD.fetched_at AND NEW.status = OLD.status
  AND NEW.sha256 = OLD.sha256 AND NEW.size = OLD.size AND NEW.base IS NULL
  AND ((NEW.encoding = 'erased' AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.id))
    OR (NEW.encoding = 'zstd' AND NEW.headers = OLD.headers AND NEW.request_headers = OLD.request_headers
      AND EXISTS (SELECT 1 FROM tombstones WHERE snapshot = OLD.base)))
)
"""


def triggers() -> Iterator[tuple[str, str]]:
    """(name, CREATE statement) of each guard."""
    for table, unique in _UNIQUE.items():
        conditions = [f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in ("id = NEW.id", unique) if key]
        yield _guard(table, "update", "BEFORE UPDATE", _NOT_AN_ERASURE.strip() if table == "snapshots" else "")
        yield _guard(table, "delete", "BEFORE DELETE", "")
        yield _guard(table, "replace", "BEFORE INSERT", f"WHEN {' OR '.join(conditions)}")  # apart, so that each uses its index


def missing(db: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with the guards, a line each."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return tuple(f"the trigger {name} was removed or altered" for name, sql in triggers() if found.get(name) != sql)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Raises ArchiveDamaged when a guard is missing or is not the one that we made."""
    for problem in missing(db):
        raise ArchiveDamaged(f"{path}: {problem}; what it guarded can no longer be vouched for: restore the archive from a copy")


def _guard(table: str, what: str, event: str, condition: str) -> tuple[str, str]:
    name = f"{table}_no_{what}"
    when = f" {condition}" if condition else ""
    return name, f"CREATE TRIGGER {name} {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
