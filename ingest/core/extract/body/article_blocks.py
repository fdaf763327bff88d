"""Which blocks of a page are the article.

The scorecard says how likely each block is. The box that gathers most of what is likely, and little else, holds the article; in it, what
is likely stays, but for what `trim` knows to be something else. What the source's file says comes first. What JSON-LD says
(`articleBody`) is taken only where the page shows far less: on 9 % of the pages that have one it is less than half of the text.
"""

import html
import re
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from selectolax.lexbor import LexborNode

from ingest.core.extract.body import boxes, captions, cells, evidence, fill, others, rest, score, slides, trim
from ingest.core.extract.page.headings import headline
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.model import ArticleRules, Found

# Set by cross validation over the sites of the development pages, in the middle of where F1 changes by less than .001.
KEPT = 0.45  # likelihood from which a block stays
GATHERED = 0.55  # likelihood from which a block speaks for a box around it
AGAINST = 0.25  # weight of a block that speaks against it; with 1 a body split over boxes loses parts

LONGEST_VOTE = 1200  # characters of one block that count for a box
NEAR_HEADLINE = 6  # blocks between the headline and what stands right below it
BELOW_HEADLINE = 0.5  # as much of the votes is enough for the box right below the headline: a longer one elsewhere is another article
SENTENCE = 40  # characters; shorter blocks are labels, where neither the scorecard nor an <article> speaks for them
SCANT = 400  # characters; with less, the scorecard is held against the plain amount of text (1,000 cost aeb .005: comments came in)
MISTRUSTED = 4  # times as much unlinked text stands in one box: sentences that are much alike look like a list to the scorecard
STUB = 250  # characters; with less, the parts of the page that were left out unread are read too
TOLD_MORE = 2.5  # times as much text in JSON-LD as on the page: the page is a shell

_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH = re.compile(r"\s*(?:<br\s*/?>|</p>|\n)\s*", re.IGNORECASE)


class Body(Struct, frozen=True):
    """`blocks` of `layout` in reading order; `box` holds them. `told` is the text if it was not found on the page but told in JSON-LD."""

    blocks: tuple[Block, ...]
    box: Box | None
    layout: Layout
    found: Found
    told: str = ""


def layout_of(page: Page, root: LexborNode, rules: ArticleRules) -> Layout:
    """The page laid out, without what the source's file drops. `root` is its `<body>`."""
    dropped = frozenset(node.mem_id for selector in rules.drop for node in page.tree.css(selector))
    return Layout(root, page.elements("control"), whole=rules.body is not None, dropped=dropped)


def find(page: Page, layout: Layout, rules: ArticleRules, title: str, told: str) -> Body:
    """The body of a page by its layout, or by a fuller one. `told` is the articleBody of its JSON-LD, "" if there is none."""
    if rules.body:
        chosen = _selected(layout, frozenset(node.mem_id for node in page.tree.css(rules.body)))
        if chosen.blocks:
            return chosen
    said = _plain(told)
    chosen = _weighed(layout, page, title, said)
    amount = size_of(chosen.blocks)
    if amount < STUB and layout.left_out:
        again = _weighed(Layout(layout.boxes[0].node, layout.controls, whole=True, dropped=layout.dropped), page, title, said)
        if size_of(again.blocks) > max(2 * amount, STUB):
            chosen, amount = again, size_of(again.blocks)
    if amount < SCANT:
        plain = _plainest(layout, page, title)
        if size_of(plain.blocks) > MISTRUSTED * amount:
            chosen, amount = plain, size_of(plain.blocks)
    if len(said) > max(STUB, TOLD_MORE * amount):
        offered = ((chosen.found.rule, f"{amount} characters"),)
        return Body((), None, chosen.layout, Found("body", "json-ld articleBody", offered), said)
    return chosen


def _selected(layout: Layout, wanted: frozenset[int]) -> Body:
    """What the source's file points at, captions left out."""
    boxes = [box for box in layout.boxes if box.node.mem_id in wanted]
    blocks = {block.index: block for box in boxes for block in layout.blocks[box.first : box.last]}
    kept = captions.without_captions([blocks[index] for index in sorted(blocks)])
    return Body(tuple(kept), boxes[0] if boxes else None, layout, Found("body", "article.body"))


