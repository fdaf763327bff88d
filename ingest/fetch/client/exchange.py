"""One request over a transport: sent, its answer read whole, raw and bounded."""

import asyncio
import codecs
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import NamedTuple

import httpx

from ingest.core.codings import decoded
from ingest.errors import Failed
from ingest.fetch.client.httpx_errors import no_answer, no_end

Headers = tuple[tuple[str, str], ...]

_LARGE = 2_000_000  # bytes
_LARGE_AT_A_TIME = 2  # each of up to 20 MB on the wire and as much decoded

WaitForRoom = Callable[[], Awaitable[None]]  # returns when there is some

REDIRECTS = frozenset({301, 302, 303, 307, 308})

# Trouble of the host, not of one page: it counts towards the breaker, and asking again may help.
HOST_TROUBLE = frozenset({"connect", "timeout", "reset", "proxy"})
WORTH_RETRYING = HOST_TROUBLE | {"truncated", "protocol"}  # "protocol": it may be the rest of the answer before, on a kept connection


class Reply(NamedTuple):
    """A complete answer to one request."""

    status: int
    headers: Headers  # names in lower case; values as bytes are, read as latin-1
    body: bytes  # codings undone
    wire_bytes: int  # of the body
    peer: str | None  # address and port that answered

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), None)


class Bounds(NamedTuple):
    """What one exchange may take."""

    seconds: float
    limit: int  # bytes on the wire, and bytes decoded
    cut: bool = False  # of a longer body what fits is kept


class Large:
    """The place of a large body: few at a time, and only while there is room, so that many at once do not fill the memory."""

    def __init__(self, room: WaitForRoom) -> None:
        self._room = room
        self._places = asyncio.Semaphore(_LARGE_AT_A_TIME)

    @asynccontextmanager
    async def place(self, deadline: asyncio.Timeout) -> AsyncIterator[None]:
        """Waiting for it is no fault of the server's: the deadline moves by as much."""
        now = asyncio.get_running_loop().time
        began, end = now(), deadline.when()
        deadline.reschedule(None)
        async with self._places:
            await self._room()
            if end is not None:
                deadline.reschedule(end + now() - began)
            yield


async def exchange(transport: httpx.AsyncBaseTransport, request: httpx.Request, bounds: Bounds, large: Large) -> Reply:
    """The complete answer, of any final status. A body of more than 2 MB waits for its place; the body of a redirect is not read.

    Raises Failed when no complete answer arrives, and whatever FetchError the transport raises.
    """
    begun = False
    async with AsyncExitStack() as held:
        try:
            async with asyncio.timeout(bounds.seconds) as deadline:
                try:
                    response = await transport.handle_async_request(request)
                except httpx.HTTPError as error:
                    raise no_answer(error) from error
                begun = True
                status, peer = response.status_code, response.extensions.get("peer")
                headers = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)
                try:
                    raw = b"" if status in REDIRECTS else await _read(response, headers, bounds, held, large.place(deadline))
                finally:
                    await response.aclose()
        except TimeoutError:
            if begun:
                raise Failed("slow", f"still sending after {bounds.seconds:.0f} s") from None
            raise Failed("timeout", f"no answer after {bounds.seconds:.0f} s") from None
        _check_understood(status, headers)
        codings = ",".join(value for name, value in headers if name == "content-encoding")
        body = decoded(raw, codings, bounds.limit, cut=bounds.cut) if codings and raw else raw
    return Reply(status, headers, body, len(raw), peer)


def _check_understood(status: int, headers: Headers) -> None:
    """Raises Failed for what answers no question of ours."""
    if status < 200:
        raise Failed("protocol", f"status {status} is no final answer")
    if status == 206:
        raise Failed("unasked", "status 206, although the whole was asked for")
    for name, value in headers:
        if name == "transfer-encoding" and value.strip().lower() not in ("chunked", "identity"):
            raise Failed("coding", f"transfer coding {value[:40]!r} was not offered")


async def _read(
    response: httpx.Response, headers: Headers, bounds: Bounds, held: AsyncExitStack, place: AbstractAsyncContextManager[None]
) -> bytes:
    """The body as sent; of what is too large and no text, such as a PDF or a video, the beginning: enough to tell so."""
    named = dict(reversed(headers))  # the first of a name counts
    announced = named.get("content-length", "")
    expected = int(announced) if announced.isdecimal() else 0
    parts: list[bytes] = []
    before = size = 0
    async for part in _parts(response):
        parts.append(part)
        before, size = size, size + len(part)
        if before <= _LARGE < size:
            await held.enter_async_context(place)
        if size > bounds.limit or (expected > bounds.limit and not bounds.cut):
            if bounds.cut or ("content-encoding" not in named and _is_no_text(parts[0])):
                break
            raise Failed(
                "too large", f"{expected} bytes announced, more than {bounds.limit}" if expected else f"more than {bounds.limit} bytes"
            )
    return b"".join(parts)


async def _parts(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it comes, codings as sent: `aiter_raw` would count and check what is counted here."""
    assert isinstance(response.stream, httpx.AsyncByteStream)
    try:
        async for part in response.stream:
            yield part
    except httpx.HTTPError as error:
        raise no_end(error) from error


def _is_no_text(beginning: bytes) -> bool:
    utf16 = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return beginning.startswith(b"%PDF-") or (b"\0" in beginning[:1024] and not utf16)
