"""A transport of httpx's kind as a wire: how a replay and the tests' own transports are asked."""

from collections.abc import AsyncIterator, Sequence

import httpx

from ingest.errors import Failed
from ingest.fetch.client.target import Target
from ingest.fetch.client.wire import Headers, Reply, Route

# httpx's words for trouble, by the kind that we keep. The first that fits counts.
_KINDS: tuple[tuple[type[httpx.HTTPError], str, str], ...] = (
    (httpx.ConnectTimeout, "connect", "no connection in time"),
    (httpx.TimeoutException, "timeout", "no answer in time"),
    (httpx.ConnectError, "connect", "no connection"),
    (httpx.ProxyError, "proxy", "the proxy failed"),
    (httpx.NetworkError, "reset", "the connection broke"),
    (httpx.HTTPError, "protocol", "not HTTP"),
)


class InjectedWire:
    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def send(self, target: Target, headers: Headers, route: Route) -> Reply:
        request = httpx.Request("GET", target.url, headers=headers, extensions={"url": target.url})
        try:
            return _InjectedReply(await self._transport.handle_async_request(request))
        except httpx.HTTPError as error:
            raise _told(error) from error

    async def aclose(self) -> None:
        await self._transport.aclose()


class _InjectedReply:
    peer: str | None = None

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.raw_headers: Sequence[tuple[bytes, bytes]] = response.headers.raw
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._response.stream, httpx.AsyncByteStream)
        try:
            async for part in self._response.stream:
                yield part
        except httpx.HTTPError as error:
            raise Failed("truncated", f"the answer ends early: {error}") from error

    async def aclose(self) -> None:
        await self._response.aclose()


def _told(error: httpx.HTTPError) -> Failed:
    kind, words = next((kind, words) for type_, kind, words in _KINDS if isinstance(error, type_))
    detail = str(error)
    return Failed(kind, f"{words}: {detail}" if detail else words)
