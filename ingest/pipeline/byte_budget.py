"""Bounds how many bytes of documents lie between the network and the archive. Downloads wait while parsing lags behind."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_BYTES = 4_000_000  # some fifteen real pages, so that a worker always has its next one


class ByteBudget:
    def __init__(self, limit: int = _BYTES) -> None:
        self._limit = limit
        self._held = 0
        self._freed = asyncio.Event()

    async def free(self) -> None:
        """Return when there is room. Requests sent after that are never turned away, however large their answers."""
        while self._held >= self._limit:
            self._freed.clear()
            await self._freed.wait()

    @contextmanager
    def lending(self, size: int) -> Iterator[None]:
        """Do not count a held document of `size` bytes while it waits for another look, which may wait for room."""
        self._held -= size
        self._freed.set()
        try:
            yield
        finally:
            self._held += size

    @contextmanager
    def holding(self, size: int) -> Iterator[None]:
        """Count a document of `size` bytes until it is kept."""
        self._held += size
        try:
            yield
        finally:
            self._held -= size
            self._freed.set()
