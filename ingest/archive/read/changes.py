"""What changed, what was removed, and what was seen and is not yet believed; typed, the newest first."""

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ingest.archive.read import article_view
from ingest.archive.read.article_view import RevisionView
from ingest.core.change.compare import compare
from ingest.core.change.model import Change, Span, Version
from ingest.core.model import Removal

# The edits of those classes, and those that were kept before edits were classed: few, where all versions of all articles are many.
_LIKELY = """
    SELECT revision FROM changes WHERE {} UNION
    SELECT id FROM revisions WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM changes WHERE revision = revisions.id)
"""


class ChangeView(Struct, frozen=True, kw_only=True):
    """A row of the view v_changes. `significance` is null for what was kept before changes were compared span by span."""

    article: int
    url: str
    source: str
    language: str
    class_: str | None = msgspec.field(name="class")
    significance: float | None
    title: str
    before: str | None
    after: str | None
    seen_at: str
    previous_confirmed_at: str | None
    revision: int
    number: int
    classes: str | None
    reason: str


class RemovalView(Struct, frozen=True, kw_only=True):
    """A row of the view v_removed: the publisher took it away, the text is kept."""

    article: int
    url: str
    source: str
    language: str
    title: str
    gone_at: str | None
    last_confirmed_at: str | None
    missing_since: str | None
    reason: str | None
    revision: int
    removal: Removal
    id: int  # of its row of evidence
    status: int | None
    final_url: str | None  # where a redirect led
    snapshot: int | None  # of what stands in its place


class UnconfirmedView(Struct, frozen=True, kw_only=True):
    """A text that an article's page showed last and that the archive does not yet believe: it may be an edit, or a fault of the page."""

    article: int
    url: str
    source: str
    language: str
    title: str
    reason: str
    since: str  # the first look that showed it
    last_seen_at: str
    last_confirmed_at: str | None  # of the text that is kept
    snapshot: int | None


class Compared(Struct, frozen=True, kw_only=True):
    """Two revisions of an article, and what changed from the older to the newer."""

    before: RevisionView
    after: RevisionView
    before_confirmed_at: str | None  # when the older one was last known to stand
    change: Change


class Filter(Struct, frozen=True, kw_only=True):
    """Which changes are wanted. An empty field narrows nothing."""

    classes: tuple[str, ...] = ()  # any of them among the change's classes
    least: float = 0.0  # significance; what was kept without one passes only at 0
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None  # UTC text
    after: int = 0  # a revision: later rows alone


def changes(db: sqlite3.Connection, wanted: Filter, limit: int) -> tuple[ChangeView, ...]:
    """The newest first."""
    where, values = _where(wanted, "seen_at")
    if wanted.classes:
        named = " OR ".join("ifnull(classes, ' ' || class || ' ') LIKE ?" for _ in wanted.classes)
        where.append(f"({named}) AND revision IN ({_LIKELY.format(' OR '.join('classes LIKE ?' for _ in wanted.classes))})")
        values += [f"% {name} %" for name in wanted.classes] * 2
    if wanted.least:
        where.append("significance >= ?")
        values.append(wanted.least)
    where.append("revision > ?")
    values.append(wanted.after)
    # `class IS NULL`: nothing that a reader would call an edit, such as a text that is back as it was
    sql = f"SELECT * FROM v_changes WHERE {' AND '.join(where)} ORDER BY seen_at DESC, revision DESC LIMIT ?"
    return article_view.rows(db, ChangeView, sql, *values, limit)


def of_article(db: sqlite3.Connection, article: int) -> tuple[ChangeView, ...]:
    """Of one article, the oldest first."""
    return article_view.rows(db, ChangeView, "SELECT * FROM v_changes WHERE article = ? ORDER BY seen_at, revision", article)


def removed(db: sqlite3.Connection, wanted: Filter, limit: int) -> tuple[RemovalView, ...]:
    """The newest first."""
    where, values = _where(wanted, "gone_at")
    sql = f"SELECT * FROM v_removed WHERE {' AND '.join(where) or '1'} ORDER BY gone_at DESC, article DESC LIMIT ?"
    return article_view.rows(db, RemovalView, sql, *values, limit)


