"""One request at a host, with all that it takes: a turn, repeats, holds, the breaker. For pages and for robots.txt alike."""

import asyncio

import httpx

from ingest.core.model import Exchange, Hop
from ingest.errors import Failed

from . import retry
from .address import Guard
from .clock import Clock
from .pace import Host, Manners
from .redirects import permanent_url
from .target import Target
from .wire import HOST_TROUBLE, WORTH_RETRYING, Answer, Headers, Route, send


class Trail:
    """What has been asked so far for one URL, and how many seconds on the wire are left for it."""

    def __init__(self, url: str, clock: Clock, seconds: float, limit: int, *, cut: bool = False) -> None:
        self.url = url
        self.hops: tuple[Hop, ...] = ()
        self.seconds = seconds
        self.limit = limit
        self.cut = cut
        self.attempts = 0
        self._clock = clock
        self._started_at = clock.now()
        self._request_headers: Headers = ()
        self._answer: Answer | None = None
        self._wire_bytes = 0

    def sent(self, headers: Headers) -> None:
        self.attempts += 1
        self._request_headers = headers
        self._answer = None

    def answered(self, answer: Answer) -> None:
        self._answer = answer
        self._wire_bytes += answer.wire_bytes

    def exchange(self) -> Exchange:
        answer = self._answer
        return Exchange(
            url=self.url,
            final_url=self.hops[-1].location if self.hops else self.url,
            started_at=self._started_at,
            ended_at=self._clock.now(),
            status=answer.status if answer else None,
            hops=self.hops,
            permanent_url=permanent_url(self.hops),
            peer=answer.peer if answer else None,
            request_headers=self._request_headers,
            headers=answer.headers if answer else (),
            wire_bytes=self._wire_bytes,
            attempts=self.attempts,
        )


class Asker:
    def __init__(self, transport: httpx.AsyncBaseTransport, guard: Guard, clock: Clock, concurrency: int) -> None:
        self._transport = transport
        self._guard = guard
        self._clock = clock
        self._everywhere = asyncio.Semaphore(concurrency)

    async def ask(self, host: Host, target: Target, headers: Headers, route: Route, manners: Manners, trail: Trail) -> Answer:
        """The answer of whatever status, after repeats where they may help. Raises Refused, Failed."""
        base = min(1.0, max(manners.delay, 0.05))
        repeats = 0
        while True:
            try:
                answer = await self._once(host, target, headers, route, manners, trail)
            except Failed as error:
                if error.kind not in WORTH_RETRYING or repeats == retry.RETRIES or trail.seconds <= 0:
                    if error.kind in HOST_TROUBLE or error.kind == "tls":
                        host.failed(str(error))
                    raise
                self._back_off(host, retry.back_off(repeats + 1, base))
            else:
                if answer.status in (429, 503) and (seconds := retry.retry_after(answer.header("retry-after"), self._clock.now())):
                    until = host.hold(seconds, f"it answered {answer.status} and asked us to wait")
                    if seconds > manners.max_wait:
                        raise Failed("hold", f"status {answer.status}, {host.name} asks to be left alone until {until}")
                    if repeats == retry.RETRIES:
                        return answer
                elif answer.status == 429:
                    host.hold(retry.back_off(3, base), "it answered 429")
                    return answer
                elif answer.status >= 500:
                    if repeats == retry.RETRIES:
                        host.failed(f"status {answer.status}")
                        return answer
                    self._back_off(host, retry.back_off(repeats + 1, base))
                else:
                    host.answered()
                    return answer
            repeats += 1

    async def _once(self, host: Host, target: Target, headers: Headers, route: Route, manners: Manners, trail: Trail) -> Answer:
        async with host.turn(manners, self._everywhere):
            trail.sent(headers)
            began = self._clock.monotonic()
            try:
                answer = await send(self._transport, target, headers, route, seconds=trail.seconds, limit=trail.limit, cut=trail.cut)
            finally:
                trail.seconds -= self._clock.monotonic() - began
            trail.answered(answer)
            return answer

    def _back_off(self, host: Host, seconds: float) -> None:
        host.next_start = max(host.next_start, self._clock.monotonic() + seconds)
