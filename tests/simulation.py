"""The real daemon over a real archive, on a clock that stands still until all work is done: days pass in a second, and nobody sleeps."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from resourced import Answer, equipped

from ingest import archive
from ingest.core.times import of_unix, unix_seconds
from ingest.daemon import Daemon
from ingest.pipeline.report import DocumentReport
from ingest.sources import Folder

START = "2026-03-01T12:00:00Z"
SOURCE = """
title = "{name}"
every = "{every}"
back = "all"
[[listing]]
kind = "feed"
url = "https://{name}.example/feed"
"""


class SimulatedClock:
    """Ticks come when no run is under way; a run that waits for a host's pace is woken at once. `set_by` sets the wall clock alone."""

    def __init__(self) -> None:
        self._wall = unix_seconds(START)
        self._passed = 0.0
        self._wakes: list[float] = []
        self.ticking: set[asyncio.Task[Any] | None] = set()
        self.hurried = False  # time passes although runs are under way

    def now(self) -> str:
        return of_unix(self._wall + self._passed)

    def monotonic(self) -> float:
        return self._passed

    def set_by(self, seconds: float) -> None:
        self._wall += seconds

    async def sleep(self, seconds: float) -> None:
        wake = self._passed + seconds
        self._wakes.append(wake)
        try:
            while self._passed < wake:
                await asyncio.sleep(0)
                if min(self._wakes) == wake and self._may_pass():
                    self._passed = wake
        finally:
            self._wakes.remove(wake)

    def _may_pass(self) -> bool:
        if self.hurried or asyncio.current_task() not in self.ticking:
            return True
        return asyncio.all_tasks() <= self.ticking and len(self._wakes) == len(self.ticking) - 1  # the test itself waits for its timer


class Simulation:
    """`async with Simulation(folder, answer) as simulated: await simulated.pass_by(hours)`; requests go to `answer`, robots.txt is 404."""

    def __init__(self, here: Path, answer: Answer, tell: Callable[[DocumentReport], None] = lambda _: None) -> None:
        self.clock = SimulatedClock()
        self.notes: list[str] = []
        self.asked: Counter[str] = Counter()  # listings and pages, by host
        self.at_once: Counter[str] = Counter()  # the most requests at a time, by host
        self._under_way: Counter[str] = Counter()
        self._answer = answer
        self._tell = tell
        self.path = here / "archive.db"
        self.schedules = here / "schedules"
        self.schedules.mkdir(exist_ok=True)
        self._stack = AsyncExitStack()

    def source(self, name: str, every: str = "30m") -> None:
        (self.schedules / f"{name}.toml").write_text(SOURCE.format(name=name, every=every), encoding="utf-8")

    async def pass_by(self, hours: float) -> None:
        """Raises what ended the daemon."""
        waiting = asyncio.ensure_future(self.clock.sleep(hours * 3600))
        self.clock.ticking.add(waiting)
        await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        self.clock.ticking.discard(waiting)
        if self.task.done():
            waiting.cancel()
            self.task.result()

    async def until(self, true: Callable[[], object]) -> None:
        """Tick after tick, whatever is under way."""
        self.clock.hurried = True
        while not true():
            await self.pass_by(5 / 3600)
        self.clock.hurried = False

    async def write(self, sql: str) -> None:
        await self.resources.writer.do(lambda db: db.execute(sql).fetchall())

    def rows(self, sql: str) -> list[Any]:
        return self.resources.reader.execute(sql).fetchall()

    async def __aenter__(self) -> Self:
        self.archive = archive.create_or_open(self.path)
        ready = equipped(self.archive, self.clock, self._counted, tell=self._tell, note=self.notes.append)
        self.resources = await self._stack.enter_async_context(ready)
        self.daemon = Daemon(self.resources, Folder(self.schedules), self.notes.append)
        self.task = asyncio.ensure_future(self.daemon.run())
        self.clock.ticking = {asyncio.current_task(), self.task}
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.task.cancel()
        await asyncio.wait({self.task})
        await self._stack.aclose()

    async def _counted(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        host = request.url.host.removesuffix(".example")
        self.asked[host] += 1
        self._under_way[host] += 1
        self.at_once[host] = max(self.at_once[host], self._under_way[host])
        try:
            return await self._answer(request)
        finally:
            self._under_way[host] -= 1


def simulated(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test's coroutine, which is to end within a minute."""

    async def bounded() -> None:
        async with asyncio.timeout(60):
            await test()

    asyncio.run(bounded())
