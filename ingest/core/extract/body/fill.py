"""What the scorecard leaves out beside and between paragraphs that it keeps, and the text needs: more paragraphs of the same make, its
headings, lists, tables and quotations."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.core.extract.body.cells import sets_out_values
from ingest.core.extract.body.makes import LINKED, is_long, is_other, is_plain, make
from ingest.core.extract.body.openings import with_opening
from ingest.core.extract.page.headings import LOWER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.extract.page.sentences import ends_sentence

_PARTS = frozenset(("ul", "ol", "dl", "table", "blockquote", "pre"))
_LINES = frozenset(("p", "li", "dd", "dt", *LOWER_HEADINGS))
_WHOLE = frozenset(("ul", "ol", "dl", "table"))
_FEW_LOST = 0.1  # share of a register that may be linked values: a version, a file number
_MISSING = 0.5  # share of a list that may be lost and still be found by the rest
_ROUNDUP = 3  # linked headings above kept text: the article is about what they lead to
_LONGEST_HEADING = 200  # characters
_ENTRY = 20  # blocks of a box with one heading and its text
_ENTRIES = 2  # with a byline of their own
_BYLINES, _BYLINE = 2, 40  # lines between a heading and its text, and characters of one
_PARAGRAPHS = 4  # that make a box one text, its last line with them
_PARAGRAPH = 40  # characters, or
_SHORTEST_PARAGRAPH = 15  # characters and the end of a sentence


def filled(layout: Layout, kept: Sequence[Block], own: int | None) -> list[Block]:
    """With paragraphs of the same make as the kept ones, the headings right before a kept block, and what stands between two of them.

    `own` is the page's headline, by index.
    """
    if not kept:
        return []
    kept = _with_whole_parts(layout, _with_alike(layout, kept))
    found = {block.index for block in kept}
    for before, after in pairwise(kept):
        if after.index - before.index > 1:
            found |= _between(layout, before, after)
    kept = with_opening(layout, _with_likes(layout, [layout.blocks[index] for index in sorted(found)]), own)
    found.update(block.index for block in kept)
    found |= _headings(layout, kept, found) | _last_line(layout, kept)
    return _with_whole_parts(layout, [layout.blocks[index] for index in sorted(found)])


def _with_alike(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With the paragraphs that have the same parent, element and name as a kept one: what is marked up as one text is one text."""
    known = {block.index for block in kept}
    made = {make(block.box) for block in kept if _is_paragraph(block)}
    return [
        block
        for block in layout.blocks
        if block.index in known or (_is_paragraph(block) and block.linked <= LINKED * block.size and make(block.box) in made)
    ]


def _is_paragraph(block: Block) -> bool:
    return is_long(block, _PARAGRAPH) or (is_long(block, _SHORTEST_PARAGRAPH) and ends_sentence(block.text))


