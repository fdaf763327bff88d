"""The live wire: aiohttp, to addresses that were checked. The only code that knows aiohttp."""

import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from ingest.errors import Failed

from .address import Guard
from .target import Target
from .tls import BROKEN_OFF, Contexts, explained
from .wire import Headers, Reply, Route

_HEADER_BYTES = 32 * 1024  # one header; content security policies are long
_CONNECT_SECONDS = 15.0


class LiveWire:
    """Sends a request exactly as it is given: no cookies, no redirects, no decoding, no environment."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._contexts = Contexts()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def send(self, target: Target, headers: Headers, route: Route) -> Reply:
        options: dict[str, Any] = {}
        if target.scheme == "https":
            options["ssl"] = self._contexts.of(route.tls)
            options["server_hostname"] = route.tls.hostname
        if route.proxy is not None:
            options["proxy"] = route.proxy
        session = self._session(route.proxy is not None)
        try:
            response = await session.request("GET", URL(target.url, encoded=True), headers=headers, allow_redirects=False, **options)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _told(error) from error
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
            session = self._sessions[proxied] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding"),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=_CONNECT_SECONDS),
                max_line_size=_HEADER_BYTES,
                max_field_size=_HEADER_BYTES,
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


class LiveReply(aiohttp.ClientResponse):
    peer: str | None = None

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        # Now, because the connection of a short answer is given back before anyone can ask.
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        if name:
            self.peer = f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"
        return await super().start(connection)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            while part := await self.content.readany():
                yield part
        except (aiohttp.ClientError, OSError) as error:
            raise Failed("truncated", f"the answer ends early: {_line(error)}") from error

    async def aclose(self) -> None:
        self.close()  # the connection was given back if all was read; else it ends here


def _told(error: Exception) -> Failed:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Failed("dns", _line(error.os_error))
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError)):
        return Failed("tls", explained(error))
    if isinstance(error, (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError)):
        return Failed("proxy", f"the proxy failed: {_line(error)}")
    if isinstance(error, aiohttp.ServerTimeoutError):
        return Failed("connect", f"no connection within {_CONNECT_SECONDS:.0f} s")
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, ConnectionResetError):  # after TCP's part was done
        return Failed("connect", f"TLS: {BROKEN_OFF}")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Failed("connect", f"no connection: {_line(error.os_error)}")
    if isinstance(error, (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, OSError)):
        return Failed("reset", f"the connection broke: {_line(error)}")
    return Failed("protocol", f"not HTTP: {_line(error)}")


def _line(error: BaseException) -> str:
    """The first line of an error: aiohttp's quote the offending bytes below it."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(":")
