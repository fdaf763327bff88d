"""From an empty file, or from any older version, to the present schema."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.archive.schema.steps import STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database


def migrate(db: sqlite3.Connection, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Applies the steps that are pending, each in a transaction of its own together with the note that it was applied."""
    from sqlite_utils import Database, Migrations  # 60 ms that an archive of the present version is spared

    migrations = Migrations("ingest")
    for number, of_step in enumerate(steps, start=1):

        @migrations(name=str(number))
        def apply(database: "Database", version: int = number, statements: Sequence[str] = of_step) -> None:
            for statement in statements:
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {version}")

    migrations.apply(Database(db, recursive_triggers=False, execute_plugins=False))
