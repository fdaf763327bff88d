"""The resources of a pass, all of them real but the network: requests go to a function, which answers for robots.txt as well."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
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

Answer = Callable[[httpx.Request], Coroutine[Any, Any, httpx.Response]]


@asynccontextmanager
async def equipped(
    opened: archive.Archive,
    clock: Clock,
    answer: Answer,
    *,
    tell: Callable[[DocumentReport], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
    workers: Workers | None = None,
) -> AsyncIterator[Resources]:
    """Over an open archive, which is closed with them. The hosts of 127.0.0.0/8 are the user's own, and are asked without a pause.

    `workers`: those of the caller, which outlast it.
    """
    with archive.Writer(opened, note=note, patience=0.001) as writer, archive.open_readonly(opened.path) as reading:
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
        )
        async with Workers() if workers is None else nullcontext(workers) as reading_workers, fetcher:
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
