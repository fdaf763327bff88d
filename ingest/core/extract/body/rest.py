"""Text that the scorecard does not know: pages of tables, short lines, questions and answers.

What stands between an article's paragraphs and is no text of it is little: prompts, teasers, credits. Where more is left out, the page is
unlike those that the scorecard was learned from, and what was left out is text. Of 40 development pages with that much left out 33 have
more than half of it in their gold.
"""

from collections.abc import Sequence

from ingest.core.extract.body.makes import is_plain
from ingest.core.extract.page.layout import Block, Box, Layout, size_of

_FEWEST = 8  # blocks
_BETWEEN = 0.4  # share of the kept text that is too much to be left out between its blocks
_AROUND = 0.6  # the same of what stands between the headline and the end of the box that holds both


def with_rest(layout: Layout, kept: Sequence[Block], home: Box, own: int | None) -> list[Block]:
    """With all plain text between the kept blocks, then all around them, where it is too much to be left out.

    `home` is the box that holds the article, `own` the page's headline, by index.
    """
    if not kept:
        return []
    first, last = kept[0].index, kept[-1].index + 1
    kept = _with(kept, layout.blocks[first:last], _BETWEEN)
    around: Box | None = home
    if own is not None and own < first:
        while around is not None and not around.first <= own < around.last:
            around = around.parent
        first = own + 1
    last = max(last, (around or home).last)
    return _with(kept, layout.blocks[first:last], _AROUND)


def _with(kept: Sequence[Block], offered: Sequence[Block], much: float) -> list[Block]:
    """With what is plain of the offered blocks, if that is much."""
    known = {block.index for block in kept}
    rest = [block for block in offered if block.index not in known]
    if len(rest) < _FEWEST or size_of(rest) < much * size_of(kept):  # all the more without what is not plain
        return list(kept)
    rest = [block for block in rest if is_plain(block)]
    if len(rest) < _FEWEST or size_of(rest) < much * size_of(kept):
        return list(kept)
    return sorted([*kept, *rest], key=lambda block: block.index)
