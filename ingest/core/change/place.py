"""Where a stretch of words stands: what the questions about its class are asked of."""

from msgspec import Struct

from ingest.core.change.tokens import Piece


class Place(Struct, frozen=True):
    """Two paragraphs that are one, edited, and where the stretch stands: `old[a:b]` became `new[c:d]`."""

    old: Piece
    new: Piece
    a: int
    b: int
    c: int
    d: int

    @property
    def before(self) -> tuple[str, ...]:
        return self.old.tokens[self.a : self.b]

    @property
    def after(self) -> tuple[str, ...]:
        return self.new.tokens[self.c : self.d]

    def sides(self) -> tuple[tuple[Piece, int, int], tuple[Piece, int, int]]:
        return (self.old, self.a, self.b), (self.new, self.c, self.d)
