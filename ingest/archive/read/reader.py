"""An archive as a program reads it: the typed functions of this package behind one object that closes."""

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ingest.archive.open import open_readonly
from ingest.archive.read import article_view, documents
from ingest.archive.read import changes as of_changes
from ingest.archive.read.article_view import ArticleView, LinkView, RevisionView
from ingest.archive.read.changes import Compared, Filter, RemovalView, UnconfirmedView
from ingest.archive.read.search import Hit, search

if TYPE_CHECKING:
    from sqlite_utils import Database


class Reader:
    """Reads an archive while others write to it; `with` closes it. Made by `ingest.open_archive`."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveError: missing, not an archive, of a newer schema."""
        self._archive = open_readonly(path)
        self._db = self._archive.db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.__exit__(kind, error, trace)

    @cached_property
    def db(self) -> "Database":
        """The archive for questions in SQL: read-only, closed with the reader. The views of docs/sql.md are stable, the tables are not."""
        from sqlite_utils import Database  # 60 ms, or seconds beside pandas, that the methods of this class are spared

        return Database(self._db, recursive_triggers=False, execute_plugins=False)

    def article(self, named: int | str) -> ArticleView | None:
        """The article with a number, or the newest one seen at a URL in any of its spellings. Raises URLError when it is no URL."""
        article = self._article(named)
        return None if article is None else article_view.article(self._db, article)

    def revisions(self, named: int | str) -> tuple[RevisionView, ...]:
        """Every version of an article, the oldest first; by its number, or by a URL in any of its spellings."""
        article = self._article(named)
        return () if article is None else article_view.revisions(self._db, article)

    def removed(self, *, since: str | None = None, limit: int = 100) -> tuple[RemovalView, ...]:
        """What publishers took away, the newest first."""
        return of_changes.removed(self._db, Filter(since=since), limit)

    def unconfirmed(self, *, since: str | None = None, limit: int = 100) -> tuple[UnconfirmedView, ...]:
        """What pages show that is not taken for their articles' texts, with the reason; the newest first."""
        return of_changes.unconfirmed(self._db, Filter(since=since), limit)

    def diff(self, named: int | str, older: int, newer: int) -> Compared | None:
        """What changed between two revisions of an article, by their numbers; None if either does not exist."""
        article = self._article(named)
        return None if article is None else of_changes.compared(self._db, article, older, newer)

    def _article(self, named: int | str) -> int | None:
        if isinstance(named, int):
            return named
        return next(iter(article_view.articles_at(self._db, named)), None)

    def links(self, article: int) -> tuple[LinkView, ...]:
        """The evidence recorded with an article."""
        return article_view.links_of(self._db, article)

    def story(self, story: int) -> tuple[ArticleView, ...]:
        """The articles of a story, the earliest published first."""
        return article_view.story_of(self._db, story)

    def search(
        self, words: str, *, language: str | None = None, source: str | None = None, since: str | None = None, limit: int = 20
    ) -> tuple[Hit, ...]:
        """The articles that hold `words`, the newest first; `since` is UTC text."""
        return search(self._db, words, language=language, source=source, since=since, limit=limit)

    def snapshot(self, revision: RevisionView) -> bytes | None:
        """The page that a revision was read from, byte for byte; None when there is none, or it was erased. Raises ArchiveDamaged."""
        return None if revision.snapshot is None else documents.body(self._db, revision.snapshot)
