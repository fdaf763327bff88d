"""The names by which a site calls itself, and its sections: what a title has beside the headline."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from ingest.core import urls
from ingest.core.extract.fields.title_lines import MOST_LINES
from ingest.core.extract.fields.title_pieces import LONGEST, fold, pieces_of
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.headings import HEADLINES_IN_PLACE_OF_H1
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Layout

_NAME_WORDS, _NAME_LETTERS = 3, 5  # of a site's name that stands in its domain


def site_names(page: Page, headings: list[LexborNode], layout: Layout) -> frozenset[str]:
    """Names that the site declares, its domain, an h1 that leads to the home page, and what stands first or last in `<title>` if it looks
    like any of them."""
    declared = {fold(text) for _, text in page.said("og:site_name", "application-name", "apple-mobile-web-app-title")}
    for node in page.jsonld:
        if any(name in ("Organization", "NewsMediaOrganization", "WebSite", "GovernmentOrganization") for name in jsonld.types(node)):
            declared |= {fold(text) for text in jsonld.texts(node.get("name"))[:1]}
    labels = (urlsplit(page.url).hostname or "").removeprefix("www.").split(".")
    names = declared | {fold(".".join(labels))} | {fold(label) for label in labels if len(label) > 3}
    names |= {*_home_headings(page, headings), *_named_by_heading(page, headings, layout)}
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


def sections(page: Page) -> frozenset[str]:
    """The folded names of the folders in the page's address: "district" of /district/343604."""
    return frozenset(fold(part) for part in urlsplit(page.url).path.rstrip("/").split("/")[:-1] if not part.isdigit()) - {""}


def _named_by_heading(page: Page, headings: list[LexborNode], layout: Layout) -> Iterator[str]:
    """What the only h1 says, where `<title>` says it at one end and a longer lower heading after it has the rest: an authority's name."""
    said = {fold(node.text()) for node in headings}
    pieces = [fold(piece) for text in page.titles[:1] for piece in pieces_of(text[:LONGEST])]
    if len(said) != 1 or len(pieces) != 2 or said.isdisjoint(pieces):
        return
    other = next((piece for piece in pieces if piece not in said), "")
    name = said.pop()
    at = next((block.index for block in layout.blocks[:MOST_LINES] if block.box.tag == "h1"), MOST_LINES)
    lines = (block for block in layout.blocks[at:MOST_LINES] if block.box.tag in HEADLINES_IN_PLACE_OF_H1)
    if len(name) < len(other) and any(fold(block.text) == other for block in lines):
        yield name


def _home_headings(page: Page, headings: list[LexborNode]) -> Iterator[str]:
    """The folded texts of h1 elements that are a link to the site's home page, or stand in one: names of the site."""
    here = urlsplit(page.url)
    if here.path.strip("/") == "":
        return
    for node in headings:
        link = node.parent if node.parent is not None and node.parent.tag == "a" else node.css_first("a[href]")
        if link is None or fold(link.text()) != fold(node.text()):
            continue
        home = urls.join(page.base, link.attributes.get("href") or "")
        if home and urlsplit(home).netloc == here.netloc and not urlsplit(home).path.strip("/") and not urlsplit(home).query:
            yield fold(node.text())
