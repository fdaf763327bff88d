"""What the modules that set a page out hand to each other."""

from msgspec import Struct


class Fragment(Struct, frozen=True):
    """Characters that stand beside each other on one line, without a wide gap. Points, from the lower left of the sheet as it is read."""

    left: float
    bottom: float
    right: float
    top: float
    size: float  # the height of its line of type
    bold: bool
    text: str  # in logical order

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


class Sheet(Struct, frozen=True):
    """One page of a PDF."""

    number: int  # from 1
    width: float
    height: float
    fragments: tuple[Fragment, ...]
    picture: bytes | None = None  # the hash of one that fills much of it, where there are no words or few
