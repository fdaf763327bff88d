"""A change in a few lines: the paragraphs that changed, and of what stayed in them only the words beside."""

from collections.abc import Iterable

from msgspec import Struct

from ingest.core.change.marked import Line, Mark

_LINES = 3
_BESIDE = 90  # characters of what stayed that are shown on either side
_LONGEST = 320  # characters of a stretch that went or came


class Extract(Struct, frozen=True):
    """One changed paragraph: what it is, and its words as kept, gone and come."""

    kind: str
    parts: tuple[tuple[Mark, str], ...]


def extracts(lines: Iterable[Line]) -> tuple[Extract, ...]:
    """Of the first paragraphs that changed; moved ones are left out while others are there."""
    changed = [line for line in lines if line.kind != "same"]
    telling = [line for line in changed if line.kind != "moved"] or changed
    return tuple(Extract(line.kind, _cut(line.parts)) for line in telling[:_LINES])


def _cut(parts: tuple[tuple[Mark, str], ...]) -> tuple[tuple[Mark, str], ...]:
    last = len(parts) - 1
    found: list[tuple[Mark, str]] = []
    for place, (mark, text) in enumerate(parts):
        if mark != "same":
            found.append((mark, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"))
            continue
        head = text[:_BESIDE] if place > 0 or last == 0 else ""
        tail = text[-_BESIDE:] if place < last else ""
        if len(text) <= len(head) + len(tail) + 3:
            found.append((mark, text))
        else:
            kept = (head.rpartition(" ")[0] or head, tail.partition(" ")[2] or tail)
            found.append((mark, " … ".join(kept)))
    return tuple(found)
