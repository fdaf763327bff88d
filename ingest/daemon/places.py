"""Who runs now, and who is next: a bounded number of runs, and never two of one source."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Literal

Pass = Literal["listings", "articles"]  # a look at a source's listings and what they cite; or only at its articles that are due again


class Places:
    """`run` is called for each source that is offered, as soon as one of the places is free, in the order in which they came.

    A run that raises ends the group; the others of the group are cancelled.
    """

    def __init__(self, group: asyncio.TaskGroup, most: int, run: Callable[[str, Pass], Coroutine[Any, Any, None]]) -> None:
        self._group = group
        self._most = most
        self._run = run
        self._running: set[str] = set()
        self._waiting: dict[str, Pass] = {}

    @property
    def running(self) -> frozenset[str]:
        return frozenset(self._running)

    def offer(self, name: str, what: Pass) -> None:
        """A source that runs or waits is not taken twice; a pass over its listings takes the place of one over its articles."""
        if name not in self._running:
            if what == "listings" or name not in self._waiting:
                self._waiting[name] = what
            self._fill()

    def _fill(self) -> None:
        while self._waiting and len(self._running) < self._most:
            name = next(iter(self._waiting))
            what = self._waiting.pop(name)
            self._running.add(name)
            self._group.create_task(self._one(name, what))

    async def _one(self, name: str, what: Pass) -> None:
        try:
            await self._run(name, what)
        finally:
            self._running.remove(name)
        self._fill()
