"""What stands between the headline and the text and belongs to it: a lead, key points, to whom a circular goes."""

import re
from collections.abc import Sequence

from ingest.core.extract.body.edges import is_addressed
from ingest.core.extract.body.makes import LINKED, is_long, is_other, is_plain, make
from ingest.core.extract.page.dateline import is_bare, is_labelled
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.extract.page.sentences import ends_sentence

_PARAGRAPH = 40  # characters
_LISTS = frozenset(("ul", "ol"))
_LEAD = 80  # characters of a standfirst
_LEAD_LINE = 40  # characters of one without a full stop, right between the headline and the text
_LEAD_WORDS = 6  # of it, in scripts that part words
_LEAD_TAGS = frozenset(("p", "div", "span", "h2", "h3"))
_LOCAL_LEAD = re.compile(
    r"ingress|chapo|chapeau|sapo\b|perex|vorspann|manchet|entradilla|bajada|copete|zajawka|zapowied|tom-?tat|sommario|linha-?fina|rezumat|"
    r"aloituskappale|bevezet|anons|ozet\b",
    re.IGNORECASE,
)


def with_opening(layout: Layout, kept: Sequence[Block], own: int | None) -> list[Block]:
    """With the paragraphs below the headline that are made like kept ones, and the sentence right above the text."""
    first = kept[0].index
    if own is None or own >= first:
        return list(kept)
    made = {(block.box.tag, block.box.name) for block in kept}
    leads = [
        block
        for block in layout.blocks[own + 1 : first]
        if _is_named_lead(block)
        or (
            is_plain(block)
            and (
                (block.box.tag == "p" and _is_long_lead(block, made, first))
                or (block.box.tag == "p" and block.index == own + 1 == first - 1 and _is_lead_line(block))
            )
        )
    ]
    above = {*leads, *_key_points(layout, own + 1, first), *_address(layout, own + 1, kept[0])}
    return [*sorted(above, key=lambda block: block.index), *kept]


def _address(layout: Layout, first: int, text: Block) -> list[Block]:
    """The lines of a circular above its text, made like its paragraphs: to whom it goes, of what it speaks."""
    above = [block for block in layout.blocks[first : text.index] if make(block.box) == make(text.box)]
    return above if any(is_addressed(block.text) for block in above) and all(map(is_plain, above)) else []


def _is_long_lead(block: Block, made: set[tuple[str, str]], first: int) -> bool:
    is_above = block.index == first - 1 and ends_sentence(block.text)
    return block.size >= _LEAD and ((block.box.tag, block.box.name) in made or is_above)


def _is_named_lead(block: Block) -> bool:
    """Whether a sentence stands in a box that is named for what stands above a text, in the words of another language than English: where
    newsrooms call it a standfirst, it is none of the text."""
    if block.box.tag not in _LEAD_TAGS or block.linked > LINKED * block.size or is_other(block.box):
        return False
    if not is_long(block, _PARAGRAPH) or not ends_sentence(block.text):
        return False
    name = f"{block.box.name} {block.box.parent.name if block.box.parent is not None and block.box.tag == 'p' else ''}"
    return _LOCAL_LEAD.search(name) is not None


def _key_points(layout: Layout, first: int, last: int) -> list[Block]:
    """The list right above the text that says it in short."""
    if first >= last or layout.blocks[last - 1].box.tag != "li":
        return []
    part = layout.blocks[last - 1].box.parent
    blocks = layout.blocks[part.first : last] if part is not None and part.tag in _LISTS and part.first >= first else []
    said = [block for block in blocks if is_long(block, _PARAGRAPH // 2) and not block.linked and is_plain(block)]
    return blocks if len(blocks) > 1 and len(said) == len(blocks) else []


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
