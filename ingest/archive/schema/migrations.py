"""From an empty file, or from any older version, to the present schema.

The steps that were applied are noted as sqlite-utils notes them. Its library is not asked, which would import pandas wherever that is
installed: seconds.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import time

from ingest.archive.schema.steps import APPLICATION_ID, STEPS, VERSION
from ingest.core import times

_NOTES = (
    """
CREATE TABLE IF NOT EXISTS "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """
CREATE UNIQUE INDEX IF NOT EXISTS "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)
_SET = "ingest"


def make(db: sqlite3.Connection) -> None:
    """Gives an empty file the present schema in one transaction, from `whole.sql`: what the steps make one after the other, in a seventh of
    the time. Nothing where another process has begun an archive there since."""
    with _transaction(db):
        if db.execute("PRAGMA user_version").fetchone()[0]:
            return
        text = Path(__file__).with_name("whole.sql").read_text(encoding="utf-8")
        for statement in (*_NOTES, *text.split(";\n\n")):
            db.execute(statement)
        for number in range(1, VERSION + 1):
            _note(db, number)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def migrate(db: sqlite3.Connection, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Applies the steps that are pending, each in a transaction of its own together with the note that it was applied."""
    for number, statements in enumerate(steps, start=1):
        with _transaction(db):
            _apply(db, number, statements)


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has rolled back already
            db.execute("ROLLBACK")
        raise


def _apply(db: sqlite3.Connection, number: int, statements: Sequence[str]) -> None:
    """Nothing where another process has done it since this one looked."""
    for statement in _NOTES:
        db.execute(statement)
    sql = 'SELECT EXISTS (SELECT 1 FROM "_sqlite_migrations" WHERE migration_set = ? AND name = ?)'
    if db.execute(sql, (_SET, str(number))).fetchone()[0]:
        return
    for statement in statements:
        db.execute(statement)
    _note(db, number)


def _note(db: sqlite3.Connection, number: int) -> None:
    db.execute(f"PRAGMA user_version = {number}")
    sql = 'INSERT INTO "_sqlite_migrations" (migration_set, name, applied_at) VALUES (?, ?, ?)'
    db.execute(sql, (_SET, str(number), times.of_unix(time())))
