"""What is new to one alert since its last message."""

import sqlite3

import msgspec
from msgspec.structs import replace

from ingest.archive.read import alerts as read
from ingest.archive.read import health, watches
from ingest.core.alerts import grouping
from ingest.core.alerts.grouping import Due
from ingest.core.alerts.model import NewsTold, Reached, WatchTold
from ingest.core.alerts.settings import Alert
from ingest.core.times import later, seconds_between
from ingest.core.watch import Position
from ingest.sources import duration

_MOST = 5000  # rows of the archive that a watch is asked of at a time
_AGAIN = 60  # seconds after which watches are asked again although nothing came: a translation may be missing by now
_KEPT = 3600  # seconds after which it is kept how far a watch was asked that nothing answered


class Unheard:
    """Of one alert."""

    def __init__(self, reader: sqlite3.Connection, alert: Alert) -> None:
        self._reader = reader
        self._alert = alert
        self._wait = duration(alert.wait)
        self._asked: dict[str, WatchTold] = {}  # how far watches were asked since, and nothing was there
        self._kept_at: str | None = None
        self._not_before: str | None = None
        self._seen: tuple[Position, str] | None = None  # the newest rows when watches were last asked, and when

    def due(self, progress: Reached, now: str) -> Due | None:
        """None: nothing yet. Without events: nothing, up to there."""
        if self._alert.watches:
            return self._readers(progress, now)
        about = self._alert.told
        changes = health.changes(self._reader, progress.health) if "health" in about else ()
        troubles = read.troubles(self._reader, progress.trouble) if "daemon" in about else ()
        return grouping.operators(progress, changes, troubles, now, self._wait, itself=self._alert.name)

    def _readers(self, progress: Reached, now: str) -> Due | None:
        if self._not_before is not None and self._not_before > now and seconds_between(now, self._not_before) <= self._wait:
            return None
        self._not_before = None
        head = watches.head(self._reader)
        if self._seen is not None and head == self._seen[0] and abs(seconds_between(self._seen[1], now)) < _AGAIN:
            return None
        self._seen = head, now
        told: list[NewsTold] = []
        upto: dict[str, WatchTold] = {}
        for watch in watches.watches(self._reader):
            if watch.name not in self._alert.watches and "*" not in self._alert.watches:
                continue
            known = self._asked.get(watch.name) or progress.watches.get(watch.name)
            if known is None or known.added_at != watch.added_at:
                known = WatchTold(watch.added_at, watch.position)
            found = watches.deliveries(self._reader, replace(watch, position=known.position), now, _MOST)
            upto[watch.name] = WatchTold(watch.added_at, found.position)
            if not found.rows:
                self._asked[watch.name] = upto[watch.name]
            told += [msgspec.convert({**msgspec.to_builtins(one), "watch": watch.name}, NewsTold) for one in found.rows]
        moved = replace(progress, watches=upto)
        if not told:
            return self._nothing(progress, moved, now)
        oldest = min(one.at for one in told)
        if oldest <= now < later(oldest, self._wait):
            self._not_before = later(oldest, self._wait)
            return None
        self._asked.clear()
        return Due(tuple(told), moved)

    def _nothing(self, progress: Reached, moved: Reached, now: str) -> Due | None:
        """How far it was asked in vain is kept once an hour: it is no matter of truth, and saves the asking."""
        if moved == progress or (self._kept_at is not None and abs(seconds_between(self._kept_at, now)) < _KEPT):
            return None
        self._kept_at = now
        return Due((), moved)
