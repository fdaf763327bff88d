"""Time as a value that is handed in, so that tests of manners need no waiting."""

import asyncio
import math
import time
from datetime import UTC, datetime
from typing import Protocol


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
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def later(now: str, seconds: float) -> str:
    """The UTC text that is at least `seconds` after the moment that `now` is the beginning of the second of."""
    return utc_text(unix_seconds(now) + math.ceil(seconds) + 1)


def unix_seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def utc_text(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
