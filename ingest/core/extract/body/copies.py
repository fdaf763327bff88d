"""A text that a page holds twice: for wide and narrow screens, in a preview and whole."""

from collections import defaultdict
from collections.abc import Sequence

from ingest.core.extract.page.layout import Block

_PARAGRAPH = 60  # characters; shorter lines may be said again: "Read more", a day of a timetable
_FEWEST, _ENOUGH = (
    6,
    1_000,
)  # different paragraphs, and their characters, that stand again in the same order: pages that repeat a recipe have 5
_CUT_OFF = ("...", "…", "[...]", "[…]")
_SHORTEST_BEGINNING = 40  # characters of a paragraph that is cut off
_FIRST = 20  # blocks, in which a teaser of the text stands
_TRIED = 8  # places where a paragraph stood before


def without_copies(blocks: Sequence[Block]) -> list[Block]:
    """Without runs of blocks that stood before in the same order. A refrain, a recipe or a timetable says a few lines again."""
    blocks = _without_beginnings(blocks)
    texts = [block.text for block in blocks]
    if len(texts) - len(set(texts)) < _FEWEST:
        return list(blocks)
    if len({block.text for block in blocks if block.size >= _PARAGRAPH}) < _FEWEST:
        return list(blocks)
    stood: defaultdict[str, list[int]] = defaultdict(list)
    ends: dict[int, int] = {}  # by the distance between two runs: up to where they are alike and too little to be a copy
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        again = max((_again(blocks, texts, before, at, ends) for before in stood[texts[at]][:_TRIED]), default=0)
        if again:
            at += again
            continue
        stood[texts[at]].append(at)
        kept.append(blocks[at])
        at += 1
    return kept


def _without_beginnings(blocks: Sequence[Block]) -> list[Block]:
    """Without paragraphs that are cut off and stand whole further down, and a first one that stands again: a teaser above the text."""
    if len(blocks) > 2 and blocks[0].size >= _PARAGRAPH and [block.text for block in blocks].count(blocks[0].text) == 2:
        blocks = blocks[blocks[0].text == blocks[1].text :]
    cut = {block.index: _beginning(block) for block in blocks[:_FIRST] if block.text.endswith(_CUT_OFF)}
    return [
        block
        for at, block in enumerate(blocks)
        if not (said := cut.get(block.index))
        or not any(other.size > len(said) / 2 and other.text.startswith(said) for other in blocks[at + 1 :] if other.index not in cut)
    ]


def _beginning(block: Block) -> str:
    """What a block says before it is cut off, "" if that is too little."""
    said = block.text.rstrip(".…[] ")
    return said if len(said) >= _SHORTEST_BEGINNING else ""


def _again(blocks: Sequence[Block], texts: Sequence[str], before: int, at: int, ends: dict[int, int]) -> int:
    """How many blocks from `at` on repeat those from `before` on; 0 if they are too little to be a copy, which `ends` then remembers: no
    part of them is one."""
    if at < ends.get(at - before, 0):
        return 0
    number = 0
    while at + number < len(texts) and before + number < at and texts[before + number] == texts[at + number]:
        number += 1
    paragraphs = {block.text: block.size for block in blocks[at : at + number] if block.size >= _PARAGRAPH}
    if len(paragraphs) >= _FEWEST and sum(paragraphs.values()) >= _ENOUGH:
        return number
    ends[at - before] = at + number
    return 0
