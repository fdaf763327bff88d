"""The versions of an article in two archives, as one history. Every version of either is a row; what was seen between is not lost."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from ingest.archive import markup
from ingest.archive.evidence import erase
from ingest.archive.merge import pages
from ingest.archive.merge.other import Other, Unreadable
from ingest.archive.read.erasures import Erasure
from ingest.archive.write import append, changes, search_index
from ingest.archive.write.ids import inserted
from ingest.core import fold
from ingest.core.change import decide
from ingest.core.change.compare import compare
from ingest.core.change.model import Version
from ingest.core.change.reason import reason
from ingest.core.change.seen_by_several import Observed, last_seen, returned

_COPIED = (
    *("change", "reason", "seen_at", "fingerprint", "extractor", "page_kind", "access"),
    *("published", "published_at", "published_precision", "modified", "modified_at", "modified_precision"),
    *("publisher", "section", "byline", "title", "lead", "found", "text", "markdown", "markup"),
)
_THEIRS = """
    SELECT r.*, e.erased_at, e.reason AS erased_because, e.hashes, n.search_text
    FROM revisions r LEFT JOIN erasures e ON e.kept = 'revisions' AND e.row = r.id LEFT JOIN numbers n ON n.revision = r.id
    WHERE r.article = ? ORDER BY r.seen_at, r.id
"""
_TEXTS = """
    SELECT id, seen_at, kind, fingerprint, byline, snapshot, previous_confirmed_at FROM revisions WHERE article = ? ORDER BY seen_at, id
"""
_CONFIRMED = """
    INSERT INTO confirmations (revision, at)
    SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM confirmations WHERE revision = ?1 AND at = ?2)
"""
_RETURNED = "the text of an earlier revision had returned, as an archive saw that was merged"


class Observations(Struct, frozen=True):
    """What one archive saw of an article: the versions, and the looks between them that showed what stood."""

    versions: tuple[Observed, ...]
    confirmations: tuple[Observed, ...]
    last: Observed | None  # of the confirmations


class Merged(Struct):
    """What the merging of one article's versions brought. `placed`: the ids of theirs -> of ours."""

    placed: dict[int, int]
    last: Observed | None  # what the other archive saw last
    appended: int = 0


def observations(db: sqlite3.Connection, article: int) -> Observations:
    """Of an article of that archive. The revisions that read a page anew count as the text that was read first."""
    rows = db.execute(_TEXTS, (article,)).fetchall()
    texts = _texts(rows)
    versions = tuple(Observed(row[1], texts[row[0]]) for row in rows)

    def standing(at: str) -> Observed | None:
        """Who saw something then saw the version that stood."""
        held = [one for one in versions if one.at <= at]
        return Observed(at, held[-1].text) if held else None

    sql = "SELECT r.id, c.at FROM confirmations c JOIN revisions r ON r.id = c.revision WHERE r.article = ?"
    seen = [Observed(at, texts[row]) for row, at in db.execute(sql, (article,))]
    seen += [one for *_, at in rows if at and (one := standing(at))]
    sql = """
        SELECT max(u.confirmed_at) FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ?1
        AND NOT EXISTS (SELECT 1 FROM article_urls other WHERE other.url = au.url AND other.article != ?1)
    """
    (confirmed_at,) = db.execute(sql, (article,)).fetchone()
    last = standing(confirmed_at) if confirmed_at else None
    return Observations(versions, tuple(dict.fromkeys([*seen, *([last] if last else [])])), last)


def union(
    db: sqlite3.Connection, other: Other, article: int, theirs: int, seen: Observations | None, erased: Erasure | None, language: str
) -> Merged:
    """Appends to our article what the other archive holds of it as `theirs`. Inside a transaction. Raises Unreadable.

    `seen`: what ours had observed before; None: it is new. `erased`: the order by which its words went on either side.
    """
    with other.read():
        of_theirs = observations(other.db, theirs)
    merged = Merged({}, of_theirs.last)
    both = {*of_theirs.confirmations, *(seen.confirmations if seen is not None else ())}
    for row in other.rows(_THEIRS, theirs):
        _append(db, other, article, row, merged, both, erased, language)
    if seen is not None and erased is None:
        _settle(db, article, seen, of_theirs, merged)
    return merged


