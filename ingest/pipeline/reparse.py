"""All kept pages of a source read again by today's rules: what would change, and, when it is wanted, kept.

It runs beside a fetch: an article that has another revision meanwhile is left alone. What was found of each page is noted, so that one
that was stopped goes on where it was.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from ingest.archive import Writer
from ingest.archive.read import kept_pages, rereadings
from ingest.archive.write import rereadings as noted
from ingest.core.extract import VERSION
from ingest.core.model import Source
from ingest.core.parsed import Parsed
from ingest.core.reparse.reading import Rereading, judge, rules_of
from ingest.core.reparse.tally import ReparseTally
from ingest.core.urls import Owners
from ingest.errors import ArchiveDamaged, ParseError
from ingest.pipeline import reread
from ingest.pipeline.scope import scope
from ingest.pipeline.workers.task import Parser, Task

T = TypeVar("T")

_BATCH = 64  # pages that are read beside each other, and noted in one transaction
_AT_ONCE = 8  # of them in memory


class Appended(Struct, frozen=True):
    """How many revisions were appended, and of how many articles another revision stood by then."""

    revisions: int = 0
    overtaken: int = 0


class Reparse:
    """Of one source. `reader` sees what is committed; `progress` is called with how many of the pages were read, and how many there are."""

    def __init__(
        self, reader: sqlite3.Connection, workers: Parser, source: Source, articles: Sequence[int], progress: Callable[[int, int], None]
    ) -> None:
        self.tally = ReparseTally()
        self.source = source
        self.without_page = 0  # articles whose pages are not kept, or were erased
        self.damaged: list[str] = []  # a line for each page that is not what was kept
        self._reader = reader
        self._workers = workers
        self._articles = articles
        self._progress = progress
        self._rules = rules_of(source)
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._wanted: dict[int, Rereading] = {}

    async def survey(self, writer: Writer | None = None) -> None:
        """Reads every page that was not read by these rules before, and counts what would change. With `writer` it is noted."""
        known = rereadings.found(self._reader, self.source.name, VERSION, self._rules)
        for article in self._articles:
            if article in known:
                self._count(article, known[article])
        self._tell()
        for batch in _batches([article for article in self._articles if article not in known]):
            found = await self._beside(batch, self._compared)
            if writer is not None:
                await writer.do(noted.note, found, VERSION, self._rules)
            for article, _, told in found:
                self._count(article, told)
            self._tell()

    async def keep(self, writer: Writer, owners: Owners, at: Callable[[], str], *, doubted: bool) -> Appended:
        """Appends what the survey found to differ; `doubted`: also texts that look worse than those that are held."""
        appended = overtaken = 0
        wanted = [article for article, told in self._wanted.items() if told.outcome == "changed" or doubted]
        for batch in _batches(wanted):
            for page, parsed in await self._beside(batch, self._anew):
                revision = await writer.do(self._append, page, parsed, owners, at())
                appended += revision is not None
                overtaken += revision is None
        return Appended(appended, overtaken)

    def _append(self, db: sqlite3.Connection, page: kept_pages.KeptPage, parsed: Parsed, owners: Owners, at: str) -> int | None:
        revision = reread.keep(db, page, parsed, self.source, owners, at)
        if revision is not None:
            size = len(parsed.article.text)
            noted.note(db, [(page.article, revision, Rereading(outcome="same", before=size, after=size))], VERSION, self._rules)
        return revision

    async def _compared(self, article: int) -> tuple[int, int, Rereading] | None:
        """The article, the revision whose page was read, and what was found."""
        page = self._page(article)
        if page is None:
            return None
        rereading, _ = await self._judged(page)
        return article, page.revision, rereading

    async def _anew(self, article: int) -> tuple[kept_pages.KeptPage, Parsed] | None:
        page = self._page(article)
        if page is None:
            return None
        _, parsed = await self._judged(page)
        return None if parsed is None else (page, parsed)

    def _page(self, article: int) -> kept_pages.KeptPage | None:
        try:
            page = kept_pages.kept_page(self._reader, article)
        except ArchiveDamaged as error:
            self.damaged.append(str(error))
            return None
        self.without_page += page is None
        return page

    async def _judged(self, page: kept_pages.KeptPage) -> tuple[Rereading, Parsed | None]:
        try:
            answer = await self._workers.parse(Task(page.document, self.source))
        except ParseError as error:
            return Rereading(outcome="refused", reason=f"no article: {error}", before=len(page.held.article.text)), None
        return judge(page.held, answer.reading)

    async def _beside(self, articles: Sequence[int], read: Callable[[int], Coroutine[Any, Any, T | None]]) -> list[T]:
        """What is read of each article, of which there is anything to read."""

        async def one(article: int) -> T | None:
            async with self._room:
                return await read(article)

        async with scope() as group:
            tasks = [group.create_task(one(article)) for article in articles]
        return [found for task in tasks if (found := task.result()) is not None]

    def _count(self, article: int, told: Rereading) -> None:
        self.tally.add(article, told)
        if told.outcome in ("changed", "doubted"):
            self._wanted[article] = told

    def _tell(self) -> None:
        self._progress(self.tally.articles + self.without_page + len(self.damaged), len(self._articles))


def _batches(articles: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(articles), _BATCH):
        yield articles[start : start + _BATCH]
