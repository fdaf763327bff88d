"""What stands among an article's blocks and is known to be no part of its text, whatever the scorecard says."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from selectolax.lexbor import LexborNode

from ingest.core.extract.body_evidence import headline
from ingest.core.extract.body_names import FAMILIES, families
from ingest.core.extract.layout import Block, Box, Layout, inwards

_FIGURES = frozenset(("figure", "figcaption"))
_PICTURE_CELLS = 4  # blocks that a table with a picture may hold and still be only that picture's frame
_PHOTO_STORY = 400  # characters outside captions; a story told in captions has less
_TOLD_BY_CAPTIONS = 2  # times as much text in captions
_SHORTEST_STORY = 250  # characters in captions
# "Source: https://...": at most 25 characters, a colon of any script, an address
_ORIGIN = re.compile(r"\A\W{0,3}[^:：\n]{1,25}[:：]\s*https?://\S+\Z")
_AFTER_ORIGIN = 0.2  # share of the text that may follow that line and still be what the page says of other things
_BEFORE_HEADLINE = 3  # times as much text after the headline as before it: what is before belongs to other articles
_OFFER = 1 << FAMILIES.index("offer")
_SMALL_PART = 0.2  # share of the article's text that a prompt may hold
_MOSTLY = 0.6  # share of the text that is left without all prompts, or they are none
_FEW = 12  # blocks of a box with a form's controls: of 200 such blocks that the scorecard believed in 4 were text
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td"))
_UNSEEN = frozenset(("hidden", "d-none", "is-hidden", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"))  # classes
_SEEN_SOMEWHERE = re.compile(r"\w+:|d-(?:sm|md|lg|xl|xxl)-")  # on wide screens alone: `hidden md:block`, `d-none d-md-block`
_WORDS = re.compile(r"\w+")
# "Read also: ..." in any language: at most 30 characters and a colon, the rest a link. Of 50 such lines 41 were no text of the article;
# an address that is spelt out is a reference of the text.
_LABEL = re.compile(r"\W{0,3}[^:：\n]{2,30}[:：]\s*(?=\S)")
_SHORTEST_POINTER = 15  # characters of the link: "Author: Jo Doe" is no other article's headline
_ADDRESS = re.compile(r"://|@|www\.")


def trimmed(layout: Layout, blocks: Sequence[Block], home: Box, title: str) -> list[Block]:
    """Without captions, prompts, the title said again, what precedes the headline, what follows the line that names the origin, and lines
    that point to other articles."""
    kept = without_prompts(without_captions(blocks), home)
    return _without_pointers(_until_origin(_from_headline(layout, _without_title(kept, title), title)))


def without_captions(blocks: Sequence[Block]) -> list[Block]:
    frames: dict[Box, bool] = {}
    return [block for block in blocks if not _framed(block.box, frames)]


def without_prompts(blocks: Sequence[Block], home: Box) -> list[Block]:
    """Without what stands in a small box, inside the one that holds the article, that readers do not see or that asks something of them:
    it has a form's controls, and a few blocks or an offer's name.

    Where all of these together hold much of the text, they are how the page is built (a button to share beside each paragraph).
    """
    at = [block.index for block in blocks]
    sums = [0, *accumulate(block.size for block in blocks)]
    asking = _asking(home)
    prompts: dict[Box, bool] = {home: False}
    for block in blocks:
        for box in inwards(block.box, prompts):
            prompts[box] = (box.parent is not None and prompts[box.parent]) or (
                _is_prompt(box, asking) and sums[bisect_left(at, box.last)] - sums[bisect_left(at, box.first)] < _SMALL_PART * sums[-1]
            )
    kept = [block for block in blocks if not prompts[block.box]]
    return kept if sum(block.size for block in kept) > _MOSTLY * sums[-1] else list(blocks)


def _asking(home: Box) -> set[int]:
    """`mem_id` of the elements with a form's controls in them."""
    found: set[int] = set()
    for control in home.node.css("form, input, button"):
        node: LexborNode | None = control
        while node is not None and node.mem_id not in found:
            found.add(node.mem_id)
            node = node.parent
    return found


def _is_prompt(box: Box, asking: set[int]) -> bool:
    if box.tag in _PARAGRAPHS:
        return False
    classes = box.name.split()
    if not _UNSEEN.isdisjoint(classes) and not any(map(_SEEN_SOMEWHERE.match, classes)):
        return True
    return box.node.mem_id in asking and (box.last - box.first <= _FEW or bool(families(box.name) & _OFFER))


def photo_story(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """The text of a page whose whole story is told under its pictures; empty if this is none."""
    captions = [block for block in layout.blocks if block.box.tag == "figcaption" and 2 * block.linked < block.size]
    told = sum(block.size for block in captions)
    frames: dict[Box, bool] = {}
    outside = [block for block in kept if not _framed(block.box, frames)]
    beside = sum(block.size for block in outside)
    if len(captions) < 2 or beside >= _PHOTO_STORY or told < max(_TOLD_BY_CAPTIONS * beside, _SHORTEST_STORY):
        return []
    return sorted({*outside, *captions}, key=lambda block: block.index)


def _framed(innermost: Box, frames: dict[Box, bool]) -> bool:
    """Whether a box is a picture's: in a figure, or in a table that holds a picture and a line or two."""
    for box in inwards(innermost, frames):
        small = box.last - box.first <= _PICTURE_CELLS
        frames[box] = (box.parent is not None and frames[box.parent]) or (
            small and (box.tag in _FIGURES or (box.tag == "table" and _holds_picture(box)))
        )
    return frames[innermost]


def _holds_picture(box: Box) -> bool:
    return box.node.css_first("img") is not None


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """The headline is the article's title, not its text; it is often said again above the text, for print or for sharing."""
    said = _WORDS.findall(title.casefold())
    return [block for block in blocks if not said or block.size > 2 * len(title) or _WORDS.findall(block.text.casefold()) != said]


def _from_headline(layout: Layout, blocks: list[Block], title: str) -> list[Block]:
    at = headline(layout.blocks, title)
    if at is None:
        return blocks
    after = [block for block in blocks if block.index > at]
    before = sum(block.size for block in blocks) - sum(block.size for block in after)
    return after if sum(block.size for block in after) > _BEFORE_HEADLINE * before else blocks


def _until_origin(blocks: list[Block]) -> list[Block]:
    total = sum(block.size for block in blocks)
    rest = 0
    for at in range(len(blocks) - 1, -1, -1):
        rest += blocks[at].size
        if rest > _AFTER_ORIGIN * total + blocks[at].size:
            break
        if _ORIGIN.match(blocks[at].text):
            return blocks[:at]
    return blocks


def _without_pointers(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not block.linked or not _points_elsewhere(block)]


def _points_elsewhere(block: Block) -> bool:
    label = _LABEL.match(block.text)
    if label is None or "\n" in block.text or _ADDRESS.search(block.text):
        return False
    rest = len("".join(block.text[label.end() :].split()))
    return rest >= _SHORTEST_POINTER and block.linked >= rest - 1  # a closing bracket stands outside
