"""The fetcher: one URL in, one document out, every promise of manners and safety kept on the way."""

from collections.abc import Callable
from importlib.metadata import version
from types import TracebackType
from typing import Self

import httpx

from ingest.core import urls
from ingest.core.model import ADHOC, Document, Source, TLSRules, Validators
from ingest.errors import ConfigError, Failed, FetchError, Refused, URLError, Wall

from . import robots
from .address import Guard, Resolver, system_resolver
from .asker import Asker, Trail
from .body import OFFERED
from .clock import Clock
from .pace import Host, Manners
from .policies import Log, Policies
from .redirects import STATUSES, follow
from .replay import ReplayTransport
from .settings import HostState, Settings
from .target import Target
from .wire import Answer, Headers, Route

_VERSION = version("ingest")
_DELAY = 1.0  # seconds between two starts at a host; less is a user's choice for hosts of his own only
_CRAWL_DELAY = 20.0  # seconds; a site that asks for more is visited that often
_ROBOTS_SECONDS = 30.0


class Fetcher:
    """Asks for URLs. `async with` it: it holds connections open.

    `hosts` gives what is remembered of a host, `save` takes what to remember; `log` hears of every robots.txt asked for.
    With a `transport` of the caller's own, names are resolved only if a `resolver` is given, and a replay keeps no pace.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock,
        hosts: Callable[[str], HostState | None],
        save: Callable[[HostState], None],
        log: Log,
        transport: httpx.AsyncBaseTransport | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        """Raises ConfigError for settings that cannot be used."""
        if resolver is None and transport is None:
            resolver = system_resolver
        self._settings = settings
        self._clock = clock
        self._guard = Guard(settings.allow_net, clock, resolver)
        if transport is None:
            from .transport import Transport

            transport = Transport(self._guard, trust_env=settings.trust_env)
        self._transport = transport
        self._replayed = isinstance(transport, ReplayTransport)
        self._asker = Asker(transport, self._guard, clock, settings.concurrency)
        self._policies = Policies(clock, log, min(settings.deadline, _ROBOTS_SECONDS))
        self._remembered = hosts
        self._save = save
        self._hosts: dict[str, Host] = {}

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
    ) -> Document:
        """The complete answer, of whatever status, after redirects. `max_wait`: seconds that a host on hold is waited for.

        Raises Refused, Failed and Wall (a circle that only a cookie ends), each a line that names the URL, with `.exchange`.
        """
        trail = Trail(url, self._clock, self._settings.deadline, max_body or self._settings.max_body)
        try:
            target = Target.of(url)
            trail.url = target.url
            answer = await self._follow(target, source, validators or Validators(), max_wait, trail)
        except URLError as error:
            raise _at(Refused("url", str(error)), trail, "") from None
        except (FetchError, Wall) as error:
            raise _at(error, trail, f"{trail.exchange().final_url}: ") from error.__cause__
        return Document(exchange=trail.exchange(), body=answer.body)

    async def _follow(self, target: Target, source: Source, validators: Validators, max_wait: float, trail: Trail) -> Answer:
        while True:
            answer = await self._visit(target, source, validators, max_wait, trail)
            if answer.status == 304 and validators == Validators():
                raise Failed("unasked", "status 304, although nothing was asked conditionally")
            if answer.status not in STATUSES:
                return answer
            hop = follow(target.url, answer, trail.hops)
            trail.hops += (hop,)
            there = Target.of(hop.location)
            if there.origin != target.origin:
                validators = Validators()  # no header crosses to another host
            target = there

    async def _visit(self, target: Target, source: Source, validators: Validators, max_wait: float, trail: Trail) -> Answer:
        """Ask for one URL, redirects not followed, if its host's robots.txt allows it."""
        host = self._host(target.host)

        async def ask_for_robots(there: Target, validators: Validators, trail: Trail) -> Answer:
            return await self._ask(there, source, validators, max_wait, None, trail)

        await self._guard.check(target)
        known = await self._policies.of(target, host, ask_for_robots)
        if known.trouble is not None:
            raise type(known.trouble)(known.trouble.kind, str(known.trouble))
        rule = known.policy.forbidden_by(target.path)
        if rule is not None:
            raise Refused("robots", f"robots.txt of {target.origin} forbids it ({rule})")
        return await self._ask(target, source, validators, max_wait, known.policy.crawl_delay, trail)

    async def _ask(
        self, target: Target, source: Source, validators: Validators, max_wait: float, crawl_delay: float | None, trail: Trail
    ) -> Answer:
        approved = await self._guard.check(target)
        delay = self._delay(source, approved.allowed, crawl_delay)
        manners = Manners(delay, source.concurrency, source.max_day, max_wait)
        headers = self._headers(source, validators)
        route = Route(self._tls(source, target), source.proxy or self._settings.proxy)
        return await self._asker.ask(self._host(target.host), target, headers, route, manners, trail)

    def _delay(self, source: Source, allowed: bool, crawl_delay: float | None) -> float:
        if self._replayed:
            return 0.0
        wanted = self._settings.delay
        if wanted is None or (wanted < source.delay and not allowed):
            wanted = max(source.delay, _DELAY)
        return max(wanted, min(crawl_delay or 0.0, _CRAWL_DELAY))

    def _headers(self, source: Source, validators: Validators) -> Headers:
        contact = source.contact or self._settings.contact
        if not contact.isascii() or not contact.isprintable():
            raise ConfigError(f"contact: {contact!r} cannot be sent in a header; wanted a URL or a mail address")
        headers: list[tuple[str, str]] = [
            ("user-agent", f"{robots.TOKEN}/{_VERSION} (+{contact})"),
            ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("accept-encoding", OFFERED),
        ]
        if validators.etag:
            headers.append(("if-none-match", validators.etag))
        if validators.last_modified:
            headers.append(("if-modified-since", validators.last_modified))
        return tuple(headers)

    def _tls(self, source: Source, target: Target) -> TLSRules:
        """A source's rules hold for its own site, not for wherever its links lead."""
        own = [source.homepage, *(listing.url for listing in source.listings)]
        return source.tls if any(url and urls.same_site(url, target.url) for url in own) else TLSRules()

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = Host(name, self._remembered(name), self._clock, self._save)
        return host


def _at(error: FetchError | Wall, trail: Trail, prefix: str) -> FetchError | Wall:
    """The error as a line that names the URL, with what was exchanged."""
    told = type(error)(error.kind, f"{prefix}{error}")
    told.exchange = trail.exchange()
    return told
