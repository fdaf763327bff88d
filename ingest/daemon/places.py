"""Who runs now, and who is next: so many runs at work, and never two of one source."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Literal, NamedTuple

from ingest.fetch import Turns

# A look at a source's listings and what they cite; or only at its articles that are due again; or a stretch of its walk over older pages.
Pass = Literal["listings", "articles", "history"]
STRETCH = 30  # seconds of a walk over older pages, then whatever is due of its source goes first
_ORDER: tuple[Pass, ...] = ("listings", "articles", "history")


class Load(NamedTuple):
    """Of a daemon, at a moment."""

    running: int = 0  # runs
    waiting: int = 0  # sources, for a place


class Places:
    """`run` is called for each source that is offered, as soon as one of the places is free, in the order in which they came.

    A run that waits for nothing but the pace of its hosts gives its place up until it goes on. A run that raises ends the group; the
    others of the group are cancelled.
    """

    def __init__(
        self, group: asyncio.TaskGroup, most: int, most_begun: int, run: Callable[[str, Pass, Turns], Coroutine[Any, Any, None]]
    ) -> None:
        """`most`: runs at work when another begins; `most_begun`: with those that wait for a pace, and take memory alone."""
        self._group = group
        self._most = most
        self._most_begun = most_begun
        self._run = run
        self._running: set[str] = set()
        self._at_work = 0
        self._waiting: dict[str, Pass] = {}
        self._left = asyncio.Event()  # a run ended since somebody waited for one to end

    @property
    def running(self) -> frozenset[str]:
        return frozenset(self._running)

    @property
    def has_room(self) -> bool:
        """Whether nobody waits, and another may begin."""
        return not self._waiting and self._at_work < self._most

    @property
    def load(self) -> Load:
        return Load(len(self._running), len(self._waiting))

    def offer(self, name: str, what: Pass) -> None:
        """A source that runs or waits is not taken twice; a pass over its listings takes the place of one over its articles."""
        if name not in self._running:
            if name not in self._waiting or _ORDER.index(what) < _ORDER.index(self._waiting[name]):
                self._waiting[name] = what
            self._fill()

    @asynccontextmanager
    async def held(self, name: str) -> AsyncIterator[None]:
        """Within, a run that a person asked for: it begins as soon as no other of its source is under way, whoever waits for a place."""
        while name in self._running:
            self._left.clear()
            await self._left.wait()
        self._waiting.pop(name, None)
        self._running.add(name)
        try:
            yield
        finally:
            self._remove(name)

    def _remove(self, name: str) -> None:
        self._running.remove(name)
        self._left.set()

    def _fill(self) -> None:
        while self._waiting and self._at_work < self._most and len(self._running) < self._most_begun:
            name = next(iter(self._waiting))
            one = self._one(name, self._waiting.pop(name))
            try:
                self._group.create_task(one)
            except RuntimeError:  # the group is ending
                one.close()
                return
            self._running.add(name)
            self._at_work += 1

    async def _one(self, name: str, what: Pass) -> None:
        try:
            await self._run(name, what, Turns(self._changed))
        finally:
            self._remove(name)
            self._at_work -= 1
        self._fill()

    def _changed(self, is_waiting: bool) -> None:
        self._at_work += -1 if is_waiting else 1
        if is_waiting and self._waiting:
            asyncio.get_running_loop().call_soon(self._fill)
