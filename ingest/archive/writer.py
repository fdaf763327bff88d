"""The one thread that writes. Calls are gathered for some milliseconds and committed together; a future is resolved after its commit."""

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from types import TracebackType
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from ingest.archive.open import Archive
from ingest.archive.trouble import is_fatal, translate

P = ParamSpec("P")
T = TypeVar("T")

_GATHER = 0.01  # seconds that the first call of a batch waits for company
_LONGEST = 0.15  # seconds of writing after which a batch is committed whatever waits: with _GATHER and the commit under 200 ms


class _Call(NamedTuple):
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    future: "Future[Any]"


class Writer:
    """Owns an archive's connection from `with` to its end, and closes it.

    A call is a function whose first argument is the connection. It is kept whole or not at all: when it raises, what it wrote is
    undone, its own future fails, and the others of its batch are committed. When the file or the disk is at fault, every call that
    waits fails with an ArchiveError; later ones are tried anew.
    """

    def __init__(self, archive: Archive, *, most_waiting: int = 1000) -> None:
        self._archive = archive
        self._waiting: deque[_Call] = deque()
        self._arrived = threading.Event()
        self._room = threading.Semaphore(most_waiting)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="archive writer")

    def submit(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Waits while `most_waiting` calls wait; resolved once the call is on disk."""
        self._room.acquire()
        return self._enqueue(function, args, kwargs)

    async def do(self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `submit`, for the event loop, which goes on meanwhile."""
        while not self._room.acquire(blocking=False):
            await asyncio.sleep(_GATHER)
        future: Future[T] = self._enqueue(function, args, kwargs)
        return await asyncio.wrap_future(future)

    def _enqueue(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> "Future[Any]":
        if self._closing.is_set():
            self._room.release()
            raise RuntimeError("the writer is closed")
        future: Future[Any] = Future()
        self._waiting.append(_Call(function, args, kwargs, future))
        self._arrived.set()
        return future

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
        while self._waiting or not self._closing.is_set():
            self._arrived.wait()
            self._closing.wait(_GATHER)
            self._arrived.clear()
            while self._waiting:
                self._batch()

    def _batch(self) -> None:
        done: list[tuple[_Call, Any, Exception | None]] = []
        until = monotonic() + _LONGEST
        db = self._archive.db
        try:
            db.execute("BEGIN IMMEDIATE")
            while self._waiting and monotonic() < until:
                call = self._take()
                done.append((call, None, None))
                done[-1] = (call, *_attempt(db, call))
            db.execute("COMMIT")
        except sqlite3.Error as error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            trouble = translate(error, self._archive.path)
            unwritten = [call for call, _, _ in done]
            while self._waiting:
                unwritten.append(self._take())
            for call in unwritten:
                call.future.set_exception(trouble)
            return
        for call, result, raised in done:
            if raised:
                call.future.set_exception(raised)
            else:
                call.future.set_result(result)

    def _take(self) -> _Call:
        call = self._waiting.popleft()
        self._room.release()
        return call


def _attempt(db: sqlite3.Connection, call: _Call) -> tuple[Any, Exception | None]:
    db.execute("SAVEPOINT one")
    try:
        result = call.function(db, *call.args, **call.kwargs)
    except Exception as error:
        if isinstance(error, sqlite3.Error) and is_fatal(error):
            raise
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")
        return None, error
    db.execute("RELEASE one")
    return result, None
