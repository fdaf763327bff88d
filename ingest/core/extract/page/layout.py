"""The page as a reader meets it: a row of text blocks, each inside the boxes that hold it.

One walk over the tree, no recursion. A block is a run of inline content; block elements and doubled `<br>` end it. Nothing is
judged here, only what no reader sees (scripts, styles, form controls, comments) is left out.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from ingest.core.extract.page.folded import opens_on_demand
from ingest.core.extract.page.part_names import MACHINERY, kinds
from ingest.core.markup.decode import clean

# Elements whose content is no text of the page. `noscript` repeats what scripts would show; `button` and form controls are the
# page's machinery; `iframe`, `object` and the media elements hold fallbacks for old browsers.
_UNSEEN = """-comment script style noscript template svg iframe object embed select option datalist textarea input button canvas
    video audio map head math progress meter link meta title base source track param area col colgroup wbr"""
# Elements that leave a sentence whole (HTML 4.5 text-level semantics, and the old presentational ones). Every other element,
# unknown ones included, is a box and begins a block.
_INLINE = """abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span
    strike strong sub sup time tt u var"""
# Boxes that a page itself declares to be no part of its text (HTML 4.3.4 nav, 4.3.9 footer, 4.11.4 dialog; ARIA landmarks).
_ASIDE = "nav footer dialog menu"
_ASIDE_ROLES = frozenset(("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"))
# Boxes of which a page has hundreds: their attributes are read only when somebody asks
_PLAIN = "p li h1 h2 h3 h4 h5 h6 td th tr tbody thead dd dt blockquote pre figcaption"
# A button in one of these is the heading of a section that it opens (ARIA's pattern of an accordion)
_OPENED_BY = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HERE = ("#", "javascript:")  # a link that stays on the page
_NEVER_ASIDE = frozenset(("main", "article", "form", "body"))  # by name: `<article class="has-comments">`

_TEXT, _BREAK, _LINK, _RUN, _IMAGE, _OMITTED, _LEFT_ASIDE, _PLAIN_BOX, _BOX = range(9)
_KINDS = {
    "-text": _TEXT,
    "br": _BREAK,
    "a": _LINK,
    "img": _IMAGE,
    "amp-img": _IMAGE,
    **dict.fromkeys(_INLINE.split(), _RUN),
    **dict.fromkeys(_UNSEEN.split(), _OMITTED),
    **dict.fromkeys(_ASIDE.split(), _LEFT_ASIDE),
    **dict.fromkeys(_PLAIN.split(), _PLAIN_BOX),
}

LinkedText = tuple[str, str | None]  # text, target of the link it stands in or None
_NEW_LINE: LinkedText = ("\n", None)


class Box:
    """A block element. Its blocks are `blocks[first:last]` of the layout, its own and those of the boxes inside it.

    `role` is its ARIA role, else its `itemprop`; `name` its class and id; `images` how many are in it and in no inner box.
    """

    __slots__ = ("_name", "depth", "first", "images", "last", "node", "parent", "role", "tag")

    def __init__(self, node: LexborNode, tag: str, parent: "Box | None", first: int, name: str | None = None, role: str = "") -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent is not None else 0
        self.first = first
        self.last = first
        self.images = 0
        self.role = role
        self._name = name

    @property
    def name(self) -> str:
        if self._name is None:
            self._name = _name(self.node.attributes)
        return self._name


def inwards(box: Box, known: Container[Box]) -> Iterator[Box]:
    """The box and those around it that are not known yet, the outermost first. Markup nests deeper than Python recurses."""
    missing: list[Box] = []
    at: Box | None = box
    while at is not None and at not in known:
        missing.append(at)
        at = at.parent
    return reversed(missing)


_LONGEST_NAME = 1000  # characters: what names say is remembered, and a page may make them as long as it likes


def _name(attributes: dict[str, str | None]) -> str:
    said, own = attributes.get("class"), attributes.get("id")
    return (f"{said or ''} {own}" if own else said or "").strip()[:_LONGEST_NAME]


class Block:
    """A run of inline content.

    `pieces`  in order; a line break is ("\\n", None)
    `text`    the same as one string, white space folded, line breaks kept
    `size`    its characters, white space left out
    `linked`  how many of them are inside links
    """

    __slots__ = ("box", "index", "linked", "pieces", "size", "text")

    def __init__(self, box: Box, index: int, pieces: list[LinkedText], text: str, size: int, linked: int) -> None:
        self.box = box
        self.index = index
        self.pieces = pieces
        self.text = text
        self.size = size
        self.linked = linked


def size_of(blocks: Iterable[Block]) -> int:
    """Characters of all, white space left out."""
    return sum(block.size for block in blocks)


class Layout:
    """`boxes` and `blocks` in document order; `images`: (image element, its box, how many blocks stand before it).

    `headlines`: which block is the headline of each title that was asked for, as `headings` finds it.
    `left_out`: whether the page has boxes that it declares to be no part of its text, and that are not here.
    """

    __slots__ = ("blocks", "boxes", "controls", "dropped", "headlines", "images", "left_out", "whole")

    def __init__(
        self, body: LexborNode, controls: Sequence[LexborNode] = (), whole: bool = False, dropped: frozenset[int] = frozenset()
    ) -> None:
        """`controls`: forms and what stands in them, of the whole page; `whole`: also the boxes that a page declares to be no part of its
        text; `dropped`: `mem_id` of elements to leave out."""
        self.controls = controls
        self.whole = whole
        self.dropped = dropped
        self.left_out = False
        self.headlines: dict[str, int | None] = {}
        self.boxes: list[Box] = [Box(body, "body", None, 0)]
        self.blocks: list[Block] = []
        self.images: list[tuple[LexborNode, Box, int]] = []
        self._walk(body)

    def _walk(self, body: LexborNode) -> None:
        box = self.boxes[0]
        open_elements: list[tuple[LexborNode, Box | None, str | None]] = []  # element, the box that it closes, the link around it
        pieces: list[LinkedText] = []
        link: str | None = None
        links = False
        dropped, kind_of, boxes, blocks = self.dropped, _KINDS.get, self.boxes, self.blocks
        node = body.first_child
        while True:
            if node is None:  # the end of an element
                if not open_elements:
                    break
                node, closed, link = open_elements.pop()
                if closed is not None:
                    if pieces:
                        self._end_block(box, pieces, links)
                        pieces, links = [], False
                    closed.last = len(blocks)
                    box = closed.parent or box
                node = node.next
                continue
            tag = node.tag or ""
            kind = kind_of(tag, _BOX)
            if kind == _TEXT:
                text = node.text_content
                if text and (pieces or not text.isspace()):
                    pieces.append((text, link))
                    if link is not None:
                        links = True
            elif (kind == _OMITTED and not (tag == "button" and not pieces and box.tag in _OPENED_BY)) or (
                dropped and node.mem_id in dropped
            ):
                pass
            elif kind in (_LINK, _RUN, _OMITTED):
                child = node.first_child
                if child is not None:
                    open_elements.append((node, None, link))
                    if kind == _LINK:
                        link = node.attributes.get("href", link)
                    node = child
                    continue
            elif kind == _BREAK:
                if len(pieces) > 1 and _at_line_start(pieces):
                    self._end_block(box, pieces, links)
                    pieces, links = [], False
                elif pieces:
                    pieces.append(_NEW_LINE)
            elif kind == _IMAGE:
                self.images.append((node, box, len(blocks)))
                box.images += 1
            else:
                if pieces:
                    self._end_block(box, pieces, links)
                    pieces, links = [], False
                child = node.first_child
                if child is not None:
                    opened = Box(node, tag, box, len(blocks)) if kind == _PLAIN_BOX else self._opened(node, tag, kind, box)
                    if opened is not None:
                        boxes.append(opened)
                        open_elements.append((node, opened, link))
                        box = opened
                        node = child
                        continue
                    self.left_out = True
            node = node.next
        if pieces:
            self._end_block(box, pieces, links)
        self.boxes[0].last = len(self.blocks)

    def _opened(self, node: LexborNode, tag: str, kind: int, parent: Box) -> Box | None:
        """The box of an element, None if it is left out."""
        first = len(self.blocks)
        if kind == _LEFT_ASIDE and not self.whole:
            return None
        attributes = node.attributes
        if not attributes:
            return Box(node, tag, parent, first, "")
        name = _name(attributes)
        role = attributes.get("role") or attributes.get("itemprop") or ""
        if not self.whole:
            if role in _ASIDE_ROLES or (kinds(name) & MACHINERY and tag not in _NEVER_ASIDE):
                return None
            if _is_hidden(attributes) and not opens_on_demand(node, attributes, name, role):
                return None
        return Box(node, tag, parent, first, name, role)

    def _end_block(self, box: Box, pieces: list[LinkedText], links: bool) -> None:
        if len(pieces) > 1 and _NEW_LINE in pieces:
            text = "\n".join(line for line in (" ".join(part.split()) for part in _lines(pieces)) if line)
            size = len(text) - text.count(" ") - text.count("\n")
        else:
            words = (pieces[0][0] if len(pieces) == 1 else "".join([text for text, _ in pieces])).split()
            text = " ".join(words)
            size = len(text) - len(words) + 1
        if not text or not (text.isprintable() or clean(text).strip()):
            return
        linked = 0
        if links:
            linked = size if len(pieces) == 1 else sum(map(len, "".join([piece for piece, href in pieces if href is not None]).split()))
            if box.tag in _OPENED_BY and all(href is None or href.startswith(_HERE) for _, href in pieces):
                linked = 0  # it opens what stands below it
        self.blocks.append(Block(box, len(self.blocks), pieces, text, size, linked))


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and "display:none" in style.replace(" ", ""))


def _at_line_start(pieces: list[LinkedText]) -> bool:
    """Whether only white space follows the last line break."""
    for text, _ in reversed(pieces):
        if text == "\n":
            return True
        if not text.isspace():
            return False
    return False


def _lines(pieces: list[LinkedText]) -> list[str]:
    lines: list[list[str]] = [[]]
    for piece in pieces:
        if piece == _NEW_LINE:
            lines.append([])
        else:
            lines[-1].append(piece[0])
    return ["".join(line) for line in lines]