def unconfirmed(db: sqlite3.Connection, wanted: Filter, limit: int) -> tuple[UnconfirmedView, ...]:
    """Articles whose last answered look showed something else than their text, the newest first."""
    where, values = _where(wanted, "last_seen_at")
    sql = f"""
        WITH last AS (
          SELECT article, max(id) AS id FROM fetches WHERE verdict = 'quarantined' AND article IS NOT NULL GROUP BY article
        ), found AS (
          SELECT a.id AS article, u.url, s.name AS source, a.language, a.title, f.reason,
            (SELECT min(same.ended_at) FROM fetches same WHERE same.article = a.id AND same.verdict = 'quarantined'
              AND same.fingerprint IS f.fingerprint AND same.reason = f.reason) AS since,
            f.ended_at AS last_seen_at, u.confirmed_at AS last_confirmed_at, f.snapshot
          FROM last JOIN fetches f USING (id) JOIN articles a ON a.id = f.article JOIN sources s ON s.id = a.source
          JOIN urls u ON u.id = a.url JOIN revisions r ON r.id = a.revision
          WHERE f.ended_at > r.seen_at AND f.ended_at > ifnull(u.confirmed_at, '') AND a.state = 'live'
        )
        SELECT * FROM found WHERE {" AND ".join(where) or "1"} ORDER BY last_seen_at DESC, article DESC LIMIT ?
    """
    return article_view.rows(db, UnconfirmedView, sql, *values, limit)


def compared(db: sqlite3.Connection, article: int, older: int, newer: int) -> Compared | None:
    """Two revisions by their numbers; None if either does not exist. A comparison that was kept is read, any other is made now."""
    in_time = article_view.revisions(db, article)
    versions = {revision.number: revision for revision in in_time}
    if older not in versions or newer not in versions:
        return None
    before, after = versions[older], versions[newer]
    # What was kept was compared with the version that stood before it when it came; numbers are given in the order of arrival.
    is_next = newer == older + 1 and after.kind != "first" and in_time.index(after) == in_time.index(before) + 1
    row = db.execute("SELECT spans, significance FROM changes WHERE revision = ?", (after.id,)).fetchone() if is_next else None
    if row is not None:
        change = Change(msgspec.json.decode(row[0], type=tuple[Span, ...]), row[1])
    else:
        change = compare(version_of(before), version_of(after))
    following = versions.get(older + 1, after)
    return Compared(before=before, after=after, before_confirmed_at=following.previous_confirmed_at, change=change)


class Edit(Struct, frozen=True):
    """Two versions that followed each other, and what changed."""

    before: Version
    after: Version
    change: Change


def compared_revision(db: sqlite3.Connection, revision: int) -> Edit | None:
    """A revision and the one before it; None when it was kept before changes were compared, or its predecessor is not held."""
    sql = """
        SELECT c.spans, c.significance, old.title, old.text, new.title, new.text, a.language,
          old.number = new.number - 1 AND new.kind != 'first'
        FROM changes c JOIN revisions new ON new.id = c.revision JOIN articles a ON a.id = new.article
        JOIN revisions old ON old.id = (SELECT p.id FROM revisions p WHERE p.article = new.article
          AND (p.seen_at, p.id) < (new.seen_at, new.id) ORDER BY p.seen_at DESC, p.id DESC LIMIT 1)
        WHERE c.revision = ?
    """
    row = db.execute(sql, (revision,)).fetchone()
    if row is None:
        return None
    spans, significance, old_title, old_text, title, text, language, is_next = row
    before, after = Version(old_title, old_text, language), Version(title, text, language)
    kept = Change(msgspec.json.decode(spans, type=tuple[Span, ...]), significance)
    return Edit(before, after, kept if is_next else compare(before, after))


def version_of(revision: RevisionView) -> Version:
    return Version(revision.title, revision.text, revision.language, revision.byline)


def _where(wanted: Filter, time: str) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    for column, names in (("source", wanted.sources), ("language", wanted.languages)):
        if names:
            where.append(f"{column} IN ({_marks(names)})")
            values += names
    if wanted.since:
        where.append(f"{time} >= ?")
        values.append(wanted.since)
    return where, values


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
