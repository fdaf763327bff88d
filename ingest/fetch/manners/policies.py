"""The policy of each origin. Its robots.txt is asked for once, before its first page, however many requests wait for it."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from weakref import WeakValueDictionary

from ingest.core import verdicts
from ingest.core.change.decide import Decision
from ingest.core.model import Exchange, Validators
from ingest.core.times import surely_later
from ingest.errors import Failed, FetchError, Refused, URLError, Wall
from ingest.fetch.client.attempts import Attempts
from ingest.fetch.client.exchange import REDIRECTS, Reply
from ingest.fetch.client.redirects import follow
from ingest.fetch.client.settings import RobotsCopy
from ingest.fetch.client.target import Target
from ingest.fetch.manners import robots
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.network import UNANSWERED
from ingest.fetch.manners.pace import Host
from ingest.fetch.manners.recent import Recent

_KEPT = 86400.0  # seconds; RFC 9309 2.4
_UNREACHABLE_KEPT = 600.0
_KNOCK_SECONDS = 15.0
_ORIGINS = 2000
_SPEAKS_FOR_ITSELF = frozenset({"connect", "dns", "tls"})  # the page would meet the same
_REDIRECTS = 5  # RFC 9309 2.3.1.2

Ask = Callable[[Target, Validators, Attempts], Awaitable[Reply]]
Log = Callable[[Exchange, Decision], None]


class KnownPolicy(NamedTuple):
    """What is known of an origin's robots.txt: a policy, or why there is none and nothing may be asked."""

    policy: robots.Policy
    trouble: FetchError | None = None


class _Until(NamedTuple):
    """By both clocks: the monotonic one may stand still while the machine sleeps, the other may be set back."""

    monotonic: float
    at: str  # UTC text

    def is_to_come(self, clock: Clock) -> bool:
        return clock.monotonic() < self.monotonic and clock.now() < self.at


class Policies:
    def __init__(self, clock: Clock, log: Log, seconds: float) -> None:
        self._clock = clock
        self._log = log
        self._seconds = seconds
        self._known: Recent[str, tuple[_Until, KnownPolicy]] = Recent(_ORIGINS)
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def of(self, target: Target, host: Host, ask: Ask) -> KnownPolicy:
        """Raises Refused or Failed when the host may not be asked at all: its address, a hold, the budget."""
        kept = self._fresh(target.origin)
        if kept is None:
            lock = self._asking.setdefault(target.origin, asyncio.Lock())  # dropped when nobody waits for it any more
            async with lock:
                kept = self._fresh(target.origin)
                if kept is None:
                    kept = await self._ask(target.origin, host, ask)
                    seconds = _UNREACHABLE_KEPT if kept.trouble else _KEPT
                    self._put(target.origin, seconds, kept)
        return kept

    async def knock(self, origin: str, host: Host, ask: Ask) -> bool:
        """Ask for the robots.txt of an origin, whatever is known of it. Whether anybody answered."""
        copy = host.robots.get(origin)
        attempts = Attempts(f"{origin}/robots.txt", self._clock, _KNOCK_SECONDS, robots.LIMIT, cut=True)
        try:
            reply = await ask(Target.of(attempts.url), copy.validators if copy else Validators(), attempts)
        except FetchError as error:
            return isinstance(error, Failed) and error.kind not in UNANSWERED
        if reply.status == 200 or 400 <= reply.status < 429:
            self._put(origin, _KEPT, self._read(origin, host, attempts, reply))
        return True

    def forget_unread(self) -> None:
        """Those that could not be read are asked for again, now that they can."""
        for origin, (_, known) in self._known.items():
            if known.trouble is not None:
                self._known.put(origin, (_Until(-math.inf, ""), known))

    def sitemaps(self, origin: str) -> tuple[str, ...]:
        """What the robots.txt of an origin names, as it is written; nothing while it was not asked for."""
        known = self._fresh(origin)
        return known.policy.sitemaps if known is not None else ()

    def _fresh(self, origin: str) -> KnownPolicy | None:
        kept = self._known.get(origin)
        return kept[1] if kept is not None and kept[0].is_to_come(self._clock) else None

    def _put(self, origin: str, seconds: float, known: KnownPolicy) -> None:
        until = _Until(self._clock.monotonic() + seconds, surely_later(self._clock.now(), seconds))
        self._known.put(origin, (until, known))

    async def _ask(self, origin: str, host: Host, ask: Ask) -> KnownPolicy:
        copy = host.robots.get(origin)
        attempts = Attempts(f"{origin}/robots.txt", self._clock, self._seconds, robots.LIMIT, cut=True)
        try:
            reply = await self._follow(attempts, copy.validators if copy else Validators(), ask)
        except FetchError as error:
            if attempts.made == 0 or error.kind == "network":
                raise  # the page would fail for the same reason
            if error.kind == "hold":
                self._log(attempts.exchange(), verdicts.of_unread_robots(error))
                raise type(error)(error.kind, f"robots.txt: {error}") from None  # not kept: the host itself knows until when
            if error.kind == "redirect":
                return self._read(origin, host, attempts, None)
            return self._unreachable(origin, attempts, error)
        if reply.status == 304 and copy is not None:
            self._log(attempts.exchange(), verdicts.of_robots(None))
            return KnownPolicy(robots.parse(copy.body))
        if reply.status == 429 or reply.status >= 500 or reply.status == 304:
            return self._unreachable(origin, attempts, Failed("robots", f"it answered {reply.status}"))
        return self._read(origin, host, attempts, reply)

    async def _follow(self, attempts: Attempts, validators: Validators, ask: Ask) -> Reply:
        target = Target.of(attempts.url)
        while True:
            reply = await ask(target, validators, attempts)
            if reply.status not in REDIRECTS:
                return reply
            try:
                hop = follow(target.url, reply, attempts.hops, cookie_offered=attempts.cookie_offered, most=_REDIRECTS)
                target = Target.of(hop.location)
            except (Wall, Refused, URLError) as error:
                raise Failed("redirect", str(error)) from None
            attempts.hops += (hop,)
            validators = Validators()

    def _read(self, origin: str, host: Host, attempts: Attempts, reply: Reply | None) -> KnownPolicy:
        """What a reply says; none at all (2.3.1.3) when it is no success, or redirected too often."""
        policy = robots.parse(reply.body) if reply and 200 <= reply.status < 300 else robots.ALLOW_ALL
        if reply is not None:
            validators = Validators(reply.header("etag"), reply.header("last-modified"))
            body = reply.body if reply.status == 200 else b""
            host.keep_robots(origin, RobotsCopy(status=reply.status, body=body, validators=validators))
        self._log(attempts.exchange(), verdicts.of_robots(len(policy.rules)))
        return KnownPolicy(policy)

    def _unreachable(self, origin: str, attempts: Attempts, error: FetchError) -> KnownPolicy:
        """2.3.1.4: while it cannot be read, everything is forbidden."""
        self._log(attempts.exchange(), verdicts.of_unread_robots(error))
        if error.kind in _SPEAKS_FOR_ITSELF:
            return KnownPolicy(robots.ALLOW_ALL, error)
        kind = "unanswered" if error.kind in UNANSWERED else "unreadable"
        return KnownPolicy(robots.ALLOW_ALL, Refused(kind, f"robots.txt of {origin} cannot be read, so nothing is asked: {error}"))
