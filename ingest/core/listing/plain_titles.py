"""Headlines that are no links: the only link of a row says "more", an arrow, a picture or a date, and the title stands beside it.

What the rows repeat shows which of their words are the title: the first at one place of all rows that differ from row to row, and are no
date. A place in bold, or named a title, goes before the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from ingest.core.listing.dated import is_mostly_a_date, letters, without_date
from ingest.core.listing.outline import Outline

_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
_TITLES = frozenset(
    {"title", "headline", "heading", "subject", "caption", "titre", "titulo", "titolo", "titel", "judul", "baslik", "tytul"}
)
_INLINE = frozenset(
    {"b", "strong", "i", "em", "u", "span", "font", "mark", "small", "sup", "sub", "bdi", "bdo", "q", "cite", "abbr", "br", "wbr"}
)
_SHORTEST = 8.0  # letters; the median of the titles of a list
_LONGEST = 300  # characters
_ROOM = 1_500  # characters of one row
_MOST = 0.75  # of the rows have the place
_DIFFER = 0.6  # of the words at the place are different from all others

_Place = tuple[object, ...]


def plain_titles(links: Sequence[int], boxes: Sequence[int], outline: Outline) -> list[str]:
    """The title beside each link, "" where there is none. `boxes`: the element of each link's row, in the order of the page."""
    titles = _titles(_rows(links, boxes, outline), outline)
    return titles if any(titles) else _titles(_stretches(boxes, outline), outline)


def _titles(places: Iterable[range], outline: Outline) -> list[str]:
    rows = [dict(_places(pieces, outline)) for pieces in places]
    found: dict[_Place, list[int]] = defaultdict(list)
    for row in rows:
        for place, piece in row.items():
            found[place].append(piece)
    best = min(
        (
            (not _is_named(pieces[0], outline), order, place)
            for order, (place, pieces) in enumerate(found.items())
            if len(pieces) >= max(2, _MOST * len(rows)) and _may_be_titles([_words(piece, outline) for piece in pieces])
        ),
        key=lambda one: one[:2],
        default=None,
    )
    return [without_date(_words(row[best[2]], outline)) if best is not None and best[2] in row else "" for row in rows]


def _rows(links: Sequence[int], boxes: Sequence[int], outline: Outline) -> Iterator[range]:
    """The pieces of text of each row; where nothing is round a row, what stands between its link and the one before."""
    for link, box, stretch in zip(links, boxes, _stretches(boxes, outline), strict=True):
        row = range(outline.text_start[box], outline.text_end[box])
        is_alone = len(row) == outline.text_end[link] - outline.text_start[link]
        yield stretch if is_alone else row if _size(row, outline) <= _ROOM else range(0)


def _stretches(boxes: Sequence[int], outline: Outline) -> Iterator[range]:
    """The pieces of text from the end of each row to the end of the next: its title may stand before it, as in a row of a table."""
    until = 0
    for box in boxes:
        around = outline.text_start[outline.parent[box]] if outline.parent[box] >= 0 else outline.text_start[box]
        stretch = range(max(around, until), outline.text_end[box])
        until = outline.text_end[box]
        yield stretch if _size(stretch, outline) <= _ROOM else range(0)


def _size(pieces: range, outline: Outline) -> int:
    """Characters."""
    return outline.length[pieces.stop] - outline.length[pieces.start] if pieces else 0


def _places(pieces: range, outline: Outline) -> Iterator[tuple[_Place, int]]:
    """Each piece of a row that is in no link, by the tags and names round it, and its number among those of the same."""
    count: dict[_Place, int] = defaultdict(int)
    for piece in pieces:
        path: list[object] = []
        box = outline.text_parent[piece]
        while box >= 0 and outline.tag[box] != "a" and outline.text_end[box] <= pieces.stop and outline.text_start[box] >= pieces.start:
            path += [outline.tag[box], outline.names[box]]
            box = outline.parent[box]
        if not _in_link(box, outline):
            place = tuple(path)
            yield (*place, count[place]), piece
            count[place] += 1


def _in_link(box: int, outline: Outline) -> bool:
    while box >= 0 and outline.tag[box] != "a":
        box = outline.parent[box]
    return box >= 0


def _words(piece: int, outline: Outline) -> str:
    """Of the element round a piece where it is a line of its own, else of the piece."""
    box = outline.text_parent[piece]
    inner = range(box + 1, outline.end[box])
    if outline.text_start[box] == piece and outline.text_length(box) <= _LONGEST and all(outline.tag[one] in _INLINE for one in inner):
        return outline.text_of(box)
    return outline.text[piece]


def _may_be_titles(said: list[str]) -> bool:
    if len(set(said)) < _DIFFER * len(said) or max(map(len, said)) > _LONGEST or sum(map(is_mostly_a_date, said)) > len(said) / 2:
        return False
    return median(map(letters, said)) >= _SHORTEST and sum(any(map(str.isalpha, one)) for one in said) > len(said) / 2


def _is_named(piece: int, outline: Outline) -> bool:
    box = outline.text_parent[piece]
    return outline.tag[box] in _BOLD or not _TITLES.isdisjoint(outline.names[box])
