"""A loopback server that says exactly what a test tells it to, well-formed or not, and remembers what it was asked.

    origin.serve("/page", answer(b"<p>hello"))                             # the same each time
    origin.serve("/page", answer(status=503), answer(b"<p>hello"))         # in turn; the last one stays
    origin.serve("/cut", [b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", CLOSE])
    origin.serve("/drip", lambda asked: itertools.repeat(b"x"))            # endless; a number pauses for so many seconds
    origin.asked("/page")                                                  # the requests for it, in order

What nobody told it to serve is 404, robots.txt included. It runs in a thread of its own.
"""

import asyncio
import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterable
from enum import Enum
from http import HTTPStatus
from types import TracebackType
from typing import NamedTuple, Self


class End(Enum):
    CLOSE = "close"
    RESET = "reset"


CLOSE, RESET = End.CLOSE, End.RESET

_TLS_HANDSHAKE = b"\x16"

Step = bytes | float | End


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    host: str  # address that was connected to
    headers: dict[str, str]  # names in lower case
    at: float  # monotonic
    connection: int  # number of the connection it came on
    body: bytes = b""


Script = bytes | Iterable[Step] | Callable[[Asked], bytes | Iterable[Step]]


def answer(body: bytes = b"", status: int = 200, headers: Iterable[tuple[str, str]] = (), **named: str) -> bytes:
    """A well-formed answer. Names of `named` headers have `_` for `-`."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in [*named.items(), *headers]]
    if status != 304:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


class Origin:
    """Start it with `with`. It listens on the same port of all its hosts."""

    def __init__(self, hosts: Iterable[str] = ("127.0.0.1",), tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Asked] = []
        self.connections = 0
        self._hosts = tuple(hosts)
        self._tls = tls
        self._scripts: dict[str, list[Script]] = {}
        self._port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def serve(self, path: str, *scripts: Script) -> str:
        """Answer a path, whatever the host, with one script after the other. Returns its URL."""
        self._scripts[path] = list(scripts)
        return self.url(path)

    def url(self, path: str, host: str = "") -> str:
        return f"{'https' if self._tls else 'http'}://{host or self._hosts[0]}:{self._port}{path}"

    @property
    def served(self) -> list[str]:
        """The paths that it was told to answer, in that order."""
        return list(self._scripts)

    def asked(self, path: str) -> list[Asked]:
        return [request for request in self.requests if request.path == path]

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._listen())

    async def _listen(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        servers = []
        for host in self._hosts:
            server = await asyncio.start_server(self._converse, host, self._port, ssl=self._tls)
            self._port = server.sockets[0].getsockname()[1]
            servers.append(server)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                first = await reader.readexactly(1)
                if first == _TLS_HANDSHAKE:
                    writer.write(answer(b"this is no TLS port", 400))
                    break
                head = first + await reader.readuntil(b"\r\n\r\n")
                asked = _read(head, writer.get_extra_info("sockname")[0], number)
                asked = asked._replace(body=await reader.readexactly(int(asked.headers.get("content-length", 0))))
                self.requests.append(asked)
                if not await self._say(asked, writer):
                    break
        writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _say(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        """Whether the connection is still open afterwards."""
        scripts = self._scripts.get(asked.path, [answer(b"not found", 404)])
        script = scripts.pop(0) if len(scripts) > 1 else scripts[0]
        said = script(asked) if callable(script) else script
        for step in [said] if isinstance(said, bytes) else said:
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            elif isinstance(step, End):
                if step is RESET:  # a linger of no time sends RST instead of FIN
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return False
            else:
                await asyncio.sleep(step)
        return True


def _read(head: bytes, host: str, connection: int) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    return Asked(method, path, host, headers, time.monotonic(), connection)
