"""An archive as a program reads it, with the rows that `ingest export` has: iterators of typed rows, and tables of Arrow and pandas."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, Generic, TypedDict, TypeVar, Unpack, overload

from msgspec import Struct

from ingest.archive.read import exports
from ingest.archive.read.article_view import LinkView, RevisionView
from ingest.archive.read.changes import ChangeView
from ingest.archive.read.exports import ExportedArticle, ExportedStory, Wanted, What
from ingest.archive.read.reader import Reader
from ingest.archive.read.search import require_known
from ingest.core.times import utc_text
from ingest.errors import ConfigError

T = TypeVar("T", bound=Struct)


class Filters(TypedDict, total=False):
    """Which articles are asked for, with what belongs to them; all that are given must hold. A time is a datetime with its zone, or text as
    the archive has it (`2024-12-18T03:00:00Z`, or its beginning)."""

    query: str  # words, as `ingest search` reads them
    languages: Iterable[str]
    sources: Iterable[str]
    since: str | datetime  # published, or else first seen, then or later
    until: str | datetime  # before then
    changed_since: str | datetime  # a version of it was seen then or later
    story: int
    after: int  # rows with greater numbers alone


class Rows(Generic[T]):
    """Rows of one kind, in the order of their numbers, read as they are asked for: each `for` asks anew."""

    def __init__(self, ask: Callable[[], Iterator[T]], kind: type[T]) -> None:
        self._ask = ask
        self._kind = kind

    def __iter__(self) -> Iterator[T]:
        return self._ask()

    def to_arrow(self) -> Any:
        """All of them as a `pyarrow.Table`, typed; columns `*_at` are moments in UTC. Raises ConfigError without the extra `parquet`."""
        from ingest.export.parquet import table

        return table(self._ask(), self._kind)

    def to_pandas(self) -> Any:
        """All of them as a `pandas.DataFrame`. Raises ConfigError without the extra `pandas`."""
        try:
            import pandas  # noqa: F401  # pyarrow makes the frame, and says less clearly what is missing
        except ImportError:
            raise ConfigError("to_pandas needs the extra `pandas`: python3 -m pip install 'ingest[pandas]'") from None
        return self.to_arrow().to_pandas()


class Library(Reader):
    """Reads an archive while others write to it; `with` closes it. Made by `ingest.open_archive`."""

    def articles(self, **filters: Unpack[Filters]) -> Rows[ExportedArticle]:
        """Articles as they stand. Raises IngestError for a source or language that the archive does not have."""
        return self._rows("articles", ExportedArticle, filters)

    @overload
    def revisions(self, named: int | str) -> tuple[RevisionView, ...]: ...
    @overload
    def revisions(self, **filters: Unpack[Filters]) -> Rows[RevisionView]: ...
    def revisions(self, named: int | str | None = None, **filters: Unpack[Filters]) -> tuple[RevisionView, ...] | Rows[RevisionView]:
        """Every version of one article, by its number or a URL in any spelling, the oldest first; or those of all that are asked for."""
        return super().revisions(named) if named is not None else self._rows("revisions", RevisionView, filters)

    def stories(self, **filters: Unpack[Filters]) -> Rows[ExportedStory]:
        """Stories with any article that is asked for, and the numbers of their articles."""
        return self._rows("stories", ExportedStory, filters)

    def changes(self, *, classes: Iterable[str] = (), least: float = 0.0, **filters: Unpack[Filters]) -> Rows[ChangeView]:
        """What publishers edited. `classes`: any of them is among the classes of the change; `least`: significance, 0 to 1."""
        every = self._rows("changes", ChangeView, filters)
        wanted = frozenset(classes)

        def some() -> Iterator[ChangeView]:
            for one in every:
                has_class = not wanted or bool(wanted.intersection((one.classes or one.class_ or "").split()))
                if has_class and (not least or (one.significance or 0.0) >= least):
                    yield one

        return Rows(some, ChangeView)

    @overload
    def links(self, article: int) -> tuple[LinkView, ...]: ...
    @overload
    def links(self, **filters: Unpack[Filters]) -> Rows[LinkView]: ...
    def links(self, article: int | None = None, **filters: Unpack[Filters]) -> tuple[LinkView, ...] | Rows[LinkView]:
        """The evidence that is recorded with one article, or with all that are asked for."""
        return super().links(article) if article is not None else self._rows("links", LinkView, filters)

    def _rows(self, what: What, kind: type[T], filters: Filters) -> Rows[T]:
        wanted = _wanted(filters)
        for language in wanted.languages:
            require_known(self._db, language, None)
        for source in wanted.sources:
            require_known(self._db, None, source)
        return Rows(lambda: exports.rows(self._db, what, wanted), kind)  # type: ignore[arg-type,return-value]  # of the kind of `what`


def _wanted(filters: Filters) -> Wanted:
    for name in ("languages", "sources"):
        if isinstance(filters.get(name), str):
            raise TypeError(f"{name}: a list of names, not one name")
    return Wanted(
        words=filters.get("query", ""),
        languages=tuple(filters.get("languages", ())),
        sources=tuple(filters.get("sources", ())),
        since=_time(filters.get("since")),
        until=_time(filters.get("until")),
        changed_since=_time(filters.get("changed_since")),
        story=filters.get("story"),
        after=filters.get("after", 0),
    )


def _time(said: str | datetime | None) -> str | None:
    if isinstance(said, datetime):
        if said.tzinfo is None:
            raise ValueError(f"{said}: a time needs its zone")
        return utc_text(said)
    return said
