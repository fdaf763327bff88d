"""A piece of work that is broken at one of its steps, whichever it is.

A step is one turn of one task. Errors are thrown where our own code, a stream or a timer waits, for there the network, a worker or the
archive may raise; asyncio's locks, queues and groups promise nothing of errors that nobody raises in them.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any

_RAISES = (f"{os.sep}ingest{os.sep}", f"asyncio{os.sep}streams.py", f"asyncio{os.sep}tasks.py")  # files whose code waits for bare futures


class Injection:
    """`act` is called at the step `at` (1, 2, ...) of the tasks that `run` starts, and what it returns is raised there.

    `anywhere`: every step counts, also those where nothing may be raised.
    """

    def __init__(self, at: int, act: Callable[[asyncio.Task[None]], BaseException | None], *, anywhere: bool = False) -> None:
        self._at = at
        self._act = act
        self._anywhere = anywhere
        self._root: asyncio.Task[None]
        self.steps = 0

    @property
    def happened(self) -> bool:
        return self.steps >= self._at

    async def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Raises what `work` raises. A task that `work` started and that still runs when it has ended is an AssertionError."""
        loop = asyncio.get_running_loop()
        before = asyncio.all_tasks()
        loop.set_task_factory(lambda loop, started, **more: asyncio.Task(_Stepped(started, self.step), loop=loop, **more))
        try:
            self._root = asyncio.ensure_future(work)
            await self._root
        finally:
            loop.set_task_factory(None)
            left = asyncio.all_tasks() - before
            assert not left, f"outlived what started them: {left}"

    def step(self, waiting: Any) -> BaseException | None:
        """What is to be raised at this step of a coroutine."""
        if self.happened or not (self._anywhere or _may_raise(waiting)):
            return None
        self.steps += 1
        return self._act(self._root) if self.happened else None


def _may_raise(waiting: Any) -> bool:
    file = ""
    while (frame := getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None)) is not None:
        file = frame.f_code.co_filename
        waiting = getattr(waiting, "cr_await", None)
    return any(part in file for part in _RAISES)


class _Stepped(Coroutine[Any, Any, Any]):
    """A coroutine that is asked before each of its steps."""

    def __init__(self, started: Coroutine[Any, Any, Any], step: Callable[[Any], BaseException | None]) -> None:
        self._started = started
        self._step = step

    def send(self, value: Any) -> Any:
        error = self._step(self._started)
        return self._started.send(value) if error is None else self._started.throw(error)

    def throw(self, *error: Any) -> Any:
        return self._started.throw(*error)

    def close(self) -> None:
        self._started.close()

    def __await__(self) -> Any:
        return self._started.__await__()
