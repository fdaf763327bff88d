"""What the runs of one pass share, and what the user asked of them."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from ingest.archive import Writer
from ingest.core.urls import Owners, Shard
from ingest.pipeline.byte_budget import ByteBudget
from ingest.pipeline.events import RunEvent
from ingest.pipeline.rendering import RendersPages
from ingest.pipeline.report import DocumentReport
from ingest.pipeline.workers.task import Parser

if TYPE_CHECKING:  # an import and a merge ask no network, and are spared what does
    from ingest.fetch import Clock, Fetcher, Recorder, Turns


class Means(Struct, frozen=True, kw_only=True):
    """What it takes to read a page and keep it, wherever it came from."""

    reader: sqlite3.Connection  # sees what is committed
    writer: Writer
    workers: Parser
    renderer: RendersPages | None = None  # None: no scripts are run


class Resources(Means, frozen=True, kw_only=True):
    fetcher: "Fetcher"
    budget: ByteBudget
    clock: "Clock"
    owners: Owners
    tell: Callable[[DocumentReport], None]
    note: Callable[[str], None]  # what a user should know, in one line
    recorder: "Recorder | None" = None
    shard: Shard | None = None  # of several machines, the sites that are this one's
    heard: Callable[[RunEvent], None] = lambda _: None

    def may_ask(self, url: str) -> bool:
        """Whether the site of a URL is this machine's."""
        return self.shard is None or self.shard.has(url)


class Options(Struct, frozen=True, kw_only=True):
    again: bool = False  # ask also for what is not yet due
    everything: bool = False  # ask also for what a first look left
    since: str | None = None  # UTC text; articles that a listing dates before are left
    limit: int | None = None  # articles a source
    older: bool = False  # walk back over the older pages of listings
    back_to: str | None = None  # UTC text; a walk ends there; None: it goes all the way
    walked: Callable[[str, str], None] | None = None  # hears how far the walk of a source is
    paced: bool = False  # sitemaps below an index are asked at their own pace; False: a person asks, now
    max_wait: float = 30.0  # seconds that a host on hold is waited for
    turns: "Turns | None" = None  # hears when the run waits for nothing but a host's pace
    logged: bool = True  # False: a rehearsal, whose run has no row

    @property
    def whole_listings(self) -> bool:
        """Listings are read although they say what they said before."""
        return self.again or self.everything or self.since is not None
