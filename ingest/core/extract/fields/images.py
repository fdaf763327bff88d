"""The pictures of an article, each once, with what is printed under it.

A caption is the small text that shares a box with a picture: a `<figcaption>`, inside the figure or beside it, the cell under a picture
in a table, or an element that is named so. Lazy pages keep the address in `data-src`, and a placeholder in `src`.
"""

import re

from ingest.core.extract.page.layout import Block, Box, Layout
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.extract.page.references import absolute
from ingest.core.markup import decode
from ingest.core.model import Image

_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-large-src", "data-original-src", "data-srcset", "srcset", "src")
_FIGURE_BLOCKS = 4  # blocks that a box with a picture may hold and still be that picture's box: caption, credit, a label
_CAPTION_LENGTH = 600  # characters
_NAMED_CAPTION = 1 << FAMILIES.index("caption")
_MOST = 500  # pictures of one article; saved pages have 92 at most
_SMALL = 60  # pixels: below it is an icon
# What a credit begins with, in the languages of the sources; after it comes a name. Read off captions of the founding pages.
_CREDIT = re.compile(
    r"(?:^|[\s(\[.])((?:photo(?:graph)?(?:\s*(?:by|credit))?|image|picture|credit|source|foto|bild|fotó|crédit(?:o|os)?|photo\s*:\s*|©|\(c\)|ảnh|фото"
    r"|写真|提供|图|图片|图源|摄影?|사진|ภาพ|صورة|تصوير)\s*(?:[:：/]|by\b|©|(?<=©))\s*[^.]{2,80})[)\].]*\s*$",
    re.IGNORECASE,
)


def within(layout: Layout, first: int, last: int, kept: set[Block], base: str) -> tuple[Image, ...]:
    """The pictures that stand between two blocks, in reading order. `kept` are the blocks of the body: they are no captions."""
    images: dict[str, Image] = {}
    for node, box, before in layout.images:
        if not first <= before <= last:
            continue
        if len(images) == _MOST:
            break
        attributes = node.attributes
        url = _address(attributes, base)
        if url is None or _is_icon(attributes) or url in images:
            continue
        caption = " ".join(block.text.replace("\n", " ") for block in _caption_of(layout, box, before) if block not in kept)
        credit = _CREDIT.search(caption)
        images[url] = Image(
            url=url,
            alt=decode.clean((attributes.get("alt") or "").strip()) or None,
            caption=decode.clean(caption) or None,
            credit=decode.clean(credit[1].strip()) if credit else None,
        )
    return tuple(images.values())


def _figure(box: Box) -> Box | None:
    """The largest box around a picture that is that picture's own."""
    figure: Box | None = None
    at: Box | None = box
    while at is not None and at.last - at.first <= _FIGURE_BLOCKS and at.depth > 1:
        if at.tag == "figure" or at.tag == "table" or families(at.name) & _NAMED_CAPTION:
            figure = at
        at = at.parent
    return figure


def _caption_of(layout: Layout, box: Box, before: int) -> list[Block]:
    figure = _figure(box)
    if figure is not None and figure.last > figure.first:
        return [block for block in layout.blocks[figure.first : figure.last] if len(block.text) <= _CAPTION_LENGTH]
    if before < len(layout.blocks):
        following = layout.blocks[before]
        if following.box.tag == "figcaption" or (len(following.text) <= _CAPTION_LENGTH and families(following.box.name) & _NAMED_CAPTION):
            return [following]
    return []


def _address(attributes: dict[str, str | None], base: str) -> str | None:
    for name in _ADDRESSES:
        value = (attributes.get(name) or "").strip()
        if not value or value.startswith(("data:", "about:", "blob:")):
            continue
        if name.endswith("srcset"):
            value = value.rstrip(", ").split(", ")[-1].split(" ")[0].strip()  # the largest stands last
        if url := absolute(base, value):
            return url
    return None


def _is_icon(attributes: dict[str, str | None]) -> bool:
    sides = [attributes.get("width") or "", attributes.get("height") or ""]
    return any(side.isdecimal() and int(side) < _SMALL for side in sides if len(side) < 6)
