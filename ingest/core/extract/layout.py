"""The page as a reader meets it: a row of text blocks, each inside the boxes that hold it.

One walk over the tree, no recursion. A block is a run of inline content; block elements and doubled `<br>` end it. Nothing is
judged here, only what no reader sees (scripts, styles, form controls, comments) is left out.
"""

from selectolax.lexbor import LexborNode

from ingest.core.extract.body_names import is_machinery

# Elements whose content is no text of the page. `noscript` repeats what scripts would show; `button` and form controls are the
# page's machinery; `iframe`, `object` and the media elements hold fallbacks for old browsers.
UNSEEN = frozenset(
    "-comment script style noscript template svg iframe object embed select option datalist textarea input button canvas video audio"
    " map head math dialog progress meter link meta title base source track param area col colgroup wbr".split()
)
# Elements that leave a sentence whole (HTML 4.5 text-level semantics, and the old presentational ones). Every other element,
# unknown ones included, begins a block.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var -document".split()
)
# Boxes that a page itself declares to be no part of its text (HTML 4.3.4 nav, 4.3.9 footer, 4.11.4 dialog; ARIA landmarks).
ASIDE = frozenset(("nav", "footer", "dialog", "menu"))
ASIDE_ROLES = frozenset(("navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"))
MAIN = frozenset(("main", "article", "form", "body"))  # never left out by name: `<article class="has-comments">`
# Boxes of which a page has hundreds: their attributes are read only when somebody asks
PLAIN = frozenset("p li h1 h2 h3 h4 h5 h6 td th tr tbody thead dd dt blockquote pre figcaption".split())
IMAGES = frozenset(("img", "amp-img"))


class Box:
    """A block element. Its blocks are `blocks[first:last]` of the layout, its own and those of the boxes inside it."""

    __slots__ = ("_name", "depth", "first", "hidden", "images", "last", "node", "parent", "role", "tag")

    def __init__(self, node: LexborNode, tag: str, parent: "Box | None", first: int) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.depth: int = parent.depth + 1 if parent is not None else 0
        self.first = first
        self.last = first
        self.images = 0
        self.role = ""  # `role`, else `itemprop`
        self.hidden = False
        self._name: str | None = None
        if tag in PLAIN:
            return
        attributes = node.attributes
        if not attributes:
            self._name = ""
            return
        self._name = _name(attributes)
        self.role = attributes.get("role") or attributes.get("itemprop") or ""
        style = attributes.get("style")
        self.hidden = "hidden" in attributes or (style is not None and "display:none" in style.replace(" ", ""))

    @property
    def name(self) -> str:
        """Class and id."""
        if self._name is None:
            self._name = _name(self.node.attributes)
        return self._name

    def is_aside(self) -> bool:
        return (
            self.tag in ASIDE
            or self.hidden
            or (self.role != "" and self.role in ASIDE_ROLES)
            or (self._name is not None and self._name != "" and self.tag not in MAIN and is_machinery(self._name))
        )


def _name(attributes: dict[str, str | None]) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()


class Block:
    """A run of inline content.

    `pieces`  (text, target of the link it stands in or None) in order; a line break is "\\n" alone
    `text`    the same as one string, white space folded, line breaks kept
    `linked`  how many of its characters, white space left out, are inside links
    `size`    how many there are in all
    """

    __slots__ = ("box", "index", "linked", "pieces", "size", "strong", "text")

    def __init__(self, box: Box, index: int, pieces: list[tuple[str, str | None]], text: str, strong: int) -> None:
        self.box = box
        self.index = index
        self.pieces = pieces
        self.text = text
        self.strong = strong  # characters in bold, white space included
        self.size = len(text) - text.count(" ")
        self.linked = sum(len(piece) - piece.count(" ") for piece, href in pieces if href is not None)


class Layout:
    """`boxes` and `blocks` in document order; `images`: (image element, its box, how many blocks stand before it)."""

    __slots__ = ("blocks", "boxes", "dropped", "images", "whole")

    def __init__(self, body: LexborNode, whole: bool = False, dropped: frozenset[int] = frozenset()) -> None:
        """`whole`: also the boxes that a page declares to be no part of its text; `dropped`: `mem_id` of elements to leave out."""
        self.whole = whole
        self.dropped = dropped
        self.boxes: list[Box] = []
        self.blocks: list[Block] = []
        self.images: list[tuple[LexborNode, Box, int]] = []
        self._walk(body)

    def _walk(self, body: LexborNode) -> None:
        box = Box(body, "body", None, 0)
        self.boxes.append(box)
        open_elements: list[tuple[LexborNode, Box | None, str | None, int]] = []  # element, box it closes, link and boldness before it
        pieces: list[tuple[str, str | None]] = []
        link: str | None = None
        bold = 0
        strong = 0
        node = body.first_child
        while node is not None or open_elements:
            if node is None:  # the end of an element
                node, closed, link, bold = open_elements.pop()
                if closed is not None:
                    if pieces:
                        self._end_block(box, pieces, strong)
                        pieces, strong = [], 0
                    closed.last = len(self.blocks)
                    box = closed.parent or box
                node = node.next
                continue
            tag = node.tag
            if self.dropped and node.mem_id in self.dropped:
                node = node.next
            elif tag == "-text":
                text = node.text_content
                if text and (pieces or not text.isspace()):
                    pieces.append((text, link))
                    if bold:
                        strong += len(text)
                node = node.next
            elif tag == "br":
                if len(pieces) > 1 and _at_line_start(pieces):
                    self._end_block(box, pieces, strong)
                    pieces, strong = [], 0
                elif pieces:
                    pieces.append(("\n", None))
                node = node.next
            elif tag in INLINE:
                child = node.first_child
                if child is None:
                    node = node.next
                    continue
                open_elements.append((node, None, link, bold))
                if tag == "a":
                    link = node.attributes.get("href") or ""
                elif tag == "b" or tag == "strong":
                    bold += 1
                node = child
            elif tag in IMAGES:
                self.images.append((node, box, len(self.blocks)))
                box.images += 1
                node = node.next
            elif tag in UNSEEN:
                node = node.next
            else:
                if pieces:
                    self._end_block(box, pieces, strong)
                    pieces, strong = [], 0
                child = node.first_child
                if child is None:
                    node = node.next
                    continue
                opened = Box(node, tag, box, len(self.blocks))
                if not self.whole and opened.is_aside():
                    node = node.next
                    continue
                self.boxes.append(opened)
                open_elements.append((node, opened, link, bold))
                box = opened
                node = child
        if pieces:
            self._end_block(box, pieces, strong)
        self.boxes[0].last = len(self.blocks)

    def _end_block(self, box: Box, pieces: list[tuple[str, str | None]], strong: int) -> None:
        whole = "".join([text for text, _ in pieces]) if len(pieces) > 1 else pieces[0][0]
        if ("\n", None) in pieces:
            text = "\n".join(line for line in (" ".join(part.split()) for part in _lines(pieces)) if line)
        else:
            text = " ".join(whole.split())
        if text:
            self.blocks.append(Block(box, len(self.blocks), pieces, text, strong))


def _at_line_start(pieces: list[tuple[str, str | None]]) -> bool:
    """Whether only white space follows the last line break."""
    for text, _ in reversed(pieces):
        if text == "\n":
            return True
        if not text.isspace():
            return False
    return False


def _lines(pieces: list[tuple[str, str | None]]) -> list[str]:
    lines: list[list[str]] = [[]]
    for text, href in pieces:
        if text == "\n" and href is None:
            lines.append([])
        else:
            lines[-1].append(text)
    return ["".join(line) for line in lines]
