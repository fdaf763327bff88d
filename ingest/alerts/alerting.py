"""Beside a daemon: sees to what is to be reported, makes messages of it, and delivers each until it is taken.

A message is made in one transaction with nothing else, and waits in the archive. An alert has one at a time: what comes meanwhile is in
the next, so that a receiver that was away for a day gets a few. The alert's position moves in the transaction that marks the message as
delivered. A kill between the delivery and that mark repeats the message, under the same id.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from uuid import NAMESPACE_URL, uuid4, uuid5

from ingest.alerts.not_delivered import NotDelivered
from ingest.alerts.unheard import Unheard
from ingest.alerts.ways import Ways
from ingest.archive import Writer
from ingest.archive.read import alerts as read
from ingest.archive.write import alerts as write
from ingest.core.alerts import retry, troubles, wording
from ingest.core.alerts.model import AlertSent, Message, TroubleTold
from ingest.core.alerts.settings import Alert
from ingest.core.times import later
from ingest.errors import IngestError

Usage = Callable[[Path], tuple[int, int]]  # bytes of a disk that are used, and that are free

_LOOK = 5  # seconds between two looks
_DISK = 60  # at the disk
_ENDS = 6 * 3600  # seconds in which a daemon that ends again and again is reported once
_LAST_WORDS = 20.0  # seconds for telling that it ends
_LAST_WORD = 3.0  # for writing that it was stopped


def usage_of(folder: Path) -> tuple[int, int]:
    disk = shutil.disk_usage(folder)
    return disk.used, disk.free


class Alerting:
    """Of one archive. `alerts`: with their secrets filled in; `note` hears of what cannot be delivered, in one line; `sent` of what is."""

    def __init__(
        self,
        alerts: Sequence[Alert],
        path: Path,
        ways: Ways,
        writer: Writer,
        note: Callable[[str], None],
        usage: Usage = usage_of,
        sent: Callable[[AlertSent], None] = lambda _: None,
    ) -> None:
        assert ways.reader is not None
        self._alerts = alerts
        self._path = path
        self._ways = ways
        self._reader = ways.reader
        self._writer = writer
        self._clock = ways.clock
        self._note = note
        self._usage = usage
        self._sent = sent
        self._unheard = {alert.name: Unheard(ways.reader, alert) for alert in alerts}
        self._look_at = self._disk_at = 0.0  # monotonic
        self._busy: set[str] = set()
        self._is_cut_off = False  # the network is gone: what cannot be delivered is no news

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        """While the daemon runs. That it is stopped is known to who did it; whatever else ends it is reported as it ends.

        Where not even its beginning can be written, the daemon before has reported that. Raises ArchiveError.
        """
        now = self._clock.now()
        await self._writer.do(write.know, [alert.name for alert in self._alerts])
        await self._writer.do(write.started, now, later(now, -_ENDS))
        try:
            yield
        except asyncio.CancelledError:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_WORD):
                    await self._writer.do(write.trouble, self._clock.now(), "stopped", "the daemon was stopped")
            raise
        except Exception as error:
            await self._last_words(_reason(error))
            raise

    async def clock_jumped(self, reason: str) -> None:
        await self._writer.do(write.trouble, self._clock.now(), "clock", reason)

    async def network(self, reason: str, *, is_over: bool = False) -> None:
        """That it is gone, or is back: told where it was not told already. What waited for it is tried again at once."""
        last = read.last_trouble(self._reader, "network")
        self._is_cut_off = not is_over
        if is_over == (last is None or last.is_over):
            return
        now = self._clock.now()
        await self._writer.do(write.trouble, now, "network", reason, is_over=is_over)
        if is_over:
            await self._writer.do(write.hurry)

    async def look(self, group: asyncio.TaskGroup) -> None:
        """To be called often; deliveries are tasks of the group."""
        passed = self._clock.monotonic()
        if passed < self._look_at:
            return
        self._look_at = passed + _LOOK
        if passed >= self._disk_at:
            self._disk_at = passed + _DISK
            await self._see_to_disk()
        for alert in self._alerts:
            if alert.name not in self._busy:
                self._busy.add(alert.name)
                group.create_task(self._one(alert))

    async def _last_words(self, reason: str) -> None:
        """Told without the archive, which may be the trouble: once to each operators' alert, in some seconds or not at all."""
        now = self._clock.now()
        event = TroubleTold(kind="ended", at=now, reason=f"the daemon ends: {reason}")

        async def tell(alert: Alert) -> None:
            id = uuid5(NAMESPACE_URL, f"{self._path} {alert.name} {now[:10]} {reason}").hex
            try:
                message = wording.message(id, alert.name, now, [event])
                async with asyncio.timeout(_LAST_WORDS):
                    await self._ways.deliver(alert, message)
                self._say_sent(message, now)
            except (NotDelivered, TimeoutError) as error:
                self._note(f"alert {alert.name}: not delivered: {error or 'it took too long'}")

        await asyncio.gather(*(tell(alert) for alert in self._alerts if "daemon" in alert.told))

    # ---------------------------------------------------------------- one alert

    async def _one(self, alert: Alert) -> None:
        try:
            state = read.state(self._reader, alert.name)
            if state is None or not retry.is_due(state.next_at, self._clock.now()):
                return
            waiting = read.waiting(self._reader, alert.name) or await self._made(alert, state)
            if waiting is not None:
                await self._attempt(alert, waiting, state.attempts)
        finally:
            self._busy.discard(alert.name)

    async def _made(self, alert: Alert, state: read.AlertState) -> read.Undelivered | None:
        """A message of what is new; None: there is nothing to report yet."""
        now = self._clock.now()
        due = self._unheard[alert.name].due(state.progress, now)
        if due is None:
            return None
        if not due.events:
            await self._writer.do(write.move, alert.name, due.progress)
            return None
        message = wording.message(uuid4().hex, alert.name, now, due.events)
        await self._writer.do(write.put, message, due.progress)
        return read.Undelivered(message=message, progress=due.progress)

    async def _attempt(self, alert: Alert, waiting: read.Undelivered, attempts: int) -> None:
        message, do = waiting.message, self._writer.do
        try:
            await self._ways.deliver(alert, message)
        except NotDelivered as error:
            now, problem = self._clock.now(), str(error)
            if attempts == 0:
                self._note(f"alert {alert.name}: not delivered, and tried again: {problem}")
            await do(write.failed, alert.name, attempts + 1, retry.next_at(now, attempts + 1, message.id), problem)
            if attempts + 1 == retry.STUCK and not self._is_cut_off:
                await do(write.trouble, now, "alert", f"the alert {alert.name} cannot be delivered: {problem}", subject=alert.name)
            return
        now = self._clock.now()
        await do(write.delivered, message, now)
        self._say_sent(message, now, attempts + 1)
        if attempts:
            self._note(f"alert {alert.name}: delivered at the attempt number {attempts + 1}")
        if attempts >= retry.STUCK and (last := read.last_trouble(self._reader, "alert", alert.name)) and not last.is_over:
            await do(write.trouble, now, "alert", f"the alert {alert.name} is delivered again", subject=alert.name, is_over=True)

    def _say_sent(self, message: Message, at: str, attempts: int = 1) -> None:
        events = len(message.events)
        self._sent(AlertSent(at=at, alert=message.alert, id=message.id, title=message.title, events=events, attempts=attempts))

    async def _see_to_disk(self) -> None:
        try:
            used, free = self._usage(self._path.parent)
        except OSError:  # the next write says so
            return
        found = troubles.of_disk(used, free, read.last_trouble(self._reader, "disk"))
        if found is not None:
            reason, is_over = found
            await self._writer.do(write.trouble, self._clock.now(), "disk", reason, is_over=is_over)


def _reason(error: BaseException) -> str:
    """The first of what a group of tasks raised."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) if isinstance(error, IngestError) else f"a fault of ingest: {type(error).__name__}: {error}"
