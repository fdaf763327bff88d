"""The lead: the sentence or two under the title that say what the article is about."""

from msgspec import Struct

from ingest.core.extract.page.headings import headline
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Box, Layout
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.model import Found, Source

_LEAD = 1 << FAMILIES.index("lead")
_NEAR = 12  # blocks after the headline
_SHORTEST, _LONGEST = 40, 700  # characters
_LINKED = 0.3


class Lead(Struct, frozen=True):
    value: str | None
    found: tuple[Found, ...]


def choose(page: Page, source: Source, layout: Layout, title: str) -> Lead:
    """What the source's file points at, else the block after the headline that is named so, else the declared description."""
    offers: list[tuple[str, str]] = []
    if source.article.lead:
        offers += [("article.lead", " ".join(node.text().split())) for node in page.tree.css(source.article.lead)[:1]]
    offers += [("named so", block.text) for block in _named(layout, title)[:1]]
    declared = page.first("og:description", "description", "twitter:description")
    if declared and len(declared) >= _SHORTEST:
        offers.append(("declared description", " ".join(declared.split())))
    if not offers:
        return Lead(None, ())
    return Lead(offers[0][1], (Found("lead", offers[0][0], tuple(offers[1:])),))


def _named(layout: Layout, title: str) -> list[Block]:
    at = headline(layout, title)
    start = 0 if at is None else at + 1
    return [
        block
        for block in layout.blocks[start : start + _NEAR]
        if _SHORTEST <= len(block.text) <= _LONGEST and block.linked < _LINKED * block.size and _is_lead(block.box)
    ]


def _is_lead(box: Box) -> bool:
    return any(families(at.name) & _LEAD for at in (box, box.parent) if at is not None)
