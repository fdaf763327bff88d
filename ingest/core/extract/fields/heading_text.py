"""What a heading says, without the dates and labels that are set into it."""

from selectolax.lexbor import LexborNode

from ingest.core import urls
from ingest.core.extract.page import dateline
from ingest.core.extract.page.html import Page

_SMALL_PRINT = frozenset(("small", "time"))
_LABEL = 2  # letters of what is no initial
_BREAKS = frozenset(("br", "div", "p"))


def read(heading: LexborNode, page: Page) -> str:
    """What a heading says, or its link to this very page; of one that is made of elements alone, each apart, without a date above the
    headline."""
    for link in heading.css("a[href]"):
        if urls.join(page.base, link.attributes.get("href") or "") == page.url and (said := _apart(link)).strip():
            return said
    children = [child for child in heading.iter(include_text=True) if child.tag != "-text" or child.text().strip()]
    if len(children) < 2:
        return _apart(heading)
    undated = _undated(children)
    if any(child.tag == "-text" for child in children):
        is_parted = len(undated) < len(children) or _has_small_print(children)
        return " ".join(map(_apart, undated)) if is_parted else _unglued(children) or _apart(heading)
    return " ".join(child.text() for child in undated if child.tag != "time" and child.css_first("time") is None)


def _unglued(children: list[LexborNode]) -> str:
    """The words of a label and of the headline after it apart where markup has no blank between; empty if none are glued."""
    first, following = children[0].text(), children[1].text()
    if children[0].tag == "span" and len(first) > _LABEL and first[-1:].islower() and following[:1].isupper():
        return f"{first} {''.join(child.text() for child in children[1:])}"
    return ""


def _undated(children: list[LexborNode]) -> list[LexborNode]:
    """A heading's parts without elements that are nothing but a date, unless that is all."""
    return [child for child in children if child.tag == "-text" or not dateline.is_bare_line(child.text())] or children


def _has_small_print(children: list[LexborNode]) -> bool:
    """Whether one of a heading's elements is small print or a label of its own: set apart, no part of a word."""
    return any(child.tag in _SMALL_PRINT for child in children)


def _apart(heading: LexborNode) -> str:
    """A heading's text, words on both sides of a line break or a box kept apart."""
    if heading.css_first("br, div, p") is None:
        return heading.text()
    said = ""
    for node in heading.traverse(include_text=True):
        said += (node.text_content or "") if node.tag == "-text" else " " if node.tag in _BREAKS else ""
    return said
