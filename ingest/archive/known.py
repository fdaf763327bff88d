"""What the pipeline asks before it fetches and decides: sources and URLs that are due, what is held of a URL, the text that stands."""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from ingest.core.change import Kept
from ingest.core.model import Validators

_CHUNK = 500  # URLs a statement


class UrlState(Struct, frozen=True, kw_only=True):
    """What is known of a URL."""

    id: int
    url: str
    status: int | None  # of the last answer; None: none yet
    checked_at: str | None
    confirmed_at: str | None
    missing_since: str | None
    next_due_at: str | None
    failures: int
    validators: Validators
    body_hash: bytes | None
    moved_to: str | None
    article: int | None  # the newest article that was read there


class SourceState(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    next_due_at: str | None
    last_ok_at: str | None  # None: never; its first look takes what `back` and `max_new` allow
    failures: int
    validators_trusted: bool


class Standing(Struct, frozen=True):
    """An article's newest good revision, and the fingerprints of the earlier ones."""

    article: int
    state: str
    kept: Kept
    earlier: frozenset[str]


def source_states(db: sqlite3.Connection) -> dict[str, SourceState]:
    """By name; the active ones."""
    sql = "SELECT id, name, next_due_at, last_ok_at, failures, validators_trusted FROM sources WHERE state = 'active'"
    return {
        name: SourceState(
            id=id_, name=name, next_due_at=next_due_at, last_ok_at=last_ok_at, failures=failures, validators_trusted=bool(trusted)
        )
        for id_, name, next_due_at, last_ok_at, failures, trusted in db.execute(sql)
    }


def due_sources(db: sqlite3.Connection, now: str) -> tuple[str, ...]:
    """Names of the active sources whose listings are due, the longest waiting first, those never looked at before all."""
    sql = "SELECT name FROM sources WHERE state = 'active' AND (next_due_at IS NULL OR next_due_at <= ?) ORDER BY next_due_at, id"
    return tuple(name for (name,) in db.execute(sql, (now,)))


def due_urls(db: sqlite3.Connection, source: int, now: str, limit: int) -> tuple[str, ...]:
    """URLs of a source that are due to be asked again, the longest waiting first."""
    sql = "SELECT url FROM urls WHERE source = ? AND next_due_at <= ? ORDER BY next_due_at LIMIT ?"
    return tuple(url for (url,) in db.execute(sql, (source, now, limit)))


def url_states(db: sqlite3.Connection, urls: Sequence[str]) -> dict[str, UrlState]:
    """By URL (normalised), for those of `urls` that are known."""
    found: dict[str, UrlState] = {}
    for start in range(0, len(urls), _CHUNK):
        chunk = urls[start : start + _CHUNK]
        sql = f"""
            SELECT u.id, u.url, u.status, u.checked_at, u.confirmed_at, u.missing_since, u.next_due_at, u.failures,
              u.etag, u.last_modified, u.body_hash, (SELECT url FROM urls m WHERE m.id = u.moved_to),
              (SELECT max(article) FROM article_urls seen WHERE seen.url = u.id)
            FROM urls u WHERE u.url IN ({",".join("?" * len(chunk))})
        """
        for row in db.execute(sql, chunk):
            found[row[1]] = UrlState(
                id=row[0],
                url=row[1],
                status=row[2],
                checked_at=row[3],
                confirmed_at=row[4],
                missing_since=row[5],
                next_due_at=row[6],
                failures=row[7],
                validators=Validators(row[8], row[9]),
                body_hash=row[10],
                moved_to=row[11],
                article=row[12],
            )
    return found


def standing(db: sqlite3.Connection, identity: str, language: str) -> Standing | None:
    """What a new version of an article is compared with."""
    sql = """
        SELECT a.id, a.state, r.fingerprint, r.title, r.text FROM articles a JOIN revisions r ON r.id = a.revision
        WHERE a.identity = ? AND a.language = ?
    """
    row = db.execute(sql, (identity, language)).fetchone()
    if row is None:
        return None
    article, state, fingerprint, title, text = row
    others = db.execute("SELECT fingerprint FROM revisions WHERE article = ? AND fingerprint != ?", (article, fingerprint))
    earlier = frozenset(one for (one,) in others)
    return Standing(article, state, Kept(fingerprint=fingerprint, title=title, text=text, language=language), earlier)


def articles_of(db: sqlite3.Connection, identity: str) -> dict[str, int]:
    """The articles of an identity: language -> id."""
    return dict(db.execute("SELECT language, id FROM articles WHERE identity = ?", (identity,)))
