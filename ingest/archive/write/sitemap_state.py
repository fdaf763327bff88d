"""The sitemaps below an index as they are now. Every function is called inside a transaction; URLs are normalised, `at` is UTC text."""

import sqlite3
from collections.abc import Sequence

from ingest.archive.write import url_state
from ingest.core.model import Cited


def name(db: sqlite3.Connection, root: str, parent: str, depth: int, named: Sequence[Cited], source: int, at: str) -> tuple[str, ...]:
    """What an index names now, the newest first; those that it names no longer are forgotten.

    Returns those that another index of this root names already: a loop, or a sitemap that is named twice.
    """
    its_root, its_parent = url_state.id_of(db, root, at, source), url_state.id_of(db, parent, at, source)
    known = dict(db.execute("SELECT url, parent FROM listed_sitemaps WHERE root = ?", (its_root,)))
    twice = []
    kept = set()
    for place, one in enumerate(named):
        url = url_state.id_of(db, one.url, at, source)
        if url == its_root or known.get(url, its_parent) != its_parent:
            twice.append(one.url)
            continue
        kept.add(url)
        db.execute(
            """
            INSERT INTO listed_sitemaps (root, parent, url, depth, place, modified_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (root, url) DO UPDATE SET place = ?5, modified_at = ?6
            """,
            (its_root, its_parent, url, depth, place, one.modified_at),
        )
    gone = [url for url, its in known.items() if its == its_parent and url not in kept]
    db.executemany("DELETE FROM listed_sitemaps WHERE root = ? AND url = ?", [(its_root, url) for url in gone])
    return tuple(twice)


def plan(db: sqlite3.Connection, sitemap: int, next_due_at: str, interval: int, failures: int, read_at: str | None) -> None:
    """After a look at a sitemap (its row's id); `read_at` None: the look brought nothing."""
    db.execute(
        """
        UPDATE listed_sitemaps SET next_due_at = ?2, interval = ?3, failures = ?4, read_at = ifnull(?5, read_at),
          read_modified_at = CASE WHEN ?5 IS NULL THEN read_modified_at ELSE modified_at END
        WHERE id = ?1
        """,
        (sitemap, next_due_at, interval, failures, read_at),
    )
