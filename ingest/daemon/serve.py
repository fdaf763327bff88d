"""The daemon itself: a tick looks at the clock, at the schedule files, at what is due, and hands it to runs.

Which source is due is a column with an index: it survives a restart, and no number of sources makes a tick longer than its query.
Ticks count monotonic seconds, so that a clock that is set neither stops nor hurries them. APScheduler, which reads the wall clock alone,
says when it is the time of day for upkeep; no other module knows it.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it ships no types
from msgspec.structs import replace

from ingest.alerts.alerting import Alerting
from ingest.archive.read import lookups
from ingest.archive.write import log, source_state
from ingest.core.model import ADHOC, Source
from ingest.core.times import later, seconds_between
from ingest.daemon.files import Files
from ingest.daemon.handed import Handed
from ingest.daemon.outage import Outage
from ingest.daemon.places import STRETCH, Load, Pass, Places
from ingest.errors import ArchiveError, OutputError
from ingest.fetch import Turns
from ingest.pipeline.events import Heard
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.run import Run
from ingest.pipeline.upkeep import keep_fit
from ingest.sources import Folder

_TICK = 5  # seconds between two looks at what is due
_ARTICLES = 300  # seconds between two looks for articles that are due again
_MOST_RUNS = 200  # at work at a time; most of them wait for an answer
_MOST_BEGUN = 5000  # with those that wait for a host's pace
_MOST_WAITING = 1000  # sources that are taken for the next runs
_UPKEEP = {"trigger": "cron", "hour": 3, "minute": 17}  # UTC
_JUMP = 60  # seconds by which the wall clock may differ from the monotonic one between two ticks


class Daemon:
    """Runs every source of a folder when it is due, until cancelled. Reads changed files again, and reports wrong ones."""

    def __init__(
        self,
        resources: Resources,
        folder: Folder,
        note: Callable[[str], None],
        daily: Callable[[str], Awaitable[None]] | None = None,
        alerting: Alerting | None = None,
        tick: float = _TICK,
    ) -> None:
        """`resources.owners` follows the folder; `daily` is called after each day's upkeep, and at the start, with the time."""
        self._resources = resources
        self._note = note
        self._daily = daily
        self._alerting = alerting
        self._tick_seconds = tick
        self._outage = Outage(resources, note, alerting)
        self._files = Files(folder, resources.owners, resources.writer, resources.clock, note, resources.shard)
        self._at, self._passed = resources.clock.now(), resources.clock.monotonic()
        self._articles_at = 0.0  # monotonic
        self._upkeep_is_due = True
        self._walks: dict[str, None] = {}  # sources that may have older pages to walk over
        self._open_runs = True  # some may stand in the log that nobody ends any more
        self._places: Places | None = None  # while it runs
        self._handed: Handed | None = None

    async def run(self) -> None:
        """Raises ArchiveError when the archive can no longer be read or written."""
        if self._alerting is None:
            await self._serve()
            return
        async with self._alerting.session():
            await self._serve()

    async def _serve(self) -> None:
        scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={
                "coalesce": True,  # after sleep or a clock that jumped: once, not once for every time missed
                "max_instances": 1,
                "misfire_grace_time": None,  # the default of 1 s silently skips late runs
            },
        )
        scheduler.add_job(self.ask_for_upkeep, id="upkeep", **_UPKEEP)
        scheduler.start()
        try:
            await self._close_runs()
            await self._files.look()
            await self._replan()
            async with asyncio.TaskGroup() as group:
                places = self._places = Places(group, _MOST_RUNS, _MOST_BEGUN, self._one)
                self._handed = Handed(self._resources, group, places, self._files.sources, self._files.read_again)
                while True:
                    if jump := self._clock_jump():
                        self._note(jump)
                        if self._alerting is not None:
                            await self._alerting.clock_jumped(jump)
                        scheduler.reschedule_job("upkeep", **_UPKEEP)
                        await self._replan()
                    await self._tick(group, places)
                    if self._alerting is not None:
                        await self._alerting.look(group)
                    await self._resources.clock.sleep(self._tick_seconds)
        finally:
            scheduler.shutdown(wait=False)
            self._handed = None

    def read_again(self) -> None:
        """At the next tick every schedule file is read, changed or not."""
        self._files.read_again()

    def ask_for_upkeep(self) -> None:
        """At the next tick the log is shortened and the archive optimised."""
        self._upkeep_is_due = True

    @property
    def load(self) -> Load:
        """While it is at work."""
        return self._places.load if self._places is not None else Load()

    @property
    def is_ready(self) -> bool:
        """The files were read, and work begins."""
        return self._handed is not None

    def look_for_handed(self) -> None:
        """Begin the fetches that people handed over, as each tick does; for callers who would not keep them waiting for it."""
        if self._handed is not None:
            self._handed.look()

    # ---------------------------------------------------------------- a tick

    async def _tick(self, group: asyncio.TaskGroup, places: Places) -> None:
        """Hand what is due to runs, and return at once."""
        self._resources.writer.require_in_place()
        await self._files.look()
        assert self._handed is not None
        if self._open_runs and not places.running and not self._handed.is_busy:
            await self._close_runs()
        self._handed.look(files_were_read=True)
        if not await self._outage.look(group):
            self._offer(places)
        if self._upkeep_is_due:
            self._upkeep_is_due = False
            group.create_task(self._upkeep())

    def _offer(self, places: Places) -> None:
        now, passed = self._resources.clock.now(), self._resources.clock.monotonic()
        limit = _MOST_WAITING + len(places.running) + self._files.unread + 1  # the URLs of no source are no source to run
        for name in lookups.due_sources(self._resources.reader, now, limit):
            if name in self._files.sources:
                places.offer(name, "listings")
        if passed >= self._articles_at:
            self._articles_at = passed + _ARTICLES
            for name in lookups.sources_with_due_urls(self._resources.reader, now):
                if name in self._files.sources or name == ADHOC.name:
                    places.offer(name, "articles")
            self._walks |= dict.fromkeys(name for name, source in self._files.sources.items() if source.history is not None)
        for name in [*self._walks]:
            if places.has_room and name not in places.running:  # today's articles of all sources go first
                del self._walks[name]
                places.offer(name, "history")

    async def _one(self, name: str, what: Pass, turns: Turns) -> None:
        """One run. Its faults stay in its source, except that nothing can go on without the archive."""
        source = ADHOC if name == ADHOC.name else self._files.sources.get(name)
        if source is None:  # its file went while it waited
            return
        heard = Heard(self._resources, name, what)
        run = Run(heard.resources, _options(source, what, turns), source)
        try:
            if what == "history":
                await heard.through(run, run.older(self._resources.clock.monotonic() + STRETCH))
                if run.has_older_pages:
                    self._walks[name] = None
            else:
                await heard.through(run, run.listings() if what == "listings" else run.due())
            if (said := run.problem or run.shortfall) and not run.is_cut_off:
                self._note(f"{name}: {said}")
        except (ArchiveError, OutputError):
            raise
        except Exception as error:
            self._open_runs = True
            self._note(f"{name}: a fault of ingest, please report it: {type(error).__name__}: {error}")
            await self._resources.writer.do(_postpone, source, self._resources.clock.now())

    # ---------------------------------------------------------------- what ticks see to beside

    def _clock_jump(self) -> str | None:
        """That the wall clock was set since the last tick, in words."""
        now, passed = self._resources.clock.now(), self._resources.clock.monotonic()
        jump = seconds_between(self._at, now) - (passed - self._passed)
        self._at, self._passed = now, passed
        if abs(jump) < _JUMP:
            return None
        return f"the clock went {'forward' if jump > 0 else 'back'} by {abs(jump):.0f} seconds: it was set, or the machine slept"

    async def _replan(self) -> None:
        count = await self._resources.writer.do(source_state.replan, self._resources.clock.now())
        if count:
            self._note(f"{count} looks were planned further ahead than their intervals allow, by a clock that ran ahead; they are due now")

    async def _close_runs(self) -> None:
        self._open_runs = False
        await self._resources.writer.do(log.close_interrupted_runs)

    async def _upkeep(self) -> None:
        await keep_fit(self._resources)
        if self._daily is not None:
            await self._daily(self._resources.clock.now())


def _options(source: Source, what: Pass, turns: Turns) -> Options:
    options = Options(max_wait=0, paced=True, turns=turns)
    if what != "history":
        return options
    back_to = None if source.history in (None, "all") else f"{source.history}T00:00:00Z"
    return replace(options, everything=True, older=True, back_to=back_to)


def _postpone(db: sqlite3.Connection, source: Source, now: str) -> None:
    id = source_state.save(db, source)
    source_state.plan(db, id, later(now, source.every), source.every)
