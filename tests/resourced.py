"""The resources of a pass, all of them real but the network: requests go to a function, which answers for robots.txt as well."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any

import httpx

from ingest import archive
from ingest.archive.write import host_state
from ingest.core.urls import Owners
from ingest.fetch import Clock, Fetcher, HostState, Settings
from ingest.fetch.transport.address import AddressPolicy
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Resources
from ingest.pipeline.workers.pool import Workers
from ingest.pipeline.workers.task import Task, TaskResult

Answer = Callable[[httpx.Request], Coroutine[Any, Any, httpx.Response]]


class UnderWay:
    """What else than the event loop works for it: the archive's writer, worker processes, threads."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> None:
        self.count += 1

    def __exit__(self, *_: object) -> None:
        self.count -= 1


class _Writer(archive.Writer):
    under_way: UnderWay

    async def do(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        with self.under_way:
            return await super().do(function, *args, **kwargs)


class _Workers(Workers):
    under_way: UnderWay

    async def parse(self, task: Task) -> TaskResult:
        with self.under_way:
            return await super().parse(task)


class _Threads(ThreadPoolExecutor):
    def __init__(self, under_way: UnderWay) -> None:
        super().__init__(4)
        self._under_way = under_way

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        loop = asyncio.get_running_loop()
        self._under_way.count += 1
        submitted = super().submit(function, *args, **kwargs)

        def ended(_: object) -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self._under_way.__exit__)

        loop.call_soon(submitted.add_done_callback, ended)  # behind that which wakes who waits: a clock must not pass between the two
        return submitted


@asynccontextmanager
async def equipped(
    opened: archive.Archive,
    clock: Clock,
    answer: Answer,
    *,
    tell: Callable[[DocumentReport], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
    workers: Workers | None = None,
    under_way: UnderWay | None = None,
) -> AsyncIterator[Resources]:
    """Over an open archive, which is closed with them. The hosts of 127.0.0.0/8 are the user's own, and are asked without a pause.

    `workers`: those of the caller, which outlast it; `under_way`: counts what is done for the event loop elsewhere.
    """
    busy = under_way or UnderWay()
    asyncio.get_running_loop().set_default_executor(_Threads(busy))
    writing = _Writer(opened, note=note, patience=0.001)
    writing.under_way = busy
    with writing as writer, archive.open_readonly(opened.path) as reading:
        budget = ByteBudget()

        def save_host(host: HostState) -> None:
            writer.queue(host_state.save, host.host, host)

        fetcher = Fetcher(
            Settings(contact="https://example.org/contact", delay=0),
            transport=httpx.MockTransport(answer),
            addresses=AddressPolicy(("127.0.0.0/8",), clock, None),
            clock=clock,
            hosts=lambda host: host_state.load(reading.db, host, HostState),
            save=save_host,
            log=lambda *_: None,
            room=budget.free,
            others=lambda: [origin for host in host_state.some(reading.db, HostState, 10) for origin in host.robots],
        )
        async with _Workers() if workers is None else nullcontext(workers) as reading_workers, fetcher:
            if isinstance(reading_workers, _Workers):
                reading_workers.under_way = busy
            yield Resources(
                reader=reading.db,
                writer=writer,
                fetcher=fetcher,
                workers=reading_workers,
                budget=budget,
                clock=clock,
                owners=Owners(()),
                tell=tell,
                note=note,
            )