def _append(
    db: sqlite3.Connection,
    other: Other,
    article: int,
    row: dict[str, Any],
    merged: Merged,
    seen: Iterable[Observed],
    erased: Erasure | None,
    language: str,
) -> None:
    snapshot = pages.ours(db, other, row["snapshot"], erased)
    held = _held(db, article, row)
    if held is not None:
        merged.placed[row["id"]] = held
        return
    if row["erased_at"] is None and decide.fingerprint(row["title"], row["text"]) != row["fingerprint"]:
        raise Unreadable(f"{other.name}: revision {row['id']} is not what was kept: its fingerprint differs")
    before, after = _around(db, article, row["seen_at"])
    now = Version(row["title"], row["text"], language, row["byline"])
    kind, said = row["kind"], {name: row[name] for name in _COPIED}
    confirmed_at = row["previous_confirmed_at"]
    if before is None and kind != "reparse":
        kind, said["change"] = "first", None if kind != "first" else row["change"]
    elif before is not None and kind != "reparse":
        text = _text_of(db, article, before["id"])
        confirmed_at = confirmed_at or last_seen(text, seen, before["seen_at"], row["seen_at"])
        if kind == "first" and erased is None and not _reads_as(before, row):
            change = compare(_version(before, language), now)
            kind, said["change"], said["reason"] = "edit", change.kind, reason(change) or row["reason"]
    emptied, hashes = erase.emptied("revisions", row | {"markdown": _markdown(row)}) if erased is not None else ({}, {})
    revision = _insert(db, article, kind, confirmed_at, snapshot, said | emptied)
    merged.placed[row["id"]] = revision
    merged.appended += 1
    for form in other.rows(f"SELECT {_FORM} FROM document_forms WHERE revision = ?", row["id"]):
        db.execute(f"INSERT INTO document_forms (revision, {_FORM}) VALUES (?, ?, ?, ?, ?)", (revision, *form.values()))
    if erased is not None:
        erase.note(db, "revisions", revision, erased, json.loads(row["hashes"]) if row["hashes"] else hashes)
        return
    if before is not None and kind in ("edit", "revert"):
        changes.append_change(db, revision, _version(before, language), now, said["change"])
    if after is not None and after["kind"] == "first" and not after["is_compared"] and not _reads_as(after, row):
        changes.append_change(db, after["id"], now, _version(after, language))
    if row["search_text"] is not None:
        search_index.keep_number(db, revision, fold.searchable(row["title"], row["byline"], row["lead"], row["text"]))


def _settle(db: sqlite3.Connection, article: int, seen: Observations, of_theirs: Observations, merged: Merged) -> None:
    """Texts that had returned while the other archive saw another one become versions; what either saw last is kept."""
    held = observations(db, article).versions
    both = {*seen.confirmations, *of_theirs.confirmations}
    for one in returned(held, both):
        _append_return(db, article, one, both)
        merged.appended += 1
    lasting = [one for one in of_theirs.confirmations if one not in seen.confirmations]
    if seen.last is not None and of_theirs.last is not None and seen.last.at < of_theirs.last.at:
        lasting.append(seen.last)
    for one in lasting:
        revision = _reading(db, article, one)
        if revision is not None:
            db.execute(_CONFIRMED, (revision, one.at))


