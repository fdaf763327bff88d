"""What the scorecard leaves out beside and between paragraphs that it keeps, and the text needs: more paragraphs of the same make, its
headings, lists, tables and quotations."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.core.extract.page.headings import LOWER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.extract.page.sentences import ends_sentence

_PARTS = frozenset(("ul", "ol", "dl", "table", "blockquote", "pre"))
_WHOLE = frozenset(("ul", "ol", "dl", "table"))
_MISSING = 0.5  # share of a list that may be lost and still be found by the rest
_LINKED = 0.5  # share of a part's characters in links above which it leads elsewhere
_LONGEST_HEADING = 200  # characters
_PARAGRAPH = 40  # characters, or
_SHORTEST_PARAGRAPH = 15  # characters and the end of a sentence
_OTHER = sum(
    1 << FAMILIES.index(name)
    for name in ("related", "offer", "ad", "share", "comment", "nav", "author", "tags", "caption", "video", "tool", "side", "foot", "date")
)


def filled(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With paragraphs of the same make as the kept ones, the headings right before a kept block and the parts between two of them."""
    kept = _with_whole_parts(layout, _with_alike(layout, kept))
    known = {block.index for block in kept}
    found = set(known)
    for before, after in pairwise(kept):
        if after.index - before.index > 1:
            found |= _between(layout, before, after)
    if kept:
        found |= _headings(layout, kept, found)
    return [layout.blocks[index] for index in sorted(found)]


def _with_alike(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With the paragraphs that have the same parent, element and name as a kept one: what is marked up as one text is one text."""
    known = {block.index for block in kept}
    made = {_make(block.box) for block in kept if block.size >= _PARAGRAPH}
    return [
        block
        for block in layout.blocks
        if block.index in known
        or (
            (block.size >= _PARAGRAPH or (block.size >= _SHORTEST_PARAGRAPH and ends_sentence(block.text)))
            and block.linked <= _LINKED * block.size
            and _make(block.box) in made
        )
    ]


def _with_whole_parts(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With all of a list or table of which most is kept, or that a kept line ends in a colon for: it is one thing."""
    known = {block.index for block in kept}
    announced = {block.index + 1 for block in kept if block.text.endswith((":", "："))}
    total = size_of(kept)
    for part in layout.boxes:
        if part.tag not in _WHOLE or part.first == part.last:
            continue
        blocks = layout.blocks[part.first : part.last]
        missing = [block for block in blocks if block.index not in known]
        size, linked, lost = size_of(blocks), sum(block.linked for block in blocks), size_of(missing)
        if not missing or 2 * size > total or _is_other(part) or (part.images and linked > _LINKED * size):
            continue
        if lost < _MISSING * size or (part.first in announced and (lost < size or linked < _LINKED * size)):
            known.update(block.index for block in missing)
    return [layout.blocks[index] for index in sorted(known)]


def _make(box: Box) -> tuple[Box | None, str, str]:
    return box.parent, box.tag, box.name


def _headings(layout: Layout, kept: Sequence[Block], found: set[int]) -> set[int]:
    first, last = kept[0].index, kept[-1].index
    if first and layout.blocks[first - 1].box.parent is kept[0].box.parent:
        first -= 1
    return {
        block.index
        for block in layout.blocks[first:last]
        if block.index not in found
        and block.box.tag in LOWER_HEADINGS
        and block.index + 1 in found
        and block.linked < _LINKED * block.size
        and block.size < _LONGEST_HEADING
        and not _is_other(block.box)
    }


def _between(layout: Layout, before: Block, after: Block) -> set[int]:
    """The blocks of whole parts that stand between two kept blocks, in the smallest box around both."""
    home: Box | None = before.box.parent
    while home is not None and after.index >= home.last:
        home = home.parent
    if home is None:
        return set()
    found: set[int] = set()
    at = before.index + 1
    while at < after.index:
        part = _child(home, layout.blocks[at].box)
        following = max(at + 1, part.last) if part is not None else at + 1
        if part is not None and part.tag in _PARTS and not _is_other(part) and not part.images:
            blocks = layout.blocks[part.first : part.last]
            if sum(one.linked for one in blocks) < _LINKED * sum(one.size for one in blocks):
                found.update(range(at, min(following, after.index)))
        at = following
    return found


def _child(home: Box, box: Box) -> Box | None:
    """The box right inside `home` that a box stands in."""
    at: Box | None = box
    while at is not None and at.parent is not home:
        at = at.parent
    return at


def _is_other(box: Box) -> bool:
    return bool(families(box.name) & _OTHER)
