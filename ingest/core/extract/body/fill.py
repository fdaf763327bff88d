"""What the scorecard leaves out beside and between paragraphs that it keeps, and the text needs: more paragraphs of the same make, its
headings, lists, tables and quotations."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.core.extract.body.cells import CELLS, sets_out_values
from ingest.core.extract.page.dateline import is_bare, is_labelled
from ingest.core.extract.page.headings import LOWER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.extract.page.sentences import ends_sentence

_PARTS = frozenset(("ul", "ol", "dl", "table", "blockquote", "pre"))
_LINES = frozenset(("p", "li", "dd", "dt", *LOWER_HEADINGS))
_WHOLE = frozenset(("ul", "ol", "dl", "table"))
_MISSING = 0.5  # share of a list that may be lost and still be found by the rest
_LINKED = 0.5  # share of a part's characters in links above which it leads elsewhere
_ROUNDUP = 3  # linked headings above kept text: the article is about what they lead to
_LONGEST_HEADING = 200  # characters
_LEAD = 80  # characters of a standfirst
_LEAD_LINE = 40  # characters of one without a full stop, right between the headline and the text
_LEAD_WORDS = 6  # of it, in scripts that part words
_APART = frozenset(("form", "aside"))
_PARAGRAPHS = 4  # that make a box one text, its last line with them
_AROUND = 4  # boxes around a block whose names say what it is for
_PARAGRAPH = 40  # characters, or
_SHORTEST_PARAGRAPH = 15  # characters and the end of a sentence
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER = sum(
    1 << FAMILIES.index(name)
    for name in ("related", "offer", "ad", "share", "comment", "nav", "author", "tags", "caption", "video", "tool", "side", "foot", "date")
)


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
    kept = _with_lead(layout, _with_likes(layout, [layout.blocks[index] for index in sorted(found)]), own)
    found.update(block.index for block in kept)
    found |= _headings(layout, kept, found) | _last_line(layout, kept)
    return [layout.blocks[index] for index in sorted(found)]


def _with_alike(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With the paragraphs that have the same parent, element and name as a kept one: what is marked up as one text is one text."""
    known = {block.index for block in kept}
    made = {_make(block.box) for block in kept if _is_long(block, _PARAGRAPH)}
    return [
        block
        for block in layout.blocks
        if block.index in known
        or (
            (_is_long(block, _PARAGRAPH) or (_is_long(block, _SHORTEST_PARAGRAPH) and ends_sentence(block.text)))
            and block.linked <= _LINKED * block.size
            and _make(block.box) in made
        )
    ]


def _is_long(block: Block, least: int) -> bool:
    """Whether a line has as many characters, or half of them in a dense script."""
    return block.size >= least or (2 * block.size >= least and _DENSE.search(block.text) is not None)


def _with_likes(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """With the lines between kept blocks that have the element and name of one: on the pages of `wcxb` 93 % of them are text."""
    known = {block.index for block in kept}
    made = {(block.box.tag, block.box.name) for block in kept}
    return [
        block
        for block in layout.blocks[kept[0].index : kept[-1].index + 1]
        if block.index in known or (block.box.tag in _LINES and (block.box.tag, block.box.name) in made and is_plain(block))
    ]


def _with_lead(layout: Layout, kept: Sequence[Block], own: int | None) -> list[Block]:
    """With the paragraphs below the headline that are made like kept ones, and the sentence right above the text."""
    first = kept[0].index
    if own is None or own >= first:
        return list(kept)
    made = {(block.box.tag, block.box.name) for block in kept}
    leads = [
        block
        for block in layout.blocks[own + 1 : first]
        if block.box.tag == "p"
        and is_plain(block)
        and (
            (block.size >= _LEAD and ((block.box.tag, block.box.name) in made or (block.index == first - 1 and ends_sentence(block.text))))
            or (block.index == own + 1 == first - 1 and _is_lead_line(block))
        )
    ]
    return [*leads, *kept]


def _is_lead_line(block: Block) -> bool:
    """Whether a line right between the headline and the text says something of its own: no date, no label."""
    said = len(block.text.split())
    return (
        block.size >= _LEAD_LINE
        and "\n" not in block.text
        and (said >= _LEAD_WORDS or said * _LEAD_WORDS < block.size)
        and not is_bare(block)
        and not is_labelled(block)
    )


def is_plain(block: Block) -> bool:
    """Whether a block is hardly linked, and in no form, aside or box that its name says is for something else."""
    if block.linked > _LINKED * block.size:
        return False
    at: Box | None = block.box
    for _ in range(_AROUND):
        if at is not None:
            if at.tag in _APART or (at.tag not in CELLS and _is_other(at)):
                return False
            at = at.parent
    return True


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
        blocks = layout.blocks[part.first : part.last]
        missing = [block for block in blocks if block.index not in known]
        size, linked, lost = size_of(blocks), sum(block.linked for block in blocks), size_of(missing)
        if not missing or _is_other(part) or (part.images and linked > _LINKED * size):
            continue
        if 2 * size > total and lost < size:
            inside = [block for block in blocks if block.index in known]
            if not sets_out_values(part, inside, missing) or not all(map(is_plain, missing)):
                continue
        if (
            lost < _MISSING * size
            or (part.first in announced and (lost < size or linked < _LINKED * size))
            or ((part.first, part.parent) in following and len(blocks) > 1 and linked < _LINKED * size and all(map(is_plain, blocks)))
        ):
            known.update(block.index for block in missing)
    return [layout.blocks[index] for index in sorted(known)]


def _make(box: Box) -> tuple[Box | None, str, str]:
    return box.parent, box.tag, box.name


def _headings(layout: Layout, kept: Sequence[Block], found: set[int]) -> set[int]:
    first, last = kept[0].index, kept[-1].index
    if first and layout.blocks[first - 1].box.parent is kept[0].box.parent:
        first -= 1
    missing = [
        block
        for block in layout.blocks[first:last]
        if block.index not in found
        and block.box.tag in LOWER_HEADINGS
        and block.index + 1 in found
        and block.size < _LONGEST_HEADING
        and not _is_other(block.box)
    ]
    linked = {block.index for block in missing if block.linked >= _LINKED * block.size}
    return {block.index for block in missing if block.index not in linked or len(linked) >= _ROUNDUP}


def _last_line(layout: Layout, kept: Sequence[Block]) -> set[int]:
    """The line that ends a box of paragraphs of which all others are kept: a place, a file number, a name."""
    made = _make(kept[-1].box)
    home, _, _ = made
    siblings = [block for block in layout.blocks[home.first : home.last] if _make(block.box) == made] if home is not None else []
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
        if part is not None and part.tag in _PARTS and not _is_other(part) and not part.images:
            blocks = layout.blocks[part.first : part.last]
            among = before.box.parent is home and after.box.parent is home
            if among or sum(one.linked for one in blocks) < _LINKED * sum(one.size for one in blocks):
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
