"""Tables of labels and values: a register whose rows are the text, or a board that sets one text out with its number and its readers."""

from collections import Counter
from collections.abc import Sequence

from ingest.core.extract.page.headings import HEADINGS
from ingest.core.extract.page.layout import Block, Box, Layout
from ingest.core.extract.page.sentences import ends_sentence

CELLS = frozenset(("td", "th", "tr", "dt", "dd"))  # named for their place in the table: "header"
_FEWEST = 3  # cells with text
_MOST_CELLS = 80
_ONE_VALUE = 0.6  # share of the text in one cell: the others are what a board says of it
_LABEL = 40  # characters


def sets_out_values(table: Box, kept: Sequence[Block], missing: Sequence[Block]) -> bool:
    """Whether a table that is most of the text is a register: several of its cells are kept, and none is the whole text."""
    if table.tag not in ("table", "dl"):
        return False
    cells: Counter[Box | None] = Counter()
    for block in kept:
        cells[_cell(block.box, table)] += block.size
    if len(cells) < _FEWEST or None in cells or max(cells.values()) > _ONE_VALUE * cells.total():
        return False
    return all(_cell(block.box, table) for block in missing)


def of_registers(layout: Layout) -> set[int]:
    """The blocks, by index, of tables in which each row is a label and a value."""
    found: set[int] = set()
    for table in layout.boxes:
        if table.tag not in ("table", "dl") or table.images or not 2 * _FEWEST <= table.last - table.first <= _MOST_CELLS:
            continue
        blocks = layout.blocks[table.first : table.last]
        tags = [box.tag if (box := _cell(block.box, table)) is not None else "" for block in blocks]
        pairs = set(zip(tags[::2], tags[1::2], strict=False))
        if len(blocks) % 2 == 0 and pairs <= {("th", "td"), ("dt", "dd")} and not any(block.linked == block.size for block in blocks[::2]):
            found.update(range(table.first, table.last))
    return found


def without_lines_of_a_board(blocks: Sequence[Block]) -> list[Block]:
    """Without the short cells beside the one that has the text: "조회 | 42"."""
    cells: Counter[Box | None] = Counter()
    for block in blocks:
        cells[_innermost(block.box)] += block.size
    text, size = cells.most_common(1)[0] if cells else (None, 0)
    if text is None or len(cells) < _FEWEST or size <= _ONE_VALUE * cells.total():
        return list(blocks)
    beside = [block for block in blocks if _innermost(block.box) is not text]
    return [block for block in blocks if _innermost(block.box) is text] if all(map(_is_label_or_value, beside)) else list(blocks)


def _is_label_or_value(block: Block) -> bool:
    is_line = block.size <= _LABEL and not ends_sentence(block.text) and block.box.tag not in HEADINGS
    return is_line and _innermost(block.box) is not None


def _innermost(box: Box) -> Box | None:
    at: Box | None = box
    while at is not None and at.tag not in CELLS:
        at = at.parent
    return at


def _cell(box: Box, table: Box) -> Box | None:
    """The cell of a table that a box stands in; None in the cell of a table inside it, or in a form."""
    at = around = _innermost(box)
    while around is not None and around is not table:
        if around.tag in ("table", "form"):
            return None
        around = around.parent
    return at
