"""`ingest.fetch` of Python: the pipeline from a script or a notebook."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from os import PathLike
from pathlib import Path
from typing import Any

from ingest import config
from ingest.cli.options.network import network_of
from ingest.cli.process.open import equipped
from ingest.cli.writing import opened
from ingest.core.model import ADHOC, Source
from ingest.core.urls import Owners
from ingest.errors import URLError
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.resources import Options
from ingest.pipeline.run.run import Run
from ingest.pipeline.scope import together


def fetch(
    urls: Iterable[str] | str,
    *,
    db: str | PathLike[str],
    schedules: str | PathLike[str] | None,
    again: bool,
    wait: float,
    note: Callable[[str], None],
    **network: Any,
) -> tuple[DocumentReport, ...]:
    """See `ingest.fetch`, which says what is meant."""
    path = Path(db)
    way = network_of({"replay": None, "record": None, "allow_net": (), "delay": None, "concurrency": None, "proxy": None, **network})
    settings = config.read(path)
    _, loaded = config.schedules(None if schedules is None else Path(schedules), settings, path)
    owners = Owners(loaded.values())
    told: list[DocumentReport] = []

    async def run() -> None:
        with opened(path, dry_run=False, wait=wait, note=note) as ready:
            async with equipped(ready, settings, owners, way, tell=told.append, note=note) as resources:
                by_source = _by_source((urls,) if isinstance(urls, str) else urls, owners)
                await together(*(Run(resources, Options(again=again), source).named(some) for source, some in by_source))

    _run(run())
    return tuple(told)


def _by_source(urls: Iterable[str], owners: Owners) -> list[tuple[Source, list[str]]]:
    found: dict[str, tuple[Source, list[str]]] = {}
    for url in dict.fromkeys(urls):
        try:
            source = owners.of(url) or ADHOC
        except URLError:  # the run reports it
            source = ADHOC
        found.setdefault(source.name, (source, []))[1].append(url)
    return list(found.values())


def _run(work: Coroutine[Any, Any, None]) -> None:
    """To its end, also where an event loop runs already, as in a notebook: in a thread of its own then."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    failed: list[BaseException] = []

    def apart() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:  # raised again where it was asked for
            failed.append(error)

    thread = threading.Thread(target=apart, name="ingest fetch")
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
