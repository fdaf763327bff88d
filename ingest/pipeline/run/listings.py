"""The listings of one run: each is read, what it cites is recorded, and of that what is unseen or due is queued."""

from collections.abc import Sequence

from msgspec.structs import replace

from ingest.archive.read import lookups
from ingest.core import urls
from ingest.core.listing.gaps import Gap, in_words
from ingest.core.model import Listing, ListingPage
from ingest.core.times import later
from ingest.errors import FetchError, ListingError, ParseError
from ingest.pipeline import look
from ingest.pipeline.keep import listing as keep_listing
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.run.below_index import BelowIndex, Yield
from ingest.pipeline.run.choose import Limits, choose
from ingest.pipeline.run.course import Course, Queued
from ingest.pipeline.run.gaps import Gaps
from ingest.pipeline.scope import together

_AT_ONCE = 200  # cited URLs that are recorded in one go: with thirty languages each, as long as one commit may wait


class Listings:
    """Of one run, with what they brought so far."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._resources = course.resources
        self._gaps: Gaps
        self._were_read: set[str] = set()  # listings that this run read, by URL
        self._standing: set[str] = set()  # known URLs that they cite
        self.taken = 0  # of what the run's limit allows
        self.new = 0
        self.cited = 0
        self.left_over = 0
        self.has_dropped = False  # a listing holds less than what comes between two looks
        self.in_full: dict[str, ReadListing] = {}  # those of the schedule file that a walk back may go on from

    async def look(self, last_ok_at: str | None) -> None:
        """Looks at every listing of the source. `last_ok_at`: when its listings were last read; None: never.

        Why one could not be read is counted; what the others cite is still taken.
        """
        course = self._course
        self._gaps = Gaps(self._resources, course.source, course.source_id, last_ok_at, self.read)
        for one in course.source.listings:
            if not course.is_ours(one.url):
                continue
            try:
                await self._listing(one, first=last_ok_at is None)
            except (FetchError, ParseError) as error:
                course.counting.no_listing(one, error)

    async def read(self, listing: Listing, may_be_missing: bool = False) -> ReadListing:
        """One listing, asked for and read. Raises FetchError and ParseError. `may_be_missing`: one that is not there is an empty one."""
        course = self._course
        one = course.look_at(Queued(listing.url, course.source))
        reading = await look.at_listing(self._resources, course.options, one, listing, may_be_missing=may_be_missing)
        self.note_problems(listing.url, reading.page)
        return reading

    def note_problems(self, url: str, page: ListingPage) -> None:
        """Tells what of a listing could not be read."""
        for problem in page.problems:
            self._resources.note(f"{url}: {problem}")

    def has_left(self, url: str, cited_by: set[str]) -> bool:
        """Whether a URL that those listings cited has left one that this run read, as far as the run has read."""
        return url not in self._standing and not cited_by.isdisjoint(self._were_read)

    # ---------------------------------------------------------------- one listing

    async def _listing(self, listing: Listing, first: bool) -> None:
        course = self._course
        listing = replace(listing, url=urls.request_url(listing.url))
        index = await self.read(listing)
        course.counting.listing(listing, index)
        if course.options.older and index.body_hash is not None:
            self.in_full[listing.url] = index
        below = BelowIndex(self._resources, listing, course.source, course.source_id, self.read)
        readings = [index, *await below.readings(index, paced=course.options.paced)]
        gap = self._gaps.of(index)
        again = [one for one in readings if not first and not below.is_first(one)]
        taken = await self.take(again, first=False) | await self.take([one for one in readings if one not in again], first=True)
        if listing.min_links and first and index.page.listings and sum(each.cited for each in taken.values()) < listing.min_links:
            raise ListingError(f"{listing.url}: fewer articles below this index than the {listing.min_links} expected: it changed shape")
        if any(reading.body_hash is not None for reading in readings):
            read = [replace(one, cited=tuple(cited.url for cited in course.spelled_all(one.page.cited, {}))) for one in readings]
            await self._resources.writer.do(keep_listing.taken, read, self._resources.clock.now())
        for reading in readings[1:]:
            await below.taken(reading, taken[reading.url])
        if gap is not None:
            await self._fill(listing, index, gap)

    async def _fill(self, listing: Listing, index: ReadListing, gap: Gap) -> None:
        self.has_dropped = True
        filling = await self._gaps.filled(listing, index, gap)
        await self.take(filling.readings, first=False)
        told = in_words(listing.url, gap, filling.found, filling.where, is_closed=filling.is_closed)
        self._course.note(told)
        if not filling.is_closed and (gap.missing is None or gap.missing > filling.found):
            self._course.counting.gap(told)

    # ---------------------------------------------------------------- what they cite

    async def take(self, readings: Sequence[ReadListing], first: bool) -> dict[str, Yield]:
        """Records what listings cite, and queues what is asked for now. Returns how much each cited, by its URL."""
        course, now = self._course, self._resources.clock.now()
        given: dict[str, str] = {}
        by_listing = {one.url: course.spelled_all(one.page.cited, given) for one in readings}
        spelled = {one.url: one for found in by_listing.values() for one in found}
        before = lookups.url_states(self._resources.reader, list(spelled))
        chosen = choose(spelled.values(), before, self._limits(first and not course.options.everything, now), now)
        await course.rechecks.listed(spelled.values(), before, now)
        self.taken += len(chosen.ask)
        self.cited += len(spelled)
        self._were_read |= {url for url, cited in by_listing.items() if cited}
        self._standing |= before.keys()
        self.new += sum(url not in before for url in chosen.ask)
        due_now = frozenset((*chosen.ask, *chosen.later))
        do, source, owners = self._resources.writer.do, course.source_id, self._resources.owners
        for listing_url, found in by_listing.items():
            parts = [found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE)]
            await together(*(do(keep_listing.cited, listing_url, part, due_now, source, owners, now) for part in parts))
        if left := chosen.told:
            self.left_over += chosen.left_old + chosen.left_over + len(chosen.later)
            course.note(left)
        for url in chosen.ask:
            course.add(url, Queued(given[url], course.source, old=_was_left(before.get(url))))
        return {url: Yield(len(found), sum(one.url not in before for one in found)) for url, found in by_listing.items()}

    def _limits(self, first: bool, now: str) -> Limits:
        options, source = self._course.options, self._course.source
        back = later(now, -source.back) if first and source.back is not None else None
        has_no_limit = options.limit is None and options.everything
        return Limits(
            first=first,
            since=options.since or back,
            most=None if has_no_limit else max(0, self._course.most - self.taken),
            again=options.again,
            everything=options.everything,
            rechecks=not self._course.counting.has_listings,
        )


def _was_left(state: lookups.UrlState | None) -> bool:
    """Whether a first look left an article for good: it is no news when it is taken later."""
    return state is not None and state.checked_at is None and state.next_due_at is None
