"""URLs wait in one queue a host, so that a slow or patient host holds up only itself."""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ingest.core import urls

Waiting = TypeVar("Waiting")


class HostQueues(Generic[Waiting]):
    """Calls `work(waiting)` for all that is added, in order within a host, hosts beside each other, in tasks of `group`.

    `work` may add more while it runs. How many requests a host bears at a time is the fetcher's to say;
    `abreast` of them are kept ready at each host, so that the fetcher has something to choose from.
    """

    def __init__(self, group: asyncio.TaskGroup, work: Callable[[Waiting], Awaitable[None]], *, abreast: int = 1) -> None:
        self._group = group
        self._work = work
        self._abreast = abreast
        self._waiting: dict[str, deque[Waiting]] = {}
        self._tasks: Counter[str] = Counter()
        self._known: set[str] = set()

    def add(self, url: str, waiting: Waiting) -> bool:
        """Put one in the queue of its host; False when this URL was added before."""
        if url in self._known:
            return False
        self._known.add(url)
        host = urls.host(url)
        self._waiting.setdefault(host, deque()).append(waiting)
        if self._tasks[host] < self._abreast:
            self._tasks[host] += 1
            self._group.create_task(self._drain(host))
        return True

    async def _drain(self, host: str) -> None:
        waiting = self._waiting[host]
        while waiting:
            await self._work(waiting.popleft())
        self._tasks[host] -= 1
