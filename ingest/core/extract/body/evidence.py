"""What speaks for and against each block of a page being part of the article: numbers and names that the scorecard weighs.

Everything is read off the layout; a block is seen with its neighbours, its boxes, and the share of the page's prose that they hold.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from math import log2

from ingest.core.extract.page.headings import headline, words_of
from ingest.core.extract.page.layout import Box, Layout, inwards
from ingest.core.extract.page.part_names import families
from ingest.core.extract.page.sentences import ends_sentence
from ingest.core.patterns import lazy

# Scripts that say in one character what takes Latin ones about three: sizes are counted in Latin characters.
_WIDE = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_COMMAS = ",;،、，；"
_ASCII_COMMAS = ",;"
_CAPITAL = lazy(r"[A-ZÀ-ÖØ-ÞА-ЯЁ]")
_CLOSINGS = '.?!…。！？:;,)"”»|-–'

PROSE = 80  # characters: a block of this size, hardly linked, is running text for certain; captions and teasers are mostly below
SENTENCE = 40  # characters of a shorter one
LINKED = 0.35  # share of a block's characters inside links above which it is no running text

# Blocks that are not weighed at all, 60 % of those on a page; they hold 0.9 % of the development pages' gold.
_FAR = 0.02  # share of the page's prose in the box three above: less, and a small block is far from any text
_ALL_LINKED = 0.95
_FEW = 60  # blocks: of so small a page all are weighed, for its text may be short lines in boxes of their own
_MOST = 8_000  # blocks, three times as many as saved pages have; of those that follow not each is weighed anew

_TAGS = "p div li td h1 h2 h3 h4 h5 h6 blockquote figcaption span section article dd dt header pre"
TAGS = {tag: number for number, tag in enumerate(_TAGS.split(), 1)}  # others are 0, none -1
HOLDERS = ("li", "td", "figcaption", "figure", "aside", "header", "form", "blockquote", "address")
_HOLDER_BITS = {tag: 1 << bit for bit, tag in enumerate(HOLDERS)}
_NO_HEADING = -99
_LONGEST_TITLE = 300  # characters: what is longer is not compared with title and description

OF_BLOCK = (
    "size", "linked share", "ends sentence", "commas", "capitals", "closing",
    "title covers", "like title", "description covers", "in jsonld", "copies", "after title",
    "size -2", "size -1", "size +1", "size +2", "linked -2", "linked -1", "linked +1", "linked +2",
    "tag -1", "tag +1", "prose before", "prose behind", "prose of box 0", "linked of box 0", "blocks of box 0", "text of box 0",
)  # fmt: skip
OF_PLACE = (
    "tag", "parent tag", "class prose", "place prose", "alike", "parents alike",
    *(f"{what} of box {up}" for up in (1, 2, 3) for what in ("prose", "linked", "blocks", "text")),
)  # fmt: skip
NUMBERS = OF_BLOCK + OF_PLACE
NAMES = ("own", "in", "holder")

# Values of OF_BLOCK; of OF_PLACE, the very same tuple for boxes with one parent, tag and name; then bit sets: families of the box's own
# name, of the small boxes around it, HOLDERS around it
Evidence = tuple[tuple[float, ...], tuple[float, ...], tuple[int, int, int]]


def sizes(layout: Layout) -> list[int]:
    """Each block's text in characters, white space left out, those of dense scripts counted three times."""
    return [block.size if block.text.isascii() else block.size + 2 * sum(map(len, _WIDE.findall(block.text))) for block in layout.blocks]


def paragraphs(layout: Layout, weights: list[int]) -> Iterator[int]:
    """The blocks, by index, that are running text for certain."""
    return (i for i, block in enumerate(layout.blocks) if weights[i] >= PROSE and block.linked < LINKED * block.size)


def sentences(layout: Layout, weights: list[int]) -> Iterator[int]:
    """The blocks, by index, that are shorter and may be running text."""
    return (
        i
        for i, block in enumerate(layout.blocks)
        if SENTENCE <= weights[i] < PROSE and block.linked < LINKED * block.size and ends_sentence(block.text)
    )


