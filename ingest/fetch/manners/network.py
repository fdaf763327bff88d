"""Whether anybody answers at all. What one host does not answer is its own trouble; what none of several answers is the network's."""

import asyncio
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from ingest.core import urls
from ingest.errors import Failed, Refused
from ingest.fetch.manners.clock import Clock
from ingest.fetch.manners.recent import Recent

UNANSWERED = frozenset({"connect", "dns", "timeout", "reset", "proxy"})  # kinds of Failed: nobody was there
_SAYS_NOTHING = frozenset({"tls"})  # somebody was, but perhaps not who was asked
_SEVERAL = 3  # sites that do not answer, none of them below another one's name
_PLENTY = 8  # that leave no doubt
_KNOCKS = 3  # at a time
_AGAIN = 15.0  # seconds between two rounds of them while the network is gone
_REMEMBERED = 50  # sites that answered, and may be asked whether they still do


class Connectivity:
    """Hears of every request. It is gone when so many sites in a row do not answer, and neither do those that answered last.

    `knock(origin)` asks a site once for something small, and says whether anybody answered. `others`: origins that answered to an earlier
    process. `unblame` is called when it is found gone, and when it is back: what was counted against hosts since the last answer was no
    fault of theirs.
    """

    def __init__(
        self, clock: Clock, knock: Callable[[str], Awaitable[bool]], others: Callable[[], Sequence[str]], unblame: Callable[[], None]
    ) -> None:
        self._clock = clock
        self._knock = knock
        self._others = others
        self._unblame = unblame
        self._answered: Recent[str, str] = Recent(_REMEMBERED)  # origins by site, the last one at the end
        self._silent: dict[str, str] = {}  # the same of those that were asked since the last answer
        self._silent_since = ""
        self._under_way: Counter[str] = Counter()  # requests by site
        self._ended = asyncio.Event()  # one of them, since somebody waited for it
        self._asking = asyncio.Lock()
        self._look_at = -math.inf  # monotonic
        self._back_at = -math.inf
        self._rounds = 0
        self.answers = 0  # until now
        self.gone_since: str | None = None  # UTC text; None: it is there, or nothing is known

    @property
    def silent(self) -> tuple[str, ...]:
        """Sites that were asked since the last answer."""
        return tuple(self._silent)

    @contextmanager
    def listening(self, origin: str) -> Iterator[None]:
        """Around one request to an origin."""
        with self._waiting(origin):
            try:
                yield
            except Failed as error:
                if error.kind in UNANSWERED:
                    self._hear_nothing(origin)
                elif error.kind not in _SAYS_NOTHING:
                    self._hear(origin)
                raise
            self._hear(origin)

    @contextmanager
    def resolving(self, origin: str) -> Iterator[None]:
        """Around the look-up of its name, which may be remembered: that it is found says nothing."""
        with self._waiting(origin):
            try:
                yield
            except Failed as error:
                if error.kind in UNANSWERED:
                    self._hear_nothing(origin)
                raise

    @contextmanager
    def _waiting(self, origin: str) -> Iterator[None]:
        site = urls.site(origin)
        self._under_way[site] += 1
        try:
            yield
        finally:
            self._under_way[site] -= 1
            self._ended.set()

    def _hear(self, origin: str) -> None:
        if self.gone_since is not None:
            self._unblame()
            self.gone_since, self._back_at = None, self._clock.monotonic()
        self.answers += 1
        self._answered.put(urls.site(origin), origin)
        self._silent.clear()

    def _hear_nothing(self, origin: str) -> None:
        if not self._silent:
            self._silent_since = self._clock.now()
        self._silent[urls.site(origin)] = origin

    def require(self, origin: str) -> None:
        """Raises Refused while it is gone: nothing is sent that nobody would get. A site that could know better is asked, of a few."""
        if self.gone_since is not None and (len(self._silent) >= _PLENTY or urls.site(origin) in self._silent):
            raise Refused("network", self.told)

    @property
    def told(self) -> str:
        """That it is gone, in words."""
        return f"the network is gone: no host has answered since {self.gone_since}"

    async def was_gone(self, since: float) -> bool:
        """Whether it is gone, or was since then (monotonic seconds). Where it may be, sites that answered last are asked."""
        if self._is_known_gone(since):
            return True
        if not self._silent:
            return False
        before = self.answers
        async with self._asking:
            if self._is_known_gone(since):
                return True
            if before == self.answers:
                await self._judge()
        return self._is_known_gone(since)

    async def consider(self) -> None:
        """After a request that failed: where several sites do not answer it is found out at once."""
        if len(self._silent) >= _SEVERAL:
            await self.was_gone(math.inf)

    def _is_known_gone(self, since: float) -> bool:
        return self.gone_since is not None or self._back_at >= since

    async def _judge(self) -> None:
        before = self.answers
        others = [origin for site, origin in self._known().items() if site not in self._silent][:_KNOCKS]
        await asyncio.gather(*map(self._knock, others))
        if len(others) < _KNOCKS:  # there are few who could know better: whoever is being asked now may
            while before == self.answers and any(self._under_way[site] for site in self._under_way.keys() - self._silent.keys()):
                self._ended.clear()
                await self._ended.wait()
        if before == self.answers and len(self._silent) >= _SEVERAL:
            self.gone_since = self._silent_since
            self._look_at = self._clock.monotonic() + _AGAIN
            self._unblame()

    async def look_again(self) -> None:
        """Ask a few sites whether it is back; at once, and not oftener than every quarter of a minute. Any answer says that it is."""
        if self.gone_since is None or self._asking.locked() or self._clock.monotonic() < self._look_at:
            return
        async with self._asking:
            self._look_at = self._clock.monotonic() + _AGAIN
            known = [*self._known().values()]
            start = self._rounds * _KNOCKS % len(known)
            self._rounds += 1
            await asyncio.gather(*map(self._knock, islice([*known, *known], start, start + min(_KNOCKS, len(known)))))

    def _known(self) -> dict[str, str]:
        """Origins by site: those that answered last, of this process and then of earlier ones, and those that do not."""
        found = {urls.site(origin): origin for origin in reversed(self._answered.values())}
        if len(found) < _SEVERAL:
            found |= {site: origin for origin in self._others() if (site := urls.site(origin)) not in found}
        return found | self._silent