def _weighed(layout: Layout, page: Page, title: str, told: str) -> Body:
    description = page.first("og:description", "description") or ""
    weights = evidence.sizes(layout)
    likely = score.likelihoods(evidence.evidence(layout, weights, title, description, told))
    likely = others.without_others(layout, slides.beside_slides(layout, likely), title, page.url)
    likely = score.assured(likely, evidence.paragraphs(layout, weights), evidence.sentences(layout, weights))
    box = gathering(layout, likely, weights, title)
    kept = [layout.blocks[i] for i in range(box.first, box.last) if likely[i] >= KEPT]
    rule = f"scorecard in {_name(box)}"
    photos = captions.photo_story(layout, kept)
    if photos:
        kept, rule = trim.without_title(photos, title), "captions of a photo story"
    else:
        at = headline(layout, title)
        kept = boxes.in_all_boxes(layout, fill.filled(layout, kept, at), at)
        kept = trim.trimmed(layout, kept, box, title)
        more = rest.with_rest(layout, kept, box, at)
        if len(more) > len(kept):
            known = {block.index for block in (*kept, *trim.trimmed(layout, more, _around(box, more), title))}
            kept = [layout.blocks[index] for index in sorted(known)]
    offered = (("json-ld articleBody", f"{len(told)} characters"),) if told else ()
    return Body(tuple(kept), box, layout, Found("body", rule, offered))


def _plainest(layout: Layout, page: Page, title: str) -> Body:
    """The box with most unlinked text, for where the scorecard believes in little of it."""
    told_apart = {i for box in layout.boxes if box.tag in ("article", "main") for i in range(box.first, box.last)}
    registered = cells.of_registers(layout)
    likely = [
        1.0 if i in registered or (2 * block.linked < block.size and (block.size > SENTENCE or i in told_apart)) else 0.0
        for i, block in enumerate(layout.blocks)
    ]
    likely = others.without_others(layout, slides.beside_slides(layout, likely), title, page.url)
    box = gathering(layout, likely, [block.size for block in layout.blocks], title)
    kept = fill.filled(layout, [layout.blocks[i] for i in range(box.first, box.last) if likely[i]], headline(layout, title))
    return Body(tuple(trim.trimmed(layout, kept, box, title)), box, layout, Found("body", f"most text, in {_name(box)}"))


def gathering(layout: Layout, likely: Sequence[float], weights: Sequence[int], title: str) -> Box:
    """The box with most likely text in it, less what is unlikely; of equal ones the innermost. One right below the headline comes first."""
    votes = [min(weight, LONGEST_VOTE) * (chance - GATHERED) for weight, chance in zip(weights, likely, strict=True)]
    sums = [0.0, *accumulate(vote if vote > 0 else vote * AGAINST for vote in votes)]

    def worth(box: Box) -> tuple[float, int]:
        return sums[box.last] - sums[box.first], box.depth

    best, most = layout.boxes[0], sums[-1]
    for box in layout.boxes:
        if (told := sums[box.last] - sums[box.first]) > most or (told == most and box.depth > best.depth):
            best, most = box, told
    at = headline(layout, title)
    if at is None or best.first - NEAR_HEADLINE <= at < best.last:
        return best
    near = [box for box in layout.boxes if box.first - NEAR_HEADLINE <= at < box.last and not box.first <= best.first < box.last]
    below = max(near, key=worth, default=best)
    return below if worth(below)[0] > BELOW_HEADLINE * worth(best)[0] else best


def _around(box: Box, blocks: Sequence[Block]) -> Box:
    """The box that holds all blocks, this one or one around it."""
    while box.parent is not None and not box.first <= blocks[0].index <= blocks[-1].index < box.last:
        box = box.parent
    return box


def _plain(told: str) -> str:
    """Text with paragraphs, of what is told as text or, escaped or not, as HTML."""
    if "<" in told or "&" in told:
        told = html.unescape(_MARKUP.sub(" ", _PARAGRAPH.sub("\n", html.unescape(told))))
    return "\n\n".join(line for line in (" ".join(line.split()) for line in told.split("\n")) if line)


def _name(box: Box) -> str:
    return ".".join([f"<{box.tag}>", *box.name.split()[:2]])
