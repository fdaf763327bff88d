"""Which change a reader should see first."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from ingest.core.change.model import KINDS


class Classed(Protocol):
    """What has a class and a significance."""

    @property
    def class_(self) -> str | None: ...
    @property
    def significance(self) -> float | None: ...


_One = TypeVar("_One", bound=Classed)
_ORDER: dict[str | None, int] = {kind: place for place, kind in enumerate(KINDS)}


def gravest_first(changes: Iterable[_One]) -> list[_One]:
    """By class, then by significance; what has neither comes last, and equals stay in their order."""
    return sorted(changes, key=lambda one: (_ORDER.get(one.class_, len(KINDS)), -(one.significance or 0)))
