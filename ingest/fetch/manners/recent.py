"""What was used of late: a process that runs for months meets more hosts than it can keep in memory."""

from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """A mapping of the `most` values used last; older ones are forgotten, unless `needed` says otherwise."""

    def __init__(self, most: int, needed: Callable[[Value], bool] = lambda _value: False) -> None:
        self._most = most
        self._needed = needed
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: Key, value: Value) -> list[Value]:
        """Returns what is forgotten for it."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        too_many = islice(self._kept, max(len(self._kept) - self._most, 0))
        return [self._kept.pop(old) for old in [old for old in too_many if not self._needed(self._kept[old])]]

    def values(self) -> list[Value]:
        return list(self._kept.values())

    def items(self) -> list[tuple[Key, Value]]:
        return list(self._kept.items())
