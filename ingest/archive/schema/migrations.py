"""From an empty file, or from any older version, to the present schema. New steps go at the end; none is ever edited.

The tables that are append-only are never `transform`ed: that would recreate them without their triggers.
"""

import sqlite3

APPLICATION_ID = 0x696E6774  # "ingt": tells our archive from any other SQLite file
VERSION = 3  # PRAGMA user_version after the last step


def migrate(db: sqlite3.Connection) -> None:
    """Applies the steps that are pending, each in a transaction of its own."""
    from sqlite_utils import Database, Migrations  # 60 ms that an archive of the present version is spared

    steps = Migrations("ingest")

    @steps(name="1")
    def first(database: Database) -> None:
        from ingest.archive.schema import append_only, v1, views

        for statement in (*v1.TABLES, *(sql for _, sql in append_only.triggers()), *views.VIEWS.values()):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute("PRAGMA user_version = 1")

    @steps(name="2")
    def second(database: Database) -> None:
        from ingest.archive.schema import v2

        for statement in v2.TABLES:
            database.execute(statement)
        database.execute("PRAGMA user_version = 2")

    @steps(name="3")
    def third(database: Database) -> None:
        from ingest.archive.schema import v3

        for statement in v3.TABLES:
            database.execute(statement)
        database.execute("PRAGMA user_version = 3")

    steps.apply(Database(db, recursive_triggers=False, execute_plugins=False))
