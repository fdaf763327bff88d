"""The process that draws, from outside: started, spoken to, watched, and ended with all that it started."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Self

import msgspec

from ingest.fetch.browser import processes
from ingest.fetch.browser.frames import Broken, Drawn, FromBrowser, PageGets, PageToDraw, PageWants, Ready, packed, read
from ingest.fetch.browser.launch import Manner
from ingest.fetch.browser.visit import PageVisit

MEMORY = 1_000_000_000  # bytes that the browser's processes may hold together
_KEPT = ("PATH", "LANG", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH")  # of the environment: no secret, no proxy
_START = 120.0  # seconds that a browser may take to start, on a machine however busy
_WATCHED = 0.25  # seconds between two looks at it
_LOOKS = 200  # whether killed processes are gone


class Drawer:
    """One process that draws, with all that it starts, and a folder of its own that goes with it."""

    def __init__(self, process: asyncio.subprocess.Process, folder: "TemporaryDirectory[str]") -> None:
        self.pages = 0
        self._process = process
        self._folder = folder
        self._deadline: asyncio.Timeout | None = None
        self._left = 0.0
        self._since = 0.0
        self._decode = msgspec.msgpack.Decoder(FromBrowser).decode

    @classmethod
    async def start(cls, browser: str, manner: Manner) -> Self:
        folder = TemporaryDirectory(prefix="ingest-browser-", ignore_cleanup_errors=True)
        kept = {name: value for name in _KEPT if (value := os.environ.get(name))}
        how = [*(["--no-sandbox"] * (not manner.sandbox)), *(["--flags-alone"] * manner.flags_alone)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "ingest.fetch.browser.process", browser, *how,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=kept | {"HOME": folder.name, "TMPDIR": folder.name, "XDG_CACHE_HOME": folder.name, "XDG_CONFIG_HOME": folder.name},
            start_new_session=True, limit=1 << 20,
        )  # fmt: skip
        return cls(process, folder)

    async def begin(self) -> Broken | None:
        """Waits until the browser has started; what went wrong, if anything did. Raises EOFError, MsgspecError."""
        assert self._process.stdout is not None  # a pipe
        try:
            async with asyncio.timeout(_START):
                message: FromBrowser = self._decode(await read(self._process.stdout))
        except TimeoutError:
            return Broken("start", f"it was not ready after {_START:.0f} s")
        return message if isinstance(message, Broken) else None

    @asynccontextmanager
    async def bounded(self, seconds: float) -> AsyncIterator[None]:
        """Raises TimeoutError when so many seconds have passed in which no answer was awaited."""
        self._left = seconds
        async with asyncio.timeout(None) as self._deadline:
            self.bound(0)
            try:
                yield
            finally:
                self._deadline = None

    def bound(self, waiting: int) -> None:
        """The clock stands while answers are awaited."""
        if self._deadline is None:
            return
        now = asyncio.get_running_loop().time()
        if waiting == 0 and self._deadline.when() is None:
            self._since = now
            self._deadline.reschedule(now + self._left)
        elif waiting == 1 and self._deadline.when() is not None:
            self._left -= now - self._since
            self._deadline.reschedule(None)

    async def draw(self, page: PageToDraw, visit: PageVisit) -> Drawn | Broken:
        """Raises TimeoutError, EOFError, ConnectionError, MsgspecError."""
        self.pages += 1
        await self.say(page)
        drawing = asyncio.create_task(self._drawn(visit))
        try:
            while not (await asyncio.wait((drawing,), timeout=_WATCHED))[0]:
                if processes.memory(self._process.pid) > MEMORY:
                    return Broken("memory", f"its scripts took more than {MEMORY // 1_000_000} MB of memory")
            return drawing.result()
        finally:
            drawing.cancel()

    async def _drawn(self, visit: PageVisit) -> Drawn | Broken:
        assert self._process.stdout is not None  # a pipe
        while True:
            message: FromBrowser = self._decode(await read(self._process.stdout))
            if isinstance(message, PageWants):
                visit.answer(message, self)
            elif not isinstance(message, Ready):
                return message

    async def say(self, message: PageToDraw | PageGets) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(packed(message))
        await self._process.stdin.drain()

    async def end(self) -> None:
        """Kills it and all that it started; nothing of it is left when this returns."""
        killed = processes.kill(self._process.pid) if self._process.returncode is None else []
        await self._process.wait()
        for _ in range(_LOOKS):  # those that are no children of ours
            if not processes.alive(killed):
                break
            await asyncio.sleep(_WATCHED / 10)
        self._folder.cleanup()
