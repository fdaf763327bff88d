"""One request at a host, with all that it takes: a turn, repeats, holds, the breaker. For pages and robots.txt alike."""

import asyncio

from ingest.errors import Failed
from ingest.fetch.client.attempts import Trail
from ingest.fetch.client.target import Target
from ingest.fetch.client.wire import HOST_TROUBLE, WORTH_RETRYING, Answer, Bounds, Headers, Large, Room, Route, Wire, exchange
from ingest.fetch.manners import retry
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.pace import Host, Manners


class Asker:
    def __init__(self, wire: Wire, clock: Clock, concurrency: int, room: Room) -> None:
        self._wire = wire
        self._clock = clock
        self._everywhere = asyncio.Semaphore(concurrency)
        self._room = room
        self._large = Large(room)

    async def ask(self, host: Host, target: Target, headers: Headers, route: Route, manners: Manners, trail: Trail) -> Answer:
        """The answer, of whatever status, after repeats where they may help.

        Raises Refused ("hold", "budget") before anything is sent, Failed when no complete answer came or the host asks for a long pause.
        """
        repeats = 0 if host.on_trial else retry.RETRIES
        for attempt in range(1, repeats + 2):
            last = attempt > repeats
            pause = retry.back_off(attempt, manners.impatience)
            try:
                answer = await self._once(host, target, headers, route, manners, trail)
            except Failed as error:
                if error.kind not in WORTH_RETRYING or last or trail.seconds <= 0:
                    if error.kind in HOST_TROUBLE:
                        host.failed(str(error), manners)
                    raise
                host.rest(pause)
                continue
            if answer.status < 500 and answer.status != 429:
                return answer
            asked = retry.retry_after(answer.header("retry-after"), self._clock.now()) if answer.status in (429, 503) else None
            if asked:
                until = host.hold(asked, f"it answered {answer.status} and asked for a pause")
                if asked > manners.max_wait:
                    raise Failed("hold", f"status {answer.status}, and {host.name} asks for a pause until {until}")
            else:
                host.rest(pause)
            if last or (answer.status == 429 and not asked):  # a 4xx is repeated only when the server says when
                host.failed(f"status {answer.status}", manners)
                return answer
        raise AssertionError("the last attempt returns or raises")

    async def _once(self, host: Host, target: Target, headers: Headers, route: Route, manners: Manners, trail: Trail) -> Answer:
        async with host.turn(manners, self._everywhere):
            await self._room()
            host.begin()
            return await self.ask_at_once(target, headers, route, trail)

    async def ask_at_once(self, target: Target, headers: Headers, route: Route, trail: Trail) -> Answer:
        """A single attempt without manners; of a replay all that is needed. Raises Failed."""
        trail.sent(headers)
        began = self._clock.monotonic()
        try:
            answer = await exchange(self._wire, target, headers, route, Bounds(trail.seconds, trail.limit, trail.cut), self._large)
        finally:
            trail.seconds -= self._clock.monotonic() - began
        trail.answered(answer)
        return answer
