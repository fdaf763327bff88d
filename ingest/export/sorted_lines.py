"""Lines in order, however many: sorted some at a time, in temporary files, and merged."""

from collections.abc import Iterator
from contextlib import ExitStack
from heapq import merge
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

_AT_ONCE = 50_000  # lines in memory; 20 MB of an index of pages


class SortedLines:
    """Each ends in a line feed."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._last: list[bytes] = []
        self._files: list[IO[bytes]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def add(self, line: bytes) -> None:
        self._last.append(line)
        if len(self._last) == self._at_once:
            file = self._stack.enter_context(TemporaryFile())  # noqa: SIM115  the stack closes it
            file.writelines(sorted(self._last))
            self._files.append(file)
            self._last = []

    def lines(self) -> Iterator[bytes]:
        """All of them, once."""
        for file in self._files:
            file.seek(0)
        return merge(*self._files, sorted(self._last))
