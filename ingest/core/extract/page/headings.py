"""The headings of a page, and which of them is the article's headline."""

from ingest.core.extract.page.layout import Block, Layout

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LOWER_HEADINGS = HEADINGS - {"h1"} | {"summary"}  # of the parts of a text, and of those that a click opens
TEASER_HEADINGS = frozenset(("h1", "h2", "h3"))  # over the beginning of another article; lower ones are of a text's parts
HEADLINES_IN_PLACE_OF_H1 = frozenset(("h2", "h3", "h4"))  # where the h1 is the site's name or missing; lower ones are of menus


def words_of(text: str) -> set[str]:
    return set(text.casefold().split())


def headline(layout: Layout, title: str) -> int | None:
    """Which block is the headline: an <h1> like the title, else any block like it, else the first <h1>."""
    if title not in layout.headlines:
        layout.headlines[title] = _headline(layout.blocks, title)
    return layout.headlines[title]


def _headline(blocks: list[Block], title: str) -> int | None:
    words = words_of(title)
    length = sum(map(len, words))
    first = alike = None
    for i, block in enumerate(blocks):
        top = block.box.tag == "h1"
        if top and first is None:
            first = i
        if (top or (alike is None and 0.5 * length < block.size < 2 * length)) and words:
            own = words_of(block.text)
            if len(own & words) > 0.7 * len(own | words):
                if top:
                    return i
                alike = i
    return alike if alike is not None else first


def title_block(layout: Layout, title: str) -> int | None:
    """Where the title is printed: the heading that equals it or begins like it, else a block that equals it, else the first h1."""
    folded = _folded(title)
    fallback = None
    for box in layout.boxes:
        if box.tag == "h1" and box.first < box.last:
            text = _folded(layout.blocks[box.first].text)
            if text == folded or (len(text) > 20 and (folded.startswith(text[:40]) or text.startswith(folded[:40] or "\0"))):
                return box.last - 1
            fallback = box.last - 1 if fallback is None else fallback
    if folded:
        for block in layout.blocks:
            if block.size > 5 and len(block.text) == len(title) and _folded(block.text) == folded:
                return block.index
    return fallback


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
