"""Writing while another program may hold the archive's lock: a VACUUM, a long UPDATE in a shell, a slow disk."""

import sqlite3
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from ingest.archive import Writer
from ingest.errors import ArchiveBusy
from ingest.fetch import Clock

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST = 60  # seconds between two tries, each of which waits for the lock as well


class Patience:
    """`await patience.do(function, ...)` is the writer's `do`, tried again for as long as the archive is locked."""

    def __init__(self, writer: Writer, clock: Clock, note: Callable[[str], None]) -> None:
        self._writer = writer
        self._clock = clock
        self._note = note
        self._waiting = 0

    @property
    def waiting(self) -> bool:
        """Whether the archive was locked at the last try."""
        return self._waiting > 0

    async def do(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Raises ArchiveError, but never ArchiveBusy."""
        wait = 1
        while True:
            try:
                done = await self._writer.do(function, *args, **kwargs)
            except ArchiveBusy as error:
                await self._pause(wait, str(error))
                wait = min(2 * wait, _LONGEST)
            else:
                if self._waiting:
                    self._waiting = 0
                    self._note("the archive is no longer locked; going on")
                return done

    async def unlocked(self) -> None:
        """Returns when the archive can be written."""
        await self.do(lambda db: None)

    async def _pause(self, seconds: int, reason: str) -> None:
        if not self._waiting:
            self._note(f"{reason.partition(';')[0]}; waiting for it")
        self._waiting += 1
        await self._clock.sleep(seconds)
