"""The names by which a site calls itself, and its sections: what a title has beside the headline."""

import re
from collections.abc import Iterator
from itertools import takewhile
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ingest.core import urls
from ingest.core.extract.fields.title_lines import LINE, MOST_LINES, is_prose
from ingest.core.extract.fields.title_pieces import LONGEST, fold, pieces_of
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.headings import HEADLINES_IN_PLACE_OF_H1, LOWER_HEADINGS
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout

_ORGANISATIONS = frozenset(("Organization", "NewsMediaOrganization", "WebSite", "GovernmentOrganization"))
_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|site-?(?:name|title)|brand)(?:[\s_-]|$)", re.IGNORECASE)
_MOST_ENDS = 5  # pieces of a `<title>` that may hold the site's name
_NAME_WORDS, _NAME_LETTERS = 3, 5  # of a site's name that stands in its domain


def site_names(page: Page, headings: list[LexborNode], layout: Layout) -> frozenset[str]:
    """Names that the site declares, its domain, an h1 that leads to the home page, and what stands first or last in `<title>` if it looks
    like any of them."""
    declared = {fold(text) for _, text in page.said("og:site_name", "application-name", "apple-mobile-web-app-title")}
    for node in page.jsonld:
        types = jsonld.types(node)
        if "Person" not in types and not _ORGANISATIONS.isdisjoint(types):
            declared |= {fold(text) for text in jsonld.texts(node.get("name"))[:1]}
    labels = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")
    names = declared | {fold(".".join(labels))} | {fold(label) for label in labels if len(label) > 3}
    names |= {*_home_headings(page, headings)}
    names |= {*_named_by_heading(page, headings, layout, frozenset(names))}
    squeezed = {name.replace(" ", "") for name in names}
    for text in page.titles[:1]:
        if len(pieces := pieces_of(text[:LONGEST])) > 1:
            for piece in (pieces[-1], pieces[0]):
                said = fold(piece).replace(" ", "")
                if said in squeezed or any(len(name) > 3 and name in said and len(said) <= len(name) + 10 for name in squeezed):
                    names.add(fold(piece))
            if _is_in_domain(pieces[-1], labels):
                names.add(fold(pieces[-1]))
    return frozenset(names - {""})


def _is_in_domain(piece: str, labels: list[str]) -> bool:
    """Whether a piece, or the first word of a few, is most of a domain's name: "Norrfjord Group" at getnorrfjord.com."""
    words = fold(piece).split()
    said = {"".join(words), words[0]} if 0 < len(words) <= _NAME_WORDS else set()
    return any(len(one) >= _NAME_LETTERS and 2 * len(one) >= len(label) and one in label for one in said for label in labels)


def names_in_domain(page: Page, said: set[str]) -> set[str]:
    """Those of some folded texts that are most of the page's domain."""
    labels = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")
    return {text for text in said if _is_in_domain(text, labels)}


def sections(page: Page) -> frozenset[str]:
    """The folded names of the folders in the page's address: "district" of /district/343604."""
    return frozenset(fold(part) for part in urlsplit(page.url).path.rstrip("/").split("/")[:-1] if not part.isdigit()) - {""}


def _named_by_heading(page: Page, headings: list[LexborNode], layout: Layout, names: frozenset[str]) -> Iterator[str]:
    """What the only h1 says, where `<title>` says it at one end and a longer lower heading after it has the rest: an authority's name.

    At its last end any heading or line above the text will do, unless it is one of the `names` of the site.
    """
    said = {fold(node.text()) for node in headings}
    pieces = [fold(piece) for text in page.titles[:1] for piece in pieces_of(text[:LONGEST])]
    if len(said) != 1 or not 1 < len(pieces) < _MOST_ENDS or said.isdisjoint(pieces):
        return
    others = {piece for piece in pieces if piece not in said}
    name = said.pop()
    at = next((block.index for block in layout.blocks[:MOST_LINES] if block.box.tag == "h1"), 0)
    lines = layout.blocks[at:MOST_LINES]
    lower = {fold(block.text) for block in lines if block.box.tag in HEADLINES_IN_PLACE_OF_H1}
    is_headed = len(pieces) == 2 and not lower.isdisjoint(piece for piece in others if len(name) < len(piece))
    if is_headed or (name == pieces[-1] and not others.isdisjoint(_headlines_in(lines) - names)):
        yield name


def _headlines_in(lines: list[Block]) -> set[str]:
    """What stands above the text and is no link, folded, if it is longer than a label; all of the lower headings."""
    above = takewhile(lambda block: not is_prose(block), lines)
    return {
        fold(block.text) for block in above if not block.linked and (block.box.tag in LOWER_HEADINGS or len(block.text.encode()) >= LINE)
    }


def _home_headings(page: Page, headings: list[LexborNode]) -> Iterator[str]:
    """The folded texts of h1 elements that are a link to the site's home page, or stand in one: names of the site."""
    here = urlsplit(page.url)
    if here.path.strip("/") == "":
        return
    for node in headings:
        if len(headings) == 1 and _LOGO.search(f"{node.attributes.get('class')} {node.attributes.get('id')}"):
            yield fold(node.text())
        link = node.parent if node.parent is not None and node.parent.tag == "a" else node.css_first("a[href]")
        if link is None or fold(link.text()) != fold(node.text()):
            continue
        home = urls.join(page.base, link.attributes.get("href") or "")
        if home and urlsplit(home).netloc == here.netloc and not urlsplit(home).path.strip("/") and not urlsplit(home).query:
            yield fold(node.text())
