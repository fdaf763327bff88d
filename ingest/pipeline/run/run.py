"""One run of one source, and the passes that it is made of: where core and shell meet. Read this file to see the whole.

listing -> cited URLs -> those unseen or due -> fetch -> parse (a worker) -> keep (the writer) -> outcome
                                                                          -> origins and other languages, one hop
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, nullcontext, suppress

from ingest.archive.read import lookups
from ingest.archive.write import log, source_state
from ingest.core.model import ADHOC, Source
from ingest.pipeline import next_look
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.conclude import conclude
from ingest.pipeline.run.counting import Counting
from ingest.pipeline.run.course import Course
from ingest.pipeline.run.history import Going, History
from ingest.pipeline.run.host_queues import HostQueues
from ingest.pipeline.run.listings import Listings
from ingest.pipeline.run.older_pages import has_more
from ingest.pipeline.run.pages import Pages
from ingest.pipeline.scope import scope

_LAST_WORD = 3.0  # seconds that a stopped run waits until its end is written
_ABREAST = 4  # looks begun at one host: the fetcher keeps the pace, and parsing and writing go on behind it


class Run:
    """A pass over one source: its listings and what they cite, or the URLs that were named."""

    def __init__(self, resources: Resources, options: Options, source: Source) -> None:
        self._resources = resources
        self._options = options
        self._source = source
        self._course = Course(resources, options, source)
        self._listings = Listings(self._course)
        self._pages = Pages(self._course, self._listings)
        self._walked: set[str] = set()  # listings whose older pages this run need not look at again
        self.has_older_pages = True  # there may be some that it has not walked over
        self.problem: str | None = None  # why listings could not be read
        self.shortfall: str | None = None  # why the run yields too little to be a success
        self.is_cut_off = False  # its listings were not answered because nobody answers: it says nothing of the source

    async def listings(self) -> None:
        """Look at every listing of the source, and at those of its articles that are unseen or due.

        A listing that fails ends in `problem`; what the others cite is still looked at.
        """
        before = lookups.source_state(self._resources.reader, self._source.name)
        last_ok_at = before.last_ok_at if before is not None else None
        async with self._begun(has_listings=True, first=self._options.everything or last_ok_at is None, is_judged=True):
            await self._listings.look(last_ok_at)
            self.problem = self._course.counting.problem
            if self._course.counting.is_unanswered and (gone := await self._course.network_was_gone()):
                self.problem, self.is_cut_off = gone, True
                return
            now, found = self._resources.clock.now(), self._listings
            failed, dropped = self.problem is not None, found.has_dropped
            due_at, interval = next_look.after_listings(
                self._source, now, before, cited=found.cited, new=found.new, failed=failed, dropped=dropped
            )
            await self._resources.writer.do(source_state.plan, self._course.source_id, due_at, interval)
            await self._pages.add_due(now)

    async def older(self, until: float | None = None) -> None:
        """Walk back over the older pages of its listings, until `until` (monotonic seconds) or to the end; `has_older_pages` says which."""
        waiting = [one for one in self._source.listings if one.url not in self._walked]
        waiting = [one for one in waiting if has_more(self._resources, self._options, self._source, one)]
        self.has_older_pages = False
        if not waiting:
            return
        problems = []
        async with self._begun():
            course = self._course
            going = Going(self._source, course.source_id, self._listings.read, self._pages.visit_old, course.spelled_all)
            for listing in waiting:
                history = History(self._resources, self._options, going, until)
                await history.walk(listing, self._listings.in_full.get(listing.url))
                problems += history.problems
                self.has_older_pages |= history.goes_on
                if not history.goes_on:
                    self._walked.add(listing.url)
        self.problem = "; ".join(filter(None, [self.problem, *problems])) or None

    async def due(self) -> None:
        """Look at those articles of the source that are due again."""
        async with self._begun(is_judged=self._source.name != ADHOC.name):
            await self._pages.add_due(self._resources.clock.now())

    async def named(self, targets: Iterable[str]) -> None:
        """Look at URLs that the user named, be they articles or listings."""
        async with self._begun():
            self._pages.add_named(targets)

    # ---------------------------------------------------------------- the run's row

    @asynccontextmanager
    async def _begun(self, *, has_listings: bool = False, first: bool = False, is_judged: bool = False) -> AsyncIterator[None]:
        """Opens the run's row, and closes it when everything that the run started has ended, in whatever way.

        `is_judged`: its end says how the source is.
        """
        course, at = self._course, self._resources.clock.now()
        course.began = self._resources.clock.monotonic()
        course.counting = Counting(at, has_listings=has_listings, first=first)
        await course.save(self._source)
        if self._options.logged:
            course.row = await self._resources.writer.do(log.start_run, course.source_id, at)
        has_ended = False
        try:
            async with scope() as group:
                course.queues = HostQueues(group, self._pages.visit, abreast=_ABREAST)
                yield
            has_ended = True
        finally:
            await self._ended(is_judged=is_judged and has_ended, outcome="ok" if has_ended else "stopped")

    async def _ended(self, *, is_judged: bool, outcome: log.Outcome) -> None:
        """A run that was stopped waits for nobody: the next process closes the row that it could not."""
        course, left_over = self._course, self._listings.left_over
        course.note_others()
        self._pages.note_waiting()
        if course.row is None:
            return
        do = self._resources.writer.do
        if is_judged and not self.is_cut_off:
            was_cut_off = course.counting.no_answers > 0 and await course.network_was_gone() is not None
            brought, again = course.counting.brought(self._resources.clock.now(), was_cut_off=was_cut_off), course.counting.again
            self.shortfall = (await do(conclude, course.row, self._source, course.source_id, brought, left_over, again)).shortfall
            return
        at, problem, has_ended = self._resources.clock.now(), None, outcome != "stopped"
        if self.is_cut_off:
            outcome, problem = "stopped", self.problem
        with nullcontext() if has_ended else suppress(TimeoutError):
            async with asyncio.timeout(None if has_ended else _LAST_WORD):
                await do(log.end_run, course.row, at, outcome, problem, left_over, of_listings=False)
