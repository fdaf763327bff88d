"""What the process that draws and the one that fetches for it say to each other: four bytes of length, then MessagePack."""

import asyncio

import msgspec
from msgspec import Struct

MOST = 64_000_000  # bytes of one frame: a page of the largest size, and its headers
HeaderLines = tuple[tuple[str, str], ...]


class PageToDraw(Struct, frozen=True, tag=True):
    """A page as it was answered. `agent`: how the browser names itself to the page's scripts."""

    url: str
    headers: HeaderLines
    body: bytes
    agent: str
    language: str
    timezone: str


class PageWants(Struct, frozen=True, tag=True):
    """The page asks for something. `kind`: as browsers call it, "script", "fetch"."""

    number: int
    url: str
    method: str
    kind: str
    accept: str | None = None


class PageGets(Struct, frozen=True, tag=True):
    """The answer to what was asked; `status` 0: there is none."""

    number: int
    status: int
    headers: HeaderLines = ()
    body: bytes = b""


class Ready(Struct, frozen=True, tag=True):
    """The browser has started."""


class Drawn(Struct, frozen=True, tag=True):
    """The page as its scripts left it. `by`: the browser, by name and version."""

    markup: bytes
    by: str


class Broken(Struct, frozen=True, tag=True):
    """The page could not be drawn, or the browser not be started."""

    kind: str
    reason: str


ToBrowser = PageToDraw | PageGets
FromBrowser = Ready | PageWants | Drawn | Broken


def packed(message: ToBrowser | FromBrowser) -> bytes:
    frame = msgspec.msgpack.encode(message)
    return len(frame).to_bytes(4, "big") + frame


async def read(stream: asyncio.StreamReader) -> bytes:
    """The next frame. Raises EOFError at the end, and for one that is too large."""
    size = int.from_bytes(await stream.readexactly(4), "big")
    if size > MOST:
        raise EOFError(f"a frame of {size} bytes")
    return await stream.readexactly(size)
