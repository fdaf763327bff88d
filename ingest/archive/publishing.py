"""A compact copy for the public: what the archive knows of the publishers, nothing of who keeps it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ingest.archive import plain_file
from ingest.archive.evidence import leaves
from ingest.archive.file_copy import Partial, put
from ingest.archive.open import open_readonly
from ingest.archive.sqlite_errors import translated
from ingest.errors import ArchiveUnwritable

_PRIVATE = (  # what somebody wants to know, how hosts treat this machine, what somebody asked of the daemon, and who hears of it
    "DELETE FROM watches",
    "DELETE FROM hosts",
    "DELETE FROM handed_fetches",
    "DELETE FROM alert_messages",
    "DELETE FROM alerts",
    "DELETE FROM troubles",
)
_PAGES = (
    "INSERT INTO tombstones (snapshot, erased_at, reason) SELECT id, ?1, 'not published' FROM snapshots WHERE encoding != 'erased'",
    "UPDATE snapshots SET encoding = 'erased', base = NULL, body = NULL WHERE encoding != 'erased'",
)
_TROUBLES = (
    "DELETE FROM fetches WHERE verdict IN ('failed', 'blocked', 'refused')",
    "UPDATE runs SET problem = NULL, digest = NULL",
    "UPDATE sources SET problem = NULL",
)


def publish(path: Path, target: Path, *, at: str, pages: bool = False, troubles: bool = False) -> None:
    """Copies the archive at `path`, as it is at one moment, to `target`: compact, one file, which `datasette -i` serves.

    `pages`: with the kept pages; `troubles`: with requests that failed, and why. `at`: UTC text, when the pages were left out.
    Raises ArchiveError: nothing was put in the place of `target` then.
    """
    if os.path.realpath(target) == os.path.realpath(path):
        raise ArchiveUnwritable(f"{target}: this is the archive itself; name another file")
    plain_file.require(target)
    with Partial(target) as partial:
        with open_readonly(path) as archive:
            archive.db.execute("VACUUM INTO ?", (str(partial),))
        with translated(partial), closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute("BEGIN")
            before = leaves.newest_rows(copy)
            for statement in _PRIVATE:
                copy.execute(statement)
            for statement in () if pages else _PAGES:
                copy.execute(statement, (at,) if "?1" in statement else ())
            for statement in () if troubles else _TROUBLES:
                copy.execute(statement)
            leaves.append(copy, before)  # that pages were left out is logged, so that the copy's log holds
            copy.execute("COMMIT")
            copy.execute("PRAGMA optimize = 0x10002")  # what the planner knows of the tables
            copy.execute("VACUUM")
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, which a medium that cannot be written may hold
        put(partial, target)
