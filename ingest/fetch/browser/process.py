"""The process that draws pages: it has no network, little memory, and asks its parent for whatever its pages want.

python -m ingest.fetch.browser.process BROWSER [--no-sandbox] [--flags-alone]
"""

import asyncio
import os
import resource
import signal
import sys

import msgspec

from ingest.fetch.browser import launch
from ingest.fetch.browser.frames import Broken, FromBrowser, PageGets, PageToDraw, PageWants, Ready, ToBrowser, packed, read


class _Parent:
    """What the parent says on standard input, and what is said to it."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        self._stream = stream
        self._decode = msgspec.msgpack.Decoder(ToBrowser).decode
        self._awaited: dict[int, asyncio.Future[PageGets]] = {}
        self.pages: asyncio.Queue[PageToDraw] = asyncio.Queue()

    async def listen(self) -> None:
        try:
            while True:
                message = self._decode(await read(self._stream))
                if isinstance(message, PageToDraw):
                    self._awaited.clear()
                    self.pages.put_nowait(message)
                elif (waiting := self._awaited.pop(message.number, None)) is not None and not waiting.done():
                    waiting.set_result(message)
        except EOFError:  # the parent has ended; the driver ends the browser when this process does
            os._exit(0)

    async def ask(self, wanted: PageWants) -> PageGets:
        waiting: asyncio.Future[PageGets] = asyncio.get_running_loop().create_future()
        self._awaited[wanted.number] = waiting
        self.say(wanted)
        return await waiting

    def say(self, message: FromBrowser) -> None:
        sys.stdout.buffer.write(packed(message))
        sys.stdout.buffer.flush()


async def serve(browser: str, *, sandbox: bool) -> None:
    from playwright.async_api import Error, async_playwright

    from ingest.fetch.browser.drawing import draw

    stream = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), sys.stdin)
    parent = _Parent(stream)
    listening = asyncio.create_task(parent.listen())  # to the end
    async with async_playwright() as playwright:
        try:
            chromium = await playwright.chromium.launch(executable_path=browser, args=list(launch.FLAGS), chromium_sandbox=sandbox)
        except Error as error:
            parent.say(Broken("start", _why(str(error))))
            return
        parent.say(Ready())
        while not listening.done():
            page = await parent.pages.get()
            try:
                drawn = await draw(chromium, page, parent.ask)
            except Error as error:
                drawn = Broken("browser", str(error).splitlines()[0][:200])
            parent.say(drawn)


def _why(said: str) -> str:
    """The line of a long message that tells why a browser did not start."""
    lines = [line.strip(" -│║╔╚═") for line in said.splitlines()]
    told = [line for line in lines if "sandbox" in line.lower() or "ERROR" in line or "error while loading" in line]
    return (told or lines)[0][:300]


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides when we end
    browser, *how = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if "--flags-alone" not in how:
        launch.leave_network()
    asyncio.run(serve(browser, sandbox="--no-sandbox" not in how))


if __name__ == "__main__":
    main()
