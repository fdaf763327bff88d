"""One page that is drawn, and what it asks for: each request is decided on, and fetched with every manner of ours."""

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Protocol

from ingest.core.model import Document, Source
from ingest.errors import Failed, FetchError, Refused, Wall
from ingest.fetch.browser.frames import PageGets, PageWants
from ingest.fetch.browser.kept_scripts import KeptScripts
from ingest.fetch.browser.wanted import MOST, decide
from ingest.fetch.client.fetcher import Fetcher
from ingest.fetch.manners.turns import Turns

_BODY = 8_000_000  # bytes of one answer
_BYTES = 30_000_000  # of all answers to one page


class _Asking(Protocol):
    """Who draws the page."""

    def bound(self, waiting: int) -> None:
        """So many answers are awaited now."""

    async def say(self, message: PageGets) -> None: ...


class PageVisit:
    """One page, and what it asks for."""

    def __init__(
        self, fetcher: Fetcher, scripts: KeptScripts, document: Document, source: Source, max_wait: float, turns: Turns | None
    ) -> None:
        self.asked = 0  # of the site, or answered from what was kept
        self.wire_bytes = 0
        self.waiting = 0  # answers that are awaited now
        self._fetcher = fetcher
        self._scripts = scripts
        self._document = document
        self._source = source
        self._max_wait = max_wait
        self._turns = turns
        self._bytes = 0
        self._refused: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def refusals(self) -> str:
        """What was not asked for, in words that follow others."""
        told = ", ".join(f"{count} {why}" for why, count in self._refused.most_common(3))
        return f"; not asked for: {told}" if told else ""

    def answer(self, wanted: PageWants, process: _Asking) -> None:
        task = asyncio.create_task(self._answer(wanted, process))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Whatever the page still waits for is given up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, wanted: PageWants, process: _Asking) -> None:
        self.waiting += 1
        process.bound(self.waiting)
        try:
            given = await self._given(wanted)
        finally:
            self.waiting -= 1
            process.bound(self.waiting)
        with suppress(ConnectionError):
            await process.say(given)

    async def _given(self, wanted: PageWants) -> PageGets:
        none = PageGets(wanted.number, 0)
        what, why = decide(self._document.url, wanted.url, wanted.method, wanted.kind, self._source.render_from)
        if what == "empty":
            return PageGets(wanted.number, 200, (("content-type", "text/css"),))
        if what == "ask" and (self.asked >= MOST or self._bytes >= _BYTES):
            what, why = "no", f"beyond {MOST} requests or {_BYTES // 1_000_000} MB"
        if what == "no":
            if why:
                self._refused[why] += 1
            return none
        self.asked += 1
        kept = self._scripts.get(wanted.url) if wanted.kind == "script" else None
        if kept is not None:
            return PageGets(wanted.number, 200, *kept)
        try:
            found = await self._fetcher.get(
                wanted.url, self._source, None, self._max_wait, _BODY, self._turns, accept=wanted.accept or "*/*"
            )
        except (Refused, Failed, Wall) as error:
            self._refused[_why(error)] += 1
            return none
        self._bytes += len(found.body)
        self.wire_bytes += found.exchange.wire_bytes
        headers = found.exchange.headers
        if wanted.kind == "script":
            self._scripts.keep(wanted.url, found.status, headers, found.body)
        if found.status >= 400:
            self._refused[f"answered {found.status}"] += 1
        return PageGets(wanted.number, found.status, headers, found.body)


def _why(error: FetchError | Wall) -> str:
    return {"robots": "forbidden by robots.txt", "budget": "beyond the day's budget"}.get(error.kind, error.kind)
