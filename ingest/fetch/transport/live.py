"""The live wire: aiohttp, to addresses that were checked. The only code that knows aiohttp."""

import asyncio
import socket
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from weakref import WeakSet

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from yarl import URL

from ingest.fetch.client.target import Target
from ingest.fetch.client.wire import Headers, Reply, Route
from ingest.fetch.transport.address import Guard
from ingest.fetch.transport.aiohttp_errors import no_answer, no_end
from ingest.fetch.transport.framing import OneAnswer
from ingest.fetch.transport.tls import Contexts

_HEADER_BYTES = 32 * 1024  # one header; content security policies are long
_HEADERS = 256
_CONNECT_SECONDS = 15.0


class LiveWire:
    """Sends a request exactly as it is given: no cookies, no redirects, no decoding, no environment."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._contexts = Contexts()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def send(self, target: Target, headers: Headers, route: Route) -> Reply:
        options: dict[str, Any] = {}
        if target.scheme == "https" or (route.proxy or "").startswith("https:"):
            options["ssl"] = self._contexts.of(route.tls)
        if target.scheme == "https":
            options["server_hostname"] = route.tls.hostname
        if route.proxy is not None:
            options["proxy"] = route.proxy
        session, url = self._session(route.proxy is not None), URL(target.url, encoded=True)
        while True:
            try:
                response = await session.request("GET", url, headers=headers, allow_redirects=False, **options)
            except _Stale:
                continue  # that connection is closed now; the next one may be good
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise no_answer(error) from error
            assert isinstance(response, LiveReply)
            return response

    def _session(self, proxied: bool) -> aiohttp.ClientSession:
        """Through a proxy it is the proxy that is connected to, wherever it is."""
        session = self._sessions.get(proxied)
        if session is None:
            connector = aiohttp.TCPConnector(
                limit=0,  # the fetcher counts
                resolver=None if proxied else _Checked(self._guard),
                use_dns_cache=False,  # the guard remembers
            )
            connector._factory = partial(OneAnswer, loop=asyncio.get_running_loop())  # type: ignore[assignment]  # partial is invariant
            session = self._sessions[proxied] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
                max_line_size=_HEADER_BYTES,
                max_field_size=_HEADER_BYTES,
                max_headers=_HEADERS,
                request_class=LiveRequest,
                response_class=LiveReply,
            )
            session._retry_connection = False  # it would repeat a request unseen by our count of attempts
        return session

    async def aclose(self) -> None:
        for session in self._sessions.values():
            await session.close()


class _Checked(AbstractResolver):
    """Answers with the addresses that the guard approved, and no others."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        approved = await self._guard.approve(host.rstrip("."))
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in approved.addresses
        ]

    async def close(self) -> None:
        pass


_watched: WeakSet[asyncio.Future[None]] = WeakSet()  # of connections, how they ended


def _end_of(connection: Connection) -> "asyncio.Future[None] | None":
    """How a connection ends, once it has; None for one that ended before anybody asked."""
    end = connection.protocol.closed if connection.protocol is not None else None
    if end is not None and end not in _watched:
        _watched.add(end)
        end.add_done_callback(asyncio.Future.exception)  # read, or asyncio warns of it
    return end


class _Stale(Exception):
    """A kept connection cannot be used; nothing was sent on it."""


class LiveRequest(aiohttp.ClientRequest):
    async def send(self, conn: Connection) -> aiohttp.ClientResponse:
        # A server that says more than it announced must not have the rest of it taken for this request's answer.
        if conn.protocol is None or conn.protocol.should_close:
            raise _Stale
        _end_of(conn)  # asked for before anything is sent: afterwards it may be too late
        return await super().send(conn)


class LiveReply(aiohttp.ClientResponse):
    peer: str | None = None
    _lost: "asyncio.Future[None] | None" = None  # of a body that only the connection's end ends: how it ended

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        # Now, because the connection of a short answer is given back before anyone can ask.
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        if name:
            self.peer = f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"
        lost = _end_of(connection)
        reply = await super().start(connection)
        if "Content-Length" not in self.headers and "Transfer-Encoding" not in self.headers:
            self._lost = lost
        return reply

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while part := await self.content.readany():
                yield part
            if self._lost is not None and self._lost.done() and (broken := self._lost.exception()) is not None:
                raise aiohttp.ClientPayloadError(str(broken))  # aiohttp takes a reset for the end of such a body
        except (aiohttp.ClientError, OSError) as error:
            raise no_end(error) from error

    async def aclose(self) -> None:
        self.close()  # the connection was given back if all was read; else it ends here
