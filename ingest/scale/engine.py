"""Hands shares to a cluster, no more at a time than it can work on and than its parts are taken, and has each taken once."""

import asyncio
import os
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from ingest.errors import IngestError
from ingest.scale import task
from ingest.scale.cluster import threads
from ingest.scale.model import BackfillOrder, FileShare, PartReport

if TYPE_CHECKING:
    from distributed import Client

_LOST = "the scheduler is gone; the same command goes on where this one was"
_TRIES = 4  # of a share; in each the scheduler lets it lose four workers
_PAUSE, _LONGEST_PAUSE = 1.0, 10.0  # seconds between two tries of a file that cannot be read

Known = Callable[[str], PartReport | None]  # what came of the share with that key, when a run before this one read it
Take = Callable[[PartReport], Awaitable[None]]


class SchedulerLost(IngestError):
    """Nothing more can be asked of the cluster."""


class Engine:
    """One run over shares. `failed` is called with one line for each that could not be read."""

    def __init__(self, client: "Client", order: BackfillOrder, known: Known, take: Take, failed: Callable[[str], None]) -> None:
        self.read = self.found = 0  # shares that were read now, and before
        self._client = client
        self._selection = order.selection
        said = msgspec.json.encode(order)
        self._order = client.submit(bytes, said, key=f"ingest-order-{sha256(said).hexdigest()}")  # sent once, and again to who lost it
        self._known = known
        self._take = take
        self._failed = failed
        self._taking = asyncio.Lock()
        self._waiting: deque[FileShare] = deque()
        self._number = 0

    @property
    def waiting(self) -> int:
        """Shares that nobody was asked for yet."""
        return len(self._waiting)

    async def run(self, shares: Iterable[FileShare]) -> None:
        """Raises SchedulerLost, ConfigError, and what `take` raises. Files of this machine are divided when they are few."""
        self._waiting.extend(shares)
        few = len(self._waiting) < await self._most()
        working: set[asyncio.Task[None]] = set()
        done: set[asyncio.Task[None]] = set()
        try:
            while self._waiting or working:
                most = await self._most()
                while self._waiting and len(working) < most:
                    share = self._waiting.popleft()
                    working.add(asyncio.create_task(self._cut(share) if few and _is_large(share) else self._one(share)))
                done, working = await asyncio.wait(working, return_when=asyncio.FIRST_COMPLETED)
                for one in done:
                    one.result()
        finally:
            for one in working:
                one.cancel()
            await asyncio.gather(*working, *done, return_exceptions=True)  # that nobody asks one that failed beside the first is no fault

    async def _most(self) -> int:
        """Shares that are being read, or are read and not yet taken: what waits for the writer is bounded."""
        try:
            return 2 * max(1, await threads(self._client)) + 1
        except OSError:
            raise SchedulerLost(_LOST) from None

    async def _cut(self, share: FileShare) -> None:
        found: tuple[FileShare, ...] | None = await self._answer(share, task.cuts)
        if found:
            self._waiting.extendleft(reversed(found))

    async def _one(self, share: FileShare) -> None:
        report = self._known(share.key(self._selection))
        if report is not None:
            self.found += 1
        else:
            report = await self._answer(share, task.read)
            if report is None:
                return
            self.read += 1
        if report.next is not None and share.end is None:
            self._waiting.appendleft(replace(share, start=report.next))
        async with self._taking:
            await self._take(report)

    async def _answer(self, share: FileShare, what: Callable[[bytes, FileShare], Any]) -> Any:
        """What a worker answers; None when the share cannot be read, which is reported."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        problem = ""
        for number in range(_TRIES):
            self._number += 1
            future = self._client.submit(what, self._order, share, key=f"ingest-{what.__name__}-{self._number}-{os.urandom(4).hex()}")
            try:
                return await future
            except KilledWorker:
                problem = "each worker that read it was lost"
            except FutureCancelledError:
                raise SchedulerLost(_LOST) from None
            except FileNotFoundError:
                problem = "no such file"
                break
            except OSError as error:
                problem = f"cannot be read: {error.strerror or error}"
                await asyncio.sleep(min(_PAUSE * 2**number, _LONGEST_PAUSE))
            except IngestError:
                raise
            except Exception as error:
                problem = f"a fault of ingest, please report it: {type(error).__name__}: {error}"
                break
            finally:
                future.release()
        at = f" from byte {share.start:,}" if share.start else ""
        self._failed(f"{share.url}{at}: {problem}")
        return None


def _is_large(share: FileShare) -> bool:
    """Whether it is a whole file of this machine that is worth dividing."""
    return share.size is not None and share.every is not None and share.start == 0 and share.end is None and share.size > 2 * share.every
