"""What is kept for good: articles, their revisions, URLs and links. Every function is called inside a transaction; `at` is UTC text."""

import sqlite3
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

import msgspec
from msgspec import Struct

from ingest.archive import markup
from ingest.archive.digests import PARTS, keep_parts
from ingest.archive.write import attachments, changes, removals, search_index
from ingest.archive.write.ids import inserted
from ingest.core import fold
from ingest.core.change import model as change
from ingest.core.change.bylines import same_byline
from ingest.core.change.decide import reads_the_same
from ingest.core.model import Article, Link, Moment
from ingest.core.rolling import ROLLED_ON, is_other

_BEFORE = 12  # revisions of a page that begins to show one text after another, which are looked through

RevisionKind = Literal["first", "edit", "revert", "reparse"]
UrlRelation = Literal["final", "asked", "canonical", "amp", "moved"]


class NewRevision(Struct, frozen=True, kw_only=True):
    """A version of an article that is to be kept, and what was decided of it."""

    identity: str
    language: str  # "und" when not known
    article: Article
    fingerprint: str
    search_text: str  # folded
    kind: RevisionKind
    reason: str
    extractor: int
    seen_at: str
    change: str | None = None
    is_another: bool = False  # no version of the text before it, which stays to be found beside it


class Placement(Struct, frozen=True):
    """Where a version was put. `revision` is an older one when the text reads the same as that."""

    article: int
    revision: int
    created: bool  # the article is new
    appended: bool  # the revision is


class _Before(Struct, frozen=True):
    """The revision that a version follows."""

    id: int
    fingerprint: str
    seen_at: str
    title: str
    text: str
    byline: str | None


def keep_article(db: sqlite3.Connection, version: NewRevision, *, source: int, url: int, snapshot: int | None) -> Placement:
    """Appends a revision, of a new article when (identity, language) is new; one that is the newest then stands and is searched.

    `url`: where it was read, its final URL. Who calls has decided, inside the same transaction, that the text is good. A version that was
    seen earlier than others takes its place in time among them; its `number` is the order of arrival.
    """
    row = db.execute("SELECT id FROM articles WHERE identity = ? AND language = ?", (version.identity, version.language)).fetchone()
    if row is None:
        return _keep_first(db, version, source, url, snapshot)
    article = int(row[0])
    before = _standing_at(db, article, version.seen_at)
    if before is not None and version.kind != "reparse" and _is_same(before, version):
        return Placement(article, before.id, created=False, appended=False)
    confirmed_at = None if before is None else _confirmed_at(db, article, version.seen_at) or before.seen_at
    number = db.execute("SELECT max(number) FROM revisions WHERE article = ?", (article,)).fetchone()[0]
    revision = _append_revision(db, version, article, number + 1, snapshot, confirmed_at)
    now = change.Version(version.article.title, version.article.text, version.language, version.article.byline)
    if before is not None:
        changes.append_change(db, revision, change.Version(before.title, before.text, version.language, before.byline), now, version.change)
    else:
        _compare_first(db, article, version, now)
    if standing(db, article) == revision:
        if version.is_another:
            keep_numbers(db, article, version.language)
        _replace_newest(db, version, article, revision, url)
        if version.kind != "reparse":  # which says nothing of what stands at the publisher's now
            removals.undo(db, article, version.seen_at)
    else:
        if version.is_another:
            search_index.keep_number(db, revision, version.search_text)
        db.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", (version.seen_at, article))
        search_index.note_date(db, article)
    return Placement(article, revision, created=False, appended=True)


def _compare_first(db: sqlite3.Connection, article: int, version: NewRevision, now: change.Version) -> None:
    """What was held as the first version is an edit, now that an older one has come."""
    sql = """
        SELECT id, title, text, byline, fingerprint FROM revisions r WHERE article = ? AND seen_at > ? AND kind = 'first'
        AND NOT EXISTS (SELECT 1 FROM changes WHERE revision = r.id) ORDER BY seen_at, id LIMIT 1
    """
    row = db.execute(sql, (article, version.seen_at)).fetchone()
    if row is not None and not (reads_the_same(row[4], version.fingerprint) and row[3] == now.byline):
        changes.append_change(db, row[0], now, change.Version(row[1], row[2], version.language, row[3]))


