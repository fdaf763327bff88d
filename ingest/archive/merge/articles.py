"""One article of the other archive, in ours."""

import sqlite3
from typing import Any

from msgspec import Struct

from ingest.archive import digests
from ingest.archive.evidence import erase
from ingest.archive.merge import history, proofs
from ingest.archive.merge.other import Other
from ingest.archive.read import erasures
from ingest.archive.read.erasures import Erasure
from ingest.archive.story_index import other_numbers, signature_index, stories
from ingest.archive.write import append, attachments, search_index, url_state
from ingest.core import fold
from ingest.core.change.model import NUMBER

_ARTICLE = """
    SELECT a.*, u.url AS address, s.name AS source_name, r.fingerprint, r.byline, e.erased_at, e.reason AS erased_because
    FROM articles a JOIN urls u ON u.id = a.url JOIN sources s ON s.id = a.source JOIN revisions r ON r.id = a.revision
    LEFT JOIN erasures e ON e.kept = 'revisions' AND e.row = a.revision WHERE a.id = ?
"""


class Arrived(Struct, frozen=True):
    """What one article brought."""

    is_new: bool = False
    versions: int = 0
    is_erased: bool = False  # its words went from our archive now


def bring(db: sqlite3.Connection, other: Other, theirs: int) -> Arrived:
    """Inside a transaction. Raises Unreadable: nothing of the article may be kept then."""
    row = other.row(_ARTICLE, theirs)
    assert row is not None  # its id was read from there
    source = source_of(db, other, row["source"])
    url = url_state.id_of(db, row["address"], row["first_seen_at"], source)
    held = db.execute("SELECT id FROM articles WHERE identity = ? AND language = ?", (row["identity"], row["language"])).fetchone()
    ours = None if held is None else int(held[0])
    here = None if ours is None else erasures.of_article(db, ours)
    there = None if row["erased_at"] is None else Erasure(row["erased_at"], row["erased_because"])
    erased = here or there
    article = ours or int(db.execute("SELECT ifnull(max(id), 0) + 1 FROM articles").fetchone()[0])
    seen = None if ours is None else history.observations(db, ours)
    merged = history.union(db, other, article, theirs, seen, erased, row["language"])
    if ours is None:
        _insert(db, other, article, row, source, url, merged.placed[row["revision"]], is_erased=erased is not None)
        has_changed = True
    else:
        before, text = _told(db, article), _text(db, article)
        _update(db, other, article, row, source, url, is_erased=erased is not None)
        has_changed = before != _told(db, article)
        if _text(db, article) != text:
            signature_index.forget(db, article)  # `likeness` looks at the text that stands now
    if there is not None and here is None and ours is not None:
        erase.article(db, article, there.reason, there.at)
    sql = "SELECT u.url, s.relation, s.seen_at FROM article_urls s JOIN urls u ON u.id = s.url WHERE s.article = ? ORDER BY s.id"
    for one in other.rows(sql, theirs):
        append.see_url(db, article, url_state.id_of(db, one["url"], one["seen_at"]), one["relation"], one["seen_at"])
    sql = """
        SELECT u.url, u.first_seen_at AS since, t.first_seen_at, t.words FROM attachments t JOIN urls u ON u.id = t.url
        WHERE t.article = ? ORDER BY t.id
    """
    for one in other.rows(sql, theirs):
        words = "" if erased else one["words"]
        document = url_state.id_of(db, one["url"], one["since"], source)
        attachments.append(db, article, document, one["first_seen_at"], words)
    if ours is None and other.row("SELECT 1 AS is_walked FROM walked WHERE article = ?", theirs):
        db.execute("INSERT INTO walked (article) VALUES (?)", (article,))
    proofs.removals(db, other, article, theirs, merged.last.at if merged.last else None, erased)
    linked = proofs.links(db, other, article, theirs, erased)
    if ours is None or linked:
        other_numbers.unite(db, {article})
    if has_changed or linked:
        stories.settle(db, article, row["first_seen_at"])
    return Arrived(ours is None, merged.appended, is_erased=there is not None and here is None)


