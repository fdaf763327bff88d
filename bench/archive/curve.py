"""What an archive costs as it grows: `python bench/archive/curve.py FILE --copies 25`; `generate.py` made FILE, of some 12,000 articles.

Generating a million articles takes three quarters of an hour of CPU. Here the rows of FILE are copied in SQL instead, into FILE itself:
other addresses, later times, a word in each title that no other article has, all in the search index. The leaves of copies are random:
`ingest verify` finds these and the fingerprints.

Before the first copy, and whenever the number of articles has doubled, it prints milliseconds of CPU: of appending an article with its
page, requests, links and story (the median of seven commits of 60: what FTS5 still merges of a copy falls into one of them); of a look that
found nothing new; of a search for the rare word, for a common one, for both; and of pages in the browser, the median of nine.
"""

import argparse
import asyncio
import random
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from generate import Maker, at

from ingest import __version__
from ingest.archive import Archive, create_or_open, open_readonly
from ingest.archive.read.search import search
from ingest.archive.story_index import stories
from ingest.archive.write import log, search_index, url_state
from ingest.browse import serve
from ingest.core.model import Exchange, Verdict

TABLES = {  # table -> what its columns that name rows are ids of
    "urls": {"id": "urls", "moved_to": "urls"},
    "runs": {"id": "runs"},
    "snapshots": {"id": "snapshots", "url": "urls", "base": "snapshots", "made_from": "snapshots"},
    "stories": {"id": "articles", "origin": "articles"},
    "revisions": {"id": "revisions", "article": "articles", "snapshot": "snapshots"},
    "articles": {"id": "articles", "url": "urls", "revision": "revisions", "story": "articles"},
    "article_urls": {"id": "article_urls", "article": "articles", "url": "urls"},
    "links": {"id": "links", "article": "articles", "snapshot": "snapshots", "undoes": "links"},
    "changes": {"id": "changes", "revision": "revisions"},
    "fetches": {"id": "fetches", "run": "runs", "url": "urls", "article": "articles", "snapshot": "snapshots"},
    "article_dates": {"article": "articles"},
    "part_digests": {"article": "articles"},
    "leaves": {"id": "leaves"},
}
DAYS = 170  # that a copy is later than the one before


