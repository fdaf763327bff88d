"""What the requests of one run are doing: waiting for their hosts' pace, or having their turns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Turns:
    """`changed(is_waiting)` is called when a run comes to wait for nothing but a host's pace, and when it goes on."""

    def __init__(self, changed: Callable[[bool], None] = lambda _: None) -> None:
        self._changed = changed
        self._waiting = 0
        self._taken = 0

    @property
    def is_waiting(self) -> bool:
        """Whether some requests wait for their turns, and none has one."""
        return self._waiting > 0 and self._taken == 0

    @contextmanager
    def one(self) -> Iterator["Turn"]:
        """The turn of one request, until the request is answered."""
        turn = Turn(self._count)
        try:
            yield turn
        finally:
            turn.end()

    def _count(self, waiting: int, taken: int) -> None:
        before = self.is_waiting
        self._waiting += waiting
        self._taken += taken
        if self.is_waiting != before:
            self._changed(self.is_waiting)


class Turn:
    """Begins as neither; what need not wait never does."""

    def __init__(self, count: Callable[[int, int], None]) -> None:
        self._count = count
        self._waits = False
        self._has = False

    def wait(self) -> None:
        self._be(waits=True, has=False)

    def take(self) -> None:
        self._be(waits=False, has=True)

    def end(self) -> None:
        self._be(waits=False, has=False)

    def _be(self, *, waits: bool, has: bool) -> None:
        self._count(waits - self._waits, has - self._has)
        self._waits, self._has = waits, has