def _told(db: sqlite3.Connection, article: int) -> tuple[object, ...]:
    """What its story tells of it."""
    found: tuple[object, ...] = db.execute("SELECT source, revision, first_seen_at FROM articles WHERE id = ?", (article,)).fetchone()
    return found


def _text(db: sqlite3.Connection, article: int) -> str:
    """The fingerprint of the text that stands."""
    sql = "SELECT r.fingerprint FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.id = ?"
    return str(db.execute(sql, (article,)).fetchone()[0])


def source_of(db: sqlite3.Connection, other: Other, theirs: int | None) -> int | None:
    """The id of our source of the same name, which is made as theirs is if there is none."""
    names = ("name", "title", "homepage", "country", "language", "state")
    row = None if theirs is None else other.row(f"SELECT {', '.join(names)} FROM sources WHERE id = ?", theirs)
    if row is None:
        return None
    sql = f"INSERT INTO sources ({', '.join(names)}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.execute(sql, tuple(row[name] for name in names))
    return int(db.execute("SELECT id FROM sources WHERE name = ?", (row["name"],)).fetchone()[0])


def _insert(
    db: sqlite3.Connection, other: Other, article: int, row: dict[str, Any], source: int | None, url: int, revision: int, *, is_erased: bool
) -> None:
    title = erase.TITLE if is_erased else row["title"]
    db.execute(
        """
        INSERT INTO articles (id, identity, language, source, url, revision, first_seen_at, translation, title)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (article, row["identity"], row["language"], source, url, revision, row["first_seen_at"], row["translation"], title),
    )
    search_index.note_new(db, article, "" if is_erased else _search_text(db, revision))
    search_index.note_date(db, article)
    if not is_erased:
        _bring_parts(db, other, article, row["id"])


def _update(
    db: sqlite3.Connection, other: Other, article: int, row: dict[str, Any], source: int | None, url: int, *, is_erased: bool
) -> None:
    """Brings up to date what the article's row says."""
    stood = db.execute("SELECT revision FROM articles WHERE id = ?", (article,)).fetchone()[0]
    sql = """
        UPDATE articles SET first_seen_at = min(first_seen_at, ?2), source = (
          SELECT id FROM sources WHERE id IN (source, ?3) ORDER BY name = 'adhoc', name LIMIT 1) WHERE id = ?1
    """
    db.execute(sql, (article, row["first_seen_at"], source))
    stands = append.standing(db, article)
    if stands != stood:
        sql = "SELECT fingerprint, byline, title, change FROM revisions WHERE id = ?"
        fingerprint, byline, title, change = db.execute(sql, (stands,)).fetchone()
        is_theirs = (fingerprint, byline) == (row["fingerprint"], row["byline"])
        search_text = "" if is_erased else _search_text(db, stands)
        if change == NUMBER and not is_erased:
            append.keep_numbers(db, article, row["language"])
        search_index.note_change(db, article, search_text)
        db.execute("UPDATE articles SET revision = ?, title = ? WHERE id = ?", (stands, title, article))
        if is_theirs:
            db.execute("UPDATE articles SET url = ?, translation = ? WHERE id = ?", (url, row["translation"], article))
        if is_theirs and not is_erased:
            _bring_parts(db, other, article, row["id"])
    search_index.note_date(db, article)


def _bring_parts(db: sqlite3.Connection, other: Other, article: int, theirs: int) -> None:
    for part, names in digests.PARTS.items():
        db.execute(f"DELETE FROM {part} WHERE article = ?", (article,))
        rows = other.rows(f"SELECT {', '.join(names)} FROM {part} WHERE article = ? ORDER BY id", theirs)
        sql = f"INSERT INTO {part} (article, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
        db.executemany(sql, [(article, *row.values()) for row in rows])
    digests.note_parts(db, article)


def _search_text(db: sqlite3.Connection, revision: int) -> str:
    row = db.execute("SELECT title, byline, lead, text FROM revisions WHERE id = ?", (revision,)).fetchone()
    return fold.searchable(*row)
