"""A fetcher for tests: its clock stands still until something sleeps, and what it remembers and logs can be looked at."""

import asyncio
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from ingest.core.change.decide import Decision
from ingest.core.model import Document, Exchange
from ingest.core.times import of_unix, unix_seconds
from ingest.fetch import AddressPolicy, Fetcher, HostState, Settings, SystemClock, SystemResolver, live_transport
from ingest.fetch.client.exchange import WaitForRoom

CONTACT = "https://example.org/contact"

T = TypeVar("T")


async def plenty() -> None:
    """There is room for every document."""


class ManualClock:
    """Time passes only when all who sleep have gone to sleep, and then at once up to the first who wakes."""

    def __init__(self, now: str = "2026-03-01T12:00:00Z") -> None:
        self._start = unix_seconds(now)
        self._passed = 0.0
        self._wakes: list[float] = []

    def now(self) -> str:
        return of_unix(self._start + self._passed)

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        wake = self._passed + seconds
        self._wakes.append(wake)
        try:
            while self._passed < wake:
                before = self._passed
                for _ in range(50):  # let the others come as far as they can
                    await asyncio.sleep(0)
                if self._passed == before and min(self._wakes) == wake:
                    self._passed = wake
        finally:
            self._wakes.remove(wake)

    def pass_by(self, seconds: float) -> None:
        self._passed += seconds

    def set_by(self, seconds: float) -> None:
        """Sets the wall clock alone."""
        self._start += seconds


class Fetching:
    """`with Fetching(...) as fetching: fetching.get(url)`, each get run to its end. Names resolve as `names` says, and to nothing else."""

    def __init__(
        self,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        names: Mapping[str, Sequence[str]] | None = None,
        hosts: Iterable[HostState] = (),
        clock: ManualClock | SystemClock | None = None,
        allow_net: Sequence[str] = (),
        room: WaitForRoom | None = None,
        **settings: Any,
    ) -> None:
        self.saved = {state.host: state for state in hosts}
        self.logged: list[tuple[Exchange, Decision]] = []
        self.resolved: list[str] = []
        self.clock = clock or SystemClock()
        self._names = names
        self._runner = asyncio.Runner()
        self.addresses = AddressPolicy(
            allow_net, self.clock, self._resolve if names is not None else SystemResolver() if transport is None else None
        )
        self.fetcher = Fetcher(
            Settings(contact=CONTACT, **settings),
            transport=transport or live_transport(self.addresses),
            addresses=self.addresses,
            clock=self.clock,
            hosts=self.saved.get,
            save=lambda state: self.saved.update({state.host: state}),
            log=lambda exchange, decision: self.logged.append((exchange, decision)),
            room=room or plenty,
        )

    async def _resolve(self, name: str) -> Sequence[str]:
        self.resolved.append(name)
        assert self._names is not None
        if name not in self._names:
            raise OSError("no such name")
        return self._names[name]

    def get(self, url: str, **options: Any) -> Document:
        return self.all(url, **options)[0]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def all(self, *urls: str, **options: Any) -> list[Document]:
        """The documents of some URLs, asked for at the same time."""

        async def together() -> list[Document]:
            return list(await asyncio.gather(*(self.fetcher.get(url, **options) for url in urls)))

        return self._runner.run(together())

    def __enter__(self) -> Self:
        self._runner.run(self.fetcher.__aenter__())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._runner.run(self.fetcher.__aexit__(kind, error, trace))
        self._runner.close()
