"""A saved question: which new articles, changes, removals, disagreements and missing translations somebody wants to hear of."""

from msgspec import Struct

AFTER = 2 * 86400  # seconds after which a translation that has not come is missing, unless a question says otherwise


class Position(Struct, frozen=True):
    """How far a question was answered: the last row of each table that was delivered. It only ever rises."""

    revision: int
    removal: int
    article: int  # whose missing languages were looked for


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is empty asks for all. Once it asks for something in particular, new articles are not asked for."""

    words: str = ""  # as in a search, of the article's newest text
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    least: float = 0.0  # significance
    removed: bool = False
    drift: bool = False  # versions of one text that come to disagree
    missing: tuple[str, ...] = ()  # languages in which a story has no version
    after: int = AFTER  # seconds that are left to a translation

    @property
    def wants_new(self) -> bool:
        return not (self.classes or self.least or self.removed or self.drift or self.missing)

    @property
    def wants_changes(self) -> bool:
        return bool(self.classes or self.least) or self.wants_new

    @property
    def wants_removals(self) -> bool:
        return self.removed or self.wants_new

    def __str__(self) -> str:
        parts = [
            f"words {self.words}" if self.words else "",
            f"source {', '.join(self.sources)}" if self.sources else "",
            f"language {', '.join(self.languages)}" if self.languages else "",
            f"class {', '.join(self.classes)}" if self.classes else "",
            f"significance {self.least:g} or more" if self.least else "",
            "removals" if self.removed else "",
            "drift" if self.drift else "",
            f"no {', no '.join(self.missing)} after {_spoken(self.after)}" if self.missing else "",
        ]
        return "; ".join(filter(None, parts)) or "everything"


def _spoken(seconds: int) -> str:
    """As a user types it: 2d, 36h, 90m, 45s."""
    size, unit = next((size, unit) for size, unit in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")) if seconds % size == 0)
    return f"{seconds // size}{unit}"
