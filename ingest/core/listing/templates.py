"""The links of a page, grouped by the template that repeats them: rows of one list hold their link at the same place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from statistics import median

from msgspec import Struct

from ingest.core.listing.outline import Outline

_LEVELS = 14  # elements up from a link that are looked at: the boxes of one article are fewer
_ROWS = 3  # of a list in which the links of a row are told apart
_OFTEN, _NEARLY = 0.6, 0.8  # of the rows
_NEW, _SHORT = 0.7, 13  # of the words of headlines differ; characters
_NUMBERS = re.compile(r"\d+")
_PROGRAM = re.compile(r"\.(?:php|aspx?|jsp|do|cgi|cfm|action)$", re.IGNORECASE)  # whose parameters name the document
_FEW = 3  # links of one template in one row: a section, a headline, a number of comments


class Anchor(Struct, frozen=True):
    """A link: the number of its element in the outline, and where it leads."""

    box: int
    target: str


class _Placed(Struct, frozen=True):
    """A link, the element that repeats its template, and the child of that element round it."""

    anchor: Anchor
    container: int
    row: int


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
    found: dict[tuple[object, ...], list[_Placed]] = defaultdict(list)
    for anchor, path in zip(anchors, paths, strict=True):
        key = _container(path, rows, counts)
        if key is None:
            found[("alone", anchor.box)].append(_Placed(anchor, 0, 0))
        else:
            container, shape = key
            row = next(child for parent, child, _ in path if parent == container)
            found[(_place(outline, container), shape)].append(_Placed(anchor, container, row))
    return _joined(
        Group(tuple(part), None if key[0] == "alone" else _around(outline, [anchor.box for anchor in part]))
        for key, members in found.items()
        for part in _apart(members, outline)
    )


def _joined(found: Iterable[Group]) -> list[Group]:
    """Columns of one table whose links lead to one folder are one list."""
    columns: dict[tuple[int | None, str], list[Group]] = {}
    for number, group in enumerate(found):
        folders = {template(anchor.target) for anchor in group.anchors}
        is_column = group.container is not None and len(folders) == 1
        columns.setdefault((group.container, folders.pop()) if is_column else (None, str(number)), []).append(group)
    return [
        groups[0] if len(groups) == 1 else Group(tuple(sorted((a for one in groups for a in one.anchors), key=lambda a: a.box)), container)
        for (container, _), groups in columns.items()
    ]


def _apart(members: list[_Placed], outline: Outline) -> list[list[Anchor]]:
    """A group by what its links are for, where each row has several: one leads to the article, others to its print, author or topics.

    They are told by words that most rows repeat ("print"), else by the folder that they lead to. A kind stands once in nearly every
    row, and one says less than a headline: else rows hold several articles, and stay together.
    """
    said = [outline.text_of(placed.anchor.box) for placed in members]
    for rows in ([placed.row for placed in members], [placed.container for placed in members]):
        number = len(set(rows))
        if number < _ROWS or number == len(members):
            continue
        shares = Counter(words for words, _ in set(zip(said, rows, strict=True)))
        kinds: dict[str, list[int]] = defaultdict(list)
        for link, (placed, words) in enumerate(zip(members, said, strict=True)):
            kinds[f" {words}" if shares[words] > _OFTEN * number else template(placed.anchor.target)].append(link)
        columns = [links for links in kinds.values() if _stands_once(links, rows)]
        others = [links for links in kinds.values() if not _stands_once(links, rows)]
        rest = sorted(link for links in others for link in links)
        parts = [*columns, *([rest] if _stands_once(rest, rows) else others)]
        if columns and len(parts) > 1 and any(_says_little([said[link] for link in links]) for links in parts):
            return [[members[link].anchor for link in links] for links in parts]
    return [[placed.anchor for placed in members]]


def _stands_once(links: list[int], rows: list[int]) -> bool:
    times = Counter(rows[link] for link in links)
    return sum(number == 1 for number in times.values()) > _NEARLY * len(set(rows))


def _says_little(said: list[str]) -> bool:
    return len(set(said)) <= _NEW * len(said) or median(map(len, said)) < _SHORT


def template(url: str) -> str:
    """What articles of one site share: the folder of a URL, numbers left out, and whether words or a number name the document; or the
    page and the names of its parameters.
    """
    path, _, query = url.partition("://")[2].partition("?")
    folder, _, last = path.rstrip("/").rpartition("/")
    names = sorted(pair.partition("=")[0] for pair in query.split("&")) if query else []
    kind = "number" if _NUMBERS.fullmatch(last.partition(".")[0]) else "words"
    return f"{_NUMBERS.sub('#', folder)}/{last if names and _PROGRAM.search(last) else kind}?{'&'.join(names)}"


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
