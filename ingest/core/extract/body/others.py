"""Other articles on the page: the next one of an endless scroll, and a list of leads that is longer than the text beside it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.core.extract.page import list_items
from ingest.core.extract.page.headings import TEASER_HEADINGS, headline
from ingest.core.extract.page.layout import Block, Box, Layout
from ingest.core.extract.page.sentences import ends_sentence

_PROSE = 150  # characters of an article that was set behind another
_OPENING = 6  # blocks of it that have its headline
_OF_A_LEAD, _LONGEST_LEAD = 4, 500  # blocks and characters of a headline with what is said below it
_SENTENCE = 60  # characters


def without_others(layout: Layout, likely: list[float], title: str, url: str) -> list[float]:
    """The likelihoods, without those of blocks that are of other articles of the site. `url` is the page's."""
    at = headline(layout, title)
    if at is None:
        return likely
    inside = {index for box in _following(layout, at) for index in range(box.first, box.last)} | _leads(layout, at, _host(url))
    return [0.0 if index in inside else chance for index, chance in enumerate(likely)] if inside else likely


def _following(layout: Layout, at: int) -> Iterator[Box]:
    """The <article> elements beside the one with the headline, and made like it, that have a headline of their own."""
    around: Box | None = layout.blocks[at].box.parent
    while around is not None and around.parent is not None:
        if around.tag == "article":
            like = [
                box
                for box in layout.boxes
                if box.parent is around.parent
                and box.tag == around.tag
                and box.first >= around.last
                and _first_name(box) == _first_name(around)
            ]
            own = [box for box in like if _is_article(layout, box)]
            if own and _is_article(layout, around):
                yield from own
                return
        around = around.parent


def _is_article(layout: Layout, box: Box) -> bool:
    """Whether a box opens with a headline that is no link, and holds prose."""
    blocks = layout.blocks[box.first : box.last]
    opening = blocks[:_OPENING]
    heads = [block for block in opening if block.box.tag in TEASER_HEADINGS and 2 * block.linked < block.size]
    prose = sum(block.size for block in blocks if block.size >= _SENTENCE and 2 * block.linked < block.size)
    return bool(heads) and prose >= _PROSE


def _leads(layout: Layout, at: int, host: str) -> set[int]:
    """The blocks of listed items, where a text stands below the h1 in a box without them."""
    if layout.blocks[at].box.tag != "h1":
        return set()
    items = [item for item in list_items.of(layout) if item.start > at and _is_lead(layout.blocks[item.start : item.stop], host)]
    if not items:
        return set()
    first = min(item.start for item in items)
    own = [block for block in layout.blocks[at + 1 : first] if _is_sentence(block)]
    if not own:
        return set()
    home: Box | None = layout.blocks[at].box.parent
    while home is not None and not home.last > own[-1].index:
        home = home.parent
    if home is None or home.last > first:
        return set()
    return {index for item in items for index in item}


def _is_lead(blocks: list[Block], host: str) -> bool:
    if len(blocks) > _OF_A_LEAD or sum(block.size for block in blocks) > _LONGEST_LEAD:
        return False
    return all(_host(href) in ("", host) for block in blocks for _, href in block.pieces if href)


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return "?"


def _is_sentence(block: Block) -> bool:
    return block.box.tag == "p" and block.size >= _SENTENCE and not block.linked and ends_sentence(block.text)


def _first_name(box: Box) -> str:
    return box.name.split(" ")[0] if box.name else ""
