"""Work that SIGINT and SIGTERM end orderly: what was finished is kept, what was not is not half-written."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any


def until_stopped(work: Coroutine[Any, Any, None]) -> int | None:
    """Run `work`; the number of the signal that ended it, if one did. A second signal ends the process at once."""
    stopped: list[int] = []

    async def main() -> None:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()

        def stop(number: int) -> None:
            stopped.append(number)
            loop.remove_signal_handler(number)
            task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        try:
            await task
        except asyncio.CancelledError:
            if not stopped:
                raise
        except BaseExceptionGroup as group:
            raise _first(group) from group

    asyncio.run(main())
    return stopped[0] if stopped else None


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
