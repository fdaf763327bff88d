"""All of another archive, in short transactions: an article is kept whole or not at all, and what is there already is passed over.

It may be stopped at any moment and begun again. Not merged is what an archive knows of itself alone: runs, how sources do, hosts, watches.
"""

import sqlite3
from collections.abc import Callable
from time import monotonic

from msgspec import Struct

from ingest.archive.evidence import check, leaves
from ingest.archive.merge import addresses, articles, likeness
from ingest.archive.merge.addresses import Passed
from ingest.archive.merge.other import Other, Unreadable
from ingest.archive.open import Archive
from ingest.core.evidence import merkle

_LONGEST = 0.25  # seconds of writing in one transaction
_LEAST = 25  # articles of one transaction, however busy the machine is: a commit costs as much as some of them
_STRETCH = 200  # rows of which one is read at a time

_Step = Callable[[sqlite3.Connection, Other, int, int], Passed]


class Counts(Struct):
    """What a merge brought."""

    articles: int = 0  # new ones
    versions: int = 0
    looks: int = 0
    erased: int = 0  # articles whose words went from ours, by order
    refused: int = 0


class Merging:
    """`since`: UTC text; of looks before it only those whose page was kept are taken, as the log is shortened.

    `refuse` is called with a line for what is not taken, `progress` with how many of how many rows are done.
    """

    def __init__(
        self,
        ours: Archive,
        other: Other,
        since: str,
        *,
        refuse: Callable[[str], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.counts = Counts()
        self._ours = ours
        self._other = other
        self._since = since
        self._refuse = refuse
        self._progress = progress
        self._done = self._total = 0

    def go(self, at: str) -> Counts:
        """`at`: UTC text, the time of the merge. Raises ArchiveError when ours is at fault: what was merged by then is kept."""
        try:
            tables = ("articles", "articles", "articles", "urls", "fetches", "url_listings", "listed_alternates")
            self._total = sum(self._other.value(f"SELECT count(*) FROM {table}") for table in tables)
            self._articles()
            likeness.prepare(self._ours.db)

            self._stretches(likeness.gather)
            self._stretches(lambda db, other, after, most: likeness.judge(db, other, after, most, at), _LEAST)
            for step in (addresses.urls, self._looks, addresses.listings, addresses.alternates):
                self._stretches(step)
            self._note(at)
        except Unreadable as error:
            self._say(f"{error}; what could be read before is merged")
        if self.counts.erased:
            self._ours.empty_log()  # the words stand in the log beside the file still
        return self.counts

    def _say(self, message: str) -> None:
        self.counts.refused += 1
        self._refuse(message)

    def _articles(self) -> None:
        waiting = [row["id"] for row in self._other.rows("SELECT id FROM articles ORDER BY id")]
        waiting.reverse()
        while waiting:
            until = monotonic() + _LONGEST
            troubles: list[str] = []
            with self._ours.batch() as db:
                came: list[articles.Arrived] = []
                while waiting and (len(came) < _LEAST or monotonic() < until):
                    came.append(self._article(db, waiting.pop(), troubles))
            for one in came:
                self.counts.articles += one.is_new
                self.counts.versions += one.versions
                self.counts.erased += one.is_erased
            for trouble in troubles:
                self._say(trouble)
            self._tell(len(came))

    def _article(self, db: sqlite3.Connection, theirs: int, troubles: list[str]) -> articles.Arrived:
        db.execute("SAVEPOINT one")
        try:
            arrived = articles.bring(db, self._other, theirs)
        except Unreadable as error:
            db.execute("ROLLBACK TO one")
            troubles.append(f"{error}: article {theirs} is not merged")
            arrived = articles.Arrived()
        db.execute("RELEASE one")
        return arrived

    def _looks(self, db: sqlite3.Connection, other: Other, after: int, most: int) -> Passed:
        return addresses.looks(db, other, after, most, self._since)

    def _stretches(self, step: _Step, most: int = _STRETCH) -> None:
        after: int | None = 0
        while after is not None:
            until = monotonic() + _LONGEST
            with self._ours.batch() as db:
                while after is not None and monotonic() < until:
                    passed = step(db, self._other, after, most)
                    after = passed.last
                    self.counts.looks += passed.appended
                    self._tell(most if after is not None else 0)

    def _note(self, at: str) -> None:
        """Keeps which log was merged, and how it stood, once; that what it had is in ours can then be proved."""
        with self._other.read():
            origin, size = leaves.origin(self._other.db)[0], leaves.size(self._other.db)
            tree = merkle.Peaks()
            for hash in check.hashes(self._other.db, size):
                tree.add(hash)
        values = (at, self._other.name, origin, size, tree.root())
        sql = """
            INSERT INTO merges (merged_at, name, origin, leaves, root)
            SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM merges WHERE origin = ?3 AND leaves = ?4 AND root = ?5)
        """
        with self._ours.batch() as db:
            db.execute(sql, values)

    def _tell(self, more: int) -> None:
        self._done = min(self._done + more, self._total)
        if self._progress is not None:
            self._progress(self._done, self._total)
