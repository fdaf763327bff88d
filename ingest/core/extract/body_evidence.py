"""What speaks for and against each block of a page being part of the article: numbers and names that the scorecard weighs.

Everything is read off the layout; a block is seen with its neighbours, its boxes, and the share of the page's prose that they hold.
"""

import re
from collections import Counter
from itertools import accumulate
from math import log2

from ingest.core.extract.body_names import families
from ingest.core.extract.layout import Block, Box, Layout

# Scripts that say in one character what takes Latin ones about three: sizes are counted in Latin characters.
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_STOP = re.compile(r"[.?!…](?=[\s\"”»’')\]]|$)|[。！？।؟۔]")
_LAST = re.compile(r"[.?!…。！？।؟۔][\"”»’')\]」』]*$")
_COMMA = re.compile(r"[,;،、，；]")
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯЁ]")

PROSE = 80  # characters: a block of this size, hardly linked, is running text for certain; captions and teasers are mostly below
LINKED = 0.35  # share of a block's characters inside links above which it is no running text

TAGS = {
    tag: number
    for number, tag in enumerate("p div li td h1 h2 h3 h4 h5 h6 blockquote figcaption span section article dd dt header pre".split(), 1)
}
HOLDERS = ("li", "td", "figcaption", "figure", "aside", "header", "form", "blockquote", "address")
_HOLDER_BIT = {tag: 1 << bit for bit, tag in enumerate(HOLDERS)}

NUMBERS = (
    "size", "linked share", "ends sentence", "sentences", "commas", "capitals", "closing", "colon",
    "tag", "parent tag", "bold", "address", "title covers", "like title", "description covers", "in jsonld", "copies", "after title",
    *(f"{what} {side}{far}" for far in (1, 2) for side in ("-", "+") for what in ("size", "linked", "tag", "together")),
    "class prose", "place prose",
    *(f"{what} {up}" for up in range(4) for what in ("prose of box", "linked of box", "blocks of box", "text of box")),
    "alike", "parents alike", "images", "marked body", "page blocks", "page prose", "prose before", "prose behind",
)  # fmt: skip
NAMES = ("own", "in", "under", "holder")

Evidence = tuple[list[float], tuple[int, int, int, int]]  # values of NUMBERS, bit sets of NAMES


def sizes(layout: Layout) -> list[int]:
    """Each block's text in characters, white space left out, those of dense scripts counted three times."""
    return [block.size if block.text.isascii() else block.size + 2 * sum(map(len, _WIDE.findall(block.text))) for block in layout.blocks]


def evidence(layout: Layout, title: str, description: str, told: str) -> list[Evidence]:
    """Of every block. `title` and `description` as the page declares them, `told` its JSON-LD articleBody, each "" if there is none."""
    blocks = layout.blocks
    weights = sizes(layout)
    shares = [block.linked / block.size if block.size else 0.0 for block in blocks]
    boxes = _Boxes(layout, weights, shares)
    logs = [log2(weight + 1) for weight in weights]
    tags = [TAGS.get(block.box.tag, 0) for block in blocks]
    copies = Counter(block.text for block in blocks)
    class_prose: Counter[object] = Counter()
    place_prose: Counter[object] = Counter()
    for block, prose in zip(blocks, boxes.prose_of, strict=True):
        if prose:
            class_prose[block.box.tag, block.box.name] += prose
            place_prose[_place(block.box)] += prose
    title_words = set(_WORD.findall(title.casefold()))
    description_words = set(_WORD.findall(description.casefold()))
    told = "".join(told.split())
    word_sets = [set(_WORD.findall(block.text.casefold())) if block.size < 400 else None for block in blocks]
    heading = _heading(blocks, word_sets, title_words)
    total = boxes.prose[-1] or 1
    count = len(blocks)
    rows: list[Evidence] = []
    for i, block in enumerate(blocks):
        text = block.text
        box = block.box
        parent = box.parent
        words = word_sets[i]
        of_title = len(words & title_words) if words else 0
        values: list[float] = [
            logs[i], shares[i], _LAST.search(text) is not None, len(_STOP.findall(text)), len(_COMMA.findall(text)),
            len(_CAPITAL.findall(text)) / block.size if words else 0, ".?!…。！？:;,)\"”»|-–".find(text[-1]), text.find(":", 0, 40),
            tags[i], TAGS.get(parent.tag, 0) if parent is not None else 0, block.strong / len(text), "http" in text or "www." in text,
            of_title / len(words) if words else 0, of_title / len(words | title_words) if words else 0,
            len(words & description_words) / len(words) if words else 0, -1 if not told else "".join(text.split()) in told,
            copies[text], i - heading if heading is not None else -99,
        ]  # fmt: skip
        for j in (i - 1, i + 1, i - 2, i + 2):
            if 0 <= j < count:
                values += (logs[j], shares[j], tags[j], blocks[j].box.parent is parent)
            else:
                values += (0, -1, -1, 0)
        values += (class_prose[box.tag, box.name] / total, place_prose[_place(box)] / total)
        values += boxes.chain(box)
        own, inside, under, holders = boxes.names(box)
        values += (
            boxes.alike[parent, box.tag, box.name],
            boxes.alike[parent.parent, parent.tag, parent.name] if parent is not None else 0,
            box.images, "articleBody" in box.role or (parent is not None and "articleBody" in parent.role), count, log2(total),
        )  # fmt: skip
        values += (boxes.prose[i] / total, 1 - boxes.prose[i + 1] / total)
        rows.append((values, (own, inside, under, holders)))
    return rows


