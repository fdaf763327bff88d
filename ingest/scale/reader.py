"""On a worker: pages are read in processes that can be killed, as in a live run, which stay from one task to the next."""

import asyncio
import threading
from concurrent.futures import Future
from functools import cache

from ingest.pipeline.workers.pool import Workers
from ingest.pipeline.workers.task import Task, TaskResult


class PageReader:
    """`parse` returns at once; the pages are read in their order by as many processes as this worker has threads."""

    def __init__(self, processes: int) -> None:
        self._loop = asyncio.new_event_loop()
        self._workers: Workers | None = None
        self._processes = processes
        self._thread = threading.Thread(target=self._loop.run_forever, name="reader", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends its processes. A worker's end with the worker; whoever reads in a process that goes on closes."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def parse(self, task: Task) -> "Future[TaskResult]":
        """Its result raises ParseError when the page broke its process."""
        return asyncio.run_coroutine_threadsafe(self._parse(task), self._loop)

    async def _close(self) -> None:
        if self._workers is not None:
            await self._workers.__aexit__(None, None, None)

    async def _parse(self, task: Task) -> TaskResult:
        if self._workers is None:
            self._workers = Workers(self._processes)
        return await self._workers.parse(task)


@cache
def reader() -> PageReader:
    """That of this worker; outside of a cluster, one with one process."""
    from distributed import get_worker

    try:
        return PageReader(get_worker().state.nthreads)
    except ValueError:
        return PageReader(1)
