"""A text that is set in several boxes: one for each part (page builders, frames of a CMS, an accordion), a lead before the rest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.core.extract.page.headings import HEADINGS, LOWER_HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.extract.page.sentences import ends_sentence
from ingest.core.patterns import lazy

_MADE_OF = frozenset(("div", "section", "details"))
_SAYING = frozenset(("li", "td", "th", "dt", "dd", *LOWER_HEADINGS))
_UP = 4  # boxes around a paragraph
_NAMES = 4  # classes, one of which two boxes that are alike have both
_PARAGRAPH = 40  # characters
_LINKED = 0.5  # share of a box in links above which it leads elsewhere
_ALL_LINKED = 0.9  # the same share of a sentence
_HEADLINE = 15  # characters of a linked line above another article's beginning
_SHORT = 1500  # characters of a text, in which one that is lost counts more than one that is taken in
_SCANT = 400  # characters of a text that may be a lead alone
_SENTENCES = 2  # in one box that make it the rest of the text
_OTHER = sum(1 << FAMILIES.index(name) for name in ("related", "offer", "ad", "share", "comment", "nav", "author", "tags", "foot"))
_INSIDE = _OTHER | 1 << FAMILIES.index("tool")
_BESIDE = lazy(r"side-?bar|\baside|\brail\b|complementary", re.IGNORECASE)


def in_all_boxes(layout: Layout, kept: Sequence[Block], own: int | None) -> list[Block]:
    """With the text of boxes that follow one with kept text and are made like it, and of the box behind a lead that stands alone.

    `own` is the page's headline, by index.
    """
    if not kept or own is None or own >= kept[0].index:
        return list(kept)
    known = {block.index: block for block in kept}
    heading = layout.blocks[own].box.tag
    around = {box for box in _around(kept) if heading in LOWER_HEADINGS or not box.first <= own < box.last}
    is_short = size_of(kept) < _SHORT
    for beside in _beside(layout, around):
        like: dict[tuple[str, ...], Box] = {}  # by make, the last box with kept text
        for box in beside:
            makes = _makes(box, is_short)
            before = next((like[made] for made in makes if made in like), None)
            if before is not None and any(map(_says_something, blocks := layout.blocks[box.first : box.last])):
                if _is_part(box, blocks, before.name, heading):
                    known.update((block.index, block) for block in blocks if _is_text(block))
                else:
                    for made in makes:
                        like.pop(made, None)
            if box in around:
                like.update((made, box) for made in makes)
    if size_of(known.values()) < _SCANT:
        known.update((block.index, block) for block in _behind_lead(layout, max(known), own))
    return [known[index] for index in sorted(known)]


def _around(kept: Sequence[Block]) -> Iterable[Box]:
    """The boxes around kept paragraphs that a page may have several of."""
    found: dict[Box, None] = {}
    for block in kept:
        if block.size < _PARAGRAPH:
            continue
        at = block.box
        for _ in range(_UP):
            if at.parent is None:
                break
            if at.tag in _MADE_OF and at not in found:
                found[at] = None
            at = at.parent
    return found


def _beside(layout: Layout, around: set[Box]) -> Iterable[list[Box]]:
    """The boxes in each parent of these, in reading order."""
    parents = {box.parent for box in around}
    found: defaultdict[Box, list[Box]] = defaultdict(list)
    for box in layout.boxes:
        if box.parent is not None and box.parent in parents and (box.name or box.tag != "div"):
            found[box.parent].append(box)
    return found.values()


def _makes(box: Box, is_short: bool) -> list[tuple[str, ...]]:
    """What a box is made like: its element with each of its classes, for a CMS names its parts `ce_text block` and `ce_list block`. Beside
    a long text, with the first two classes, or the first where the second is built on it: `frame frame-text`, `frame frame-list`."""
    classes = (box.node.attributes.get("class") or "").split()[:_NAMES]
    if is_short:
        return [(box.tag, name) for name in classes or ("",)]
    if len(classes) > 1 and classes[1].startswith(classes[0]):
        return [(box.tag, classes[0])]
    return [(box.tag, *classes[:2])]


def _is_part(box: Box, blocks: Sequence[Block], like: str, heading: str) -> bool:
    """Whether a box holds a part of the text: it leads nowhere, is named for nothing else, and has no headline of the page's rank."""
    own_name = " ".join(word for word in box.name.split() if word not in like.split())
    said = [block for block in blocks if block.box.tag not in HEADINGS]
    if families(own_name) & _OTHER or size_of(filter(_leads_elsewhere, said)) > _LINKED * size_of(said):
        return False
    if any(block.box.tag in HEADINGS and (block.linked > _LINKED * block.size or block.box.tag <= heading) for block in blocks):
        return False
    return all(_is_plain(block, box) or block.box.tag == "li" for block in blocks)


def _says_something(block: Block) -> bool:
    return block.box.tag in _SAYING or ends_sentence(block.text)


def _leads_elsewhere(block: Block) -> bool:
    """Whether a block is mostly a link, and no sentence with one in it."""
    return block.linked > (_ALL_LINKED if ends_sentence(block.text) else _LINKED) * block.size


def _is_text(block: Block) -> bool:
    if block.box.tag == "li":
        return True
    return not _leads_elsewhere(block) and (block.size >= _PARAGRAPH or _says_something(block))


def _is_plain(block: Block, within: Box) -> bool:
    """Whether a block is hardly linked, and in no form, aside or box of another name inside this one."""
    if _leads_elsewhere(block):
        return False
    at: Box | None = block.box if block.box.tag not in LOWER_HEADINGS else block.box.parent
    while at is not None and at is not within:
        if at.tag in ("form", "aside") or families(at.name) & _INSIDE:
            return False
        at = at.parent
    return True


def _behind_lead(layout: Layout, last: int, own: int) -> list[Block]:
    """The paragraphs, and what stands between them, of the first box behind a lead that holds several sentences."""
    home: Box | None = layout.blocks[last].box
    while home is not None and not home.first <= own < home.last:
        home = home.parent
    if home is None:
        return []
    for box in layout.boxes:
        if box.parent is None or box.first <= last or box.last > home.last or box.tag not in _MADE_OF:
            continue
        blocks = layout.blocks[box.first : box.last]
        own_sentences = [block for block in blocks if block.box.parent is box and _is_sentence(block, home)]
        if len(own_sentences) >= _SENTENCES and not _BESIDE.search(box.name) and not _is_beginning(layout, own_sentences[0]):
            return [block for block in blocks if _is_plain(block, box)]
    return []


def _is_sentence(block: Block, within: Box) -> bool:
    return block.box.tag == "p" and block.size >= _PARAGRAPH and ends_sentence(block.text) and _is_plain(block, within)


def _is_beginning(layout: Layout, block: Block) -> bool:
    """Whether a linked line stands above: another article begins here."""
    before = layout.blocks[block.index - 1]
    return before.linked > _LINKED * before.size and before.size >= _HEADLINE
