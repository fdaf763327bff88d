"""A cluster of Dask: processes of this machine, or whatever a scheduler at an address has."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from ingest.errors import ConfigError

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 15
_MEMORY = 400_000_000  # bytes of a process of this machine; one that comes near is ended, and its share read again
_SETTINGS = {
    "distributed.scheduler.http.routes": [],  # nothing but the protocol is served
    "distributed.worker.http.routes": [],
    "distributed.worker.daemon": True,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.target": False,
    "distributed.comm.timeouts.connect": f"{_CONNECT_SECONDS}s",
    "distributed.nanny.pre-spawn-environ.ARROW_DEFAULT_MEMORY_POOL": "system",  # it gives back what it no longer needs
}


@asynccontextmanager
async def joined(scheduler: str | None, workers: int) -> AsyncIterator["Client"]:
    """A client of the scheduler at that address, else of a cluster of this machine, which lives as long. Raises ConfigError."""
    import dask
    from distributed import Client

    for name in [one for one in logging.root.manager.loggerDict if one.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # whoever waits for a share reports what matters
    async with AsyncExitStack() as stack:
        stack.enter_context(dask.config.set(_SETTINGS))
        address: Any = scheduler
        if scheduler is None:
            address = await stack.enter_async_context(_cluster(workers))
        client = Client(address, asynchronous=True, set_as_default=False, timeout=_CONNECT_SECONDS)
        try:
            await stack.enter_async_context(client)
        except (OSError, ValueError, TypeError, TimeoutError, ImportError) as error:  # TypeError: tls:// without a certificate
            await client.close()  # else its own coroutines are left unawaited, which Python says on standard error
            raise ConfigError(f"--scheduler {scheduler}: no scheduler of Dask answers there ({_said(error)})") from None
        yield client


def _cluster(workers: int) -> Any:
    """Its processes speak TLS with keys of their own: who may connect to a scheduler may run programs."""
    from distributed import LocalCluster
    from distributed.security import Security

    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        memory_limit=_MEMORY,
        protocol="tls://",
        security=Security.temporary(),
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False, "http_prefix": ""},
        asynchronous=True,
        silence_logs=logging.CRITICAL,
    )


async def threads(client: "Client") -> int:
    """Of all workers that are there now."""
    return sum((await client.nthreads()).values())


def cores() -> int:
    """That this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _said(error: BaseException) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
