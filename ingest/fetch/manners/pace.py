"""The pace: whose turn it is at a host, and when. One request at a time and a host, starts apart, holds kept, the day's budget kept."""

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from ingest.core.times import seconds_between, surely_later
from ingest.errors import Refused
from ingest.fetch.client.settings import HostState, RobotsCopy
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.retry import LONGEST, break_for, breaks
from ingest.fetch.manners.turns import Turn, Turns

_ORIGINS = 4  # of one host whose robots.txt is remembered: two schemes, a port or two
_PACE_OWED = 60.0  # seconds; longer than any delay that is kept
_SAVED_EVERY = 20  # requests: what a crash may forget of the day's budget


class Manners(NamedTuple):
    """What one request owes its host."""

    delay: float  # seconds between two starts
    concurrency: int  # requests at a time
    max_day: int | None  # requests a day
    max_wait: float  # seconds that a hold is waited for; a longer one refuses
    turns: Turns  # of the run that asks

    @property
    def impatience(self) -> float:
        """Seconds of the first back-off: one, less only where the user hurries at hosts of his own."""
        return min(1.0, max(self.delay, 0.05))


class Host:
    """A host as this process knows it."""

    def __init__(self, name: str, state: HostState | None, clock: Clock, save: Callable[[HostState], None]) -> None:
        known = state or HostState(host=name)
        self.name = name
        self.robots = dict(known.robots)
        self._last_start = -math.inf  # monotonic
        self._rest_until = -math.inf
        latest = surely_later(clock.now(), LONGEST)  # a hold beyond was set by a clock that was wrong
        self._hold_until = known.hold_until and min(known.hold_until, latest)
        self._hold_ends = clock.monotonic() + (seconds_between(clock.now(), self._hold_until) if self._hold_until else 0.0)
        self._hold_reason = known.hold_reason
        self._failures = known.failures
        self._blamed_at = -1  # how many answers anybody had given when a failure was last counted
        self._unblamed = self._breaker()
        self._day = known.day
        self._requests = known.requests
        self._rechecks = known.rechecks
        self._clock = clock
        self._save = save
        self._visitors = 0
        self._slots: asyncio.Semaphore | None = None
        self._gate = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, manners: Manners, everywhere: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait until it is our turn; within, a request may be sent. Raises Refused: "hold", "budget"."""
        if self._slots is None:
            self._slots = asyncio.Semaphore(manners.concurrency)
        self._refuse_long_hold(manners)  # before queueing: those who wait in line would only learn it later
        self._visitors += 1
        try:
            with manners.turns.one() as turn:
                if self._slots.locked() or self._gate.locked():
                    turn.wait()
                async with self._slots:
                    async with self._gate:
                        await self._wait(manners, turn)
                        turn.take()
                        await everywhere.acquire()
                        self.begin()
                    try:
                        yield
                    finally:
                        everywhere.release()
        finally:
            self._visitors -= 1

    def begin(self) -> None:
        """A request is being sent: the next one keeps its distance from now."""
        self._last_start = self._clock.monotonic()

    async def _wait(self, manners: Manners, turn: Turn) -> None:
        while True:
            self._refuse_long_hold(manners)
            self._spend(manners)
            start = max(self._last_start + manners.delay, self._rest_until)
            seconds = max(start - self._clock.monotonic(), self._held_for())
            if seconds <= 0:
                break
            turn.wait()
            await self._clock.sleep(seconds)
        self._requests += 1
        if self._requests % _SAVED_EVERY == 0:
            self.save()

    def spent(self) -> int:
        """How many requests were begun today."""
        return self._requests if self._clock.now()[:10] == self._day else 0

    def rechecks(self) -> int:
        """How many looks at articles that were read before were counted today."""
        self._turn_day()
        return self._rechecks

    def count_rechecks(self, number: int) -> None:
        """They are to be made now; what is counted is saved with the requests."""
        self._turn_day()
        self._rechecks += number

    def _turn_day(self) -> None:
        today = self._clock.now()[:10]
        if today != self._day:
            self._day, self._requests, self._rechecks = today, 0, 0

    def _spend(self, manners: Manners) -> None:
        self._turn_day()
        if manners.max_day is not None and self._requests >= manners.max_day:
            raise Refused("budget", f"{self.name} was asked {self._requests} times today, as often as its source allows")

    def _held_for(self) -> float:
        """By monotonic seconds: a clock that is set while it lasts changes nothing."""
        return self._hold_ends - self._clock.monotonic()

    def _refuse_long_hold(self, manners: Manners) -> None:
        if self._held_for() > manners.max_wait:
            raise Refused("hold", f"{self.name} is left alone until {self._hold_until}: {self._hold_reason}")

    def rest(self, seconds: float) -> None:
        """Start nothing for so long: a back-off, forgotten with the process."""
        self._rest_until = max(self._rest_until, self._clock.monotonic() + seconds)

    def hold(self, seconds: float, reason: str) -> str:
        """Ask nothing for so long; a later hold stands. Returns until when."""
        now = self._clock.now()
        until = surely_later(now, seconds)
        ends = self._clock.monotonic() + seconds_between(now, until)
        if self._hold_until is None or ends > self._hold_ends:
            self._hold_until, self._hold_ends, self._hold_reason = until, ends, reason
            self.save()
        return self._hold_until

    def failed(self, reason: str, manners: Manners, answers: int) -> None:
        """Note a failure of the host itself; the breaker opens after a few in a row. `answers`: that anybody had given by then."""
        if self._blamed_at != answers:
            self._blamed_at, self._unblamed = answers, self._breaker()
        self._failures += 1
        seconds = break_for(self._failures, manners.impatience)
        if seconds:
            self.hold(seconds, f"{self._failures} failures in a row, the last: {reason}")
        else:
            self.save()

    def unblame(self, answers: int) -> None:
        """Nobody has answered since: what was noted since then was no failure of the host."""
        if self._blamed_at == answers:
            self._failures, self._hold_until, self._hold_ends, self._hold_reason = self._unblamed
            self._rest_until = -math.inf
            self.save()

    def _breaker(self) -> tuple[int, str | None, float, str]:
        return self._failures, self._hold_until, self._hold_ends, self._hold_reason

    @property
    def busy(self) -> bool:
        """Somebody is here or waits, or was here so lately that the pace is still owed."""
        return self._visitors > 0 or self._clock.monotonic() - self._last_start < _PACE_OWED

    @property
    def on_trial(self) -> bool:
        """It was left alone for its failures, and this is the first look since."""
        return breaks(self._failures)

    def served(self) -> None:
        """Note that the host serves pages; a robots.txt alone proves little."""
        if self._failures:
            self._failures = 0
            self.save()

    def keep_robots(self, origin: str, copy: RobotsCopy) -> None:
        self.robots.pop(origin, None)
        self.robots[origin] = copy
        while len(self.robots) > _ORIGINS:
            del self.robots[next(iter(self.robots))]
        self.save()

    def save(self) -> None:
        self._save(
            HostState(
                host=self.name,
                robots=dict(self.robots),
                hold_until=self._hold_until,
                hold_reason=self._hold_reason,
                failures=self._failures,
                day=self._day,
                requests=self._requests,
                rechecks=self._rechecks,
            )
        )
