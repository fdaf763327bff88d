"""Time as a value that is handed in, so that tests of manners need no waiting."""

import asyncio
import time
from typing import Protocol

from ingest.core.times import of_unix


class Clock(Protocol):
    def now(self) -> str:
        """UTC text, `2024-12-18T03:00:00Z`."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow; unlike `now`, untouched by a clock that is set."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> str:
        return of_unix(time.time())

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
