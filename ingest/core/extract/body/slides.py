"""What a page shows one after another in a slider beside its text: other articles' beginnings, family notices, quotations of readers."""

from collections import Counter

from ingest.core.extract.page.layout import Box, Layout
from ingest.core.extract.page.part_names import SLIDER, kinds

_MADE_OF = frozenset(("div", "ul", "section"))
_FEWEST = 2  # slides
_PARAGRAPH = 40  # characters
_ENOUGH = 200  # characters of paragraphs outside of sliders, or the story is told in them


def beside_slides(layout: Layout, likely: list[float]) -> list[float]:
    """The likelihoods, without those of blocks in sliders where the page has a text outside of them."""
    inside = _in_sliders(layout)
    if not inside:
        return likely
    outside = sum(
        block.size
        for block in layout.blocks
        if block.index not in inside and block.box.tag == "p" and block.size >= _PARAGRAPH and 2 * block.linked < block.size
    )
    if outside < _ENOUGH:
        return likely
    return [0.0 if index in inside else chance for index, chance in enumerate(likely)]


def _in_sliders(layout: Layout) -> frozenset[int]:
    found: set[int] = set()
    for box in layout.boxes:
        if (
            box.tag in _MADE_OF
            and box.last > box.first
            and box.first not in found
            and kinds(box.name) & SLIDER
            and _has_slides(layout, box)
        ):
            found.update(range(box.first, box.last))
    return frozenset(found)


def _has_slides(layout: Layout, slider: Box) -> bool:
    """Whether three boxes of one make stand beside each other in it, each with a text."""
    made: Counter[tuple[Box | None, str, str]] = Counter()
    counted: set[Box] = set()
    for block in layout.blocks[slider.first : slider.last]:
        at: Box | None = block.box
        while at is not None and at is not slider:
            if at not in counted and block.size >= _PARAGRAPH:
                counted.add(at)
                made[at.parent, at.tag, at.name.split(" ")[0] if at.name else ""] += 1
            at = at.parent
    return any(count >= _FEWEST for (_, tag, _), count in made.items() if tag not in ("p", "span"))
