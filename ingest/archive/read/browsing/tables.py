"""What tables an archive is made of."""

import sqlite3


def names(db: sqlite3.Connection) -> tuple[str, ...]:
    """Of its tables, without views and without the parts of its search indexes."""
    return tuple(name for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"))
