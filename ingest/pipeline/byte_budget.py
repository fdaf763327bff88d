"""How many bytes of documents may lie between the network and the archive. What comes faster than it is parsed has to wait."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_BYTES = 4_000_000  # some fifteen real pages: a worker has always its next one at hand


class ByteBudget:
    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._held = 0
        self._freed = asyncio.Event()

    async def free(self) -> None:
        """Return when there is room. What is asked for after that comes in any case: no document is turned away."""
        while self._held >= self._limit:
            self._freed.clear()
            await self._freed.wait()

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """A document of so many bytes takes its room until it is kept."""
        self._held += size
        try:
            yield
        finally:
            self._held -= size
            self._freed.set()