def _append_return(db: sqlite3.Connection, article: int, one: Observed, seen: Iterable[Observed]) -> None:
    before, _ = _around(db, article, one.at)
    reading = _reading(db, article, one)
    assert before is not None  # another text stood then
    assert reading is not None  # somebody who has it saw it
    sql = f"SELECT {', '.join(_COPIED)} FROM revisions WHERE id = ?"
    said = dict(zip(_COPIED, db.execute(sql, (reading,)).fetchone(), strict=True))
    (snapshot, language) = db.execute(
        "SELECT r.snapshot, a.language FROM revisions r JOIN articles a ON a.id = r.article WHERE r.id = ?", (reading,)
    ).fetchone()
    confirmed_at = last_seen(_text_of(db, article, before["id"]), seen, before["seen_at"], one.at)
    said |= {"seen_at": one.at, "change": "revert", "reason": _RETURNED}
    revision = _insert(db, article, "revert", confirmed_at, snapshot, said)
    sql = f"INSERT INTO document_forms (revision, {_FORM}) SELECT ?, {_FORM} FROM document_forms WHERE revision = ?"
    db.execute(sql, (revision, reading))
    now = Version(said["title"], said["text"], language, said["byline"])
    changes.append_change(db, revision, _version(before, language), now, "revert")


def _insert(
    db: sqlite3.Connection, article: int, kind: append.RevisionKind, confirmed_at: str | None, snapshot: int | None, said: dict[str, Any]
) -> int:
    names = ("article", "number", "kind", "previous_confirmed_at", "snapshot", *_COPIED)
    (number,) = db.execute("SELECT ifnull(max(number), 0) + 1 FROM revisions WHERE article = ?", (article,)).fetchone()
    sql = f"INSERT INTO revisions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    return inserted(db.execute(sql, (article, number, kind, confirmed_at, snapshot, *(said[name] for name in _COPIED))))


def _markdown(row: dict[str, Any]) -> str:
    return markup.unpack(row["text"], row["markdown"], row["markup"])


def _held(db: sqlite3.Connection, article: int, row: dict[str, Any]) -> int | None:
    """Our row of the very same version."""
    sql = "SELECT id FROM revisions WHERE article = ? AND seen_at = ? AND fingerprint = ? AND extractor = ? AND (kind = 'reparse') = ?"
    found = db.execute(sql, (article, row["seen_at"], row["fingerprint"], row["extractor"], row["kind"] == "reparse")).fetchone()
    return None if found is None else int(found[0])


_FORM = "media, pages, text_from, starts"
_AROUND = """
    SELECT id, seen_at, kind, fingerprint, title, text, byline, EXISTS (SELECT 1 FROM changes WHERE revision = r.id) AS is_compared
    FROM revisions r WHERE article = ? AND seen_at {} ? ORDER BY seen_at {}, id {} LIMIT 1
"""


def _around(db: sqlite3.Connection, article: int, at: str) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The versions that are held before and after a time."""
    found = []
    for sign, order in (("<=", "DESC"), (">", "ASC")):
        cursor = db.execute(_AROUND.format(sign, order, order), (article, at))
        row = cursor.fetchone()
        found.append(None if row is None else dict(zip([name for name, *_ in cursor.description], row, strict=True)))
    return found[0], found[1]


def _reads_as(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["fingerprint"] == other["fingerprint"] and one["byline"] == other["byline"])


def _version(row: dict[str, Any], language: str) -> Version:
    return Version(row["title"], row["text"], language, row["byline"])


def _texts(rows: Iterable[tuple[Any, ...]]) -> dict[int, str]:
    """By revision, what tells its text from others; that of a page that was read anew is the one that was read of it first."""
    texts: dict[int, str] = {}
    of_page: dict[int, str] = {}
    standing = ""
    for row, _, kind, fingerprint, byline, snapshot, _ in rows:
        own = msgspec.json.encode((fingerprint, byline)).decode()
        standing = texts[row] = own if kind != "reparse" else of_page.get(snapshot, standing or own)
        if snapshot is not None:
            of_page.setdefault(snapshot, standing)
    return texts


def _text_of(db: sqlite3.Connection, article: int, revision: int) -> str:
    return _texts(db.execute(_TEXTS, (article,)))[revision]


def _reading(db: sqlite3.Connection, article: int, one: Observed) -> int | None:
    """The newest revision by then that has a text."""
    rows = db.execute(_TEXTS, (article,)).fetchall()
    texts = _texts(rows)
    return next((row[0] for row in reversed(rows) if row[1] <= one.at and texts[row[0]] == one.text), None)
