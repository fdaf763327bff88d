"""One run of one source, and the looks at single URLs it is made of: where core and shell meet. Read this file to see the whole.

listing -> cited URLs -> those unseen or due -> fetch -> parse (a worker) -> keep (the writer) -> outcome
                                                                          -> origins and other languages, one hop
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress

from msgspec import Struct
from msgspec.structs import replace

from ingest.archive.read import attachments, known, lookups
from ingest.archive.write import log, source_state
from ingest.core import urls, verdicts
from ingest.core.listing.gaps import Gap, in_words
from ingest.core.listing.turns import DEEPEST
from ingest.core.model import ADHOC, Cited, Listing, ListingPage, Source
from ingest.core.times import later
from ingest.errors import FetchError, ListingError, ParseError, URLError
from ingest.pipeline import keep, keep_listing, look, next_look
from ingest.pipeline.below_index import MOST_SITEMAPS, BelowIndex, Yield
from ingest.pipeline.choose import Limits, choose
from ingest.pipeline.conclude import conclude
from ingest.pipeline.counting import Counting
from ingest.pipeline.gaps import Gaps
from ingest.pipeline.history import Going, History
from ingest.pipeline.host_queues import HostQueues
from ingest.pipeline.older_pages import has_more
from ingest.pipeline.rechecks import Rechecks
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.scope import scope, together

_MOST_FOLLOWED = 50  # origins and other languages, a run
_AT_ONCE = 200  # cited URLs that are recorded in one go: with thirty languages each, as long as one commit may wait
_LAST_WORD = 3.0  # seconds that a stopped run waits until its end is written
_ABREAST = 4  # looks begun at one host: the fetcher keeps the pace, and parsing and writing go on behind it


class _Wanted(Struct, frozen=True):
    url: str  # as it was given
    source: Source
    named: bool = False
    hop: int = 0
    linked: bool = False  # as a document
    old: bool = False  # found by a walk back, or left by a first look: no news when it is kept


class Run:
    """A pass over one source: its listings and what they cite, or the URLs that were named."""

    def __init__(self, resources: Resources, options: Options, source: Source) -> None:
        self._resources = resources
        self._options = options
        self._source = source
        self._queues: HostQueues[_Wanted]
        self._run: int | None = None
        self._source_ids: dict[str, int] = {}
        self._rechecks = Rechecks(resources, source, paced=options.paced)
        self._followed = 0
        self._documents = 0  # that were taken from links of articles
        self._taken = 0  # of what its limit allows
        self._new = 0
        self._cited = 0
        self._were_read = set[str]()  # listings that this run read, by URL
        self._standing = set[str]()  # known URLs that they cite
        self._others: Counter[str] = Counter()  # URLs by site, of sites that are other machines'
        self._left_over = 0
        self._gaps: Gaps
        self._dropped = False  # a listing holds less than what comes between two looks
        self._counting: Counting
        self._read_now: dict[str, keep_listing.ReadListing] = {}  # listings of the schedule file that were read in full
        self._walked: set[str] = set()  # listings whose older pages this run need not look at again
        self.has_older_pages = True  # there may be some that it has not walked over
        self.problem: str | None = None  # why listings could not be read
        self.shortfall: str | None = None  # why the run yields too little to be a success

    async def listings(self) -> None:
        """Look at every listing of the source, and at those of its articles that are unseen or due.

        A listing that fails ends in `problem`; what the others cite is still looked at.
        """
        before = lookups.source_state(self._resources.reader, self._source.name)
        first = self._options.everything or before is None or before.last_ok_at is None
        self._counting = Counting(self._resources.clock.now(), has_listings=True, first=first)
        async with self._begun(is_judged=True):
            await self._listings(before)

    async def _listings(self, before: lookups.SourceState | None) -> None:
        last_ok_at = before.last_ok_at if before is not None else None
        first = last_ok_at is None
        self._gaps = Gaps(self._resources, self._source, self._id(self._source), last_ok_at, self._read)
        for listing in self._source.listings:
            if not self._is_ours(listing.url):
                continue
            try:
                await self._listing(listing, first)
            except (FetchError, ParseError) as error:
                self._counting.no_listing(listing, error)
        self.problem = self._counting.problem
        now = self._resources.clock.now()
        failed = self.problem is not None
        due_at, interval = next_look.after_listings(
            self._source, now, before, cited=self._cited, new=self._new, failed=failed, dropped=self._dropped
        )
        await self._resources.writer.do(source_state.plan, self._id(self._source), due_at, interval)
        await self._add_due(now)

    async def older(self, until: float | None = None) -> None:
        """Walk back over the older pages of its listings, until `until` (monotonic seconds) or to the end; `has_older_pages` says which."""
        waiting = [one for one in self._source.listings if one.url not in self._walked]
        waiting = [one for one in waiting if has_more(self._resources, self._options, self._source, one)]
        self.has_older_pages = False
        if not waiting:
            return
        self._counting = Counting(self._resources.clock.now(), has_listings=False, first=False)
        problems = []
        async with self._begun():
            going = Going(self._source, self._id(self._source), self._read, self._visit_old, self._spelled_all)
            for listing in waiting:
                history = History(self._resources, self._options, going, until)
                await history.walk(listing, self._read_now.get(listing.url))
                problems += history.problems
                self.has_older_pages |= history.goes_on
                if not history.goes_on:
                    self._walked.add(listing.url)
        self.problem = "; ".join(filter(None, [self.problem, *problems])) or None

    async def due(self) -> None:
        """Look at those articles of the source that are due again."""
        self._counting = Counting(self._resources.clock.now(), has_listings=False, first=False)
        async with self._begun(is_judged=self._source.name != ADHOC.name):
            await self._add_due(self._resources.clock.now())

    async def named(self, targets: Iterable[str]) -> None:
        """Look at URLs that the user named, be they articles or listings."""
        self._counting = Counting(self._resources.clock.now(), has_listings=False, first=False)
        async with self._begun():
            self._add_named(targets)

    def _add_named(self, targets: Iterable[str]) -> None:
        for target in targets:
            try:
                url = self._spelled(target)
            except URLError as error:
                decision = verdicts.of_error(error)
                self._resources.tell(
                    DocumentReport(
                        url=urls.without_userinfo(target),
                        source=self._source.name,
                        verdict=decision.verdict,
                        reason=decision.reason,
                        named=True,
                    )
                )
                continue
            if self._is_ours(url):
                self._queues.add(url, _Wanted(target, self._source, named=True))

    async def _add_due(self, now: str) -> None:
        most = self._source.max_new if self._options.limit is None else self._options.limit
        for url in await self._rechecks.due(self._id(self._source), now, max(0, most - self._taken)):
            self._queues.add(url, _Wanted(url, self._source))
        if self._source.documents:
            self._add_documents(attachments.never_asked(self._resources.reader, self._id(self._source), most))

    def _add_documents(self, urls_of: Iterable[str], *, old: bool = False) -> None:
        """Those that were never asked for, as many as articles in one run; the others wait for the next."""
        most = self._source.max_new if self._options.limit is None else self._options.limit
        for url in urls_of:
            if self._documents >= most:
                return
            before = lookups.url_states(self._resources.reader, [url]).get(url)
            if before is None or before.looks == 0:
                source = self._resources.owners.of(url) or self._source
                self._documents += self._queues.add(url, _Wanted(url, source, hop=1, linked=True, old=old))

    # ---------------------------------------------------------------- the run's row

    @asynccontextmanager
    async def _begun(self, *, is_judged: bool = False) -> AsyncIterator[None]:
        """Opens the run's row, and closes it when everything that the run started has ended, in whatever way.

        `is_judged`: its end says how the source is.
        """
        at = self._resources.clock.now()
        self._source_ids[self._source.name] = await self._resources.writer.do(source_state.save, self._source)
        if self._options.logged:
            self._run = await self._resources.writer.do(log.start_run, self._id(self._source), at)
        has_ended = False
        try:
            async with scope() as group:
                self._queues = HostQueues(group, self._visit, abreast=_ABREAST)
                yield
            has_ended = True
        finally:
            await self._ended(is_judged=is_judged and has_ended, outcome="ok" if has_ended else "stopped")

    async def _ended(self, *, is_judged: bool, outcome: log.Outcome) -> None:
        """A run that was stopped waits for nobody: the next process closes the row that it could not."""
        self._note_others()
        if self._run is None:
            return
        at, do = self._resources.clock.now(), self._resources.writer.do
        if is_judged:
            brought, again = self._counting.brought(at), self._counting.again
            self.shortfall = (
                await do(conclude, self._run, self._source, self._id(self._source), brought, self._left_over, again)
            ).shortfall
            return
        with suppress(TimeoutError) if outcome == "stopped" else nullcontext():
            async with asyncio.timeout(_LAST_WORD if outcome == "stopped" else None):
                await do(log.end_run, self._run, at, outcome, None, self._left_over, of_listings=False)

    def _is_ours(self, url: str) -> bool:
        """Whether this machine asks the site of a URL; those that it does not are counted."""
        is_ours = self._resources.may_ask(url)
        if not is_ours:
            self._others[urls.site(url)] += 1
        return is_ours

    def _note_others(self) -> None:
        if self._others:
            sites = ", ".join(site for site, _ in self._others.most_common(3))
            self._resources.note(f"{self._source.name}: {self._others.total()} URLs were left to the machines of their sites ({sites})")

    def _spelled(self, url: str) -> str:
        """The one spelling of a URL that this source named or led to. Raises URLError."""
        return self._resources.owners.normalise(url, self._source)

    def _id(self, source: Source) -> int:
        return self._source_ids[source.name]

    # ---------------------------------------------------------------- listings

    async def _listing(self, listing: Listing, first: bool) -> None:
        listing = replace(listing, url=urls.request_url(listing.url))
        index = await self._read(listing)
        self._counting.listing(listing, index)
        if self._options.older and index.body_hash is not None:
            self._read_now[listing.url] = index
        below = BelowIndex(self._resources, listing, self._source, self._id(self._source), self._read)
        readings = [index, *await below.readings(index, paced=self._options.paced)]
        gap = self._gaps.of(index)
        again = [one for one in readings if not first and not below.is_first(one)]
        taken = await self._take(again, first=False) | await self._take([one for one in readings if one not in again], first=True)
        if listing.min_links and first and index.page.listings and sum(each.cited for each in taken.values()) < listing.min_links:
            raise ListingError(f"{listing.url}: fewer articles below this index than the {listing.min_links} expected: it changed shape")
        if any(reading.body_hash is not None for reading in readings):
            read = [replace(one, cited=tuple(cited.url for cited in self._spelled_all(one.page.cited, {}))) for one in readings]
            await self._resources.writer.do(keep_listing.taken, read, self._resources.clock.now())
        for reading in readings[1:]:
            await below.taken(reading, taken[reading.url])
        if gap is not None:
            await self._fill(listing, index, gap)

    async def _fill(self, listing: Listing, index: keep_listing.ReadListing, gap: Gap) -> None:
        self._dropped = True
        filling = await self._gaps.filled(listing, index, gap)
        await self._take(filling.readings, first=False)
        told = in_words(listing.url, gap, filling.found, filling.where, is_closed=filling.is_closed)
        self._resources.note(f"{self._source.name}: {told}")
        if not filling.is_closed and (gap.missing is None or gap.missing > filling.found):
            self._counting.gap(told)

    async def _read(self, listing: Listing) -> keep_listing.ReadListing:
        reading = await look.at_listing(self._resources, self._options, self._look_at(listing.url, self._source), listing)
        self._note_problems(listing.url, reading.page)
        return reading

    def _note_problems(self, url: str, page: ListingPage) -> None:
        for problem in page.problems:
            self._resources.note(f"{url}: {problem}")

    async def _take(self, readings: Sequence[keep_listing.ReadListing], first: bool) -> dict[str, Yield]:
        """Record what listings cite, and queue what is asked for now. Returns how much each cited, by its URL."""
        options, now = self._options, self._resources.clock.now()
        given: dict[str, str] = {}
        by_listing = {one.url: self._spelled_all(one.page.cited, given) for one in readings}
        spelled = {one.url: one for found in by_listing.values() for one in found}
        before = lookups.url_states(self._resources.reader, list(spelled))
        chosen = choose(spelled.values(), before, self._limits(first and not options.everything, now), now)
        await self._rechecks.listed(spelled.values(), before, now)
        self._taken += len(chosen.ask)
        self._cited += len(spelled)
        self._were_read |= {url for url, cited in by_listing.items() if cited}
        self._standing |= before.keys()
        self._new += sum(url not in before for url in chosen.ask)
        due_now = frozenset((*chosen.ask, *chosen.later))
        do, source = self._resources.writer.do, self._id(self._source)
        for listing_url, found in by_listing.items():
            parts = [found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE)]
            await together(*(do(keep_listing.cited, listing_url, part, due_now, source, self._resources.owners, now) for part in parts))
        if left := chosen.told:
            self._left_over += chosen.left_old + chosen.left_over + len(chosen.later)
            self._resources.note(f"{self._source.name}: {left}")
        for url in chosen.ask:
            self._queues.add(url, _Wanted(given[url], self._source, old=_was_left(before.get(url))))
        return {url: Yield(len(found), sum(one.url not in before for one in found)) for url, found in by_listing.items()}

    def _spelled_all(self, cited: Iterable[Cited], given: dict[str, str]) -> tuple[Cited, ...]:
        """Each cited URL once, as the archive spells it; how it was given is put into `given`."""
        spelled: dict[str, Cited] = {}
        for one in cited:
            try:
                url = self._spelled(one.url)
            except URLError:
                continue
            if self._is_ours(url):
                given[url], spelled[url] = one.url, replace(one, url=url)
        return tuple(spelled.values())

    def _limits(self, first: bool, now: str) -> Limits:
        options = self._options
        back = later(now, -self._source.back) if first and self._source.back is not None else None
        most = options.limit if options.limit is not None else None if options.everything else self._source.max_new
        return Limits(
            first=first,
            since=options.since or back,
            most=None if most is None else max(0, most - self._taken),
            again=options.again,
            everything=options.everything,
            rechecks=not self._counting.has_listings,
        )

    # ---------------------------------------------------------------- pages

    async def _visit(self, wanted: _Wanted) -> None:
        if wanted.source.name not in self._source_ids:
            self._source_ids[wanted.source.name] = await self._resources.writer.do(source_state.save, wanted.source)
        at = replace(self._look_at(wanted.url, wanted.source, named=wanted.named, linked=wanted.linked), old=wanted.old)
        first = self._first if wanted.source is self._source and not wanted.named else None
        found = await look.at_page(self._resources, self._options, at, first)
        if not isinstance(found, ListingPage) and wanted.source is self._source and wanted.hop == 0:
            self._counting.page(at, found)
        if isinstance(found, ListingPage):
            self._note_problems(at.url, found)
            for child in self._named_below(at.url, found, wanted.hop):
                self._queues.add(self._spelled(child.url), _Wanted(child.url, wanted.source, named=True, hop=wanted.hop + 1))
            await self._take([keep_listing.ReadListing(url=at.url, page=found)], first=at.state is None)
            return
        self._resources.tell(found.report)
        if wanted.hop == 0:
            self._follow(found.follow, old=wanted.old)
            if wanted.source.documents:
                self._add_documents(found.attached, old=wanted.old)

    async def _visit_old(self, url: str) -> None:
        await self._visit(_Wanted(url, self._source, old=True))

    async def _first(self, url: str) -> None:
        """Looks at a URL that left its listing before the page that may be its article at another address is judged."""
        if url in self._standing or known.listings_of(self._resources.reader, url).isdisjoint(self._were_read):
            return
        found = await look.at_page(self._resources, self._options, self._look_at(url, self._source))
        if not isinstance(found, ListingPage):
            self._resources.tell(found.report)

    def _named_below(self, url: str, index: ListingPage, hop: int) -> tuple[Cited, ...]:
        """The sitemaps of a named index that this run reads. Reports how many it leaves."""
        most = MOST_SITEMAPS if hop < DEEPEST else 0
        if len(index.listings) > most:
            self._resources.note(f"{url}: {len(index.listings) - most} sitemaps of this index were not read, at most {most} a run")
        return index.listings[:most]

    def _look_at(self, given: str, source: Source, *, named: bool = False, linked: bool = False) -> keep.Look:
        """A look at a URL as it was given, or at where it moved for good, as long as that answers."""
        url, ask = self._resources.owners.normalise(given, source), urls.request_url(given)
        before = lookups.url_states(self._resources.reader, [url]).get(url)
        if before is not None and before.moved_to is not None:
            there = lookups.url_states(self._resources.reader, [before.moved_to]).get(before.moved_to)
            if there is not None and there.failures == 0:
                url, ask, before = there.url, there.url, there
        return keep.Look(
            url=url,
            ask=ask,
            source=source,
            source_id=self._id(source),
            owners=self._resources.owners,
            run=self._run,
            named=named,
            linked=linked,
            state=before,
            edits=self._rechecks.edits if source is self._source else None,
            said=self._rechecks.said(url),
        )

    def _follow(self, origins: Iterable[str], *, old: bool) -> None:
        for url in origins:
            if self._followed == _MOST_FOLLOWED:
                return
            before = lookups.url_states(self._resources.reader, [url]).get(url)
            if (before is None or before.checked_at is None) and self._is_ours(url):
                source = self._resources.owners.of(url) or ADHOC
                self._followed += self._queues.add(url, _Wanted(url, source, hop=1, old=old))


def _was_left(state: lookups.UrlState | None) -> bool:
    """Whether a first look left an article for good: it is no news when it is taken later."""
    return state is not None and state.checked_at is None and state.next_due_at is None
