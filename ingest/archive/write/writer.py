"""The one thread that writes. Calls are gathered for some milliseconds and committed together; a call's result is told after its commit."""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ingest.archive.open import Archive
from ingest.archive.sqlite_errors import is_fatal
from ingest.errors import ArchiveBusy, ArchiveError

if TYPE_CHECKING:
    import asyncio

P = ParamSpec("P")
T = TypeVar("T")

_GATHER = 0.01  # seconds that the first call of a batch waits for company
_GATHER_MORE = 0.05  # and when the last batch had company: fewer commits save a twentieth of what keeping a page costs
_LONGEST = 0.13  # seconds of writing after which a batch is committed whatever waits: with the wait and the commit under 200 ms
_LONGEST_PAUSE = 4.0  # seconds between two tries


class _Call:
    """A function to be called with the connection, and then what came of it. `loop` None: the future is a thread's."""

    __slots__ = ("args", "error", "function", "future", "kwargs", "loop", "result")

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        future: "Future[Any] | asyncio.Future[Any]",
        loop: "asyncio.AbstractEventLoop | None",
    ) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.future = future
        self.loop = loop
        self.result: Any = None
        self.error: Exception | None = None

    def tell(self) -> None:
        if self.future.cancelled():  # who asked has gone; what was written stays
            return
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Owns an archive's connection from `with` to its end, and closes it.

    A call is a function whose first argument is the connection. It is kept whole or not at all: when it raises, what it wrote is
    undone, its own future fails, and the others of its batch are committed. When the file or the disk is at fault, every call that
    waits fails with an ArchiveError; later ones are tried anew. While another program holds the right to write, calls wait for it,
    and `note` is told so in one line; closing ends the waiting, and they fail with ArchiveBusy.
    """

    def __init__(
        self, archive: Archive, *, most_waiting: int = 1000, note: Callable[[str], None] | None = None, patience: float = 0.25
    ) -> None:
        """`patience`: seconds between the first two tries for the right to write; each pause is twice as long, 8 seconds at most."""
        self._archive = archive
        self._note = note
        self._patience = patience
        self._waiting: deque[_Call] = deque()
        self._arrived = threading.Event()
        self._room = threading.Semaphore(most_waiting)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="archive writer")

    def submit(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Waits while `most_waiting` calls wait; the future is resolved once the call is on disk."""
        self._room.acquire()
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # from here on it cannot be cancelled
        self._enqueue(_Call(function, args, kwargs, future, None))
        return future

    async def do(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `submit`, for an event loop, which goes on meanwhile. A call that is cancelled is written all the same."""
        import asyncio  # 75 ms that commands which only read are spared

        while not self._room.acquire(blocking=False):
            await asyncio.sleep(_GATHER)
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._enqueue(_Call(function, args, kwargs, future, loop))
        return await future

    def _enqueue(self, call: _Call) -> None:
        if self._closing.is_set():
            self._room.release()
            raise RuntimeError("the writer is closed")
        self._waiting.append(call)
        self._arrived.set()

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """What was submitted is written first."""
        self._closing.set()
        self._arrived.set()
        self._thread.join()
        self._archive.close()

    # ---------------------------------------------------------------- in the thread

    def _run(self) -> None:
        self._archive.db.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")
        gather = _GATHER
        while self._waiting or not self._closing.is_set():
            self._arrived.wait()
            self._closing.wait(gather)
            self._arrived.clear()
            done, until = self._batch()
            _tell(done)
            # One call after the other, as at a run's start, waits for nobody; nor does who has waited for all of a batch.
            gather = 0.0 if monotonic() > until else _GATHER_MORE if len(done) > 1 else _GATHER
            if self._waiting:
                self._arrived.set()

    def _batch(self) -> tuple[list[_Call], float]:
        """Calls that are on disk, or failed, every one; and a time after which none was begun."""
        done: list[_Call] = []
        until = 0.0
        try:
            self._begin()
            until = monotonic() + _LONGEST
            with self._archive.batch() as db:
                while self._waiting and monotonic() < until:
                    done.append(self._take())
                    _attempt(db, done[-1])
        except ArchiveError as error:
            while self._waiting:
                done.append(self._take())
            for call in done:
                call.error = error
        return done, until

    def _begin(self) -> None:
        """Waits for the right to write, while there is somebody to write for."""
        pause = self._patience
        while True:
            try:
                self._archive.begin()
            except ArchiveBusy as error:
                if pause == self._patience and self._note:
                    self._note(f"{str(error).partition(';')[0]}; waiting until that has finished")
                if self._closing.wait(pause):
                    raise
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                if pause > self._patience and self._note:
                    self._note(f"{self._archive.path}: no longer locked")
                return

    def _take(self) -> _Call:
        call = self._waiting.popleft()
        self._room.release()
        return call


def _attempt(db: sqlite3.Connection, call: _Call) -> None:
    db.execute("SAVEPOINT one")
    try:
        call.result = call.function(db, *call.args, **call.kwargs)
    except Exception as error:
        if is_fatal(error):
            raise
        db.execute("ROLLBACK TO one")
        call.error = error
    db.execute("RELEASE one")


def _tell(calls: list[_Call]) -> None:
    """Each event loop is woken once for all of its calls."""
    loops: dict[asyncio.AbstractEventLoop, list[_Call]] = {}
    for call in calls:
        if call.loop is None:
            call.tell()
        else:
            loops.setdefault(call.loop, []).append(call)
    for loop, its in loops.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_each, its)


def _tell_each(calls: list[_Call]) -> None:
    for call in calls:
        call.tell()
