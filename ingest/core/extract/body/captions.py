"""The text under pictures: no part of an article that stands beside it, and the whole of a photo story."""

from collections.abc import Sequence

from ingest.core.extract.page.layout import Block, Box, Layout, inwards, size_of

_PICTURE_CELLS = 4  # blocks that a figure, or a table with a picture, may hold and still be only that picture's frame
_OUTSIDE_FRAMES = 0.4  # share of the text; cross validation: 0 to .6 are equal
_PHOTO_STORY = 400  # characters outside captions; a story told in captions has less
_TOLD_BY_CAPTIONS = 2  # times as much text in captions
_SHORTEST_STORY = 250  # characters in captions


def without_captions(blocks: Sequence[Block]) -> list[Block]:
    """Without the text in a picture's frame, unless that is most of it.

    Old pages are laid out in tables with pictures in them, and galleries tell their story in figures.
    """
    frames: dict[Box, bool] = {}
    kept = [block for block in blocks if not _framed(block.box, frames)]
    return kept if size_of(kept) >= _OUTSIDE_FRAMES * size_of(blocks) else list(blocks)


def photo_story(layout: Layout, kept: Sequence[Block]) -> list[Block]:
    """The text of a page that tells its story in picture captions; empty for any other page."""
    captions = [block for block in layout.blocks if block.box.tag == "figcaption" and 2 * block.linked < block.size]
    told = size_of(captions)
    frames: dict[Box, bool] = {}
    outside = [block for block in kept if not _framed(block.box, frames)]
    beside = size_of(outside)
    if len(captions) < 2 or beside >= _PHOTO_STORY or told < max(_TOLD_BY_CAPTIONS * beside, _SHORTEST_STORY):
        return []
    return sorted({*outside, *captions}, key=lambda block: block.index)


def _framed(innermost: Box, frames: dict[Box, bool]) -> bool:
    """Whether a box is a picture's: in its caption, or in a figure or table that holds a picture and a line or two."""
    for box in inwards(innermost, frames):
        frames[box] = (box.parent is not None and frames[box.parent]) or (box.last - box.first <= _PICTURE_CELLS and _is_frame(box))
    return frames[innermost]


def _is_frame(box: Box) -> bool:
    return box.tag in ("figure", "figcaption") or (box.tag == "table" and box.node.css_first("img") is not None)
