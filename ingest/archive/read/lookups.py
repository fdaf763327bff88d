"""What the pipeline asks before it fetches and decides: sources and URLs that are due, what is held of a URL, the text that stands."""

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ingest.archive.read.erasures import ERASED_AT
from ingest.core.edits import Edits
from ingest.core.model import Validators

_CHUNK = 500  # URLs a statement


class UrlState(Struct, frozen=True):
    """What is known of a URL."""

    id: int
    url: str
    status: int | None  # of the last answer; None: none yet
    checked_at: str | None
    confirmed_at: str | None
    changed_at: str | None  # when a new text was last kept of it
    missing_since: str | None
    next_due_at: str | None
    looks: int  # answers, or requests that brought none
    failures: int
    body_hash: bytes | None
    moved_to: str | None
    article: int | None  # the newest article that was read there
    fingerprint: str | None  # of the article whose text is taken from this very URL
    byline: str | None  # its byline
    etag: str | None
    last_modified: str | None
    erased_at: str | None = None  # when the article that was read there was erased by order

    @property
    def validators(self) -> Validators:
        """For a conditional request. Empty where the source's validators proved wrong."""
        return Validators(self.etag, self.last_modified)


class SourceState(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    next_due_at: str | None
    interval: int | None  # seconds between looks at its listings as they are now
    last_ok_at: str | None  # None: never; its first look takes what `back` and `max_new` allow
    failures: int
    validators_trusted: bool


def source_state(db: sqlite3.Connection, name: str) -> SourceState | None:
    """Of an active source; None: it was never looked at."""
    sql = (
        "SELECT id, name, next_due_at, interval, last_ok_at, failures, validators_trusted FROM sources WHERE name = ? AND state = 'active'"
    )
    row = db.execute(sql, (name,)).fetchone()
    if row is None:
        return None
    id_, name, next_due_at, interval, last_ok_at, failures, trusted = row
    return SourceState(
        id=id_,
        name=name,
        next_due_at=next_due_at,
        interval=interval,
        last_ok_at=last_ok_at,
        failures=failures,
        validators_trusted=bool(trusted),
    )


def due_sources(db: sqlite3.Connection, now: str, limit: int = -1) -> tuple[str, ...]:
    """Names of the active sources whose listings are due, the longest waiting first, those never looked at before all.

    At most `limit` of them; below 0: all.
    """
    sql = "SELECT name FROM sources WHERE state = 'active' AND (next_due_at IS NULL OR next_due_at <= ?) ORDER BY next_due_at, id LIMIT ?"
    return tuple(name for (name,) in db.execute(sql, (now, limit)))


def overdue(db: sqlite3.Connection, now: str) -> tuple[int, str | None]:
    """How many active sources are due, and since when the longest waiting of them is; None: of none that was looked at before."""
    sql = """
        SELECT count(*), min(next_due_at) FROM sources
        WHERE state = 'active' AND name != 'adhoc' AND (next_due_at IS NULL OR next_due_at <= ?)
    """
    ((number, since),) = db.execute(sql, (now,)).fetchall()
    return int(number), since


def sources_with_due_urls(db: sqlite3.Connection, now: str) -> tuple[str, ...]:
    """Names of the active sources that have articles to be asked again, or pages that these lead to."""
    sql = """
        SELECT name FROM sources s WHERE state = 'active' AND (
          EXISTS (SELECT 1 FROM urls WHERE source = s.id AND next_due_at <= ?) OR EXISTS (SELECT 1 FROM led_to WHERE source = s.id)
        ) ORDER BY id
    """
    return tuple(name for (name,) in db.execute(sql, (now,)))


class DueUrl(Struct, frozen=True):
    """A URL that is due to be asked again."""

    url: str
    confirmed_at: str | None  # when its text was last seen; None: it was never read
    changed_at: str | None
    is_edited: bool  # its text was, once


_IS_EDITED = """
    EXISTS (SELECT 1 FROM article_urls seen JOIN revisions r ON r.article = seen.article
      WHERE seen.url = urls.id AND r.number > 1 AND r.kind IN ('edit', 'revert'))
"""


def due_urls(db: sqlite3.Connection, source: int, now: str, limit: int) -> tuple[DueUrl, ...]:
    """URLs of a source that are due to be asked again, the longest waiting first."""
    sql = f"""
        SELECT url, confirmed_at, changed_at, {_IS_EDITED} FROM urls WHERE source = ? AND next_due_at <= ? ORDER BY next_due_at LIMIT ?
    """
    found = db.execute(sql, (source, now, limit))
    return tuple(DueUrl(url, confirmed_at, changed_at, bool(is_edited)) for url, confirmed_at, changed_at, is_edited in found)


def edited(db: sqlite3.Connection, urls: Sequence[int]) -> frozenset[int]:
    """Those of some URLs, by their ids, whose texts were edited once."""
    return frozenset(url for url in urls if db.execute(f"SELECT {_IS_EDITED} FROM urls WHERE id = ?", (url,)).fetchone()[0])


def edits(db: sqlite3.Connection, source: str) -> Edits | None:
    """What looks again at a source's articles found; None: there was none yet."""
    row = db.execute("SELECT edits FROM sources WHERE name = ?", (source,)).fetchone()
    return None if row is None or row[0] is None else msgspec.json.decode(row[0], type=Edits)


def url_states(db: sqlite3.Connection, urls: Sequence[str]) -> dict[str, UrlState]:
    """By URL (normalised), for those of `urls` that are known."""
    found: dict[str, UrlState] = {}
    for start in range(0, len(urls), _CHUNK):
        chunk = urls[start : start + _CHUNK]
        sql = f"""
            SELECT u.id, u.url, u.status, u.checked_at, u.confirmed_at, u.changed_at, u.missing_since, u.next_due_at, u.looks, u.failures,
              u.body_hash, (SELECT url FROM urls m WHERE m.id = u.moved_to),
              (SELECT max(article) FROM article_urls seen WHERE seen.url = u.id),
              (SELECT r.fingerprint FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.url = u.id ORDER BY a.id DESC LIMIT 1),
              (SELECT r.byline FROM articles a JOIN revisions r ON r.id = a.revision WHERE a.url = u.id ORDER BY a.id DESC LIMIT 1),
              iif(s.validators_trusted = 0, NULL, u.etag), iif(s.validators_trusted = 0, NULL, u.last_modified),
              (SELECT max({ERASED_AT}) FROM article_urls seen JOIN articles a ON a.id = seen.article WHERE seen.url = u.id)
            FROM urls u LEFT JOIN sources s ON s.id = u.source WHERE u.url IN ({",".join("?" * len(chunk))})
        """
        for row in db.execute(sql, chunk):
            found[row[1]] = UrlState(*row)
    return found


def answered_whole_at(db: sqlite3.Connection, url: int) -> str | None:
    """When a URL (its id) last brought more than that nothing had changed. Costs a look at each row of the log since."""
    row = db.execute("SELECT ended_at FROM fetches WHERE url = ? AND status = 200 ORDER BY id DESC LIMIT 1", (url,)).fetchone()
    return row[0] if row is not None else None


def reason_before(db: sqlite3.Connection, url: int, unchanged: str) -> str | None:
    """What the log says of the last answer of a URL (its id) before the newest, but for answers that it was `unchanged`."""
    sql = "SELECT reason FROM fetches WHERE url = ? AND verdict = 'listing' AND reason != ? ORDER BY id DESC LIMIT 1 OFFSET 1"
    row = db.execute(sql, (url, unchanged)).fetchone()
    return row[0] if row is not None else None


def was_looked_at(db: sqlite3.Connection, url: str, at: str) -> bool:
    """Whether the log has a look at a URL (normalised) that ended at that very time (UTC text)."""
    sql = "SELECT EXISTS (SELECT 1 FROM fetches WHERE url = (SELECT id FROM urls WHERE url = ?) AND ended_at = ?)"
    return bool(db.execute(sql, (url, at)).fetchone()[0])