def _place(box: Box) -> tuple[str, str, str, str]:
    parent = box.parent
    return box.tag, box.name, parent.tag if parent is not None else "", parent.name if parent is not None else ""


def _heading(blocks: list[Block], word_sets: list[set[str] | None], title: set[str]) -> int | None:
    """Which block is the headline: the first <h1> like the title, else any block like it, else the first <h1>."""
    alike = [i for i, words in enumerate(word_sets) if words and title and len(words & title) > 0.7 * len(words | title)]
    return next(
        (i for i in alike if blocks[i].box.tag == "h1"), alike[0] if alike else next((b.index for b in blocks if b.box.tag == "h1"), None)
    )


class _Boxes:
    """Measures of boxes: sums over runs of blocks make each one subtraction."""

    def __init__(self, layout: Layout, weights: list[int], shares: list[float]) -> None:
        blocks = layout.blocks
        self.prose_of = [
            weight if weight >= PROSE and share < LINKED and block.box.tag != "figcaption" else 0
            for block, weight, share in zip(blocks, weights, shares, strict=True)
        ]
        self.prose = [0, *accumulate(self.prose_of)]
        self.text = [0, *accumulate(block.size for block in blocks)]
        self.linked = [0, *accumulate(block.linked for block in blocks)]
        self.alike = Counter((box.parent, box.tag, box.name) for box in layout.boxes)
        self._chains: dict[Box, list[float]] = {}
        self._names: dict[Box, tuple[int, int, int, int]] = {}

    def chain(self, box: Box) -> list[float]:
        """Of the box and three around it: share of the page's prose, linked share, blocks, characters."""
        known = self._chains.get(box)
        if known is None:
            known = []
            around: Box | None = box
            for _ in range(4):
                if around is None:
                    known += (1, -1, -1, -1)
                    continue
                first, last = around.first, around.last
                text = self.text[last] - self.text[first]
                linked = self.linked[last] - self.linked[first]
                known += ((self.prose[last] - self.prose[first]) / (self.prose[-1] or 1), linked / text if text else 0, last - first, text)
                around = around.parent
            self._chains[box] = known
        return known

    def names(self, box: Box) -> tuple[int, int, int, int]:
        """Families of the box's own name, of the boxes around it that hold less than half of the page's prose, of the others;
        the HOLDERS among the former."""
        known = self._names.get(box)
        if known is None:
            own = families(box.name) if box.name else 0
            inside, under, holders = 0, 0, 0
            if box.parent is not None:
                _, inside, under, holders = self.names(box.parent)
            if 2 * (self.prose[box.last] - self.prose[box.first]) < self.prose[-1]:
                inside |= own
                holders |= _HOLDER_BIT.get(box.tag, 0)
            else:
                under |= own
            known = self._names[box] = own, inside, under, holders
        return known
