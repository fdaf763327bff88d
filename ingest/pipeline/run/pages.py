"""The pages of one run: each is looked at, and leads to others: origins and languages, documents, sitemaps below a named index."""

from collections.abc import Iterable

from ingest.archive.read import attachments, known, led_to, lookups
from ingest.archive.read.led_to import Led
from ingest.core import urls, verdicts
from ingest.core.listing.turns import DEEPEST
from ingest.core.model import ADHOC, Cited, ListingPage
from ingest.errors import URLError
from ingest.pipeline import look
from ingest.pipeline.keep.listing import ReadListing
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.run.below_index import MOST_SITEMAPS
from ingest.pipeline.run.course import Course, Queued
from ingest.pipeline.run.listings import Listings

_MOST_FOLLOWED = 50  # origins and other languages, a run


class Pages:
    """Of one run. What stands in its queues is looked at by `visit`."""

    def __init__(self, course: Course, listings: Listings) -> None:
        self._course = course
        self._resources = course.resources
        self._listings = listings
        self._followed = 0
        self._documents = 0  # that were taken from links of articles

    def add_named(self, targets: Iterable[str]) -> None:
        """Queues URLs that a person named; what is no URL is reported."""
        course = self._course
        for target in targets:
            try:
                url = course.spelled(target)
            except URLError as error:
                told, decision = urls.without_userinfo(target), verdicts.of_error(error)
                self._resources.tell(
                    DocumentReport(url=told, source=course.source.name, verdict=decision.verdict, reason=decision.reason, named=True)
                )
                continue
            if course.is_ours(url):
                course.add(url, Queued(target, course.source, named=True))

    async def add_due(self, now: str) -> None:
        """Queues articles of the source that are due again, and what their pages lead to and nobody has asked for."""
        course = self._course
        self._add_led(led_to.by_source(self._resources.reader, course.source_id, _MOST_FOLLOWED))
        for url in await course.rechecks.due(course.source_id, now, max(0, course.most - self._listings.taken)):
            course.add(url, Queued(url, course.source))
        if course.source.documents:
            self._add_documents(attachments.never_asked(self._resources.reader, course.source_id, course.most))

    # ---------------------------------------------------------------- a look

    async def visit(self, queued: Queued) -> None:
        """Looks at one page, tells what came of it, and queues what it leads to."""
        course = self._course
        if course.is_cut_off and not queued.named:
            self._listings.left_over += 1
            return
        await course.save(queued.source)
        is_own = queued.source is course.source
        at = course.look_at(queued)
        found = await look.at_page(self._resources, course.options, at, self._first if is_own and not queued.named else None)
        if isinstance(found, ListingPage):
            await self._listing(queued, at.url, found, first=at.state is None)
            return
        if is_own and queued.hop == 0:
            course.counting.page(at, found)
        self._resources.tell(found.report)
        if queued.hop == 0:
            self._add_led(found.led)
            if queued.source.documents:
                self._add_documents(found.attached, old=queued.old)

    async def visit_old(self, url: str) -> None:
        """Looks at an article that a walk back found."""
        await self.visit(Queued(url, self._course.source, old=True))

    async def _first(self, url: str) -> None:
        """Looks at a URL that left its listing before the page that may be its article at another address is judged."""
        if not self._listings.has_left(url, known.listings_of(self._resources.reader, url)):
            return
        found = await look.at_page(self._resources, self._course.options, self._course.look_at(Queued(url, self._course.source)))
        if not isinstance(found, ListingPage):
            self._resources.tell(found.report)
            self._add_led(found.led)

    def note_waiting(self) -> None:
        """Tells how much of what pages lead to is over the limit of one run."""
        if self._followed == _MOST_FOLLOWED and (waiting := led_to.number(self._resources.reader, self._course.source_id)):
            self._course.note(f"{waiting} origins and other languages of its pages are over the limit of one run and wait for the next")

    # ---------------------------------------------------------------- what it leads to

    async def _listing(self, queued: Queued, url: str, page: ListingPage, *, first: bool) -> None:
        self._listings.note_problems(url, page)
        for child in self._named_below(url, page, queued.hop):
            self._course.add(self._course.spelled(child.url), Queued(child.url, queued.source, named=True, hop=queued.hop + 1))
        await self._listings.take([ReadListing(url=url, page=page)], first=first)

    def _named_below(self, url: str, index: ListingPage, hop: int) -> tuple[Cited, ...]:
        """The sitemaps of a named index that this run reads. Reports how many it leaves."""
        most = MOST_SITEMAPS if hop < DEEPEST else 0
        if len(index.listings) > most:
            self._resources.note(f"{url}: {len(index.listings) - most} sitemaps of this index were not read, at most {most} a run")
        return index.listings[:most]

    def _add_led(self, found: Iterable[Led]) -> None:
        for led in found:
            if self._followed == _MOST_FOLLOWED:
                return
            source = self._resources.owners.of(led.url) or ADHOC
            self._followed += self._course.add(led.url, Queued(led.url, source, hop=1, old=led.old))

    def _add_documents(self, found: Iterable[str], *, old: bool = False) -> None:
        """Those that were never asked for, as many as articles in one run; the others wait for the next."""
        for url in found:
            if self._documents >= self._course.most:
                return
            before = lookups.url_states(self._resources.reader, [url]).get(url)
            if before is None or before.looks == 0:
                source = self._resources.owners.of(url) or self._course.source
                self._documents += self._course.add(url, Queued(url, source, hop=1, linked=True, old=old))
