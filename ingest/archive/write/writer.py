"""The one thread that writes. It commits the calls of some milliseconds together; a call returns its result after the commit."""

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
    """A function to be called with the connection, and then what came of it. `loop` None: the future is a thread's, or nobody waits."""

    __slots__ = ("args", "error", "function", "future", "kwargs", "loop", "result")

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        future: "Future[Any] | asyncio.Future[Any] | None",
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
        if self.future is None or self.future.cancelled():  # who asked has gone; what was written stays
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
    and `note` is told so in one line; closing ends the waiting, and they fail with ArchiveBusy. Anything else that breaks the thread
    fails the calls that wait and all later ones with an ArchiveError.
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
        self._broken: ArchiveError | None = None  # what ended the thread
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

    def queue(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> None:
        """As `submit`, for what nobody waits for: returns at once, however many wait. A fault of the function goes to `note`."""
        self._enqueue(_Call(function, args, kwargs, None, None))

    def require_in_place(self) -> None:
        """Raises ArchiveMoved when another file, or none, is where the archive was opened. Looks at the folder, and opens nothing."""
        self._archive.require_in_place()

    def _enqueue(self, call: _Call) -> None:
        """Raises ArchiveError when the thread broke down."""
        if self._closing.is_set() or self._broken is not None:
            if call.future is not None:
                self._room.release()
            raise self._broken or RuntimeError("the writer is closed")
        self._waiting.append(call)
        self._arrived.set()
        if self._broken is not None:  # since it was asked above
            self._tell(self._failed([], self._broken))

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
        done: list[_Call] = []
        try:
            self._archive.db.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")
            gather = _GATHER
            while self._waiting or not self._closing.is_set():
                self._arrived.wait()
                self._closing.wait(gather)
                self._arrived.clear()
                until = self._batch(done)
                self._tell(done)
                # One call after the other, as at a run's start, waits for nobody; nor does who has waited for all of a batch.
                gather = 0.0 if monotonic() > until else _GATHER_MORE if len(done) > 1 else _GATHER
                done = []
                if self._waiting:
                    self._arrived.set()
        except BaseException as error:  # whatever it is, those who wait would wait for ever
            what = f"the writer broke down ({type(error).__name__}: {error}); what was told as kept is safe: start again, and report it"
            self._broken = ArchiveError(f"{self._archive.path}: {what}")
            self._tell(self._failed(done, self._broken))

    def _batch(self, done: list[_Call]) -> float:
        """Puts into `done` calls that are on disk, or failed, every one; returns a time after which none was begun."""
        until = 0.0
        try:
            self._begin()
            until = monotonic() + _LONGEST
            with self._archive.batch() as db:
                while self._waiting and monotonic() < until:
                    done.append(self._take())
                    _attempt(db, done[-1])
        except ArchiveError as error:
            if not self._archive.rehearsal:
                self._archive.db.rollback()  # what it left open would be committed with the next
            self._failed(done, error)
        return until

    def _failed(self, done: list[_Call], error: ArchiveError) -> list[_Call]:
        """All of them, and all that wait, have failed."""
        with suppress(IndexError):  # another thread took the last
            while self._waiting:
                done.append(self._take())
        for call in done:
            call.error = error
        return done

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
        if call.future is not None:
            self._room.release()
        return call

    def _tell(self, done: list[_Call]) -> None:
        """Each event loop is woken once for all of its calls."""
        loops: dict[asyncio.AbstractEventLoop, list[_Call]] = {}
        for call in done:
            if call.loop is not None:
                loops.setdefault(call.loop, []).append(call)
            elif call.future is not None:
                call.tell()
            elif call.error is not None and not isinstance(call.error, ArchiveError) and self._note:
                self._note(f"a fault of ingest, please report it: {type(call.error).__name__}: {call.error}")
        for loop, its in loops.items():
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_tell_each, its)


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


def _tell_each(calls: list[_Call]) -> None:
    for call in calls:
        call.tell()
