"""Small archives for tests, their articles kept as the pipeline keeps them.

Run as a program it writes what follows the steps of the schema: `python tests/archived.py`.
"""

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ingest.archive import Archive, create_or_open, integrity, packing
from ingest.archive.schema import steps as schema_steps
from ingest.archive.schema.migrations import migrate
from ingest.archive.schema.steps import STEPS, VERSION
from ingest.archive.write import append, log, snapshots, source_state, url_state
from ingest.core import fold
from ingest.core.change import decide
from ingest.core.model import ADHOC, Article, Document, Exchange, Source, Verdict

T0, T1, T2, T3 = "2024-12-18T03:00:00Z", "2024-12-19T03:00:00Z", "2024-12-20T03:00:00Z", "2024-12-21T03:00:00Z"
URL = "https://example.com/a"


def exchange(url: str = URL, at: str = T0, status: int = 200, final: str | None = None, **more: Any) -> Exchange:
    return Exchange(url=url, final_url=final or url, started_at=at, ended_at=at, status=status, headers=(("etag", '"x"'),), **more)


def version(
    title: str, text: str, *, url: str = URL, at: str = T0, language: str = "en", kind: append.RevisionKind = "first", **more: Any
) -> append.NewRevision:
    return append.NewRevision(
        identity=url,
        language=language,
        article=Article(url=url, title=title, text=text, **more),
        fingerprint=decide.fingerprint(title, text),
        search_text=fold.searchable(title, more.get("byline"), more.get("lead"), text),
        kind=kind,
        reason="seen for the first time",
        extractor=1,
        seen_at=at,
    )


def keep(archive: Archive, title: str, text: str, **more: Any) -> append.Placement:
    """One page, in a transaction of its own."""
    with archive.batch() as db:
        return keep_page(db, title, text, **more)


def keep_page(
    db: sqlite3.Connection, title: str, text: str, *, url: str = URL, at: str = T0, source: Source = ADHOC, **more: Any
) -> append.Placement:
    """One page as the pipeline keeps it: snapshot, article or revision, URL, a row of the log."""
    owner = source_state.save(db, source)
    address = url_state.id_of(db, url, at, owner)
    answer = exchange(url, at)
    snapshot = snapshots.add(db, address, Document(exchange=answer), packing.pack(text.encode()))
    kept = append.keep_article(db, version(title, text, url=url, at=at, **more), source=owner, url=address, snapshot=snapshot)
    append.see_url(db, kept.article, address, "final", at)
    url_state.remember(db, address, at=at, status=200, next_due_at=None, confirmed=True)
    run = log.start_run(db, owner, at)
    verdict = Verdict.NEW if kept.created else Verdict.REVISED
    log.add_fetch(db, run, address, answer, verdict, "kept", program="0", article=kept.article, snapshot=snapshot)
    log.end_run(db, run, at, "ok")
    return kept


def sound(archive: Archive) -> tuple[str, ...]:
    """What is wrong with an archive, a line each."""
    return integrity.verify(archive.path).problems


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """As on a medium that cannot be written: neither the file nor its folder, and by a user whom permissions bind."""
    superuser = os.geteuid() == 0
    folders = [path.parent, *path.parent.parents]
    opened = [(folder, folder.stat().st_mode) for folder in folders if superuser and folder.stat().st_uid == 0 and folder != Path("/")]
    for folder, mode in opened:
        folder.chmod(mode | 0o055)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)
        for folder, mode in opened:
            folder.chmod(mode)
        path.parent.chmod(0o755)


FIXTURES = Path(__file__).parents[1] / "fixtures"
WHOLE = Path(schema_steps.__file__).with_name("whole.sql")


def whole_schema() -> str:
    """`ingest/archive/schema/whole.sql`: what all steps together make."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        return schema(db)


def schema(db: sqlite3.Connection) -> str:
    """The schema of an archive, and how its full-text indexes are set; without the notes of the steps and what SQLite makes for itself."""
    sql = """
        SELECT sql FROM sqlite_master
        WHERE sql IS NOT NULL AND tbl_name != '_sqlite_migrations' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
            AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
        ORDER BY tbl_name, type = 'trigger', type = 'index', name
    """
    statements = [statement.strip() for (statement,) in db.execute(sql)]
    for (index,) in db.execute("SELECT name FROM pragma_table_list WHERE type = 'virtual' ORDER BY name").fetchall():
        settings = db.execute(f"SELECT k, v FROM {index}_config WHERE k != 'version' ORDER BY k").fetchall()
        statements += [f"INSERT INTO {index} ({index}, rank) VALUES ('{name}', {value})" for name, value in settings]
    return ";\n\n".join(statements) + ";\n"


def digests() -> str:
    """A line for each step of the schema: its number and the digest of its statements."""
    return "".join(f"{number} {sha256(chr(0).join(step).encode()).hexdigest()}\n" for number, step in enumerate(STEPS, start=1))


def write_fixtures() -> None:
    """The digest of each step, the whole schema, and an archive of the present version, which later versions are to open."""
    (FIXTURES / "archives" / "steps.sha256").write_text(digests(), encoding="utf-8")
    WHOLE.write_text(whole_schema(), encoding="utf-8")
    with TemporaryDirectory() as folder:
        path = Path(folder, "archive.db")
        with create_or_open(path) as archive:
            keep(archive, "The railway bridge", "It was opened.", language="en")
            keep(archive, "The railway bridge", "It was opened on Monday.", language="en", at=T1, kind="edit")
            keep(archive, "Cầu đường sắt", "Cầu được khánh thành.", url="https://example.com/vi", language="vi")
        kept = FIXTURES / "archives" / f"version-{VERSION}.db.gz"
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    write_fixtures()
