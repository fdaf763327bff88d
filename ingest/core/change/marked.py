"""A change as it is shown: the text of both versions in order, each stretch marked as kept, gone or come."""

import re
from collections import defaultdict
from typing import Literal

from msgspec import Struct

from ingest.core.change.model import BYLINE, HEADLINE, LONGEST, Change, Span, Version
from ingest.core.change.tokens import joined, paragraphs

Mark = Literal["same", "gone", "come"]
_WORD_AFTER = re.compile(r"\s?[^\s.,;:!?]+")
_WORD_BEFORE = re.compile(r"[^\s.,;:!?]+\s?$")


class Line(Struct, frozen=True):
    """A paragraph of one version or of both. `number` is its place in the newer text, in the older for one that went.

    0: the headline; -1: the byline, which stands below it.
    """

    kind: Literal["same", "edited", "removed", "added", "moved"]
    number: int
    parts: tuple[tuple[Mark, str], ...]

    def side(self, mark: Literal["gone", "come"]) -> tuple[tuple[Mark, str], ...]:
        """What the older (`gone`) or the newer (`come`) version has of it."""
        return tuple((kind, text) for kind, text in self.parts if kind in ("same", mark))


def lines(before: Version, after: Version, change: Change) -> tuple[Line, ...]:
    """Both versions as one text, from the spans alone: nothing is compared again."""
    old, new = [joined(before.title), *paragraphs(before.text)], [joined(after.title), *paragraphs(after.text)]
    edits: dict[int, list[Span]] = defaultdict(list)
    removed: dict[int, list[Span]] = defaultdict(list)
    whole: dict[int, Span] = {}
    for span in change.spans:
        if not span.whole:
            edits[span.paragraphs[1]].append(span)
        elif span.ends[1] == 0:
            removed[span.paragraphs[1]].append(span)
        else:
            whole[span.paragraphs[1]] = span
    found: list[Line] = []
    for number, text in enumerate(new):
        found += _gone(old, removed[number])
        if number in edits:
            found.append(Line("edited", number, _parts(old[edits[number][0].paragraphs[0]], text, edits[number])))
        elif number in whole:
            moved = whole[number].kind == "moved"
            found.append(Line("moved", number, (("same", text),)) if moved else Line("added", number, (("come", text),)))
        else:
            found.append(Line("same", number, (("same", text),)))
        if number == HEADLINE and BYLINE in edits:
            bylines = joined(before.byline or ""), joined(after.byline or "")
            found.append(Line("edited", BYLINE, _parts(*bylines, edits[BYLINE])))
    return (*found, *_gone(old, removed[len(new)]))


def phrase(before: Version, after: Version, span: Span) -> tuple[str, str]:
    """The words of a span with what it takes to read them: the signs that they touch, and for a figure or a "not" a word beside it."""
    if span.whole or span.paragraphs[1] == BYLINE:
        return span.words
    found = []
    for side, version in enumerate((before, after)):
        number = span.paragraphs[side]
        texts = [joined(version.title)] if number == HEADLINE else ["", *paragraphs(version.text)]
        found.append(_widened(texts[number] if number < len(texts) else "", span.starts[side], span.ends[side], span.kind))
    return found[0], found[1]


def _widened(text: str, start: int, end: int, kind: str) -> str:
    if kind == "negation" or (start == end and kind != "headline"):
        start -= len(found[0]) if (found := _WORD_BEFORE.search(text[:start])) else 0
    if kind in ("numbers", "dates", "negation"):
        end += len(found[0]) if (found := _WORD_AFTER.match(text[end : end + 24])) else 0
    while start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end] in "%‰€£$°":
        end += 1
    return text[start:end].strip(" ,;:")[:LONGEST]


def _gone(old: list[str], spans: list[Span]) -> list[Line]:
    return [Line("removed", span.paragraphs[0], (("gone", old[span.paragraphs[0]]),)) for span in spans]


def _parts(old: str, new: str, spans: list[Span]) -> tuple[tuple[Mark, str], ...]:
    parts: list[tuple[Mark, str]] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span.starts[1], span.starts[0])):
        parts.append(("same", new[at : span.starts[1]]))
        parts.append(("gone", old[span.starts[0] : span.ends[0]]))
        parts.append(("come", new[span.starts[1] : span.ends[1]]))
        at = span.ends[1]
    parts.append(("same", new[at:]))
    return tuple((mark, text) for mark, text in parts if text)
