"""Which blocks of a page are the article.

The scorecard says how likely each block is. The box that gathers most of what is likely, and little else, holds the article; in it, what
is likely stays. What the source's file says comes first; what JSON-LD says (`articleBody`) is taken only where the page shows far less.
"""

from itertools import accumulate

from msgspec import Struct

from ingest.core.extract import body_evidence, body_score
from ingest.core.extract.layout import Block, Box, Layout
from ingest.core.model import Found

KEPT = 0.45  # likelihood from which a block stays
GATHERED = 0.5  # likelihood from which a block speaks for a box around it
AGAINST = 0.5  # how much a block that does not counts against: less than one, or a body split over boxes is never one box
LONGEST_VOTE = 1200  # characters of one block that count for a box
STUB = 250  # characters; with less, the parts that were left out unread are read too
TOLD_MORE = 2.5  # times as much text in JSON-LD as on the page: the page is a shell


class Body(Struct, frozen=True):
    """`blocks` in reading order; `box` holds them; `told` is the text when it was not found on the page but told in JSON-LD."""

    blocks: tuple[Block, ...]
    box: Box | None
    layout: Layout
    found: Found
    told: str = ""


def find(layout: Layout, title: str, description: str, told: str) -> Body:
    """The body of a page by its layout. `title`, `description`, `told` (JSON-LD articleBody) as the page declares them, "" if not."""
    weights = body_evidence.sizes(layout)
    likely = body_score.likelihoods(body_evidence.evidence(layout, weights, title, description, told)) if layout.blocks else []
    box = gathering(layout, likely, weights)
    kept = [layout.blocks[i] for i in range(box.first, box.last) if likely[i] >= KEPT]
    if not kept:
        kept = []
    amount = sum(weights[block.index] for block in kept)
    offered = (("scorecard", f"{amount} characters in {_path(box)}"), ("json-ld articleBody", f"{len(told)} characters"))
    if len(told) > max(STUB, TOLD_MORE * amount):
        return Body((), None, layout, Found("body", "json-ld articleBody", offered[:1]), told)
    return Body(tuple(kept), box, layout, Found("body", "scorecard", offered[1:] if told else ()))


def gathering(layout: Layout, likely: list[float], weights: list[int]) -> Box:
    """The box with most likely text in it, less what is unlikely; of equal ones the innermost."""
    votes = [min(weight, LONGEST_VOTE) * (chance - GATHERED) for weight, chance in zip(weights, likely, strict=True)]
    sums = [0.0, *accumulate(vote if vote > 0 else vote * AGAINST for vote in votes)]
    return max(layout.boxes, key=lambda box: (sums[box.last] - sums[box.first], box.depth))


def _path(box: Box) -> str:
    name = ".".join(box.name.split()[:2])
    return f"<{box.tag}>" if not name else f"<{box.tag}> {name}"
