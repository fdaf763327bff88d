"""Digests of rows that may change, and that no leaf of the log stands for: damage in them is seen, though nothing is proved."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec

PARTS = {  # what is kept of the newest text alone: table -> its columns
    "authors": ("name", "organization"),
    "tags": ("tag",),
    "images": ("url", "alt", "caption", "credit"),
    "named_origins": ("words",),
}
_RUN = "id, source, started_at, ended_at, problem, left_over, outcome"


def keep_parts(db: sqlite3.Connection, article: int, parts: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
    """`parts`: the rows of an article in each table of PARTS, in their order."""
    digest = _digest([parts[part] for part in PARTS])
    db.execute("INSERT INTO part_digests VALUES (?1, ?2) ON CONFLICT DO UPDATE SET digest = ?2", (article, digest))


def note_parts(db: sqlite3.Connection, article: int) -> None:
    """After the parts of an article were written."""
    keep_parts(db, article, _parts(db, article))


def note_missing_parts(db: sqlite3.Connection, most: int) -> int:
    """Of some articles that an older version kept; how many. Call it until it returns 0."""
    sql = "SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM part_digests WHERE article = a.id) LIMIT ?"
    articles = db.execute(sql, (most,)).fetchall()
    for (article,) in articles:
        note_parts(db, article)
    return len(articles)


def note_runs(db: sqlite3.Connection, ids: list[int]) -> None:
    """After runs ended."""
    for id in ids:
        row = db.execute(f"SELECT {_RUN} FROM runs WHERE id = ?", (id,)).fetchone()
        db.execute("UPDATE runs SET digest = ? WHERE id = ?", (_digest(row), id))


def of_source(*says: str | None) -> int:
    """Of its name, title, home page, country and language."""
    return _digest(says)


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """A line for each row that is not as it was written."""
    for article, kept in db.cursor().execute("SELECT article, digest FROM part_digests ORDER BY article"):
        parts = _parts(db, article)
        if _digest([parts[part] for part in PARTS]) != kept:
            yield f"article {article}: its authors, tags, images or named origins are not what was kept"
    for kept, *row in db.execute(f"SELECT digest, {_RUN} FROM runs WHERE digest IS NOT NULL ORDER BY id"):
        if _digest(row) != kept:
            yield f"runs row {row[0]}: is not as it was written"
    sql = "SELECT id, digest, name, title, homepage, country, language FROM sources WHERE digest IS NOT NULL ORDER BY id"
    for id, kept, *says in db.execute(sql):
        if _digest(says) != kept:
            yield f"sources row {id}: is not as it was written"


def _parts(db: sqlite3.Connection, article: int) -> dict[str, list[tuple[object, ...]]]:
    return {
        part: db.execute(f"SELECT {', '.join(columns)} FROM {part} WHERE article = ? ORDER BY id", (article,)).fetchall()
        for part, columns in PARTS.items()
    }


def _digest(rows: object) -> int:
    return int.from_bytes(blake2b(msgspec.json.encode(rows), digest_size=8).digest(), signed=True)
