"""The links of a page, grouped by the template that repeats them: rows of one list hold their link at the same place."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from ingest.core.listing.outline import Outline

_LEVELS = 14  # elements up from a link that are looked at: the boxes of one article are fewer
_FEW = 3  # links of one template in one row: a section, a headline, a number of comments


class Anchor(Struct, frozen=True):
    """A link: the number of its element in the outline, and where it leads."""

    box: int
    target: str


class Group(Struct, frozen=True):
    """Links that one template made; `container` is the element that repeats it, None for a link that nothing is like."""

    anchors: tuple[Anchor, ...]
    container: int | None


def groups(outline: Outline, anchors: list[Anchor]) -> list[Group]:
    """Every link in exactly one group, in the order of the page."""
    rows: dict[tuple[int, int], set[int]] = defaultdict(set)  # (element, path below it) -> its children that have the path
    counts: dict[tuple[int, int], int] = defaultdict(int)
    paths = [list(_upwards(outline, anchor.box)) for anchor in anchors]
    for path in paths:
        for parent, child, shape in path:
            rows[parent, shape].add(child)
            counts[parent, shape] += 1
    found: dict[tuple[object, ...], list[Anchor]] = defaultdict(list)
    for anchor, path in zip(anchors, paths, strict=True):
        key = _container(path, rows, counts)
        if key is None:
            found[("alone", anchor.box)].append(anchor)
        else:
            container, shape = key
            found[(_place(outline, container), shape)].append(anchor)
    return [
        Group(tuple(members), None if key[0] == "alone" else _around(outline, [anchor.box for anchor in members]))
        for key, members in found.items()
    ]


def _upwards(outline: Outline, box: int) -> Iterator[tuple[int, int, int]]:
    """(element, its child towards the link, shape of the path from that child to the link) for each element round a link."""
    shape = hash((outline.tag[box], frozenset(outline.names[box])))
    child = box
    for _ in range(_LEVELS):
        parent = outline.parent[child]
        if parent < 0:
            return
        if outline.tag[child] in ("td", "th"):
            shape = hash((shape, _column(outline, child)))
        yield parent, child, shape
        child = parent
        shape = hash((outline.tag[child], shape))


def _column(outline: Outline, cell: int) -> int:
    parent, column, at = outline.parent[cell], 0, outline.parent[cell] + 1
    while at < cell:
        column += 1
        at = outline.end[at]
    return column if outline.tag[parent] == "tr" else 0


def _container(
    path: list[tuple[int, int, int]], rows: dict[tuple[int, int], set[int]], counts: dict[tuple[int, int], int]
) -> tuple[int, int] | None:
    """The nearest element that repeats the template; one that repeats it a few times and is repeated itself is a row, not the list."""
    chosen: tuple[int, int] | None = None
    for parent, _, shape in path:
        number = len(rows[parent, shape])
        if number < 2:
            continue
        if chosen is None:
            chosen = parent, shape
            if counts[chosen] > _FEW:
                return chosen
        elif number > len(rows[chosen]):
            return parent, shape
    return chosen


def _place(outline: Outline, container: int) -> tuple[object, ...]:
    """What lists of one template share where a page cuts its list into days or columns: tags and names, and the element round them."""
    parent = outline.parent[container]
    above = outline.parent[parent] if parent > 0 else -1
    if above <= 0:  # right below <body> stand a page's different parts
        return (container,)
    return outline.tag[container], outline.names[container], outline.tag[parent], outline.names[parent], above


def _around(outline: Outline, boxes: list[int]) -> int:
    """The nearest element round all of these."""
    box, last = outline.parent[boxes[0]], max(boxes)
    while outline.end[box] <= last and outline.parent[box] >= 0:
        box = outline.parent[box]
    return box
