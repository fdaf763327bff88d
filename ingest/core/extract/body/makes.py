"""What a block or a box is by its place and its name: plain text, something else, of one make with another."""

import re

from ingest.core.extract.body.cells import CELLS
from ingest.core.extract.page.layout import Block, Box
from ingest.core.extract.page.part_names import FAMILIES, families

LINKED = 0.5  # share of a part's characters in links above which it leads elsewhere
_APART = frozenset(("form", "aside"))
_AROUND = 4  # boxes around a block whose names say what it is for
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OTHER = sum(
    1 << FAMILIES.index(name)
    for name in ("related", "offer", "ad", "share", "comment", "nav", "author", "tags", "caption", "video", "tool", "side", "foot", "date")
)


def is_plain(block: Block) -> bool:
    """Whether a block is hardly linked, and in no form, aside or box that its name says is for something else."""
    if block.linked > LINKED * block.size:
        return False
    at: Box | None = block.box
    for _ in range(_AROUND):
        if at is not None:
            if at.tag in _APART or (at.tag not in CELLS and is_other(at)):
                return False
            at = at.parent
    return True


def is_other(box: Box) -> bool:
    """Whether a box is named for something else than a text."""
    return bool(families(box.name) & _OTHER)


def make(box: Box) -> tuple[Box | None, str, str]:
    """What tells which boxes are of one make."""
    return box.parent, box.tag, box.name


def is_long(block: Block, least: int) -> bool:
    """Whether a line has as many characters, or half of them in a dense script."""
    return block.size >= least or (2 * block.size >= least and _DENSE.search(block.text) is not None)
