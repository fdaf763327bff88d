"""The sitemaps below an index: read in turn, each at its own pace, nested ones too."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from ingest.archive.read import sitemaps
from ingest.archive.write import sitemap_state
from ingest.core import due
from ingest.core.listing.turns import DEEPEST, Sitemap, in_turn
from ingest.core.model import Cited, Listing, Source
from ingest.errors import FetchError, ListingError, ParseError, URLError
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.resources import Resources

MOST_SITEMAPS = 20  # of one listing and run


class Yield(NamedTuple):
    """How many articles a listing cites, and how many of them nobody knew."""

    cited: int
    new: int


class BelowIndex:
    """What one run reads below one listing of a source; `read` brings a listing, `listing` is that of the schedule file."""

    def __init__(
        self, resources: Resources, listing: Listing, source: Source, source_id: int, read: Callable[[Listing], Awaitable[ReadListing]]
    ) -> None:
        self._resources = resources
        self._listing = listing
        self._source = source
        self._source_id = source_id
        self._read = read
        self._asked: dict[str, Sitemap] = {}
        self._failures = 0

    async def readings(self, index: ReadListing, *, paced: bool) -> list[ReadListing]:
        """The sitemaps whose turn it is. Raises ListingError when there are some and none can be read."""
        await self._name(index.url, index, 1, index.url)
        found = []
        while len(self._asked) < MOST_SITEMAPS and (one := self._next(index.url, paced=paced)) is not None:
            self._asked[one.url] = one
            reading = await self._ask(one)
            if reading is not None:
                found.append(reading)
                await self._name(index.url, reading, one.depth + 1, one.url)
        if self._failures and self._failures == len(self._asked):
            raise ListingError(f"{self._listing.url}: none of the {self._failures} sitemaps that it names could be read")
        self._tell_of_waiting(index.url)
        return found

    def is_first(self, reading: ReadListing) -> bool:
        """Whether it is a sitemap that was never read before."""
        return reading.url in self._asked and self._asked[reading.url].read_at is None

    async def taken(self, reading: ReadListing, brought: Yield) -> None:
        """What a sitemap cites is recorded: it has had its turn."""
        one = self._asked[reading.url]
        before = due.Pace(interval=one.interval, failures=one.failures) if one.interval is not None else None
        await self._plan(one, due.listing_pace(before, self._source.every, brought.new, brought.cited), self._resources.clock.now())

    async def _ask(self, one: Sitemap) -> ReadListing | None:
        min_links = 0 if self._listing.min_links == 0 else None
        try:
            reading = await self._read(Listing(kind="sitemap", url=one.url, min_links=min_links))
        except (FetchError, ParseError) as error:
            self._failures += 1
            self._resources.note(str(error))
            before = due.Pace(interval=one.interval or self._source.every, failures=one.failures)
            await self._plan(one, due.failed_pace(before, self._source.every), None)
            return None
        if reading.url != one.url:  # it moved for good
            self._asked[reading.url] = one
        return reading

    async def _plan(self, one: Sitemap, pace: due.Pace, read_at: str | None) -> None:
        next_due_at = due.next_look(self._resources.clock.now(), pace, one.url)
        await self._resources.writer.do(sitemap_state.plan, one.id, next_due_at, pace.interval, pace.failures, read_at)

    async def _name(self, root: str, index: ReadListing, depth: int, url: str) -> None:
        """Gives each sitemap that an index names a turn of its own, and reports those that are not followed."""
        if not index.page.listings:
            return
        if depth > DEEPEST:
            number = len(index.page.listings)
            self._resources.note(f"{url}: an index {DEEPEST} indexes deep; the {number} sitemaps that it names are not followed")
            return
        named = [spelled for one in index.page.listings if (spelled := self._spelled(one)) is not None]
        twice = await self._resources.writer.do(
            sitemap_state.name, root, index.url, depth, named, self._source_id, self._resources.clock.now()
        )
        for one in twice:
            self._resources.note(f"{url}: names {one}, which another index names already; it is followed once")

    def _spelled(self, one: Cited) -> Cited | None:
        try:
            return Cited(url=self._resources.owners.normalise(one.url, self._source), modified_at=one.modified_at)
        except URLError:
            return None

    def _next(self, root: str, *, paced: bool) -> Sitemap | None:
        below = [one for one in sitemaps.below(self._resources.reader, root) if one.url not in self._asked]
        return next(iter(in_turn(below, self._resources.clock.now(), paced=paced)), None)

    def _tell_of_waiting(self, root: str) -> None:
        number = sum(
            one.read_at is None and one.failures == 0 and one.url not in self._asked for one in sitemaps.below(self._resources.reader, root)
        )
        if number:
            self._resources.note(f"{self._listing.url}: {number} sitemaps of this index wait for the next runs, {MOST_SITEMAPS} a run")
