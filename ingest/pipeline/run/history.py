"""A walk back over the older pages of a source's listings: page after page is read, and the articles of each asked for before the next.

`core/listing/older` decides where it goes; the archive remembers where it is, so that a walk that was killed goes on there.
"""

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from typing import Any

import xxhash
from msgspec import Struct
from msgspec.structs import replace

from ingest.archive.read import lookups
from ingest.archive.read import walks as remembered
from ingest.archive.read.walks import Walked
from ingest.archive.write import walks
from ingest.core import due, urls
from ingest.core.listing.older import walk as core
from ingest.core.listing.older.series import GUESSED
from ingest.core.listing.older.walk import OlderPage
from ingest.core.model import Cited, Listing, Source
from ingest.core.times import later
from ingest.errors import FetchError, ParseError, URLError
from ingest.pipeline.keep import listing as keep_listing
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.older_pages import goes_further, has_more, is_done
from ingest.pipeline.scope import together

_ABREAST = 4  # articles asked for at a time: the fetcher keeps the pace
_RECORDED = 200  # cited URLs that are recorded in one go
_AT_ONCE = 20  # articles between two looks at the day's budget
_KEPT_BACK = 5  # a walk leaves a fifth of a host's day to the articles of today
_PASSING = frozenset({"hold", "budget", "network", "unanswered", "unreadable"})  # kinds of refusal that pass by themselves


class Going(Struct, frozen=True):
    """What a walk needs of the run that it is part of."""

    source: Source
    source_id: int
    read: Callable[[Listing, bool], Awaitable[ReadListing]]  # True: a page that is not there is an empty one
    visit: Callable[[str], Coroutine[Any, Any, None]]
    spelled: Callable[[Iterable[Cited], dict[str, str]], tuple[Cited, ...]]  # each once, as the archive spells it -> how it was given


