"""The items of a page that lists others: boxes of one make beside each other, each with a heading that is a link."""

from collections import defaultdict

from ingest.core.extract.page.headings import LOWER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout

_LINKED = 0.8  # share of a heading in its link
_FEWEST = 3  # items
_MOST = 8  # blocks of one
_UP = 3  # boxes between a heading and its item


def of(layout: Layout) -> list[range]:
    """The blocks of each item, by index."""
    made: defaultdict[tuple[Box | None, str, str], set[Box]] = defaultdict(set)
    for block in layout.blocks:
        if block.box.tag in LOWER_HEADINGS and block.linked > _LINKED * block.size:
            for box in _around(block):
                made[box.parent, box.tag, box.name].add(box)
    return [range(box.first, box.last) for like in made.values() if len(like) >= _FEWEST for box in like]


def _around(heading: Block) -> list[Box]:
    found: list[Box] = []
    at = heading.box.parent
    for _ in range(_UP):
        if at is None or at.last - at.first > _MOST:
            break
        found.append(at)
        at = at.parent
    return found
