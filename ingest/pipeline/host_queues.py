"""URLs wait in one lane a host, so that a slow or patient host holds up only itself."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ingest.core import urls

Waiting = TypeVar("Waiting")


class Lanes(Generic[Waiting]):
    """Calls `work(waiting)` for all that is added, in order within a host, hosts beside each other.

    `work` may add more while it runs. How many requests a host bears at a time is the fetcher's to say;
    a lane keeps `abreast` of them ready so that the fetcher has something to choose from.
    """

    def __init__(self, work: Callable[[Waiting], Awaitable[None]], *, abreast: Callable[[str], int] = lambda _host: 1) -> None:
        self._work = work
        self._abreast = abreast
        self._waiting: dict[str, deque[Waiting]] = {}
        self._tasks: dict[str, set[asyncio.Task[None]]] = {}
        self._known: set[str] = set()
        self._broken: BaseException | None = None

    def add(self, url: str, waiting: Waiting) -> bool:
        """Put one in the lane of its host; False when this URL was added before."""
        if url in self._known:
            return False
        self._known.add(url)
        host = urls.host(url)
        self._waiting.setdefault(host, deque()).append(waiting)
        tasks = self._tasks.setdefault(host, set())
        if len(tasks) < self._abreast(host):
            task = asyncio.create_task(self._drain(host))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            task.add_done_callback(self._note_end)
        return True

    def _note_end(self, task: asyncio.Task[None]) -> None:
        """A lane may break before anybody waits for it, and others with it; what broke first is told."""
        error = None if task.cancelled() else task.exception()  # read in any case, or asyncio warns of it
        self._broken = self._broken or error

    async def empty(self) -> None:
        """Return when every lane has run dry; raises what `work` raised. Cancelled: every lane is cancelled too."""
        try:
            while self._broken is None and (running := [task for tasks in self._tasks.values() for task in tasks]):
                await asyncio.wait(running, return_when=asyncio.FIRST_EXCEPTION)
            if self._broken is not None:
                raise self._broken
        finally:
            left = [task for tasks in self._tasks.values() for task in tasks]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    async def _drain(self, host: str) -> None:
        waiting = self._waiting[host]
        while waiting:
            await self._work(waiting.popleft())