def keep_numbers(db: sqlite3.Connection, article: int, language: str) -> None:
    """What stood until now stays to be found; and when it is the first that does, so do the texts before it that were written anew."""
    sql = "SELECT EXISTS (SELECT 1 FROM numbers n JOIN revisions r ON r.id = n.revision WHERE r.article = ?)"
    (is_known,) = db.execute(sql, (article,)).fetchone()
    sql = "SELECT id, title, byline, lead, text FROM revisions WHERE article = ? ORDER BY seen_at DESC, id DESC LIMIT ?"
    versions = db.execute(sql, (article, 2 if is_known else _BEFORE)).fetchall()  # the newest is the one that follows
    for place, (following, (revision, title, byline, lead, text)) in enumerate(pairwise(versions)):
        if place == 0 or is_other(title, text, following[1], following[4], language, rewritten=ROLLED_ON):
            search_index.keep_number(db, revision, fold.searchable(title, byline, lead, text))


def _is_same(before: _Before, version: NewRevision) -> bool:
    """Whether a reader would find no difference."""
    same_text = reads_the_same(before.fingerprint, version.fingerprint)
    return same_text and same_byline(before.byline, version.article.byline, version.language)


def standing(db: sqlite3.Connection, article: int) -> int:
    """The current revision: the one seen last, and of several the one kept last. Nothing else decides this."""
    sql = "SELECT id FROM revisions WHERE article = ? ORDER BY seen_at DESC, id DESC LIMIT 1"
    return int(db.execute(sql, (article,)).fetchone()[0])


def _standing_at(db: sqlite3.Connection, article: int, at: str) -> _Before | None:
    """The newest revision that was seen by that time; None: all were seen later."""
    sql = """
        SELECT id, fingerprint, seen_at, title, text, byline FROM revisions WHERE article = ? AND seen_at <= ?
        ORDER BY seen_at DESC, id DESC LIMIT 1
    """
    row = db.execute(sql, (article, at)).fetchone()
    return None if row is None else _Before(*row)


def _keep_first(db: sqlite3.Connection, version: NewRevision, source: int, url: int, snapshot: int | None) -> Placement:
    # Article and first revision name each other; the article's id is foretold, and the constraint checked at the commit.
    article = int(db.execute("SELECT ifnull(max(id), 0) + 1 FROM articles").fetchone()[0])
    revision = _append_revision(db, version, article, 1, snapshot, None)
    db.execute(
        """
        INSERT INTO articles (id, identity, language, source, url, revision, first_seen_at, translation, title)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            article,
            version.identity,
            version.language,
            source,
            url,
            revision,
            version.seen_at,
            version.article.translation,
            version.article.title,
        ),
    )
    search_index.note_new(db, article, version.search_text)
    search_index.note_date(db, article)
    _append_parts(db, article, version.article)
    return Placement(article, revision, created=True, appended=True)


def _append_revision(
    db: sqlite3.Connection, version: NewRevision, article: int, number: int, snapshot: int | None, previous_confirmed_at: str | None
) -> int:
    page = version.article
    cursor = db.execute(
        """
        INSERT INTO revisions (article, number, kind, change, reason, seen_at, previous_confirmed_at, fingerprint, extractor, snapshot,
          page_kind, access, published, published_at, published_precision, modified, modified_at, modified_precision,
          publisher, section, byline, title, lead, found, text, markdown, markup)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            article,
            number,
            version.kind,
            version.change,
            version.reason,
            version.seen_at,
            previous_confirmed_at,
            version.fingerprint,
            version.extractor,
            snapshot,
            page.kind,
            page.access,
            *_moment(page.published),
            *_moment(page.modified),
            page.publisher,
            page.section,
            page.byline,
            page.title,
            page.lead,
            msgspec.json.encode([msgspec.structs.astuple(one) for one in page.found]).decode(),
            page.text,
            *markup.pack(page.text, page.markdown),
        ),
    )
    revision = inserted(cursor)
    if page.form is not None:
        attachments.append_form(db, revision, page.form)
    return revision


