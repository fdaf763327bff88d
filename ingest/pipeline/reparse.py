"""All kept pages of a source read again by today's rules: what would change, and, when it is wanted, kept.

It runs beside a fetch: an article that has another revision meanwhile is left alone. What was found of each page is noted, so that one
that was stopped goes on where it was.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing

from msgspec import Struct

from ingest.archive import Writer
from ingest.archive.read import kept_pages, rereadings
from ingest.archive.read.kept_pages import KeptPage
from ingest.archive.write import rereadings as noted
from ingest.core.extract import VERSION
from ingest.core.model import Source
from ingest.core.parsed import Parsed
from ingest.core.reparse.reading import Rereading, rules_of
from ingest.core.reparse.tally import ReparseTally
from ingest.core.urls import Owners
from ingest.errors import ArchiveDamaged
from ingest.pipeline import reread
from ingest.pipeline.rereader import Reread, Rereader

_BATCH = 32  # pages that are handed on together, and noted in one transaction
_BYTES = 4_000_000  # of them, after which no page more is added

_Batch = list[KeptPage]


class Appended(Struct, frozen=True):
    """How many revisions were appended, and of how many articles another revision stood by then."""

    revisions: int = 0
    overtaken: int = 0


class Reparse:
    """Of one source. `reader` sees what is committed; `progress` is called with how many of the pages were read, and how many there are."""

    def __init__(
        self, reader: sqlite3.Connection, rereader: Rereader, source: Source, articles: Sequence[int], progress: Callable[[int, int], None]
    ) -> None:
        self.tally = ReparseTally()
        self.source = source
        self.without_page = 0  # articles whose pages are not kept, or were erased
        self.unread = 0  # articles whose pages nobody could read now; the next run tries again
        self.damaged: list[str] = []  # a line for each page that is not what was kept
        self._reader = reader
        self._rereader = rereader
        self._articles = articles
        self._progress = progress
        self._rules = rules_of(source)
        self._wanted: dict[int, Rereading] = {}

    async def survey(self, writer: Writer | None = None) -> None:
        """Reads every page that was not read by these rules before, and counts what would change. With `writer` it is noted."""
        known = rereadings.found(self._reader, self.source.name, VERSION, self._rules)
        for article in self._articles:
            if article in known:
                self._count(article, known[article])
        self._tell()
        unknown = [article for article in self._articles if article not in known]
        async with aclosing(self._read(unknown, whole=False)) as reading:
            async for batch, answers in reading:
                found = [(page.article, page.revision, told) for page, (told, _) in zip(batch, answers, strict=True)]
                if writer is not None:
                    await writer.do(noted.note, found, VERSION, self._rules)
                for article, _, told in found:
                    self._count(article, told)
                self._tell()

    async def keep(self, writer: Writer, owners: Owners, at: Callable[[], str], *, doubted: bool) -> Appended:
        """Appends what the survey found to differ; `doubted`: also texts that look worse than those that are held."""
        appended = overtaken = 0
        wanted = [article for article, told in self._wanted.items() if told.outcome == "changed" or doubted]
        async with aclosing(self._read(wanted, whole=True)) as reading:
            async for batch, answers in reading:
                for page, (_, parsed) in zip(batch, answers, strict=True):
                    if parsed is not None:
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

    async def _read(self, articles: Sequence[int], *, whole: bool) -> AsyncGenerator[tuple[_Batch, list[Reread]], None]:
        """What is read of the pages of articles, in their order, while others are being read. Those that nobody read are left out."""
        batches = self._batches(articles)
        working: deque[tuple[_Batch, asyncio.Task[list[Reread] | None]]] = deque()
        try:
            while True:
                most = await self._rereader.most()
                while len(working) < most and (batch := next(batches, None)) is not None:
                    working.append((batch, asyncio.create_task(self._rereader.reread(batch, self.source, whole=whole))))
                if not working:
                    return
                batch, answering = working[0]
                answers = await answering
                working.popleft()
                if answers is not None:
                    yield batch, answers
                else:
                    self.unread += len(batch)
        finally:
            for _, one in working:
                one.cancel()
            await asyncio.gather(*(one for _, one in working), return_exceptions=True)

    def _batches(self, articles: Sequence[int]) -> Iterator[_Batch]:
        """Of articles whose pages are kept."""
        batch: _Batch = []
        size = 0
        for article in articles:
            if (page := self._page(article)) is None:
                continue
            batch.append(page)
            size += len(page.document.body)
            if len(batch) == _BATCH or size > _BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _page(self, article: int) -> kept_pages.KeptPage | None:
        try:
            page = kept_pages.kept_page(self._reader, article)
        except ArchiveDamaged as error:
            self.damaged.append(str(error))
            return None
        self.without_page += page is None
        return page

    def _count(self, article: int, told: Rereading) -> None:
        self.tally.add(article, told)
        if told.outcome in ("changed", "doubted"):
            self._wanted[article] = told

    def _tell(self) -> None:
        self._progress(self.tally.articles + self.without_page + self.unread + len(self.damaged), len(self._articles))