class Copier:
    """Appends the first rows of an archive again and again."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.create_function("folded", 5, search_index.folded, deterministic=True)
        self._sizes = {table: int(db.execute(f"SELECT max({key[0]}) FROM {table}").fetchone()[0]) for table, key in _keys().items()}
        self.articles = self._sizes["articles"]
        self._rows = {
            table: int(db.execute(f"SELECT ifnull(max(row), 0) FROM leaves WHERE kept = '{table}'").fetchone()[0]) for table in TABLES
        }

    def copy(self) -> None:
        before = {table: int(self._db.execute(f"SELECT max({key[0]}) FROM {table}").fetchone()[0]) for table, key in _keys().items()}
        number = before["articles"] // self.articles
        self._db.execute("PRAGMA foreign_keys = OFF")  # rows that name each other: SQLite would look for each among all that wait
        self._db.execute("BEGIN")
        for table, ids in TABLES.items():
            columns = [name for _, name, *_ in self._db.execute(f"PRAGMA table_info({table})")]
            said = ", ".join(self._said(table, name, ids, before, number) for name in columns)
            key = _keys()[table][0]
            self._db.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {said} FROM {table} WHERE {key} <= {self._sizes[table]} ORDER BY {key}"
            )
        first = before["articles"]
        self._db.execute(
            f"INSERT INTO articles_fts (rowid, search_text) SELECT a.id, folded({search_index.FOUND_BY}) FROM articles a"
            f" JOIN revisions r ON r.id = a.revision WHERE a.id > {first} ORDER BY a.id"
        )
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA foreign_keys = ON")

    def _said(self, table: str, name: str, ids: dict[str, str], before: dict[str, int], number: int) -> str:
        if name in ids:
            return f"{name} + {before[ids[name]]}"
        if table == "leaves" and name == "row":
            return f"row + {max(before.values())} * {number}"
        if name == "hash":
            return "randomblob(32)"
        if name in ("url", "identity", "target", "final_url"):
            return f"{name} || '-{number}'"
        if name == "title":
            return f"title || ' q' || ({'article' if table == 'revisions' else 'id'} + {before['articles']})"
        if name.endswith("_at") or name == "missing_since":
            return f"strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '+{DAYS * number} days')"
        return name


def _keys() -> dict[str, tuple[str, ...]]:
    return {table: tuple(ids) for table, ids in TABLES.items()}


def append(archive: Archive, maker: Maker, now: datetime, most: int = 60) -> float:
    began, made = process_time(), 0
    with archive.batch() as db:
        while made < most:
            together = list(maker.story(now))
            for article in together:
                stories.settle(db, article, at(now))
            made += len(together)
    return (process_time() - began) * 1000 / made


def poll(archive: Archive, now: datetime, chance: random.Random, most: int = 300) -> float:
    (last,) = archive.db.execute("SELECT max(id) FROM urls").fetchone()
    began = process_time()
    with archive.batch() as db:
        run = log.start_run(db, 1, at(now))
        for address in chance.sample(range(1, last + 1), most):
            url, article = db.execute(
                "SELECT url, (SELECT article FROM article_urls WHERE url = u.id) FROM urls u WHERE id = ?", (address,)
            ).fetchone()
            exchange = Exchange(url=url, final_url=url, started_at=at(now), ended_at=at(now), status=304, wire_bytes=300)
            url_state.remember(db, address, at=at(now), status=304, next_due_at=None, confirmed=True)
            log.add_fetch(db, run, address, exchange, Verdict.UNCHANGED, "not modified", program=__version__, article=article)
        log.end_run(db, run, at(now), "ok")
    return (process_time() - began) * 1000 / most


def asked(call: Callable[[], object], times: int = 9) -> float:
    spent = []
    for _ in range(times):
        began = process_time()
        call()
        spent.append((process_time() - began) * 1000)
    return median(spent)


async def pages(path: Path, rare: str) -> dict[str, float]:
    datasette = serve.build(path)
    await datasette.invoke_startup()
    base = datasette.urls.database(path.stem)
    found = {}
    for page in ("today", f"search?q={rare}", "search?q=minister", "stories", "changes", "article/77"):
        spent = []
        for _ in range(9):
            began = process_time()
            answer = await datasette.client.get(f"{base}/-/{page}")
            spent.append((process_time() - began) * 1000)
            assert answer.status_code == 200, (page, answer.status_code)
        found[page.partition("?")[0] if rare not in page else "search, rare"] = median(spent)
    return found


def measured(path: Path, archive: Archive, maker: Maker, now: datetime) -> dict[str, float]:
    figures = {"append": median(append(archive, maker, now) for _ in range(7)), "poll": poll(archive, now, random.Random(3))}
    with open_readonly(path) as reading:
        (last,) = reading.db.execute(
            "SELECT max(id) FROM articles_fts_docsize WHERE id IN (SELECT id FROM articles WHERE title LIKE '% q%')"
        ).fetchone()
        rare = f"q{last or 1}"
        for name, words in (("rare", rare), ("common", "government"), ("both", f"government {rare}")):
            figures[f"search {name}"] = asked(lambda words=words: search(reading.db, words))  # type: ignore[misc]
    return {**figures, **asyncio.run(pages(path, rare))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--copies", type=int, default=25)
    given = parser.parse_args()
    with create_or_open(given.file) as archive:
        archive.db.execute("PRAGMA synchronous = OFF")
        copier = Copier(archive.db)
        maker = Maker(archive, 7)
        maker.sources(40)
        now = datetime(2040, 1, 1, tzinfo=UTC)
        for number in range(given.copies + 1):
            if number:
                copier.copy()
            (held,) = archive.db.execute("SELECT count(*) FROM articles").fetchone()
            if number & (number - 1) == 0 or number == given.copies:
                figures = measured(given.file, archive, maker, now + timedelta(days=number))
                if number == 0:
                    print("articles", *figures, "MB", "s of CPU", sep="\t", flush=True)
                size = given.file.stat().st_size / 1e6
                print(held, *(f"{one:.2f}" for one in figures.values()), f"{size:.0f}", f"{process_time():.0f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