def _moment(moment: Moment | None) -> tuple[str | None, str | None, str | None]:
    return (moment.local, moment.at, moment.precision) if moment else (None, None, None)


def _confirmed_at(db: sqlite3.Connection, article: int, before: str) -> str | None:
    """When the current text was last seen, at any URL of the article."""
    sql = "SELECT max(u.confirmed_at) FROM article_urls au JOIN urls u ON u.id = au.url WHERE au.article = ? AND u.confirmed_at < ?"
    found: str | None = db.execute(sql, (article, before)).fetchone()[0]
    return found


def _replace_newest(db: sqlite3.Connection, version: NewRevision, article: int, revision: int, url: int) -> None:
    search_index.note_change(db, article, version.search_text)
    page = version.article
    db.execute(
        "UPDATE articles SET revision = ?, url = ?, translation = ?, title = ? WHERE id = ?",
        (revision, url, page.translation, page.title, article),
    )
    search_index.note_date(db, article)
    for part in PARTS:
        db.execute(f"DELETE FROM {part} WHERE article = ?", (article,))
    _append_parts(db, article, page)


def _append_parts(db: sqlite3.Connection, article: int, page: Article) -> None:
    parts: dict[str, list[tuple[object, ...]]] = {
        "authors": [(author.name, int(author.organization)) for author in page.authors],
        "tags": [(tag,) for tag in page.tags],
        "images": [(image.url, image.alt, image.caption, image.credit) for image in page.images],
        "named_origins": [(citation.words,) for citation in page.citations if citation.words and not citation.url],
    }
    for part, rows in parts.items():
        if rows:
            columns = PARTS[part]
            sql = f"INSERT INTO {part} (article, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
            db.executemany(sql, [(article, *row) for row in rows])
    keep_parts(db, article, parts)


def see_url(db: sqlite3.Connection, article: int, url: int, relation: UrlRelation, at: str) -> None:
    """Records, once, that a URL leads to an article."""
    sql = """
        INSERT INTO article_urls (article, url, relation, seen_at) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM article_urls WHERE url = ?2 AND article = ?1)
    """
    db.execute(sql, (article, url, relation, at))


def set_url(db: sqlite3.Connection, article: int, url: int) -> None:
    """The article moved for good: its text is taken from there from now on."""
    db.execute("UPDATE articles SET url = ?1 WHERE id = ?2 AND url != ?1", (url, article))


def add_links(db: sqlite3.Connection, links: Iterable[Link], snapshot: int | None, at: str) -> tuple[int, ...]:
    """Records evidence; the ids of the rows that are new. What stands already, word for word but for its reason, is not said twice."""
    added = []
    for link in links:
        key = (link.article, link.target, link.relation, link.basis, link.confidence, link.apart, link.language)
        cursor = db.execute(
            """
            INSERT INTO links (article, target, relation, basis, confidence, apart, language, snapshot, added_at, reason)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (
              SELECT 1 FROM links l WHERE article = ?1 AND target = ?2 AND relation = ?3 AND basis = ?4 AND confidence = ?5 AND apart = ?6
              AND language IS ?7 AND undoes IS NULL AND NOT EXISTS (SELECT 1 FROM links back WHERE back.undoes = l.id))
            """,
            (*key, snapshot, at, link.reason),
        )
        if cursor.rowcount:
            added.append(inserted(cursor))
    return tuple(added)


def undo_link(db: sqlite3.Connection, link: int, reason: str, at: str) -> bool:
    """Takes a link back, with a row that says so; False when it is unknown, an undoing itself, or taken back already."""
    sql = """
        INSERT INTO links (article, target, relation, basis, confidence, apart, language, added_at, undoes, reason)
        SELECT article, target, relation, basis, confidence, apart, language, ?2, id, ?3 FROM links l
        WHERE id = ?1 AND undoes IS NULL AND NOT EXISTS (SELECT 1 FROM links back WHERE back.undoes = l.id)
    """
    return db.execute(sql, (link, at, reason)).rowcount == 1
