"""Names, as the system resolves them."""

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_AT_A_TIME = 32


class SystemResolver:
    """In threads that end with the program. asyncio's own are waited for, and a silent name server takes half a minute to give up."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(_AT_A_TIME)

    async def __call__(self, name: str) -> tuple[str, ...]:
        """The addresses of a name in the system's order of preference. Raises OSError, UnicodeError for what cannot be a name."""
        async with self._places:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

            def settle(how: Callable[[Any], None], what: object) -> None:
                if not answer.done():  # somebody still waits
                    how(what)

            def tell(how: Callable[[Any], None], what: object) -> None:
                with suppress(RuntimeError):  # the loop is closed by now
                    loop.call_soon_threadsafe(settle, how, what)

            def look_up() -> None:
                try:
                    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
                except (OSError, UnicodeError) as error:
                    tell(answer.set_exception, error)
                else:
                    tell(answer.set_result, tuple(dict.fromkeys(str(address[0]) for *_, address in found)))

            threading.Thread(target=look_up, name=f"resolve {name}", daemon=True).start()
            return await answer
