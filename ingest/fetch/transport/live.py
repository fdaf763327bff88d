"""Live connections: aiohttp as a transport of httpx's kind, to addresses that were checked. The only code that knows aiohttp."""

import asyncio
import socket
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from weakref import WeakSet

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from yarl import URL

from ingest.core.model import TLSRules
from ingest.fetch.transport.address import AddressPolicy
from ingest.fetch.transport.aiohttp_errors import no_answer, no_end
from ingest.fetch.transport.framing import OneAnswer
from ingest.fetch.transport.tls import Contexts

_HEADER_BYTES = 32 * 1024  # one header; content security policies are long
_HEADERS = 256
_STRICT = TLSRules()


class LiveTransport(httpx.AsyncBaseTransport):
    """Sends a request exactly as it is given: no cookies, no redirects, no decoding, no environment.

    Extensions of a request, all of them optional: `url`, as it is to be spelt on the wire; `tls`, a TLSRules; `proxy`, the URL of one;
    `timeout`, as httpx has it, of which "connect" counts: the deadline of the whole exchange is the caller's.
    Extension of a response: `peer`, address and port that answered.
    Raises httpx.TransportError, and where httpx has no word for it, a FetchError: "dns", "address", "tls".
    """

    def __init__(self, addresses: AddressPolicy) -> None:
        self._addresses = addresses
        self._contexts = Contexts()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        extensions = request.extensions
        proxy: str | None = extensions.get("proxy")
        rules: TLSRules = extensions.get("tls") or _STRICT
        url = URL(extensions.get("url") or str(request.url), encoded=True)
        options: dict[str, Any] = {}
        if url.scheme == "https" or (proxy or "").startswith("https:"):
            options["ssl"] = self._contexts.of(rules)
        if url.scheme == "https":
            options["server_hostname"] = rules.hostname
        if proxy is not None:
            options["proxy"] = proxy
        headers = [(name.decode(), value.decode()) for name, value in request.headers.raw]  # aiohttp writes them as UTF-8
        if request.method == "POST":
            options["data"] = await request.aread()
        options["timeout"] = aiohttp.ClientTimeout(total=None, sock_connect=extensions.get("timeout", {}).get("connect"))
        session = self._session(proxy is not None)
        while True:
            try:
                answered = await session.request(request.method, url, headers=headers, allow_redirects=False, **options)
            except _Stale:
                continue  # that connection is closed now; the next one may be good
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise no_answer(error) from error
            assert isinstance(answered, LiveAnswer)
            return httpx.Response(
                answered.status, headers=list(answered.raw_headers), stream=_Body(answered), extensions={"peer": answered.peer}
            )

    def _session(self, proxied: bool) -> aiohttp.ClientSession:
        """Through a proxy it is the proxy that is connected to, wherever it is."""
        session = self._sessions.get(proxied)
        if session is None:
            connector = aiohttp.TCPConnector(
                limit=0,  # the fetcher counts
                resolver=None if proxied else _Checked(self._addresses),
                use_dns_cache=False,  # the address policy remembers
            )
            connector._factory = partial(OneAnswer, loop=asyncio.get_running_loop())  # type: ignore[assignment]  # partial is invariant
            session = self._sessions[proxied] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                max_line_size=_HEADER_BYTES,
                max_field_size=_HEADER_BYTES,
                max_headers=_HEADERS,
                request_class=LiveRequest,
                response_class=LiveAnswer,
            )
            session._retry_connection = False  # it would repeat a request unseen by our count of attempts
        return session

    async def aclose(self) -> None:
        for session in self._sessions.values():
            await session.close()


class _Checked(AbstractResolver):
    """Answers with the addresses that were approved, and no others."""

    def __init__(self, addresses: AddressPolicy) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        approved = await self._addresses.approve(host.rstrip("."))
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


class LiveAnswer(aiohttp.ClientResponse):
    peer: str | None = None
    _lost: "asyncio.Future[None] | None" = None  # of a body that only the connection's end ends: how it ended

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        # Now, because the connection of a short answer is given back before anyone can ask.
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        if name:
            self.peer = f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"
        lost = _end_of(connection)
        answered = await super().start(connection)
        if "Content-Length" not in self.headers and "Transfer-Encoding" not in self.headers:
            self._lost = lost
        return answered

    async def parts(self) -> AsyncIterator[bytes]:
        """The body as it comes. Raises httpx.ReadError when it ends early."""
        try:
            while part := await self.content.readany():
                yield part
            if self._lost is not None and self._lost.done() and (broken := self._lost.exception()) is not None:
                raise aiohttp.ClientPayloadError(str(broken))  # aiohttp takes a reset for the end of such a body
        except (aiohttp.ClientError, OSError) as error:
            raise no_end(error) from error


class _Body(httpx.AsyncByteStream):
    def __init__(self, answered: LiveAnswer) -> None:
        self._answered = answered

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answered.parts()

    async def aclose(self) -> None:
        self._answered.close()  # the connection was given back if all was read; else it ends here
