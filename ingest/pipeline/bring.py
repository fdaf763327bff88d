"""Documents that other programs kept, taken as if they came from the network, at the date at which they were seen."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from ingest.archive.read import lookups
from ingest.archive.write import source_state
from ingest.core import verdicts
from ingest.core.model import ADHOC, Document, Source
from ingest.core.urls import Owners
from ingest.errors import Failed, IngestError, URLError
from ingest.pipeline import keep
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Means
from ingest.pipeline.scope import scope
from ingest.pipeline.take import take
from ingest.pipeline.workers.task import Parser, Task, TaskResult

_ABREAST = 16  # documents that are taken beside each other
_BYTES = 16_000_000  # of them in memory


class Bringing:
    """Takes documents beside each other, two of one URL never, and keeps them in their order: one file makes one archive."""

    def __init__(self, means: Means, owners: Owners, tell: Callable[[DocumentReport], None], refuse: Callable[[str], None]) -> None:
        self.known = 0  # documents that were in the log already
        self._means = means
        self._owners = owners
        self._tell = tell
        self._refuse = refuse
        self._source_ids: dict[str, int] = {}

    async def take(self, documents: Iterable[Document]) -> None:
        """Each is reported once it is committed. One that the log has from the same URL and second is counted as known."""
        under_way: deque[_UnderWay] = deque()
        async with scope() as group:
            for document in documents:
                try:
                    source = self._owners.of(document.url) or ADHOC
                    url = self._owners.normalise(document.url, source)
                except URLError as error:
                    self._refuse(f"{document.exchange.peer}: {error}")
                    continue
                while under_way and not _has_room(under_way, url, len(document.body)):
                    await self._ended(under_way.popleft())
                before = under_way[-1].task if under_way else None
                task = group.create_task(self._one(url, source, document, before))
                under_way.append(_UnderWay(url, len(document.body), task))
            while under_way:
                await self._ended(under_way.popleft())

    async def _ended(self, first: "_UnderWay") -> None:
        if (report := await first.task) is not None:
            self._tell(report)

    async def _one(self, url: str, source: Source, document: Document, before: "_Taken | None") -> DocumentReport | None:
        means = replace(self._means, workers=_InTurn(self._means.workers, before))
        if lookups.was_looked_at(means.reader, url, document.exchange.ended_at):
            self.known += 1
            return None
        if source.name not in self._source_ids:
            self._source_ids[source.name] = await means.writer.do(source_state.save, source)
        look = keep.Look(
            url=url,
            ask=document.url,
            source=source,
            source_id=self._source_ids[source.name],
            owners=self._owners,
            run=None,
            state=lookups.url_states(means.reader, [url]).get(url),
            imported=True,
        )
        try:
            found = await take(means, look, document)
        except IngestError:
            raise
        except Exception as error:  # a bug of ours fails this page alone, and is reported
            fault = Failed("fault", f"{url}: a fault of ingest, please report it: {type(error).__name__}: {str(error)!a}")
            found = await means.writer.do(keep.trouble, look, document.exchange, verdicts.of_error(fault))
        assert isinstance(found, keep.Written)  # only a URL that a person named is read as a listing
        return found.report


_Taken = asyncio.Task[DocumentReport | None]


class _UnderWay(Struct, frozen=True):
    url: str
    size: int
    task: _Taken


class _InTurn:
    """Workers whose answer is handed on once the document `before` is kept."""

    def __init__(self, workers: Parser, before: _Taken | None) -> None:
        self._workers = workers
        self._before = before

    async def parse(self, task: Task) -> TaskResult:
        """As `Workers.parse`."""
        try:
            return await self._workers.parse(task)
        finally:
            if self._before is not None:
                await asyncio.wait([self._before])


def _has_room(under_way: Collection[_UnderWay], url: str, size: int) -> bool:
    """Whether another document may be taken beside these."""
    return len(under_way) < _ABREAST and size + sum(one.size for one in under_way) <= _BYTES and all(one.url != url for one in under_way)
