"""The text that a page's scripts carry, where the page itself shows far less: its HTML is laid out and cleaned like any other."""

import html

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from ingest.core.extract.body import captions, trim
from ingest.core.extract.body.article_blocks import STUB, TOLD_MORE, Body
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Layout, size_of
from ingest.core.extract.page.scripts.records import ScriptText, find, marks
from ingest.core.extract.page.scripts.values import values
from ingest.core.markup import parser_limits
from ingest.core.model import ArticleRules, Found
from ingest.errors import ParseError

_FULL = 3_000  # characters; a page that shows as much is no shell
_TOLD_ANEW = 1.5  # times as much text as JSON-LD tells, which is plain text


class ScriptBody(Struct, frozen=True):
    """`body`: the text, in a layout of its own; `node`: what the record says besides, as JSON-LD would."""

    body: Body
    where: str
    title: str | None
    is_titled: bool  # the page itself has a heading or declares a title
    node: jsonld.Node


def carried(page: Page, rules: ArticleRules, shown: Body, title: str) -> ScriptBody | None:
    """The text in the page's scripts; None where it shows (`shown`) nearly as much, or they carry none that is its own."""
    amount = size_of(shown.blocks)
    if amount >= _FULL or shown.found.rule == "article.body":
        return None
    islands = page.elements("astro-island")
    if not page.elements("script") and not islands:
        return None
    declared = [*(said for _, said in page.said("og:title", "twitter:title")), *_headings(page)]
    titles = [title, *declared, *page.titles]
    least = max(STUB, int(TOLD_MORE * amount), int(_TOLD_ANEW * len(shown.told)))
    record = find(values(page.elements("script"), islands, least, marks(titles, page.url)), titles, page.url)
    if record is None:
        return None
    body = _laid_out(record, record.title or title, rules, amount)
    if body is None or size_of(body.blocks) <= least:
        return None
    return ScriptBody(body, record.where, record.title, bool(declared), _node(record))


def _headings(page: Page) -> list[str]:
    return [" ".join(node.text().split()) for node in page.elements("h1")[:3]]


def _laid_out(record: ScriptText, title: str, rules: ArticleRules, amount: int) -> Body | None:
    markup = f"<html><body><article><h1>{html.escape(title)}</h1>{record.markup}</article></body></html>".encode("utf-8", "replace")
    try:
        parser_limits.check_markup(markup)
    except ParseError:
        return None
    tree = LexborHTMLParser(markup, scripting=True)
    if tree.body is None:
        return None
    dropped = frozenset(node.mem_id for selector in rules.drop for node in tree.css(selector))
    layout = Layout(tree.body, tree.css("form, input, button"), dropped=dropped)
    box = next((box for box in layout.boxes if box.tag == "article"), layout.boxes[0])
    blocks = [block for block in layout.blocks[box.first : box.last] if block.box.tag != "h1"]
    kept = trim.trimmed(layout, captions.without_captions(blocks), box, title)
    found = Found("body", f"script data {record.where}", ((f"{amount} characters", "shown"),))
    return Body(tuple(kept), box, layout, found)


def _node(record: ScriptText) -> jsonld.Node:
    node: jsonld.Node = {"@type": "Article"}
    for name, value in (("headline", record.title), ("datePublished", record.published), ("author", record.author)):
        if value:
            node[name] = value
    return node
