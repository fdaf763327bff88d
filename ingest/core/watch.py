"""A saved question: which new articles, changes and removals somebody wants to hear of."""

from msgspec import Struct


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is empty asks for all. With classes, a least significance or `removed`, new articles are not asked for."""

    words: str = ""  # as in a search, of the article's newest text
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    least: float = 0.0  # significance
    removed: bool = False

    @property
    def wants_new(self) -> bool:
        return not (self.classes or self.least or self.removed)

    @property
    def wants_changes(self) -> bool:
        return bool(self.classes or self.least) or not self.removed

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
        ]
        return "; ".join(filter(None, parts)) or "everything"
