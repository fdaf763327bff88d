"""The real daemon over a real archive, on a clock that stands still until all work is done: days pass in a second, and nobody sleeps."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from heapq import heappop, heappush
from pathlib import Path
from time import process_time
from types import TracebackType
from typing import Any, Self

import httpx
from resourced import Answer, UnderWay, equipped

from ingest import archive
from ingest.alerts.alerting import Alerting, Usage
from ingest.alerts.ways import Ways
from ingest.core.alerts.settings import Alert
from ingest.core.times import of_unix, unix_seconds
from ingest.daemon import Daemon
from ingest.pipeline.report import DocumentReport
from ingest.sources import Folder

_STILL = 30  # turns of the event loop in which nothing else is under way
_MOST_CPU = 60  # seconds
_LONGEST, _LOOK = 900, 5  # by the clock
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
            turns = 0
            while self._passed < wake:
                turns += 1
                await asyncio.sleep(0 if turns < _STILL else 0.0005)  # a run waits for the writer or a worker: so does this
                if min(self._wakes) == wake and self._may_pass():
                    self._passed = wake
        finally:
            self._wakes.remove(wake)

    def _may_pass(self) -> bool:
        if self.hurried or asyncio.current_task() not in self.ticking:
            return True
        return asyncio.all_tasks() <= self.ticking and len(self._wakes) == len(self.ticking) - 1  # the test itself waits for its timer


class FlowingClock(SimulatedClock):
    """Time goes from one moment that somebody waits for to the next, as soon as nothing else is under way: ticks come while runs wait."""

    def __init__(self, under_way: UnderWay) -> None:
        super().__init__()
        self._under_way = under_way
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0
        self._flow: asyncio.Task[None] | None = None

    async def sleep(self, seconds: float) -> None:
        if self._flow is None:
            self._flow = asyncio.ensure_future(self._flowing())
        self._count += 1
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self._passed + seconds, self._count, woken))
        await woken

    async def _flowing(self) -> None:
        while True:
            still = 0
            while still < _STILL:
                await asyncio.sleep(0.0005 if self._under_way.count else 0)
                still = 0 if self._under_way.count else still + 1
            if not self._sleepers:
                continue
            self._passed = max(self._passed, self._sleepers[0][0])
            while self._sleepers and self._sleepers[0][0] <= self._passed:
                _, _, woken = heappop(self._sleepers)
                if not woken.done():
                    woken.set_result(None)

    def stop(self) -> None:
        if self._flow is not None:
            self._flow.cancel()


class Simulation:
    """`async with Simulation(folder, answer) as simulated: await simulated.pass_by(hours)`; requests go to `answer`, robots.txt is 404.

    `alerts`: with a webhook on loopback; `usage`: of the disk; `tick`: seconds between two looks of the daemon, more for a year.
    `flowing`: time passes for runs as it does for ticks, instead of ticks that wait for runs.
    """

    def __init__(
        self,
        here: Path,
        answer: Answer,
        tell: Callable[[DocumentReport], None] = lambda _: None,
        *,
        flowing: bool = False,
        alerts: Sequence[Alert] = (),
        usage: Usage = lambda _: (1, 9),
        tick: float = 5,
    ) -> None:
        self._busy = UnderWay()
        self.clock = FlowingClock(self._busy) if flowing else SimulatedClock()
        self.notes: list[str] = []
        self.robots = ""
        self.answers_robots = False  # `answer` is asked for robots.txt as well
        self.asked: Counter[str] = Counter()  # listings and pages, by host
        self.at_once: Counter[str] = Counter()  # the most requests at a time, by host
        self._under_way: Counter[str] = Counter()
        self._answer = answer
        self._tell = tell
        self._alerts = alerts
        self._usage = usage
        self._tick = tick
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
        ready = equipped(self.archive, self.clock, self._counted, tell=self._tell, note=self.notes.append, under_way=self._busy)
        self.resources = await self._stack.enter_async_context(ready)
        loopback = ("127.0.0.0/8",)
        ways = Ways(folder=self.path.parent, reader=self.resources.reader, clock=self.clock, allow_net=loopback)
        alerting = Alerting(self._alerts, self.path, ways, self.resources.writer, self.notes.append, self._usage)
        self.daemon = Daemon(self.resources, Folder(self.schedules), self.notes.append, alerting=alerting, tick=self._tick)
        self.task = asyncio.ensure_future(self.daemon.run())
        self.clock.ticking = {asyncio.current_task(), self.task}
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.task.cancel()
        await asyncio.wait({self.task})
        if isinstance(self.clock, FlowingClock):
            self.clock.stop()
        await self._stack.aclose()

    async def _counted(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt" and not self.answers_robots:
            return httpx.Response(200, text=self.robots) if self.robots else httpx.Response(404)
        host = request.url.host.removesuffix(".example")
        self.asked[host] += 1
        self._under_way[host] += 1
        self.at_once[host] = max(self.at_once[host], self._under_way[host])
        try:
            return await self._answer(request)
        finally:
            self._under_way[host] -= 1


def simulated(test: Callable[[], Awaitable[None]]) -> None:
    """Run a test's coroutine, which is to end within a minute of CPU: on a busy machine that is long by the clock."""
    asyncio.run(_bounded(test))


async def _bounded(test: Callable[[], Awaitable[None]]) -> None:
    began, is_over = process_time(), False
    loop, running = asyncio.get_running_loop(), asyncio.current_task()
    assert running is not None

    def look(left: int) -> None:  # a timer and no task: the clock counts the tasks
        nonlocal is_over
        if left == 0 or process_time() - began > _MOST_CPU:
            is_over = True
            running.cancel()
        else:
            loop.call_later(_LOOK, look, left - 1)

    look(_LONGEST // _LOOK)
    try:
        await test()
    except asyncio.CancelledError:
        if is_over:
            raise TimeoutError("the simulation does not end") from None
        raise
