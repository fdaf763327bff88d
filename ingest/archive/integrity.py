"""Whether an archive is sound: everything that follows from something else is computed again, and compared.

What is computed: the file's own structure, every hash, every foreign key, what the search index holds, and each column that is derived from
other rows. A column that nothing follows from (a reason, a caption) is checked for its form alone.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import get_args

from msgspec import Struct

from ingest.archive import digests
from ingest.archive.evidence import check as log_check
from ingest.archive.evidence import rows
from ingest.archive.open import open_readonly, writable
from ingest.archive.read import documents
from ingest.archive.schema import append_only
from ingest.archive.write import search_index
from ingest.archive.write.append import UrlRelation
from ingest.core import fold
from ingest.core.change.decide import fingerprint
from ingest.core.model import Verdict
from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnwritable

# What must be true of a row, beside the constraints that SQLite checks itself: table -> (the complaint, the condition).
_FORMS = {
    "erasures": (("its hashes are not JSON", "json_valid(hashes)"),),
    "revisions": (
        ("its notes of how fields were found are not JSON", "json_valid(found)"),
        ("it has no such extractor", "extractor >= 1"),
    ),
    "fetches": (
        ("its hops are not JSON", "hops IS NULL OR json_valid(hops)"),
        ("its verdict is none", f"verdict IN ({', '.join(repr(str(one)) for one in Verdict)})"),
        ("its status is none", "status IS NULL OR status BETWEEN 100 AND 999"),
        ("it brought less than nothing", "wire_bytes >= 0 AND attempts >= 0"),
    ),
    "snapshots": (
        ("its headers are not JSON", "json_valid(headers) AND json_valid(request_headers)"),
        ("its status is none", "status BETWEEN 100 AND 999"),
    ),
    "article_urls": (("its relation is none", f"relation IN {get_args(UrlRelation)}"),),
    "hosts": (("its state is not JSON", "json_valid(state)"),),
}

# What must agree with other rows: (the complaint, a query for the ids of the rows that do not).
_DERIVED = (
    (
        "article {} is not titled as its revision",
        "SELECT a.id FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.title != r.title",
    ),
    (
        "article {} stands on another article's revision",
        "SELECT a.id FROM articles a JOIN revisions r ON r.id = a.revision WHERE r.article != a.id",
    ),
    (
        "article {} does not stand on the revision that was seen last",
        "SELECT id FROM articles a WHERE revision !="
        " (SELECT id FROM revisions r WHERE r.article = a.id ORDER BY seen_at DESC, id DESC LIMIT 1)",
    ),
    (
        "article {} was seen before its first sight",
        "SELECT a.id FROM articles a WHERE first_seen_at > (SELECT min(seen_at) FROM revisions r WHERE r.article = a.id)",
    ),
    (
        "article {} has revisions that are not numbered 1, 2, 3",
        "SELECT article FROM revisions GROUP BY article HAVING min(number) != 1 OR max(number) != count(*)",
    ),
    ("article {} is gone without a time, or live with one", "SELECT id FROM articles WHERE (state = 'gone') != (gone_at IS NOT NULL)"),
    (
        "article {} has no URL under which it was seen",
        "SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM article_urls u WHERE u.article = a.id)",
    ),
    (
        "story {} does not count its articles",
        "SELECT id FROM stories s WHERE articles != (SELECT count(*) FROM articles a WHERE a.story = s.id)",
    ),
    (
        "story {} does not count its publishers",
        "SELECT id FROM stories s WHERE publishers != (SELECT count(DISTINCT source) FROM articles a WHERE a.story = s.id)",
    ),
    (
        "story {} does not name its languages",
        "SELECT id FROM stories s WHERE languages != (SELECT ' ' || group_concat(language, ' ') || ' ' FROM"
        " (SELECT DISTINCT language FROM articles a WHERE a.story = s.id ORDER BY language))",
    ),
    ("story {} has an origin that is not in it", "SELECT s.id FROM stories s JOIN articles a ON a.id = s.origin WHERE a.story IS NOT s.id"),
    (
        "story {} is dated otherwise than its articles",
        "SELECT s.id FROM stories s WHERE first_published_at IS NOT (SELECT min(r.published_at) FROM articles a JOIN revisions r"
        " ON r.id = a.revision WHERE a.story = s.id)",
    ),
    (
        "story {} is newer or older than its articles",
        "SELECT s.id FROM stories s WHERE newest_at IS NOT (SELECT coalesce(max(r.published_at), max(a.first_seen_at)) FROM articles a"
        " JOIN revisions r ON r.id = a.revision WHERE a.story = s.id)",
    ),
    ("story {} leads to none", "SELECT id FROM story_redirects WHERE story NOT IN (SELECT id FROM stories)"),
    (
        "article {} is dated otherwise than its revision",
        "SELECT a.id FROM articles a JOIN revisions r ON r.id = a.revision LEFT JOIN article_dates d ON d.article = a.id"
        " WHERE d.dated_at IS NOT ifnull(r.published_at, a.first_seen_at)",
    ),
    (
        "article {} has features without a signature",
        "SELECT DISTINCT article FROM features WHERE article NOT IN (SELECT article FROM signatures)",
    ),
    (
        "article {} has a signature of broken numbers",
        "SELECT article FROM signatures WHERE length(keys) != 2 * length(places) OR length(sketch) % 4 != 0",
    ),
)

_TIME = "____-__-__T__:__:__Z"


class Report(Struct, frozen=True):
    """`problems`: a line for each thing that is wrong. `pages`: snapshots that were read. `unread`: what could not be checked, and why."""

    problems: tuple[str, ...]
    pages: int
    unread: tuple[str, ...] = ()


def verify(path: Path, progress: Callable[[int, int], None] | None = None, *, evidence_alone: bool = False) -> Report:
    """Reads all of the archive at `path`, as it is at one moment, and writes nothing. Raises ArchiveError when it cannot be opened.

    `progress` is called with how many of how many rows of the log were read. `evidence_alone`: only the log, the checkpoints over it, the
    guards and the kept pages.
    """
    with open_readonly(path, guarded=False) as archive:
        archive.db.execute("BEGIN")
        problems = tuple((evidence_of if evidence_alone else problems_of)(archive.db, progress))
        pages = 0
        with suppress(ArchiveDamaged):  # which is one of the problems
            pages = documents.count(archive.db)
    if evidence_alone:
        return Report(problems, pages)
    try:
        with writable(path) as db:
            return Report((*problems, *_each(db, _constraints, _index)), pages)
    except (ArchiveUnwritable, ArchiveBusy) as error:
        told = "the search index was not compared with the articles, nor columns with what may stand in them, because that needs writing"
        return Report(problems, pages, (f"{told}: {error}",))


def problems_of(db: sqlite3.Connection, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """A line for each thing that is wrong; a connection that only reads will do."""
    before = (_structure, append_only.missing, append_only.strange, documents.problems)
    yield from _each(db, *before, _texts, _forms, _derived, digests.problems, _log(progress))


def evidence_of(db: sqlite3.Connection, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """The same of what proofs rest on."""
    yield from _each(db, append_only.missing, append_only.strange, documents.problems, _log(progress))


def _log(progress: Callable[[int, int], None] | None) -> Callable[[sqlite3.Connection], Iterator[str]]:
    def log(db: sqlite3.Connection) -> Iterator[str]:
        return log_check.problems(db, progress)

    return log


def _each(db: sqlite3.Connection, *checks: Callable[[sqlite3.Connection], Iterable[str]]) -> Iterator[str]:
    """What every check says; damage that ends one is told, and ends no other."""
    for check in checks:
        try:
            yield from check(db)
        except ArchiveDamaged as error:
            yield f"{error} (while reading for: {check.__name__.strip('_')})"
        except sqlite3.Error as error:
            yield f"cannot be read: {error}"


def _structure(db: sqlite3.Connection) -> Iterator[str]:
    yield from (line for (line,) in db.execute("PRAGMA integrity_check") if line != "ok")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: no such {parent}"


def _index(db: sqlite3.Connection) -> Iterator[str]:
    """FTS5 compares the index with the articles, and needs a connection that may write. While it does, its view has the words folded."""
    db.create_function("folded", 5, search_index.folded, deterministic=True)
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("DROP VIEW article_words")
        db.execute(
            f"CREATE VIEW article_words AS SELECT a.id, folded({search_index.FOUND_BY}) AS search_text "
            "FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id NOT IN (SELECT article FROM unfolded)"
        )
        for index, of in (("articles_fts", "articles"), ("numbers_fts", "earlier numbers")):
            try:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except ArchiveDamaged:
                yield f"the search index does not agree with the {of}"
    finally:
        db.execute("ROLLBACK")


def _constraints(db: sqlite3.Connection) -> Iterator[str]:
    """What a column may hold. SQLite reads no CHECK of a file that is opened for reading alone (`sqlite3AddCheckConstraint`).

    Of the tables whose rows may change; rows of the others are held against their leaves.
    """
    logged = {one.table for one in rows.LOGGED}
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%CHECK%' ORDER BY name"
    for (table,) in db.execute(sql).fetchall():
        if table not in logged:
            yield from (line for (line,) in db.execute(f"PRAGMA quick_check({table})") if line != "ok")


def _texts(db: sqlite3.Connection) -> Iterator[str]:
    """Each revision against its fingerprint; of earlier numbers what they are found by as well."""
    sql = """
        SELECT r.id, r.fingerprint, r.title, r.byline, r.lead, r.text, n.search_text
        FROM revisions r LEFT JOIN numbers n ON n.revision = r.id
        WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE kept = 'revisions' AND row = r.id) ORDER BY r.id
    """
    for id, kept, title, byline, lead, text, of_number in db.execute(sql):
        if fingerprint(title, text) != kept:
            yield f"revision {id} is not what was kept: its fingerprint differs"
        if of_number is not None and fold.searchable(title, byline, lead, text) != of_number:
            yield f"revision {id} is not what it is found by, as an earlier number"


def _forms(db: sqlite3.Connection) -> Iterator[str]:
    for table, name, is_required in _columns(db):
        if name.endswith("_at") or name in ("since", "missing_since"):
            allowed = "" if is_required else f"{name} IS NOT NULL AND "
            for (row,) in db.execute(f"SELECT rowid FROM {table} WHERE {allowed}({name} NOT LIKE '{_TIME}' OR julianday({name}) IS NULL)"):
                yield f"{table} row {row}: {name} is no time"
    for table, forms in _FORMS.items():
        for says, condition in forms:
            for (row,) in db.execute(f"SELECT id FROM {table} WHERE NOT ({condition})"):
                yield f"{table} row {row}: {says}"


def _columns(db: sqlite3.Connection) -> list[tuple[str, str, bool]]:
    sql = """
        SELECT t.name, c.name, c."notnull" FROM pragma_table_list t JOIN pragma_table_info(t.name) c
        WHERE t.schema = 'main' AND t.type = 'table' AND t.strict AND NOT t.wr
    """
    return db.execute(sql).fetchall()


def _derived(db: sqlite3.Connection) -> Iterator[str]:
    for says, sql in _DERIVED:
        yield from (says.format(id) for (id,) in db.execute(sql))
