"""One request over a wire: sent, its answer read whole, raw and bounded."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import NamedTuple, Protocol

from ingest.core.model import TLSRules
from ingest.errors import Failed

from .body import decoded
from .target import Target

Headers = tuple[tuple[str, str], ...]

# Trouble of the host, not of one page: it counts towards the breaker, and asking again may help.
HOST_TROUBLE = frozenset({"connect", "timeout", "reset", "proxy"})
WORTH_RETRYING = HOST_TROUBLE | {"truncated"}


class Route(NamedTuple):
    """How a request travels, beyond its URL."""

    tls: TLSRules = TLSRules()
    proxy: str | None = None


class Reply(Protocol):
    """An answer whose head has come. Iterating yields the body as it comes, codings as sent; raises Failed when it ends early."""

    @property
    def status(self) -> int: ...

    @property
    def raw_headers(self) -> Sequence[tuple[bytes, bytes]]: ...

    @property
    def peer(self) -> str | None:
        """Address and port that answered."""
        ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


class Wire(Protocol):
    """What carries requests: exactly as given, no cookies, no redirects, no decoding."""

    async def send(self, target: Target, headers: Headers, route: Route) -> Reply:
        """GET. Raises Failed when no head of an answer comes, Refused when the host's address is forbidden by now."""
        ...

    async def aclose(self) -> None: ...


class Answer(NamedTuple):
    """A complete answer to one request."""

    status: int
    headers: Headers  # names in lower case; values as bytes are, read as latin-1
    body: bytes
    wire_bytes: int
    peer: str | None

    def header(self, name: str) -> str | None:
        """The first value of a header; `name` in lower case."""
        return next((value for key, value in self.headers if key == name), None)


async def exchange(wire: Wire, target: Target, headers: Headers, route: Route, *, seconds: float, limit: int, cut: bool = False) -> Answer:
    """The complete answer within so many seconds. `limit` bounds the bytes on the wire and those decoded; with `cut`, what fits is kept.

    Raises Failed; a complete answer of any status is none.
    """
    begun = False
    try:
        async with asyncio.timeout(seconds):
            reply = await wire.send(target, headers, route)
            begun = True
            plain = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in reply.raw_headers)
            try:
                raw = await _read(reply, plain, limit, cut)
            finally:
                await reply.aclose()
    except TimeoutError:
        if begun:
            raise Failed("slow", f"still sending after {seconds:.0f} s") from None
        raise Failed("timeout", f"no answer after {seconds:.0f} s") from None
    codings = ",".join(value for name, value in plain if name == "content-encoding")
    body = decoded(raw, codings, limit, cut=cut) if codings else raw
    return Answer(reply.status, plain, body, len(raw), reply.peer)


async def _read(reply: Reply, headers: Headers, limit: int, cut: bool) -> bytes:
    announced = next((value for name, value in headers if name == "content-length"), "")
    if announced.isdigit() and int(announced) > limit and not cut:
        raise Failed("too large", f"{announced} bytes announced, more than {limit}")
    parts: list[bytes] = []
    size = 0
    async for part in reply:
        parts.append(part)
        size += len(part)
        if size > limit:
            if cut:
                break
            raise Failed("too large", f"more than {limit} bytes")
    return b"".join(parts)