def evidence(layout: Layout, weights: list[int], title: str, description: str, told: str) -> list[Evidence | None]:
    """Of every block, None for those that cannot be part of an article.

    `weights` as from `sizes`; `title`, `description` and `told` (JSON-LD articleBody) as the page declares them, "" if it does not.
    """
    blocks = layout.blocks
    shares = [block.linked / block.size if block.size else 0.0 for block in blocks]
    boxes = _Boxes(layout, weights, shares)
    logs = [0.0, 0.0, *(log2(weight + 1) for weight in weights), 0.0, 0.0]
    links = [-1.0, -1.0, *shares, -1.0, -1.0]
    tags = [-1, *(TAGS.get(block.box.tag, 0) for block in blocks), -1]
    copies = Counter(block.text for block in blocks)
    title_words = words_of(title)
    description_words = words_of(description)
    told = "".join(told.split())
    heading = headline(layout, title)
    prose, total = boxes.prose, boxes.total  # of the page before each block, and in all
    rows: list[Evidence | None] = []
    weighed: dict[tuple[str, ...], Evidence] = {}  # the last by place, kept for the blocks after _MOST
    for i, block in enumerate(blocks):
        box = block.box
        share = shares[i]
        if share > _ALL_LINKED or (weights[i] < PROSE and len(blocks) > _FEW and boxes.far(box)):
            rows.append(None)
            continue
        if i > _MOST and (like := weighed.get(_place(box)) or rows[-1]):
            rows.append(like)
            continue
        text = block.text
        words = text.casefold().split() if block.size < _LONGEST_TITLE else []
        of_title, of_description = len(title_words.intersection(words)), len(description_words.intersection(words))
        number = len(set(words)) if of_title or of_description else 1
        values = (
            logs[i + 2], share, ends_sentence(text), sum(map(text.count, _ASCII_COMMAS if text.isascii() else _COMMAS)),
            len(_CAPITAL.findall(text)) / block.size if words else 0, _CLOSINGS.find(text[-1]),
            of_title / number, of_title / (number + len(title_words) - of_title or 1), of_description / number,
            ("".join(text.split()) in told) if told else -1, copies[text], i - heading if heading is not None else _NO_HEADING,
            logs[i], logs[i + 1], logs[i + 3], logs[i + 4], links[i], links[i + 1], links[i + 3], links[i + 4],
            tags[i], tags[i + 2], prose[i] / total, 1 - prose[i + 1] / total, *boxes.measures(box),
        )  # fmt: skip
        row = values, boxes.place(box), boxes.names(box)
        rows.append(row)
        if len(blocks) > _MOST:
            weighed[_place(box)] = row
    return rows


_NO_BOX = (1.0, -1.0, -1, -1)
_NOWHERE = (0, 1.0, 1.0, 1, 0, *_NO_BOX, *_NO_BOX, *_NO_BOX)  # what stands in the root


class _Boxes:
    """Measures of boxes: sums over runs of blocks make each one subtraction."""

    def __init__(self, layout: Layout, weights: list[int], shares: list[float]) -> None:
        blocks = layout.blocks
        prose = [
            weight if weight >= PROSE and share < LINKED and block.box.tag != "figcaption" else 0
            for block, weight, share in zip(blocks, weights, shares, strict=True)
        ]
        self.prose = [0, *accumulate(prose)]
        self.total = self.prose[-1] or 1
        self._text = [0, *accumulate([block.size for block in blocks])]
        self._linked = [0, *accumulate([block.linked for block in blocks])]
        self._alike = Counter([(box.parent, box.tag) for box in layout.boxes])
        self._class_prose: Counter[tuple[str, str]] = Counter()
        self._place_prose: Counter[tuple[str, ...]] = Counter()
        for block, amount in zip(blocks, prose, strict=True):
            if amount:
                box = block.box
                self._class_prose[box.tag, box.name] += amount
                self._place_prose[_place(box)] += amount
        self._measures: dict[Box, tuple[float, float, int, int]] = {}
        self._places: dict[tuple[Box, str, str], tuple[float, ...]] = {}
        self._names: dict[Box, tuple[int, int]] = {}
        self._far: dict[Box | None, bool] = {}

    def far(self, box: Box) -> bool:
        """Whether the box three above holds next to none of the page's prose."""
        parent = box.parent
        known = self._far.get(parent)
        if known is None:
            above = parent.parent and parent.parent.parent if parent is not None else None
            known = above is not None and self.prose[above.last] - self.prose[above.first] < _FAR * self.total
            self._far[parent] = known
        return known

    def measures(self, box: Box) -> tuple[float, float, int, int]:
        """Share of the page's prose, linked share, blocks, characters."""
        known = self._measures.get(box)
        if known is None:
            first, last = box.first, box.last
            text = self._text[last] - self._text[first]
            linked = (self._linked[last] - self._linked[first]) / text if text else 0.0
            known = self._measures[box] = ((self.prose[last] - self.prose[first]) / self.total, linked, last - first, text)
        return known

    def place(self, box: Box) -> tuple[float, ...]:
        """The tag; the parent's; share of the page's prose in boxes of the same name, and of the same name and parent; same elements
        beside; the measures of the three boxes around it."""
        parent = box.parent
        if parent is None:
            return TAGS.get(box.tag, 0), *_NOWHERE
        known = self._places.get((parent, box.tag, box.name))
        if known is None:
            known = (
                TAGS.get(box.tag, 0),
                TAGS.get(parent.tag, 0),
                self._class_prose[box.tag, box.name] / self.total,
                self._place_prose[_place(box)] / self.total,
                self._alike[parent, box.tag],
                self._alike[parent.parent, parent.tag],
            )
            around: Box | None = parent
            for _ in range(3):
                known += self.measures(around) if around is not None else _NO_BOX
                around = around.parent if around is not None else None
            self._places[parent, box.tag, box.name] = known
        return known

    def names(self, box: Box) -> tuple[int, int, int]:
        """Families of the box's own name; of all around it that hold less than half of the page's prose; HOLDERS among those."""
        for one in inwards(box, self._names):
            inside, holders = self._names[one.parent] if one.parent is not None else (0, 0)
            if 2 * (self.prose[one.last] - self.prose[one.first]) < self.total:
                inside |= families(one.name)
                holders |= _HOLDER_BITS.get(one.tag, 0)
            self._names[one] = inside, holders
        return families(box.name), *self._names[box]


def _place(box: Box) -> tuple[str, ...]:
    parent = box.parent
    return (box.tag, box.name) if parent is None else (box.tag, box.name, parent.tag, parent.name)
