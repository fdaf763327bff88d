"""What runs when, for months. The only code that knows APScheduler, which runs a handful of jobs and never a source.

Which source is due is a column with an index: it survives a restart, and no number of sources makes a tick longer than its query.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it ships no types

from ingest import sources
from ingest.archive.read import lookups
from ingest.archive.write import log, source_state, upkeep
from ingest.core.model import ADHOC, Source
from ingest.core.times import later
from ingest.errors import ArchiveError
from ingest.pipeline.resources import Options, Tools
from ingest.pipeline.run import Run

_TICK = 5  # seconds between two looks at what is due
_PAGES = 300  # seconds between two looks for articles that are due again
_UPKEEP = 86400
_MOST_RUNS = 20  # at a time
_LOG_KEPT = 90 * 86400  # seconds; then the log becomes daily counts


class Daemon:
    """Runs every source of `folder` when it is due, until cancelled. Files that change are read again; a wrong one is told of."""

    def __init__(self, tools: Tools, loaded: dict[str, Source], folder: Path, note: Callable[[str], None]) -> None:
        """`loaded` is the mapping that the tools see; it follows the folder."""
        self._tools = tools
        self._loaded = loaded
        self._folder = folder
        self._note = note
        self._running: dict[str, asyncio.Task[None]] = {}
        self._seen = _state_of(folder)
        self._broken: asyncio.Future[None] | None = None

    async def run(self) -> None:
        """Raises ArchiveError when the archive can no longer be written."""
        self._broken = asyncio.get_running_loop().create_future()
        await self._tools.writer.do(log.close_interrupted_runs)
        await self._register()
        scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={
                "coalesce": True,  # after sleep or a clock that jumped: once, not once for every time missed
                "max_instances": 1,
                "misfire_grace_time": None,  # the default of 1 s silently skips late runs
            },
        )
        scheduler.add_job(self._tick, "interval", seconds=_TICK)
        scheduler.add_job(self._start_due_pages, "interval", seconds=_PAGES)
        scheduler.add_job(self._upkeep, "interval", seconds=_UPKEEP)
        scheduler.start()
        try:
            await self._tick()
            await self._start_due_pages()  # what a stop or a crash left
            await self._broken
        finally:
            scheduler.shutdown(wait=False)
            await self._drain()

    async def _tick(self) -> None:
        """Hand what is due to runs, and return at once."""
        seen = _state_of(self._folder)
        if seen != self._seen:
            self._seen = seen
            await self._reload()
        for name in lookups.due_sources(self._tools.reader, self._tools.clock.now()):
            if name in self._loaded:
                self._start(name, Run.listings)

    async def _start_due_pages(self) -> None:
        for name in lookups.sources_with_due_urls(self._tools.reader, self._tools.clock.now()):
            self._start(name, Run.due)

    def _start(self, name: str, pass_over: Callable[[Run], Awaitable[None]]) -> None:
        """A source never overlaps with itself; one that finds no place is still due at the next tick."""
        source = ADHOC if name == ADHOC.name else self._loaded.get(name)
        if source is not None and name not in self._running and len(self._running) < _MOST_RUNS:
            self._running[name] = asyncio.create_task(self._one(source, pass_over))

    async def _one(self, source: Source, pass_over: Callable[[Run], Awaitable[None]]) -> None:
        run = Run(self._tools, Options(max_wait=0, paced=True), source)
        try:
            await pass_over(run)
            if run.problem:
                self._note(f"{source.name}: {run.problem}")
        except ArchiveError as error:
            if self._broken is not None and not self._broken.done():
                self._broken.set_exception(error)
        except Exception as error:  # a fault of ours in one source must not end the others
            self._note(f"{source.name}: a fault of ingest, please report it: {type(error).__name__}: {error}")
            await self._postpone(source)
        finally:
            del self._running[source.name]

    async def _postpone(self, source: Source) -> None:
        due_at = later(self._tools.clock.now(), source.every)
        id = await self._tools.writer.do(source_state.save, source)
        await self._tools.writer.do(source_state.plan, id, due_at, source.every)

    async def _reload(self) -> None:
        sound, wrong = sources.load_sound(self._folder)
        for line in wrong:
            self._note(line)
        kept = {name: source for name, source in self._loaded.items() if (self._folder / f"{name}.toml").exists()}
        for name in self._loaded.keys() - kept.keys():
            self._tools.owners.remove(name)
        for source in sound.values():
            self._tools.owners.put(source)
        self._loaded.clear()
        self._loaded.update(kept | sound)
        await self._register()

    async def _register(self) -> None:
        for source in self._loaded.values():
            await self._tools.writer.do(source_state.save, source)
        for name in await self._tools.writer.do(source_state.retire, set(self._loaded)):
            self._note(f"{name}: its schedule file is gone; retired, and what it brought is kept")

    async def _upkeep(self) -> None:
        before = later(self._tools.clock.now(), -_LOG_KEPT)
        while await self._tools.writer.do(upkeep.rotate_log, before):
            pass
        await self._tools.writer.do(upkeep.optimize)

    async def _drain(self) -> None:
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a schedule file is added, edited or removed."""
    try:
        with os.scandir(folder) as entries:
            files = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".toml")]
    except OSError:
        return ()
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in files))
