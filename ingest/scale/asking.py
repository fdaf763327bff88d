"""Asks a cluster for one thing at a time, and again when a worker is lost on the way."""

import asyncio
import os
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ingest.errors import IngestError
from ingest.scale.cluster import threads

if TYPE_CHECKING:
    from distributed import Client

_LOST = "the scheduler is gone; the same command goes on where this one was"
_TRIES = 4  # of a share; in each the scheduler lets it lose four workers
_PAUSE, _LONGEST_PAUSE = 1.0, 10.0  # seconds between two tries of a file that cannot be read


class SchedulerLost(IngestError):
    """Nothing more can be asked of the cluster."""


class Asking:
    """What one order is answered with, share by share. `failed` is told in one line of each share that could not be read."""

    def __init__(self, client: "Client", order: bytes, failed: Callable[[str], None]) -> None:
        self._client = client
        # Sent once, and again to who lost it.
        self._order = client.submit(bytes, order, key=f"ingest-order-{sha256(order).hexdigest()}")
        self._failed = failed
        self._number = 0

    async def most(self) -> int:
        """Shares that are being read, or are read and not yet taken: what waits for the writer is bounded. Raises SchedulerLost."""
        try:
            return 2 * max(1, await threads(self._client)) + 1
        except OSError:
            raise SchedulerLost(_LOST) from None

    async def answer(self, what: Callable[[bytes, Any], Any], share: Any, named: str) -> Any:
        """What a worker answers; None when the share cannot be read, which is told. Raises SchedulerLost, and IngestError of a worker's."""
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
        self._failed(f"{named}: {problem}")
        return None