class History:
    """The walks of one source. A pass ends between two pages or batches of articles when `until` (monotonic seconds) is over."""

    def __init__(self, resources: Resources, options: Options, going: Going, until: float | None = None) -> None:
        self._resources = resources
        self._options = options
        self._going = going
        self._until = until
        self._asked: set[str] = set()
        self._left = options.limit  # articles that it may still ask for
        self.problems: list[str] = []
        self.goes_on = False  # there is more to do, now

    async def walk(self, listing: Listing, first: ReadListing | None = None) -> None:
        """One listing's. `first`: the listing itself, if it was read just now."""
        listing = replace(listing, url=urls.request_url(listing.url))
        name = self._resources.owners.normalise(listing.url, self._going.source)
        if not await self._begin(listing, name):
            return
        while True:
            walk = self._walk(name)
            if not await self._articles(walk):
                return
            if walk.ended_at is None and (why := await self._reached(walk)) is not None:
                await self._end(walk, why)
            walk = self._walk(name)
            self._tell(walk)
            if walk.ended_at is not None:
                self._resources.note(f"{self._going.source.name}: {self._in_words(walk)}; it ends there: {walk.why}")
                return
            page = remembered.waiting_page(self._resources.reader, walk.id)
            assert page is not None  # a walk without one has ended
            if self._is_over() or self._left == 0:
                self.goes_on = self._is_over()
                return
            if not await self._has_budget(walk, page.ask):
                return
            if not await self._page(walk, listing, page, first if page.number == 1 and page.place == 0 else None):
                return

    # ---------------------------------------------------------------- where it begins

    async def _begin(self, listing: Listing, name: str) -> bool:
        """Whether there is something to walk: a new walk is begun, or one that is there goes on."""
        if not has_more(self._resources, self._options, self._going.source, listing):
            return False
        do, back_to = self._resources.writer.do, self._options.back_to
        before = remembered.of_listing(self._resources.reader, name)
        if before is not None and not self._options.again:
            if goes_further(self._resources, self._options, before):
                await do(walks.extend, before.id, back_to)
                return True
            if not is_done(self._resources, before):
                return True
        until_known = before is not None and is_done(self._resources, before) and not self._options.again
        now = self._resources.clock.now()
        await do(walks.begin, name, listing.url, self._going.source_id, now, back_to, until_known=until_known)
        return True

    def _walk(self, name: str) -> Walked:
        walk = remembered.of_listing(self._resources.reader, name)
        assert walk is not None  # it was begun
        return walk

    # ---------------------------------------------------------------- a page

    async def _page(self, walk: Walked, listing: Listing, page: remembered.WaitingPage, first: ReadListing | None) -> bool:
        """Reads a page, and notes what follows it. False: it cannot be read now."""
        try:
            reading = first or await self._going.read(replace(listing, url=page.ask, min_links=0), page.number > 1)
        except (FetchError, ParseError) as error:
            return await self._wait(walk, page.ask, error)
        given: dict[str, str] = {}
        cited = self._going.spelled(reading.page.cited, given)
        names = [one.url for one in cited]
        reader, now = self._resources.reader, self._resources.clock.now()
        before = remembered.cited_before(reader, walk.id, names)
        states = lookups.url_states(reader, names)
        fresh = tuple(one for one in cited if one.url not in before)
        digest = xxhash.xxh3_128_digest("\n".join(names).encode())
        leaf = OlderPage(
            url=page.ask,
            number=page.number,
            is_first=page.place == 0 and page.number == 1,
            was_guessed=page.how == GUESSED,
            cited=len(cited),
            fresh=fresh,
            known=sum(states[one.url].checked_at is not None for one in fresh if one.url in states),
            is_repeated=bool(names) and remembered.was_listed(reader, walk.id, digest),
            older=reading.page.older,
        )
        onward = core.onward(walk.sofar, leaf, listing)
        wanted = {one.url: given[one.url] for one in fresh if _is_wanted(one, states.get(one.url), walk.sofar.back_to)}
        await self._see(reading.url, cited, now)
        read = walks.PageRead(
            id=page.id,
            place=page.place,
            number=page.number,
            cited=names,
            fresh=frozenset(one.url for one in fresh),
            wanted=wanted,
            digest=digest,
            expected=leaf.older.pages,
            reached=core.reached(core.dates_of(leaf)),
            following=_askable(onward.urls),
            how=reading.page.older.how,
            is_end=onward.is_end,
            why=onward.why or f"page {walk.sofar.pages + 1} leads back to a page that was read",
        )
        await self._resources.writer.do(walks.read, walk.id, read, self._going.source_id, now)
        return True

    async def _see(self, listing: str, cited: tuple[Cited, ...], now: str) -> None:
        """Records which URLs the page cites; none of them is due for anybody but this walk."""
        do, source = self._resources.writer.do, self._going.source_id
        for start in range(0, len(cited), _RECORDED):
            part = cited[start : start + _RECORDED]
            await do(keep_listing.cited, listing, part, frozenset(), source, self._resources.owners, now)

    async def _reached(self, walk: Walked) -> str | None:
        """How far back the last page is, by its articles where the listing has no dates. Returns why the walk ends there, if it does."""
        if walk.sofar.reached is not None or (last := remembered.last_page(self._resources.reader, walk.id)) is None:
            return None
        dates = remembered.dates_on(self._resources.reader, last)
        if (at := core.reached(dates)) is not None:
            await self._resources.writer.do(walks.reach, walk.id, at)
        if core.is_before(walk.sofar.back_to, dates):
            return f"page {walk.sofar.pages} is older than {(walk.sofar.back_to or '')[:10]}"
        return None

    # ---------------------------------------------------------------- its articles

    async def _articles(self, walk: Walked) -> bool:
        """Asks for the articles that the walk has found. False: not for all of them, now."""
        most = _AT_ONCE if self._left is None else min(_AT_ONCE, self._left)
        while asks := [one for one in remembered.waiting_urls(self._resources.reader, walk.id, _AT_ONCE) if one not in self._asked]:
            if self._is_over() or not most:
                self.goes_on = self._is_over()
                return False
            if not await self._has_budget(walk, asks[0]):
                return False
            batch = asks[:most]
            self._asked.update(batch)
            for start in range(0, len(batch), _ABREAST):
                await together(*(self._going.visit(ask) for ask in batch[start : start + _ABREAST]))
            spelled = [self._resources.owners.normalise(ask, self._going.source) for ask in batch]
            await self._resources.writer.do(walks.asked, walk.id, spelled)
            if self._left is not None:
                self._left -= len(batch)
                most = min(_AT_ONCE, self._left)
        return True

    # ---------------------------------------------------------------- where it pauses

    async def _has_budget(self, walk: Walked, ask: str) -> bool:
        """Whether the host may be asked for old articles today. If not, the walk waits for tomorrow."""
        try:
            left = await self._resources.fetcher.left_today(ask, self._going.source)
        except (FetchError, URLError):  # who asks is told so
            return True
        if left is None or left.requests > left.of // _KEPT_BACK:
            return True
        now = self._resources.clock.now()
        why = f"the day's budget of {urls.host(ask)} is spent but for what today's articles need"
        await self._pause(walk, f"{later(now, due.DAY)[:10]}T00:00:00Z", why)
        return False

    async def _wait(self, walk: Walked, ask: str, error: Exception) -> bool:
        """A page cannot be read: for good, or it is tried another time."""
        now, kind = self._resources.clock.now(), getattr(error, "kind", "")
        if kind == "robots":
            await self._resources.writer.do(walks.end, walk.id, now, str(error))
            return True
        passing = kind in _PASSING
        if not passing:
            self.problems.append(f"the walk over older pages stopped: {error}")
        pace = due.Pace(interval=due.DAY, failures=walk.failures + 1)
        await self._pause(walk, due.next_look(now, pace, ask), str(error), failed=not passing, told=passing)
        return False

    async def _pause(self, walk: Walked, until: str, why: str, *, failed: bool = False, told: bool = True) -> None:
        await self._resources.writer.do(walks.wait, walk.id, until, why, failed=failed)
        if told:
            self._resources.note(f"{self._going.source.name}: {self._in_words(walk)}; goes on another time: {why}")

    async def _end(self, walk: Walked, why: str) -> None:
        await self._resources.writer.do(walks.end, walk.id, self._resources.clock.now(), why)

    def _is_over(self) -> bool:
        return self._until is not None and self._resources.clock.monotonic() >= self._until

    def _tell(self, walk: Walked) -> None:
        if self._options.walked is not None and walk.sofar.pages:
            self._options.walked(self._going.source.name, self._in_words(walk))

    def _in_words(self, walk: Walked) -> str:
        which = f" of {walk.listing}" if len(self._going.source.listings) > 1 else ""
        return f"older pages{which}: {core.in_words(walk.sofar.pages, walk.sofar.expected, walk.sofar.reached)}"


def _is_wanted(one: Cited, state: lookups.UrlState | None, back_to: str | None) -> bool:
    """Whether a walk asks for an article: nobody did, nobody else will, and it is not older than the walk goes back."""
    if state is not None and (state.checked_at is not None or state.next_due_at is not None):
        return False
    date = one.published_at or one.modified_at
    return back_to is None or date is None or date >= back_to


def _askable(found: Iterable[str]) -> tuple[str, ...]:
    """Those that are URLs, as they are asked."""
    asks = []
    for url in found:
        with suppress(URLError):
            asks.append(urls.request_url(url))
    return tuple(asks)
