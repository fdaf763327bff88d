"""The check that the triggers stand which make tables append-only.

`INSERT OR REPLACE` deletes the old row without firing a DELETE trigger (https://sqlite.org/lang_conflict.html: only with
`recursive_triggers`), so an INSERT that meets an existing row, by id or by another unique key, is refused as well.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ingest.archive.schema.steps import STEPS
from ingest.errors import ArchiveDamaged

_MADE_OR_DROPPED = re.compile(r"\s*(CREATE|DROP) TRIGGER (\w+)")


def triggers(steps: Iterable[Sequence[str]]) -> dict[str, str]:
    """name -> CREATE statement of each trigger that stands after the steps."""
    standing: dict[str, str] = {}
    for statement in (statement for statements in steps for statement in statements):
        if found := _MADE_OR_DROPPED.match(statement):
            verb, name = found.groups()
            standing.pop(name, None)
            if verb == "CREATE":
                standing[name] = statement.strip()
    return standing


def missing(db: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with the guards, a line each."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return tuple(f"the trigger {name} was removed or altered" for name, sql in _wanted().items() if found.get(name) != sql)


def strange(db: sqlite3.Connection) -> tuple[str, ...]:
    """A line for each trigger that is not ours on a table that we write to: it may write otherwise than we do."""
    sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    ours = {statement.split(" ON ")[1].split()[0] for statement in _wanted().values()}
    return tuple(
        f"the trigger {name} on {table} is none of ingest's" for name, table in db.execute(sql) if name not in _wanted() and table in ours
    )


def check(db: sqlite3.Connection, path: Path) -> None:
    """Raises ArchiveDamaged when a guard is missing or is not the one that we made."""
    for problem in missing(db):
        raise ArchiveDamaged(
            f"{path}: {problem}; what it guarded can no longer be vouched for: `ingest restore COPY --db {path}` puts a copy in its place"
        )


@cache
def _wanted() -> dict[str, str]:
    return triggers(STEPS)
