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
        threading.Thread(target=self._loop.run_forever, name="reader", daemon=True).start()

    def parse(self, task: Task) -> "Future[TaskResult]":
        """Its result raises ParseError when the page broke its process."""
        return asyncio.run_coroutine_threadsafe(self._parse(task), self._loop)

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
