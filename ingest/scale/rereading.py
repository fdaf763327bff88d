"""Kept pages read anew by a cluster: a share is some pages of one source, each with what is held of its article.

Dask calls `reread` by name, on machines that have the same version of ingest.
"""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ingest import __version__
from ingest.archive.read.kept_pages import KeptPage
from ingest.core.model import Document, Source
from ingest.core.parsed import Parsed
from ingest.core.reparse.reading import Held, Rereading
from ingest.errors import ParseError
from ingest.pipeline.rereader import Reread, judged
from ingest.pipeline.workers.task import Task, TaskResult
from ingest.scale.asking import Asking
from ingest.scale.model import require_version
from ingest.scale.reader import reader

if TYPE_CHECKING:
    from distributed import Client

_AHEAD = 4  # pages that are handed to the reader before the first is back


class _Order(Struct, frozen=True, kw_only=True):
    """What holds for all shares of a source. `whole`: what may be taken is wanted itself, and not the comparison alone."""

    source: Source
    whole: bool
    program: str = __version__


class _Page(Struct, frozen=True, array_like=True):
    document: Document
    held: Held


class ReadFar:
    """`ocr`: the command that recognises the words of scans, where their source names none. `failed` hears of shares that nobody read."""

    def __init__(self, client: "Client", failed: Callable[[str], None], ocr: str | None = None) -> None:
        self._client = client
        self._failed = failed
        self._ocr = ocr
        self._asking: dict[bytes, Asking] = {}

    async def most(self) -> int:
        return await Asking(self._client, b"", self._failed).most()

    async def reread(self, pages: Sequence[KeptPage], source: Source, *, whole: bool) -> list[Reread] | None:
        """Raises SchedulerLost, ConfigError."""
        order = msgspec.json.encode(_Order(source=replace(source, ocr=source.ocr or self._ocr), whole=whole))
        if order not in self._asking:
            self._asking = {order: Asking(self._client, order, self._failed)}  # one source is read after the other
        share = msgspec.msgpack.encode([_Page(page.document, page.held) for page in pages])
        answer = await self._asking[order].answer(reread, share, f"{source.name}: {len(pages)} pages from {pages[0].document.url} on")
        return None if answer is None else msgspec.msgpack.decode(answer, type=list[tuple[Rereading, Parsed | None]])


def reread(said: bytes, share: bytes) -> bytes:
    """`said`: the order, as JSON; the share and what comes of it as MessagePack. Raises ConfigError for an order of another version."""
    order = msgspec.json.decode(said, type=_Order)
    require_version(order.program)
    found: list[Reread] = []
    ahead: deque[tuple[Held, Future[TaskResult]]] = deque()
    for page in msgspec.msgpack.decode(share, type=list[_Page]):
        ahead.append((page.held, reader().parse(Task(page.document, order.source))))
        if len(ahead) > _AHEAD:
            found.append(_answered(*ahead.popleft(), whole=order.whole))
    found += (_answered(*one, whole=order.whole) for one in ahead)
    return msgspec.msgpack.encode(found)


def _answered(held: Held, answer: "Future[TaskResult]", *, whole: bool) -> Reread:
    try:
        outcome: TaskResult | ParseError = answer.result()
    except ParseError as error:  # the page broke its reader
        outcome = error
    rereading, parsed = judged(held, outcome)
    return rereading, parsed if whole else None
