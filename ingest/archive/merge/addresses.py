"""What the other archive knows of URLs: how they are now, the looks at them, the listings that cite them. Inside a transaction."""

import sqlite3
from typing import Any

from msgspec import Struct

from ingest.archive.merge import pages
from ingest.archive.merge.articles import source_of
from ingest.archive.merge.other import Other
from ingest.archive.read import erasures
from ingest.archive.write import url_state
from ingest.archive.write.log import MERGED

_URLS = """
    SELECT u.*, m.url AS moved FROM urls u LEFT JOIN urls m ON m.id = u.moved_to WHERE u.id > ? ORDER BY u.id LIMIT ?
"""
_NOW = """
    UPDATE urls SET
      first_seen_at = min(first_seen_at, :first_seen_at), source = ifnull(source, :ours), looks = max(looks, :looks),
      status = iif(:is_later, :status, status), failures = iif(:is_later, :failures, failures),
      missing_since = iif(:is_later, :missing_since, missing_since), next_due_at = iif(:is_later, :next_due_at, next_due_at),
      checked_at = iif(:is_later, :checked_at, checked_at), moved_to = iif(:is_later OR moved_to IS NULL, ifnull(:to, moved_to), moved_to),
      etag = iif(:is_surer, :etag, etag), last_modified = iif(:is_surer, :last_modified, last_modified),
      body_hash = iif(:is_surer, :body_hash, body_hash), confirmed_at = iif(:is_surer, :confirmed_at, confirmed_at),
      changed_at = CASE WHEN changed_at IS NULL OR changed_at < :changed_at THEN ifnull(:changed_at, changed_at) ELSE changed_at END
    WHERE id = :id
"""
_ERASED = """
    SELECT 1 FROM article_urls seen JOIN articles a ON a.id = seen.article
    JOIN erasures e ON e.kept = 'revisions' AND e.row = a.revision WHERE seen.url = ?
"""


class Passed(Struct, frozen=True):
    """Where a stretch of rows ended, None: there were none left; how many were appended."""

    last: int | None
    appended: int = 0


def urls(db: sqlite3.Connection, other: Other, after: int, most: int) -> Passed:
    """Whichever archive looked last says how a URL is and when it is due; whichever saw its text last, how that is recognised."""
    found = other.rows(_URLS, after, most)
    for row in found:
        url = url_state.id_of(db, row["url"], row["first_seen_at"])
        sql = "SELECT checked_at, confirmed_at FROM urls WHERE id = ?"
        checked_at, confirmed_at = db.execute(sql, (url,)).fetchone()
        is_later = row["checked_at"] is not None and (checked_at is None or checked_at < row["checked_at"])
        is_surer = row["confirmed_at"] is not None and (confirmed_at is None or confirmed_at < row["confirmed_at"])
        to = None if row["moved"] is None else url_state.id_of(db, row["moved"], row["first_seen_at"])
        values = {"id": url, "ours": source_of(db, other, row["source"]), "to": to, "is_later": is_later, "is_surer": is_surer}
        if is_later and db.execute(_ERASED, (url,)).fetchone():
            values["next_due_at"] = None
        db.execute(_NOW, row | values)
    return Passed(found[-1]["id"] if found else None)


_LOOKS = """
    SELECT f.*, u.url AS address, u.first_seen_at, a.identity, a.language FROM fetches f JOIN urls u ON u.id = f.url
    LEFT JOIN articles a ON a.id = f.article WHERE f.id > ?1 AND (f.snapshot IS NOT NULL OR f.ended_at >= ?3) ORDER BY f.id LIMIT ?2
"""
_LOOK = ("started_at", "ended_at", "verdict", "reason", "status", "wire_bytes", "attempts", "program", "final_url", "fingerprint", "hops")
_SAME = "SELECT 1 FROM fetches WHERE url = ? AND started_at = ? AND ended_at = ? AND verdict = ?"


def looks(db: sqlite3.Connection, other: Other, after: int, most: int, since: str) -> Passed:
    """Looks that ended since then (UTC text), and older ones whose page was kept, each with who made it."""
    found = other.rows(_LOOKS, after, most, since)
    appended = 0
    for row in found:
        url = url_state.id_of(db, row["address"], row["first_seen_at"])
        if db.execute(_SAME, (url, row["started_at"], row["ended_at"], row["verdict"])).fetchone():
            continue
        article = _article(db, row)
        erased = None if article is None else erasures.of_article(db, article)
        peer = row["peer"] or "an unknown address"
        names = ("url", "article", "snapshot", "peer", *_LOOK)
        values = (
            url,
            article,
            pages.ours(db, other, row["snapshot"], erased),
            peer if peer.startswith(MERGED) else f"{MERGED}{other.name}: {peer}",
            *(row[name] for name in _LOOK),
        )
        db.execute(f"INSERT INTO fetches ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values)
        appended += 1
    return Passed(found[-1]["id"] if found else None, appended)


def _article(db: sqlite3.Connection, row: dict[str, Any]) -> int | None:
    found = db.execute("SELECT id FROM articles WHERE identity = ? AND language = ?", (row["identity"], row["language"])).fetchone()
    return None if found is None else int(found[0])


_CITED = """
    INSERT INTO url_listings (url, listing, first_seen_at, title, published_at, left_at)
    VALUES (:url, :listing, :first_seen_at, :title, :published_at, :left_at)
    ON CONFLICT DO UPDATE SET left_at = excluded.left_at
    WHERE left_at IS NOT excluded.left_at AND (SELECT checked_at FROM urls WHERE id = :listing) = :checked_at
"""


def listings(db: sqlite3.Connection, other: Other, after: int, most: int) -> Passed:
    """Which listings cite a URL, after `urls`; what they say of one whose article was erased is not taken. Whichever archive looked at a
    listing last says what has left it."""
    sql = """
        SELECT s.id, u.url, u.first_seen_at AS since, l.url AS listing, l.first_seen_at AS listed_since, l.checked_at, s.first_seen_at,
          s.title, s.published_at, s.left_at
        FROM url_listings s JOIN urls u ON u.id = s.url JOIN urls l ON l.id = s.listing WHERE s.id > ? ORDER BY s.id LIMIT ?
    """
    found = other.rows(sql, after, most)
    for row in found:
        url, listing = url_state.id_of(db, row["url"], row["since"]), url_state.id_of(db, row["listing"], row["listed_since"])
        title = None if db.execute(_ERASED, (url,)).fetchone() else row["title"]
        values = {"url": url, "listing": listing, "title": title}
        db.execute(_CITED, {name: row[name] for name in ("first_seen_at", "published_at", "left_at", "checked_at")} | values)
    return Passed(found[-1]["id"] if found else None)


def alternates(db: sqlite3.Connection, other: Other, after: int, most: int) -> Passed:
    """Other languages that listings declare of a URL."""
    sql = """
        SELECT s.id, u.url, u.first_seen_at AS since, l.url AS listing, l.first_seen_at AS listed_since, s.first_seen_at, s.language,
          s.target
        FROM listed_alternates s JOIN urls u ON u.id = s.url JOIN urls l ON l.id = s.listing WHERE s.id > ? ORDER BY s.id LIMIT ?
    """
    found = other.rows(sql, after, most)
    for row in found:
        url, listing = url_state.id_of(db, row["url"], row["since"]), url_state.id_of(db, row["listing"], row["listed_since"])
        sql = "INSERT INTO listed_alternates (url, listing, first_seen_at, language, target) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        db.execute(sql, (url, listing, row["first_seen_at"], row["language"], row["target"]))
    return Passed(found[-1]["id"] if found else None)
