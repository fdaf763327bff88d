"""The fetcher: one URL in, one document out, every promise of manners and safety kept on the way."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import NamedTuple, Self

import httpx

from ingest.core.model import ADHOC, Document, Hop, Source, Validators
from ingest.errors import Failed, FetchError, Refused, URLError, Wall
from ingest.fetch.client import request
from ingest.fetch.client.attempts import Attempts
from ingest.fetch.client.exchange import REDIRECTS, Reply, WaitForRoom
from ingest.fetch.client.polite_request import PoliteRequests, Sending
from ingest.fetch.client.redirects import follow, refreshed
from ingest.fetch.client.settings import HostState, Settings
from ingest.fetch.client.target import Target
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.network import Connectivity
from ingest.fetch.manners.pace import Host, Manners
from ingest.fetch.manners.policies import Log, Policies
from ingest.fetch.manners.recent import Recent
from ingest.fetch.manners.turns import Turns
from ingest.fetch.transport.address import AddressPolicy
from ingest.fetch.transport.replay import ReplayTransport

_DELAY = 1.0  # seconds between two starts at a host; less is a user's choice for hosts of his own alone
_CRAWL_DELAY = 20.0  # seconds; a site that asks for more is visited that often
_MAX_DAY = 20_000  # requests a day and host, of a source that names no budget: a fifth of what the pace allows
_ROBOTS_SECONDS = 30.0
_HOSTS = 2000  # kept in memory; those used least are only remembered through `save`


async def _plenty() -> None:
    pass


def _unheard(_url: str) -> None:
    pass


class Errand(NamedTuple):
    """For whom a URL is asked for, and how patiently."""

    source: Source
    max_wait: float  # seconds that a host on hold is waited for
    turns: Turns
    accept: str | None = None


class LeftToday(NamedTuple):
    """What is left of a host's day."""

    requests: int
    of: int


