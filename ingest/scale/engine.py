"""Hands shares to a cluster, no more at a time than it can work on and than its parts are taken, and has each taken once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from ingest.scale import task
from ingest.scale.asking import Asking
from ingest.scale.model import BackfillOrder, FileShare, PartReport

if TYPE_CHECKING:
    from distributed import Client

Known = Callable[[str], PartReport | None]  # what came of the share with that key, when a run before this one read it
Take = Callable[[PartReport], Awaitable[None]]


class Engine:
    """One run over shares. `failed` is called with one line for each that could not be read."""

    _asking: Asking

    def __init__(self, order: BackfillOrder, known: Known, take: Take, failed: Callable[[str], None]) -> None:
        self.read = self.found = 0  # shares that were read now, and before
        self._order = order
        self._selection = order.selection
        self._failed = failed
        self._known = known
        self._take = take
        self._taking = asyncio.Lock()
        self._waiting: deque[FileShare] = deque()

    @property
    def waiting(self) -> int:
        """Shares that nobody was asked for yet."""
        return len(self._waiting)

    async def take_known(self, shares: Iterable[FileShare]) -> bool:
        """Takes all shares when runs before this one have read all of them. False: that takes a cluster, and none was taken."""
        reports = []
        for share in shares:
            at: FileShare | None = share
            while at is not None:
                if (report := self._known(at.key(self._selection))) is None:
                    return False
                reports.append(report)
                at = _following(at, report)
        for report in reports:
            self.found += 1
            await self._take(report)
        return True

    async def run(self, client: "Client", shares: Iterable[FileShare]) -> None:
        """Raises SchedulerLost, ConfigError, and what `take` raises. Files of this machine are divided when they are few."""
        self._asking = Asking(client, msgspec.json.encode(self._order), self._failed)
        self._waiting.extend(shares)
        few = len(self._waiting) < await self._asking.most()
        working: set[asyncio.Task[None]] = set()
        done: set[asyncio.Task[None]] = set()
        try:
            while self._waiting or working:
                most = await self._asking.most()
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
        if (following := _following(share, report)) is not None:
            self._waiting.appendleft(following)
        async with self._taking:
            await self._take(report)

    async def _answer(self, share: FileShare, what: Callable[[bytes, FileShare], Any]) -> Any:
        at = f" from byte {share.start:,}" if share.start else ""
        return await self._asking.answer(what, share, f"{share.url}{at}")


def _following(share: FileShare, report: PartReport) -> FileShare | None:
    """What of a file comes after a part that was read of it; of a part that was cut off beforehand, nothing."""
    return replace(share, start=report.next) if report.next is not None and share.end is None else None


def _is_large(share: FileShare) -> bool:
    """Whether it is a whole file of this machine that is worth dividing."""
    return share.size is not None and share.every is not None and share.start == 0 and share.end is None and share.size > 2 * share.every
