"""What a worker does: a share of a file is read, judged, extracted, signed and compressed, and put into its place as a part.

Dask calls `read` and `cuts` by name, on machines that have the same version of ingest.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from ingest.archive import packing
from ingest.core import urls
from ingest.core.model import ADHOC, Document, Source
from ingest.core.parsed import Bare, Parsed, Trouble, body_hash
from ingest.core.times import utc_text
from ingest.errors import ParseError, URLError
from ingest.imported import warc
from ingest.pipeline.workers.task import InBulk, Task, TaskResult
from ingest.scale.dataset import ArticleSetWriter
from ingest.scale.model import BackfillOrder, FileShare, PartReport, require_version
from ingest.scale.opening import PartFolder, opened
from ingest.scale.parts import PartWriter
from ingest.scale.reader import reader

_AHEAD = 4  # pages that are handed to the reader before the first is back
_AHEAD_BYTES = 16_000_000  # of them
_REFUSALS = 5  # that are reported of a share


class _Reading:
    """One share."""

    def __init__(self, order: BackfillOrder, owners: urls.Owners, share: FileShare) -> None:
        self._order = order
        self._owners = owners
        self._share = share
        self._in_bulk = InBulk(order.selection.languages, order.form == "dataset")
        self._sources = frozenset(order.selection.sources)
        self._refusals: list[str] = []
        self._refused = 0
        self._next: int | None = None
        self._pages = self._left = 0

    def whole(self) -> PartReport:
        """Raises OSError when the file cannot be opened or read on."""
        folder = PartFolder(self._order.place)
        key = self._share.key(self._order.selection)
        folder.sweep(key)
        writer = ArticleSetWriter(folder, key) if self._order.form == "dataset" else PartWriter(folder, key)
        try:
            for source, document, answer in self._read():
                if isinstance(writer, ArticleSetWriter):
                    if isinstance(answer.reading, Bare):
                        writer.add(document, answer, source.name)
                        self._pages += 1
                    else:
                        self._left += 1
                elif isinstance(answer.reading, Parsed) or (isinstance(answer.reading, Trouble) and not self._in_bulk.languages):
                    writer.add(document, answer)
                    self._pages += 1
                else:
                    self._left += 1
            return writer.finish(
                PartReport(
                    key=key,
                    name=self._share.name,
                    start=self._share.start,
                    next=self._next,
                    pages=self._pages,
                    left=self._left,
                    refused=self._refused,
                    refusals=tuple(self._refusals),
                )
            )
        except BaseException:
            writer.abandon()
            raise

    def _read(self) -> Iterator[tuple[Source, Document, TaskResult]]:
        """In the order of the file; the next pages are unpacked while one is being read."""
        ahead: deque[tuple[Source, Document, Future[TaskResult]]] = deque()
        held = 0
        for document in self._documents():
            source = self._owners.of(document.url) or ADHOC
            ahead.append((source, document, reader().parse(Task(document, source, in_bulk=self._in_bulk))))
            held += len(document.body)
            while len(ahead) > _AHEAD or held > _AHEAD_BYTES:
                first = ahead.popleft()
                held -= len(first[1].body)
                yield self._answered(*first)
        while ahead:
            yield self._answered(*ahead.popleft())

    def _answered(self, source: Source, document: Document, answer: "Future[TaskResult]") -> tuple[Source, Document, TaskResult]:
        try:
            return source, document, answer.result()
        except ParseError as error:  # the page broke its reader
            trouble = Trouble("ParseError", "", str(error))
            return source, document, TaskResult(body_hash(document.body), trouble, packed=packing.pack(document.body))

    def _documents(self) -> Iterator[Document]:
        share, now = self._share, utc_text(datetime.now(UTC))
        with opened(share.url, self._order.agent) as file:
            if share.name.lower().endswith(".wacz"):
                yield from warc.pages(file, share.name, now, self._refuse, self._is_wanted)
            else:
                stretch = warc.Stretch(share.start, share.until if file.seekable() else None)
                yield from warc.pages_in(file, share.name, stretch, now, self._refuse, self._is_wanted, self._ends)

    def _is_wanted(self, url: str, at: str) -> bool:
        selection = self._order.selection
        if not selection.has_moment(at) or not selection.has_site(url):
            return False
        if not self._sources:
            return True
        try:
            source = self._owners.of(url)
        except URLError:
            return False
        return source is not None and source.name in self._sources

    def _refuse(self, message: str) -> None:
        self._refused += 1
        if len(self._refusals) < _REFUSALS:
            self._refusals.append(message)

    def _ends(self, at: int) -> None:
        self._next = at


def read(said: bytes, share: FileShare) -> PartReport:
    """`said`: the order, as JSON. Raises OSError when the file cannot be opened or read on, ConfigError for an order of another version."""
    order, owners = _order(said)
    require_version(order.program)
    return _Reading(order, owners, share).whole()


def cuts(said: bytes, share: FileShare) -> tuple[FileShare, ...]:
    """The parts of a file of this machine, which can be read beside each other. Raises OSError."""
    order, _ = _order(said)
    assert share.every is not None  # it is to be cut
    with opened(share.url, order.agent) as file:
        found = warc.cuts(file, share.every)
    return tuple(replace(share, start=start, end=end) for start, end in zip(found, (*found[1:], None), strict=True))


@lru_cache(maxsize=2)
def _order(said: bytes) -> tuple[BackfillOrder, urls.Owners]:
    order = msgspec.json.decode(said, type=BackfillOrder)
    return order, urls.Owners(order.sources)
