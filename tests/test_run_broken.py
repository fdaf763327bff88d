"""Whatever breaks in a run, and wherever: it ends, nothing that it started outlives it, and what it told as kept is in a sound archive."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from injected import Injection
from pages import article, feed
from resourced import equipped

from ingest import archive
from ingest.core.model import Listing, Source, Verdict
from ingest.errors import Failed, IngestError
from ingest.fetch import SystemClock
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Options, Resources
from ingest.pipeline.run.run import Run
from ingest.pipeline.workers.pool import Workers

PAGES = ("http://127.0.0.1/news/bridge", "http://127.0.0.1/news/ferry", "http://127.0.0.2/news/school")
SOURCE = Source(name="one", title="One", listings=(Listing(kind="feed", url="http://127.0.0.1/feed"),))
DEADLOCK = 60  # seconds; a run takes less than one
STRIDE = 3  # steps; the kinds begin at different ones


async def answer(request: httpx.Request) -> httpx.Response:
    await asyncio.sleep(0)  # a step, as the network takes
    if request.url.path == "/robots.txt":
        return httpx.Response(404)
    if request.url.path == "/feed":
        return httpx.Response(200, content=feed(*PAGES))
    return httpx.Response(200, headers={"content-type": "text/html"}, content=article(f"The {request.url.path[6:]} is opened"))


def die(_: sqlite3.Connection) -> None:
    raise SystemExit


def cancelled(run: asyncio.Task[None], _: Resources) -> None:
    run.cancel()


def writer_dies(_: asyncio.Task[None], resources: Resources) -> None:
    resources.writer.queue(die)


def disk_full(_: asyncio.Task[None], resources: Resources) -> None:
    """In truth: SQLite meets it at its next page."""
    resources.writer.queue(lambda db: db.execute("PRAGMA max_page_count = 1"))


def reset(*_: object) -> Failed:
    return Failed("reset", "the connection was reset")


def no_memory(*_: object) -> MemoryError:
    return MemoryError()


def fault(*_: object) -> KeyError:
    return KeyError("a fault")


Act = Callable[[asyncio.Task[None], Resources], BaseException | None]
KINDS: tuple[Act, ...] = (cancelled, writer_dies, disk_full, reset, no_memory, fault)


@pytest.mark.parametrize("act", KINDS)
def test_a_run_that_is_broken_at_any_step_ends_and_leaves_nothing_behind(tmp_path: Path, act: Act) -> None:
    async def broken(at: int, workers: Workers) -> Injection:
        told: set[str] = set()
        path = tmp_path / f"{at}.db"

        def tell(report: DocumentReport) -> None:
            if report.verdict is Verdict.NEW:
                told.add(report.url)

        with suppress(IngestError, MemoryError, KeyError, asyncio.CancelledError):
            async with (
                asyncio.timeout(DEADLOCK),
                equipped(archive.create_or_open(path), SystemClock(), answer, tell=tell, workers=workers) as resources,
            ):
                injection = Injection(at, lambda run: act(run, resources), anywhere=act in (cancelled, writer_dies, disk_full))
                await injection.run(Run(resources, Options(), SOURCE).listings())
        with archive.open_readonly(path) as reader:
            assert reader.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            kept = {url for (url,) in reader.db.execute("SELECT url FROM v_articles")}
        assert told <= kept
        return injection

    async def everywhere() -> None:
        async with Workers() as workers:
            at = 1 + KINDS.index(act) % STRIDE
            while (await broken(at, workers)).happened:
                at += STRIDE
        assert at > 20, "a run takes that many steps"

    asyncio.run(everywhere())
