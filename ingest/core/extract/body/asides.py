"""What stands in boxes of its own among an article's blocks and is known to be no part of its text: prompts, teasers."""

import re
from bisect import bisect_left
from collections.abc import Callable, Container, Sequence
from itertools import accumulate

from selectolax.lexbor import LexborNode

from ingest.core.extract.page.headings import LOWER_HEADINGS, TEASER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout, inwards, size_of
from ingest.core.extract.page.part_names import FAMILIES, families

_SMALL_PART = 0.2  # share of the article's text that a prompt or a teaser may hold
_SHORT, _PART_OF_SHORT = 1200, 0.5  # characters of a text, beside which a teaser is larger
_MOSTLY = 0.6  # share of the text that is left without all prompts, or they are none
_OFFER = 1 << FAMILIES.index("offer")
_FEW = 12  # blocks of a box with a form's controls: of 200 such blocks that the scorecard believed in 4 were text
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td"))
_UNSEEN = frozenset(("hidden", "d-none", "is-hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"))  # classes
_SEEN_SOMEWHERE = re.compile(r"\w+:|d-(?:sm|md|lg|xl|xxl)-")  # on wide screens alone: `hidden md:block`, `d-none d-md-block`
_LEADS_ELSEWHERE = 0.9  # share of a heading's characters in links
_SHORTEST_HEADLINE = 15  # characters
_LEAST = 0.3  # share of the text that is left without all teasers, or the page is a list of them


def without_prompts(layout: Layout, blocks: Sequence[Block], home: Box) -> list[Block]:
    """Without what stands in a small box, inside the one that holds the article, that readers do not see or that asks something of them:
    it has a form's controls, and a few blocks or an offer's name.

    Where all of these together hold much of the text, they are how the page is built (a button to share beside each paragraph).
    """
    asking = _asking(layout.controls, home)
    return _without_boxes(blocks, home, lambda box, _: _is_prompt(box, asking), _MOSTLY, _SMALL_PART)


def without_teasers(layout: Layout, blocks: Sequence[Block], home: Box, own: int | None) -> list[Block]:
    """Without the beginnings of other articles: a small box in which a heading that leads there stands before the text.

    `own` is the page's headline, by index: on many a blog it is a link too.
    """
    headings = [
        block.index
        for block in layout.blocks[home.first : home.last]
        if block.box.tag in TEASER_HEADINGS
        and block.index != own
        and block.linked >= _LEADS_ELSEWHERE * block.size
        and block.size >= _SHORTEST_HEADLINE
        and not any(href and href.startswith(("#", "javascript:")) for _, href in block.pieces)
    ]

    def is_teaser(box: Box, text: int) -> bool:
        at = bisect_left(headings, box.first)
        return at < len(headings) and headings[at] < text and text > blocks[0].index

    small = _SMALL_PART if size_of(blocks) > _SHORT else _PART_OF_SHORT
    return _without_boxes(blocks, home, is_teaser, _LEAST, small) if headings else list(blocks)


def _without_boxes(blocks: Sequence[Block], home: Box, unwanted: Callable[[Box, int], bool], least: float, small: float) -> list[Block]:
    """Without what stands in an unwanted box inside `home` that holds less than `small` of the text, unless less than `least` (shares)
    were left.

    `unwanted` is called with a box and the index of the first of the blocks in it.
    """
    at = [block.index for block in blocks]
    sums = [0, *accumulate(block.size for block in blocks)]
    judged: dict[Box, bool] = {home: False}
    for block in blocks:
        for box in inwards(block.box, judged):
            first = bisect_left(at, box.first)
            judged[box] = (box.parent is not None and judged[box.parent]) or (
                sums[bisect_left(at, box.last)] - sums[first] < small * sums[-1] and unwanted(box, at[first])
            )
    kept = [block for block in blocks if not judged[block.box]]
    return kept if size_of(kept) > least * sums[-1] else list(blocks)


def _asking(controls: Sequence[LexborNode], home: Box) -> set[int]:
    """`mem_id` of the elements in `home` with a form's controls in them."""
    inside, outside = {home.node.mem_id}, set[int]()
    for control in controls:
        if control.tag == "button" and control.parent is not None and control.parent.tag in LOWER_HEADINGS:
            continue  # it opens the section below the heading
        path: list[int] = []
        node: LexborNode | None = control
        while node is not None and (this := node.mem_id) not in inside and this not in outside:
            path.append(this)
            node = node.parent
        (outside if node is None or this in outside else inside).update(path)
    return inside


def _is_prompt(box: Box, asking: Container[int]) -> bool:
    if box.tag in _PARAGRAPHS:
        return False
    classes = box.name.split()
    if not _UNSEEN.isdisjoint(classes) and not any(map(_SEEN_SOMEWHERE.match, classes)):
        return True
    return box.node.mem_id in asking and (box.last - box.first <= _FEW or bool(families(box.name) & _OFFER))
