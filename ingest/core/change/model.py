"""The nouns of a change: two versions go in, spans with a class each and a significance come out."""

from typing import Literal, get_args

from msgspec import Struct

ChangeKind = Literal[
    "numbers",
    "negation",
    "dates",
    "names",
    "quotes",
    "headline",
    "lead",
    "correction",
    "removed",
    "added",
    "wording",
    "moved",
    "typo",
    "byline",
]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)  # the gravest first
NUMBER = "number"  # the class of a text that followed another one at the same address, and is no version of it
CLASSES = (*KINDS, NUMBER)  # what a change may be asked for by
_MIRROR: dict[ChangeKind, ChangeKind] = {"removed": "added", "added": "removed"}

HEADLINE = 0  # the number of the headline among the paragraphs; those of the text begin at 1
BYLINE = -1  # that of the byline, which is no part of the text


class Version(Struct, frozen=True):
    """What a reader reads of one version of an article."""

    title: str
    text: str  # paragraphs separated by a blank line
    language: str | None = None  # BCP 47
    byline: str | None = None  # as printed


class Span(Struct, frozen=True, array_like=True):
    """A stretch of words that one version has in place of another's. Either side may be empty.

    Pairs are (in the older version, in the newer one). `paragraphs`: which; 0: the headline, -1: the byline. Of one that only one has,
    the other number is that of the paragraph before which it would stand. `starts`, `ends`: characters of the paragraph, white space
    collapsed. `words`: what is there, cut after `LONGEST` characters.
    """

    kind: ChangeKind
    paragraphs: tuple[int, int]
    starts: tuple[int, int]
    ends: tuple[int, int]
    words: tuple[str, str]
    whole: bool = False  # a paragraph that came, went or moved

    @property
    def before(self) -> str:
        return self.words[0]

    @property
    def after(self) -> str:
        return self.words[1]


LONGEST = 240


class Change(Struct, frozen=True):
    """What differs between two versions. Without spans, nothing that a reader would call an edit."""

    spans: tuple[Span, ...] = ()
    significance: float = 0.0  # 0 to 1

    @property
    def kind(self) -> ChangeKind | None:
        """The gravest class among the spans."""
        return min((span.kind for span in self.spans), key=KINDS.index, default=None)

    @property
    def gravest(self) -> Span | None:
        """The first span of the gravest class."""
        return min(self.spans, key=lambda span: KINDS.index(span.kind), default=None)


def in_order(spans: list[Span]) -> tuple[Span, ...]:
    """As a reader of the newer version meets them."""
    return tuple(sorted(spans, key=lambda span: (span.paragraphs[1], span.starts[1], span.paragraphs[0], span.starts[0], span.kind)))


def mirrored(change: Change) -> Change:
    """The same change as seen from the newer version."""

    def turned(span: Span) -> Span:
        return Span(
            _MIRROR.get(span.kind, span.kind), span.paragraphs[::-1], span.starts[::-1], span.ends[::-1], span.words[::-1], span.whole
        )

    return Change(in_order([turned(span) for span in change.spans]), change.significance)
