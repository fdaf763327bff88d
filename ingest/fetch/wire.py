"""One request over a transport: sent, read whole and raw, its trouble told in our words."""

import asyncio
from typing import NamedTuple

import httpx

from ingest.core.model import TLSRules
from ingest.errors import Failed

from .body import decoded
from .target import Target

Headers = tuple[tuple[str, str], ...]

# The transport's own words for trouble, by the kind that we keep. The first that fits counts.
_KINDS: tuple[tuple[type[Exception], str, str], ...] = (
    (httpx.ConnectTimeout, "connect", "no connection in time"),
    (httpx.TimeoutException, "timeout", "no answer in time"),
    (httpx.ConnectError, "connect", "no connection"),
    (httpx.ProxyError, "proxy", "the proxy failed"),
    (httpx.RemoteProtocolError, "protocol", "not HTTP"),
    (httpx.NetworkError, "reset", "the connection broke"),
    (httpx.HTTPError, "protocol", "not understood"),
    (OSError, "reset", "the connection broke"),
)

# Trouble of the host, not of one page: it counts towards the breaker, and asking again may help.
HOST_TROUBLE = frozenset({"connect", "timeout", "reset", "proxy"})
WORTH_RETRYING = HOST_TROUBLE | {"truncated"}


class Answer(NamedTuple):
    """A complete answer to one request."""

    status: int
    headers: Headers  # names in lower case; values as bytes are, read as latin-1
    body: bytes
    wire_bytes: int
    peer: str | None

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


class Route(NamedTuple):
    """How a request travels, beyond its URL."""

    tls: TLSRules = TLSRules()
    proxy: str | None = None


async def send(
    transport: httpx.AsyncBaseTransport,
    target: Target,
    headers: Headers,
    route: Route,
    *,
    seconds: float,
    limit: int,
    cut: bool = False,
) -> Answer:
    """GET, read to the end. `limit` bounds the bytes on the wire and those decoded; with `cut`, what fits is kept.

    Raises Failed; a complete answer of any status is none.
    """
    extensions = {"url": target.url, "route": route}
    request = httpx.Request("GET", target.url, headers=headers, extensions=extensions)
    began = False
    try:
        async with asyncio.timeout(seconds):
            response = await transport.handle_async_request(request)
            began = True
            try:
                wire = await _read(response, limit, cut)
            finally:
                await response.aclose()
    except TimeoutError:
        raise Failed("slow" if began else "timeout", f"{'still sending' if began else 'no answer'} after {seconds:.0f} s") from None
    except (httpx.HTTPError, OSError) as error:
        raise _told(error) from error
    coding = ",".join(value for key, value in _plain(response) if key == "content-encoding")
    body = decoded(wire, coding, limit, cut=cut) if coding else wire
    return Answer(response.status_code, _plain(response), body, len(wire), response.extensions.get("peer"))


async def _read(response: httpx.Response, limit: int, cut: bool) -> bytes:
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit and not cut:
        raise Failed("too large", f"{announced} bytes announced, more than {limit}")
    parts: list[bytes] = []
    size = 0
    async for part in response.stream:  # type: ignore[union-attr]
        parts.append(part)
        size += len(part)
        if size > limit:
            if cut:
                break
            raise Failed("too large", f"more than {limit} bytes")
    return b"".join(parts)


def _plain(response: httpx.Response) -> Headers:
    return tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers.raw)


def _told(error: Exception) -> Failed:
    kind, words = next((kind, words) for type_, kind, words in _KINDS if isinstance(error, type_))
    detail = str(error)
    return Failed(kind, f"{words}: {detail}" if detail else words)
