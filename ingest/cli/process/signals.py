"""Work that SIGINT and SIGTERM end orderly: what was finished is kept, what was not is not half-written."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


def until_stopped(work: Coroutine[Any, Any, None]) -> int | None:
    """Run `work`; the number of the signal that ended it, if one did. A second signal ends the process at once."""
    stopped: list[int] = []

    async def main() -> None:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()
        with noted(stopped, lambda: loop.call_soon_threadsafe(task.cancel)):
            try:
                await task
            except asyncio.CancelledError:
                if not stopped:
                    raise
            except BaseExceptionGroup as group:
                raise _first(group) from group

    asyncio.run(main())
    return stopped[0] if stopped else None


@contextmanager
def noted(stopped: list[int], then: Callable[[], object] = lambda: None) -> Iterator[None]:
    """While it lasts, the first signal is put into `stopped`, and `then` is called; nothing is raised where it happens to arrive.

    The handlers are the process's, not a loop's: closing a loop leaves SIGTERM to the system's default, which would end the process
    between the end of the work and the report of it.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)
        signal.signal(number, signal.SIG_DFL)
        then()

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        if not stopped:
            for number, handler in before.items():
                signal.signal(number, handler)


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
