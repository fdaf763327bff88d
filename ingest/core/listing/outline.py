"""A page's elements in the order of the page, as flat lists: what stands inside an element is a stretch of them, and so is its text."""

import re
from collections.abc import Container

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "textarea"})
_TOKEN = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Outline:
    """`tag`, `names` (words of class, id and role), `parent`, `end` (the element after its last inner one) of each element by its number.

    `text` holds the pieces of text in their order; those of an element are `text[text_start[n]:text_end[n]]`.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.node: list[LexborNode] = []
        self.tag: list[str] = []
        self.names: list[frozenset[str]] = []
        self.parent: list[int] = []
        self.end: list[int] = []
        self.text: list[str] = []
        self.text_parent: list[int] = []  # the element round each piece
        self.text_start: list[int] = []
        self.text_end: list[int] = []
        self.length = [0]  # characters of the first n pieces of text
        if tree.body is not None:
            self._walk(tree.body)

    def text_of(self, box: int) -> str:
        return " ".join(self.text[self.text_start[box] : self.text_end[box]])

    def text_length(self, box: int) -> int:
        return self.length[self.text_end[box]] - self.length[self.text_start[box]]

    def is_in(self, box: int, tags: Container[str], until: Container[str]) -> bool:
        """Whether an element of these tags is round a box, nearer than one of `until`."""
        while box >= 0 and self.tag[box] not in until:
            if self.tag[box] in tags:
                return True
            box = self.parent[box]
        return False

    def _walk(self, body: LexborNode) -> None:
        """Without recursion: pages are nested deeper than Python's stack allows."""
        open_elements = [self._enter(body, -1)]
        waiting: list[LexborNode | None] = [body.first_child]
        while waiting:
            node = waiting.pop()
            if node is None:
                self._leave(open_elements.pop())
                continue
            waiting.append(node.next)
            tag = node.tag or ""
            if tag == "-text":
                words = " ".join((node.text_content or "").split())
                if words:
                    self.text.append(words)
                    self.text_parent.append(open_elements[-1])
                    self.length.append(self.length[-1] + len(words))
            elif tag[:1] not in ("-", "!", "_") and tag not in _SILENT:
                open_elements.append(self._enter(node, open_elements[-1]))
                waiting.append(node.first_child)

    def _enter(self, node: LexborNode, parent: int) -> int:
        said = node.attributes
        names = " ".join(filter(None, (said.get("class"), said.get("id"), said.get("role"))))
        self.node.append(node)
        self.tag.append(node.tag or "")
        self.names.append(frozenset(_TOKEN.findall(_CAMEL.sub(" ", names).lower())) if names else frozenset())
        self.parent.append(parent)
        self.end.append(-1)
        self.text_start.append(len(self.text))
        self.text_end.append(-1)
        return len(self.node) - 1

    def _leave(self, box: int) -> None:
        self.end[box] = len(self.node)
        self.text_end[box] = len(self.text)
