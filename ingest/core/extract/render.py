"""Blocks -> text and Markdown."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin

from ingest.core.extract.layout import Block, Box

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu"))
_CELLS = frozenset(("td", "th"))
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LINE_START = re.compile(r"^(#{1,6}\s|[-+>]\s|\d+[.)]\s)")


def text(blocks: Iterable[Block]) -> str:
    """Paragraphs separated by a blank line; the entries of a list and the rows of a table on lines of their own."""
    return _joined(blocks, lambda block: block.text, _text_line)


def markdown(blocks: Iterable[Block], base: str) -> str:
    """The same as Markdown, with headings, lists, quotes, tables and links made absolute against `base`."""
    return _joined(blocks, lambda block: _inline(block, base), _markdown_line)


def _joined(blocks: Iterable[Block], inline: Callable[[Block], str], line: Callable[[Box, str, list[Box]], str]) -> str:
    out: list[str] = []
    before: list[Box] = []
    for block in blocks:
        said = inline(block)
        if not said:
            continue
        around = _around(block.box)
        row, last_row = _first(around, "tr"), _first(before, "tr")
        if row is not None and row is last_row:
            out[-1] += " | " + said.replace("\n", " ")
        elif out and _together(around, before):
            out[-1] += "\n" + line(block.box, said, around)
        else:
            out.append(line(block.box, said, around))
        before = around
    return "\n\n".join(out)


def _around(box: Box) -> list[Box]:
    """The box and those around it, innermost first."""
    boxes = []
    at: Box | None = box
    while at is not None:
        boxes.append(at)
        at = at.parent
    return boxes


def _first(boxes: list[Box], *tags: str) -> Box | None:
    return next((box for box in boxes if box.tag in tags), None)


def _together(around: list[Box], before: list[Box]) -> bool:
    """Whether two blocks are of one list or one table."""
    for tags in (("ul", "ol", "menu"), ("table",)):
        mine = _first(around, *tags)
        if mine is not None and mine in before and (tags[0] != "table" or _first(around, "tr") is not None):
            return True
    return False


def _text_line(box: Box, said: str, around: list[Box]) -> str:
    return "- " + said if _first(around, "li") is not None else said


def _markdown_line(box: Box, said: str, around: list[Box]) -> str:
    level = next((_HEADINGS[at.tag] for at in around if at.tag in _HEADINGS), 0)
    if level:
        return "#" * max(level, 2) + " " + said.replace("\n", " ")
    entry = _first(around, "li")
    if entry is not None:
        depth = sum(at.tag in _LISTS for at in around) - 1
        ordered = entry.parent is not None and entry.parent.tag == "ol"
        said = "  " * max(depth, 0) + ("1. " if ordered else "- ") + said.replace("\n", " ")
    if _first(around, "blockquote") is not None:
        said = "> " + said.replace("\n", "\n> ")
    return said


def _inline(block: Block, base: str) -> str:
    """A block's text with its links, in Markdown."""
    out: list[str] = []
    link: str | None = None
    label: list[str] = []
    for piece, href in block.pieces:
        if href != link:
            _close(out, label, link, base)
            label, link = [], href
        label.append("\n" if piece == "\n" and href is None else _SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", piece)))
    _close(out, label, link, base)
    lines = (" ".join(part.split()) for part in "".join(out).split("\n"))
    return "\n".join(_LINE_START.sub(r"\\\1", part) for part in lines if part)


def _close(out: list[str], label: list[str], link: str | None, base: str) -> None:
    said = "".join(label)
    target = _absolute(base, link) if link and said.strip() else None
    if target is None:
        out.append(said)
    else:
        inner = said.strip()
        out.append(said[: len(said) - len(said.lstrip())] + f"[{inner}]({target})" + said[len(said.rstrip()) :])


def _absolute(base: str, reference: str) -> str | None:
    try:
        url = urljoin(base, reference.strip())
    except ValueError:
        return None
    if not url.startswith(("http://", "https://")):
        return None
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