def _with_likes(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With the lines between kept blocks that have the element and name of one: on the pages of `wcxb` 93 % of them are text."""
    known = {block.index for block in kept}
    made = {(block.box.tag, block.box.name) for block in kept}
    beside = {make(block.box) for block in kept}
    return [
        block
        for block in layout.blocks[kept[0].index : kept[-1].index + 1]
        if block.index in known
        or (block.box.tag in _LINES and (block.box.tag, block.box.name) in made and is_plain(block))
        or (block.box.tag == "p" and block.linked and make(block.box) in beside and ends_sentence(block.text) and not is_other(block.box))
    ]


def _with_whole_parts(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With all of a list or table of which most is kept, that a kept line ends in a colon for, or that follows a kept paragraph in the
    same box and is hardly linked: it is one thing."""
    known = {block.index for block in kept}
    announced = {block.index + 1 for block in kept if block.text.endswith((":", "："))}
    following = {(block.index + 1, block.box.parent) for block in kept if block.size >= _PARAGRAPH}
    total = size_of(kept)
    for part in layout.boxes:
        if part.tag not in _WHOLE or part.first == part.last:
            continue
        is_called_for = part.first in announced or (part.first, part.parent) in following
        if not is_called_for and known.isdisjoint(range(part.first, part.last)):
            continue
        blocks = layout.blocks[part.first : part.last]
        missing = [block for block in blocks if block.index not in known]
        if not missing:
            continue
        size, linked, lost = size_of(blocks), sum(block.linked for block in blocks), size_of(missing)
        if is_other(part) or (part.images and linked > LINKED * size):
            continue
        if 2 * size > total and lost < size:
            inside = [block for block in blocks if block.index in known]
            if not sets_out_values(part, inside, missing) or not (all(map(is_plain, missing)) or lost < _FEW_LOST * size):
                continue
        if (
            lost < _MISSING * size
            or (part.first in announced and (lost < size or linked < LINKED * size))
            or ((part.first, part.parent) in following and len(blocks) > 1 and linked < LINKED * size and all(map(is_plain, blocks)))
        ):
            known.update(block.index for block in missing)
    return [layout.blocks[index] for index in sorted(known)]


def _headings(layout: Layout, kept: Sequence[Block], found: set[int]) -> set[int]:
    first, last = kept[0].index, kept[-1].index
    home = kept[0].box.parent
    if first and home is not None and layout.blocks[first - 1].box.parent in (home, home.parent if home.tag in _WHOLE else home):
        first -= 1
    missing = [
        block
        for block in layout.blocks[first:last]
        if block.index not in found
        and block.box.tag in LOWER_HEADINGS
        and _heads(layout, block, found)
        and block.size < _LONGEST_HEADING
        and not is_other(block.box)
    ]
    linked = {block.index for block in missing if block.linked >= LINKED * block.size}
    signed = {block.index for block in missing if block.index + 1 not in found}
    if len(signed) < _ENTRIES:
        missing = [block for block in missing if block.index not in signed]
    return {block.index for block in missing if block.index not in linked or len(linked) >= _ROUNDUP}


def _heads(layout: Layout, heading: Block, found: set[int]) -> bool:
    """Whether kept text follows a heading, at most two short lines in the heading's own box between them: who wrote an entry, and when."""
    for at in range(heading.index + 1, min(heading.index + 2 + _BYLINES, len(layout.blocks))):
        if at in found:
            return at == heading.index + 1 or _is_in_one_box(heading, at)
        if layout.blocks[at].box.parent is not heading.box.parent or layout.blocks[at].size > _BYLINE:
            break
    return False


def _is_in_one_box(heading: Block, text: int) -> bool:
    """Whether a small box holds a heading's own box and the text."""
    entry = heading.box.parent.parent if heading.box.parent is not None else None
    return entry is not None and entry.first <= text < entry.last <= entry.first + _ENTRY


def _last_line(layout: Layout, kept: Sequence[Block]) -> set[int]:
    """The line that ends a box of paragraphs of which all others are kept: a place, a file number, a name."""
    made = make(kept[-1].box)
    home, _, _ = made
    siblings = [block for block in layout.blocks[home.first : home.last] if make(block.box) == made] if home is not None else []
    if len(siblings) < _PARAGRAPHS or siblings[-1].index != kept[-1].index + 1 or siblings[-1].linked:
        return set()
    known = {block.index for block in kept}
    return {siblings[-1].index} if all(block.index in known for block in siblings[:-1]) and is_plain(siblings[-1]) else set()


def _between(layout: Layout, before: Block, after: Block) -> set[int]:
    """The blocks of whole parts that stand between two kept blocks, in the smallest box around both. Parts that lead elsewhere only right
    between two paragraphs: their lists of links are text."""
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
        if part is not None and part.tag in _PARTS and not is_other(part) and not part.images:
            blocks = layout.blocks[part.first : part.last]
            among = before.box.parent is home and after.box.parent is home
            if among or sum(one.linked for one in blocks) < LINKED * sum(one.size for one in blocks):
                found.update(range(at, min(following, after.index)))
        at = following
    return found


def _child(home: Box, box: Box) -> Box | None:
    """The box right inside `home` that a box stands in."""
    at: Box | None = box
    while at is not None and at.parent is not home:
        at = at.parent
    return at
