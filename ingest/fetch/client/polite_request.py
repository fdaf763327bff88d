"""Requests at a host, each with all that it takes: a turn, repeats, holds, the breaker. For pages and robots.txt alike."""

import asyncio
from collections.abc import Callable

import httpx

from ingest.errors import Failed
from ingest.fetch.client.attempts import Attempts
from ingest.fetch.client.exchange import HOST_TROUBLE, WORTH_RETRYING, Bounds, Large, Reply, WaitForRoom, exchange
from ingest.fetch.manners import retry
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.network import Connectivity
from ingest.fetch.manners.pace import Host, Manners

Sending = Callable[[str], None]


class PoliteRequests:
    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        clock: Clock,
        concurrency: int,
        room: WaitForRoom,
        sending: Sending,
        network: Connectivity,
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._everywhere = asyncio.Semaphore(concurrency)
        self._room = room
        self._large = Large(room)
        self._sending = sending
        self._network = network

    async def send(self, request: httpx.Request, host: Host, manners: Manners, attempts: Attempts) -> Reply:
        """The reply, of whatever status, after repeats where they may help.

        Raises Refused ("hold", "budget", "network") before anything is sent, Failed when no complete answer came or the host asks for a
        long pause.
        """
        repeats = 0 if host.on_trial else retry.RETRIES
        for attempt in range(1, repeats + 2):
            last = attempt > repeats
            pause = retry.back_off(attempt, manners.impatience)
            try:
                reply = await self._in_turn(request, host, manners, attempts)
            except Failed as error:
                if error.kind not in WORTH_RETRYING or last or attempts.seconds <= 0:
                    if error.kind in HOST_TROUBLE:
                        host.failed(str(error), manners, self._network.answers)
                    raise
                host.rest(pause)
                continue
            if reply.status < 500 and reply.status != 429:
                return reply
            asked = retry.retry_after(reply.header("retry-after"), self._clock.now()) if reply.status in (429, 503) else None
            if asked:
                what = "its robots.txt" if request.url.path == "/robots.txt" else "it"
                until = host.hold(asked, f"{what} answered {reply.status} and asked for a pause")
                if asked > manners.max_wait:
                    raise Failed("hold", f"status {reply.status}, and {host.name} asks for a pause until {until}")
            else:
                host.rest(pause)
            if last or (reply.status == 429 and not asked):  # a 4xx is repeated only when the server says when
                host.failed(f"status {reply.status}", manners, self._network.answers)
                return reply
        raise AssertionError("the last attempt returns or raises")

    async def knock(self, request: httpx.Request, host: Host, manners: Manners, attempts: Attempts) -> Reply:
        """A single attempt in its turn, although the network is gone; it is not counted against the host. Raises Refused, Failed."""
        return await self._in_turn(request, host, manners, attempts, knocks=True)

    async def _in_turn(self, request: httpx.Request, host: Host, manners: Manners, attempts: Attempts, *, knocks: bool = False) -> Reply:
        origin = f"{request.url.scheme}://{request.url.netloc.decode()}"
        async with host.turn(manners, self._everywhere):
            await self._room()
            if not knocks:
                self._network.require(origin)
            host.begin()
            with self._network.listening(origin):
                return await self.send_at_once(request, attempts)

    async def send_at_once(self, request: httpx.Request, attempts: Attempts) -> Reply:
        """A single attempt without manners; of a replay all that is needed. Raises Failed."""
        self._sending(request.extensions.get("url") or str(request.url))
        attempts.sent(request)
        began = self._clock.monotonic()
        try:
            reply = await exchange(self._transport, request, Bounds(attempts.seconds, attempts.limit, attempts.cut), self._large)
        finally:
            attempts.seconds -= self._clock.monotonic() - began
        attempts.answered(reply)
        return reply
