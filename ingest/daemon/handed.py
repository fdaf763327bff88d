"""Fetches that people hand to the daemon through the archive: begun at once, and answered there line by line."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from msgspec.structs import replace

from ingest.archive.read import handed as read
from ingest.archive.write import handed as write
from ingest.core.model import ADHOC, Source
from ingest.daemon.places import STRETCH, Places
from ingest.errors import ArchiveError, OutputError, URLError
from ingest.pipeline.events import Heard
from ingest.pipeline.handed import HandedFetch, ToldOfFetch, encoded, fetch_of, told_of
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Resources
from ingest.pipeline.run.run import Run
from ingest.pipeline.scope import together

_MOST = 8  # fetches at a time; the others wait for their turn


class Handed:
    """Begins what waits. One that an earlier daemon began is begun again, without the URLs that it answered.

    A source whose file is new is known after the next look at the files: until then a fetch that names it waits.
    """

    def __init__(
        self, resources: Resources, group: asyncio.TaskGroup, places: Places, sources: Mapping[str, Source], read_again: Callable[[], None]
    ) -> None:
        self._resources = resources
        self._group = group
        self._places = places
        self._sources = sources
        self._read_again = read_again
        self._under_way: set[int] = set()
        self._unknown: set[int] = set()  # that name a source that was not known when they came

    @property
    def is_busy(self) -> bool:
        return bool(self._under_way)

    def look(self, *, files_were_read: bool = False) -> None:
        """Begin what waits, and return at once. `files_were_read`: since the last call."""
        for one in read.waiting(self._resources.reader, self._under_way):
            if len(self._under_way) == _MOST:
                return
            fetch = fetch_of(one.fetch)
            if not files_were_read and not self._sources.keys() >= set(fetch.sources):
                if one.number not in self._unknown:
                    self._unknown.add(one.number)
                    self._read_again()
                continue
            self._unknown.discard(one.number)
            self._under_way.add(one.number)
            self._group.create_task(self._answered(one.number, fetch, is_begun=one.is_begun))

    async def _answered(self, number: int, fetch: HandedFetch, *, is_begun: bool) -> None:
        do, now = self._resources.writer.do, self._resources.clock.now
        try:
            if not await do(write.take, number, now()):
                return
            done = self._told_before(number) if is_begun else frozenset()
            await together(*self._runs(number, fetch, done))
            await do(write.end, number, now())
        finally:
            self._under_way.discard(number)

    def _told_before(self, number: int) -> frozenset[str]:
        reports = (told_of(told).report for told in read.answers(self._resources.reader, number))
        return frozenset(report.url for report in reports if report is not None and report.named)

    def _runs(self, number: int, fetch: HandedFetch, done: frozenset[str]) -> list[Coroutine[Any, Any, None]]:
        runs = [self._source(number, fetch, name) for name in fetch.sources]
        by_source: dict[str, tuple[Source, list[str]]] = {}
        for url in fetch.urls:
            source, is_done = ADHOC, False
            try:
                source = self._resources.owners.of(url) or ADHOC
                is_done = self._resources.owners.normalise(url, source) in done
            except URLError:  # the run reports what is no URL
                is_done = url in done
            if not is_done:
                by_source.setdefault(source.name, (source, []))[1].append(url)
        return [*runs, *(self._urls(number, fetch, source, urls) for source, urls in by_source.values())]

    async def _source(self, number: int, fetch: HandedFetch, name: str) -> None:
        source = self._sources.get(name)
        if source is None:
            shard = self._resources.shard
            others = f", or it is another machine's, by the daemon's --shard {shard}" if shard else ""
            self._tell(number, ToldOfFetch(source=name, problem=f"the daemon has no schedule file of that name{others}"))
            return
        options = replace(fetch.options, walked=lambda name, far: self._tell(number, ToldOfFetch(source=name, walked=far)))
        heard = Heard(self._telling(number), name, "listings")
        run = Run(heard.resources, options, source)
        async with self._places.held(name):
            problem = await self._within(heard.through(run, run.listings()))
        while fetch.older and not problem and run.has_older_pages:
            async with self._places.held(name):  # between two stretches whatever is due of the source goes first
                problem = await self._within(run.older(self._resources.clock.monotonic() + STRETCH))
        self._tell(number, ToldOfFetch(source=name, problem=problem or run.problem or run.shortfall))

    async def _urls(self, number: int, fetch: HandedFetch, source: Source, urls: list[str]) -> None:
        heard = Heard(self._telling(number), source.name, "named")
        run = Run(heard.resources, fetch.options, source)
        if problem := await self._within(heard.through(run, run.named(urls))):
            self._tell(number, ToldOfFetch(source=source.name, problem=problem))

    async def _within(self, run: Coroutine[Any, Any, None]) -> str | None:
        """A fault stays in its run, except that nothing can go on without the archive."""
        try:
            await run
        except (ArchiveError, OutputError):
            raise
        except Exception as error:
            return f"a fault of ingest, please report it: {type(error).__name__}: {error}"
        return None

    def _telling(self, number: int) -> Resources:
        """What a run tells goes to whom it is for as well, after its own commit."""
        resources = self._resources

        def tell(report: DocumentReport) -> None:
            resources.tell(report)
            self._tell(number, ToldOfFetch(report=report))

        return replace(resources, tell=tell, note=lambda line: self._tell(number, ToldOfFetch(note=line)))

    def _tell(self, number: int, told: ToldOfFetch) -> None:
        self._resources.writer.queue(write.answer, number, encoded(told))
