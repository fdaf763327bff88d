"""Work of a library that blocks, in a thread that no end of the program waits for."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress


async def apart(work: Callable[[], None]) -> None:
    """Raises what it raises."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def tell(error: Exception | None) -> None:
        if not ended.done():  # who waited has gone
            ended.set_exception(error) if error else ended.set_result(None)

    def run() -> None:
        error = None
        try:
            work()
        except Exception as raised:
            error = raised
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(tell, error)

    threading.Thread(target=run, daemon=True, name="delivery").start()
    await ended
