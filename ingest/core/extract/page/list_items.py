"""The items of a page that lists others: boxes of one make beside each other, each with a heading that is a link."""

from collections import defaultdict

from ingest.core.extract.page.headings import LOWER_HEADINGS
from ingest.core.extract.page.layout import Box, Layout

_LINKED = 0.8  # share of a heading in its link
_TITLE = 12  # characters of a link that may be a headline
_FEWEST = 3  # items
_MOST = 8  # blocks of one
_UP = 3  # boxes between a heading and its item


def of(layout: Layout, *, headings: bool = True) -> list[range]:
    """The blocks of each item, by index. `headings` False: an item may also begin with a block that is all link, and no heading."""
    made: defaultdict[tuple[Box | None, str, str], set[Box]] = defaultdict(set)
    for block in layout.blocks:
        if block.linked > _LINKED * block.size and (block.box.tag in LOWER_HEADINGS if headings else block.size >= _TITLE):
            for box in _around(block.box.parent if headings else block.box):
                made[box.parent, box.tag, box.name].add(box)
    return [range(box.first, box.last) for like in made.values() if len(like) >= _FEWEST for box in like]


def _around(at: Box | None) -> list[Box]:
    found: list[Box] = []
    for _ in range(_UP):
        if at is None or at.last - at.first > _MOST:
            break
        found.append(at)
        at = at.parent
    return found
