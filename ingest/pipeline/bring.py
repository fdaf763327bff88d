"""Documents that other programs kept, taken as if they came from the network, at the date at which they were seen."""

from collections.abc import Callable, Iterable, Iterator

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

_ABREAST = 16  # documents that are taken beside each other
_BYTES = 16_000_000  # of them in memory


class Bringing:
    """Takes documents in their order: two of one URL never beside each other."""

    def __init__(self, means: Means, owners: Owners, tell: Callable[[DocumentReport], None], refuse: Callable[[str], None]) -> None:
        self.known = 0  # documents that were in the log already
        self._means = means
        self._owners = owners
        self._tell = tell
        self._refuse = refuse
        self._source_ids: dict[str, int] = {}

    async def take(self, documents: Iterable[Document]) -> None:
        """Each is reported once it is committed. One that the log has from the same URL and second is counted as known."""
        for some in self._batches(documents):
            async with scope() as group:
                tasks = [group.create_task(self._one(url, source, document)) for url, (source, document) in some.items()]
            for task in tasks:
                if (report := task.result()) is not None:
                    self._tell(report)

    def _batches(self, documents: Iterable[Document]) -> Iterator[dict[str, tuple[Source, Document]]]:
        some: dict[str, tuple[Source, Document]] = {}
        size = 0
        for document in documents:
            try:
                source = self._owners.of(document.url) or ADHOC
                url = self._owners.normalise(document.url, source)
            except URLError as error:
                self._refuse(f"{document.exchange.peer}: {error}")
                continue
            if some and (url in some or len(some) == _ABREAST or size + len(document.body) > _BYTES):
                yield some
                some, size = {}, 0
            some[url] = (source, document)
            size += len(document.body)
        if some:
            yield some

    async def _one(self, url: str, source: Source, document: Document) -> DocumentReport | None:
        means = self._means
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