class Fetcher:
    """Asks for URLs. `async with` it: it holds connections open.

    `hosts` gives what is remembered of a host, `save` takes what to remember; `log` hears of every robots.txt asked for.
    `room` is waited for before a request is sent, and again before more than 2 MB of its body are read: whoever takes the
    documents says when there is some. `sending` hears of every request before it goes out, robots.txt, redirects and repetitions among
    them, and may raise a FetchError instead. `others`: some origins that answered to earlier processes.
    `transport` carries every request; `addresses` says before each whether its host may be connected to. A replay waits for nobody,
    connects to nothing, and neither heeds nor leaves a memory of hosts.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        transport: httpx.AsyncBaseTransport,
        addresses: AddressPolicy,
        clock: Clock,
        hosts: Callable[[str], HostState | None],
        save: Callable[[HostState], None],
        log: Log,
        room: WaitForRoom = _plenty,
        sending: Sending = _unheard,
        others: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """Raises ConfigError for settings that cannot be used."""
        request.check(settings)
        self._settings = settings
        self._clock = clock
        self._transport = transport
        self._replays = isinstance(transport, ReplayTransport)
        self._addresses = addresses
        self.network = Connectivity(clock, self._knock, others, self._unblame)
        self._requests = PoliteRequests(transport, clock, settings.concurrency, room, sending, self.network)
        self._policies = Policies(clock, log, min(settings.deadline, _ROBOTS_SECONDS))
        self._remembered = hosts if not self._replays else lambda _name: None
        self._save = save if not self._replays else lambda _state: None
        self._hosts: Recent[str, Host] = Recent(_HOSTS, needed=lambda host: host.busy)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for host in self._hosts.values():
            host.save()
        await self._transport.aclose()

    async def get(
        self,
        url: str,
        source: Source = ADHOC,
        validators: Validators | None = None,
        max_wait: float = 30.0,
        max_body: int | None = None,
        turns: Turns | None = None,
        accept: str | None = None,
    ) -> Document:
        """The complete answer, of whatever status, after redirects.

        `max_wait`: seconds that a host on hold is waited for; `max_body`: bytes, instead of the settings'.
        `turns`: hears of waiting for a host's pace; `accept`: what is wanted, where that is no page.
        Raises Refused, Failed and Wall (a circle that only a cookie ends), each a line that names the URL, with `.exchange`.
        """
        attempts = Attempts(url, self._clock, self._settings.deadline, max_body or self._settings.max_body)
        trouble: FetchError | Wall
        try:
            target = Target.of(url)
            attempts.url = target.url
            reply = await self._follow(Errand(source, max_wait, turns or Turns(), accept), target, validators or Validators(), attempts)
            return Document(exchange=attempts.exchange(), body=reply.body)
        except URLError as error:
            attempts.url = _without_userinfo(attempts.url)
            trouble = Refused("url", _without_userinfo(str(error)))
        except (FetchError, Wall) as error:
            trouble = type(error)(error.kind, f"{attempts}: {error}")
        trouble.exchange = attempts.exchange()
        raise trouble  # out here, without the error that it was: its frames hold what was read of the body

    async def admit(self, url: str, source: Source = ADHOC, max_wait: float = 30.0) -> str:
        """The User-Agent with which another program may ask for a URL in our name: its host's address and robots.txt allow it.

        Nothing but the robots.txt is asked for. Raises Refused and Failed as `get` does.
        """
        try:
            target = Target.of(url)
        except URLError as error:
            raise Refused("url", _without_userinfo(str(error))) from None
        await self._admitted(Errand(source, max_wait, Turns()), target)
        await self._addresses.check(target, proxied=False)
        return request.agent(self._settings, source)

    def agent(self, source: Source) -> str:
        """The User-Agent of our requests for a source."""
        return request.agent(self._settings, source)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The Sitemap lines of the robots.txt that was asked for before this URL was. Raises URLError."""
        return self._policies.sitemaps(Target.of(url).origin)

    async def left_today(self, url: str, source: Source) -> LeftToday | None:
        """What the day's budget of a URL's host allows; None: it has no limit. Raises Refused, Failed and URLError."""
        if self._replays:
            return None
        target = Target.of(url)
        asked = request.of(self._settings, source, target, Validators())
        approved = await self._addresses.check(target, proxied=asked.extensions["proxy"] is not None)
        max_day = source.max_day or (None if approved.allowed else _MAX_DAY)
        return None if max_day is None else LeftToday(max(0, max_day - self._host(target.host).spent()), max_day)

    def rechecks(self, host: str) -> int:
        """How many looks at articles that were read before were counted at a host today, across runs and restarts."""
        return self._host(host).rechecks()

    def count_rechecks(self, host: str, number: int) -> None:
        """So many are to be made now."""
        self._host(host).count_rechecks(number)

    async def _follow(self, errand: Errand, target: Target, validators: Validators, attempts: Attempts) -> Reply:
        while True:
            reply = await self._visit(errand, target, validators, attempts)
            if reply.status == 304 and validators == Validators():
                raise Failed("unasked", "status 304, although nothing was asked conditionally")
            hop = self._hop(errand, target, reply, attempts)
            if hop is None:
                return reply
            attempts.hops += (hop,)
            there = Target.of(hop.location)
            if there.origin != target.origin:
                validators = Validators()  # no header crosses to another host
            target = there

    def _hop(self, errand: Errand, target: Target, reply: Reply, attempts: Attempts) -> Hop | None:
        if reply.status in REDIRECTS:
            return follow(target.url, reply, attempts.hops, cookie_offered=attempts.cookie_offered)
        return refreshed(target.url, reply, attempts.hops) if reply.status == 200 and errand.accept is None else None  # a page alone

    async def _visit(self, errand: Errand, target: Target, validators: Validators, attempts: Attempts) -> Reply:
        """Ask for one URL, redirects not followed, if the robots.txt of its origin allows it."""
        crawl_delay = await self._admitted(errand, target)
        reply = await self._ask(errand, target, validators, attempts, min(crawl_delay, _CRAWL_DELAY))
        if reply.status < 500 and reply.status != 429:
            self._host(target.host).served()
        return reply

    async def _admitted(self, errand: Errand, target: Target) -> float:
        """The seconds between two requests that the site's robots.txt wants. Raises Refused and Failed when that forbids the URL."""
        known = await self._policies.of(target, self._host(target.host), partial(self._ask, errand._replace(accept=None)))
        if known.trouble is not None:
            raise type(known.trouble)(known.trouble.kind, str(known.trouble))
        rule = known.policy.forbidden_by(target.path)
        if rule is not None:
            raise Refused("robots", f"robots.txt of {target.origin} forbids it ({rule})")
        return known.policy.crawl_delay or 0.0

    async def _ask(self, errand: Errand, target: Target, validators: Validators, attempts: Attempts, crawl_delay: float = 0.0) -> Reply:
        """Ask for one URL, a page or a robots.txt, where we may connect and in the manner that is owed."""
        if self._replays:
            return await self._requests.send_at_once(request.of(self._settings, errand.source, target, validators, errand.accept), attempts)
        await self.network.look_again()
        self.network.require(target.origin)
        try:
            asked, manners = await self._mannered(errand, target, validators, crawl_delay)
            return await self._requests.send(asked, self._host(target.host), manners, attempts)
        except Failed:
            await self.network.consider()
            raise

    async def _mannered(self, errand: Errand, target: Target, validators: Validators, crawl_delay: float) -> tuple[httpx.Request, Manners]:
        source = errand.source
        asked = request.of(self._settings, source, target, validators, errand.accept)
        with self.network.resolving(target.origin):
            approved = await self._addresses.check(target, proxied=asked.extensions["proxy"] is not None)
        max_day = source.max_day or (None if approved.allowed else _MAX_DAY)
        delay = self._delay(source, approved.allowed, crawl_delay)
        return asked, Manners(delay, source.concurrency, max_day, errand.max_wait, errand.turns)

    async def _knock(self, origin: str) -> bool:
        errand = Errand(ADHOC, 0.0, Turns())

        async def ask(target: Target, validators: Validators, attempts: Attempts) -> Reply:
            asked, manners = await self._mannered(errand, target, validators, 0.0)
            return await self._requests.knock(asked, self._host(target.host), manners, attempts)

        return await self._policies.knock(origin, self._host(Target.of(origin).host), ask)

    def _unblame(self) -> None:
        """Of what was noted while nobody answered."""
        for host in self._hosts.values():
            host.unblame(self.network.answers)
        self._policies.forget_unread()

    def _delay(self, source: Source, allowed: bool, crawl_delay: float) -> float:
        """Seconds between two starts: at the user's own hosts as he says, else at least the source's, and always the site's."""
        wanted = self._settings.delay
        if wanted is None or not allowed:
            wanted = max(source.delay, wanted or 0.0, _DELAY)
        return max(wanted, crawl_delay)

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = Host(name, self._remembered(name), self._clock, self._save)
            for forgotten in self._hosts.put(name, host):
                forgotten.save()
        return host


def _without_userinfo(text: str) -> str:
    """For what could not be parsed, and yet must not show a password."""
    return re.sub(r"//[^/?#\s]*@", "//", text)
