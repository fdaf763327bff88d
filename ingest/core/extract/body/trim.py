"""What stands among an article's blocks and is known to be no part of its text, whatever the scorecard says."""

import re
from collections.abc import Sequence

from ingest.core.extract.body.appeals import is_appeal
from ingest.core.extract.body.asides import without_prompts, without_teasers
from ingest.core.extract.body.captions import without_captions
from ingest.core.extract.body.cells import without_lines_of_a_board
from ingest.core.extract.body.copies import without_copies
from ingest.core.extract.body.counters import is_counter
from ingest.core.extract.body.edges import is_dated_counter, without_dateline, without_last_dates, without_records
from ingest.core.extract.page.headings import HEADINGS, headline
from ingest.core.extract.page.layout import Block, Box, Layout, size_of
from ingest.core.extract.page.sentences import ends_sentence

# "Source: https://...": at most 25 characters, a colon of any script, an address
_ORIGIN = re.compile(r"\A\W{0,3}[^:：\n]{1,25}[:：]\s*https?://\S+\Z")
_AFTER_ORIGIN = 0.2  # share of the text that may follow that line and still be what the page says of other things
_BEFORE_HEADLINE = 3  # times as much text after the headline as before it: what is before belongs to other articles
_LONGEST_HEADING = 100  # characters
_LONG_TITLE = 20  # characters of one that is believed to be the beginning of a heading
# Under a picture that no markup tells: "© dpa | Jo Doe", and the triangle that Korean and Chinese captions begin with
_CREDIT = re.compile(r"\A(?:©\s?[^\n]{2,80}\Z|[▲△▶]\S|图为[^\n]+[）)]\Z)")
_LONGEST_CREDIT = 200  # characters
# On what terms the page may be used again, as public bodies print it below a text
_LICENCE = re.compile(
    r"open government licen[cs]e|licence ouverte|datenlizenz deutschland|공공누리|政府資料開放授權|政府標準利用規約", re.IGNORECASE
)
_LONGEST_LICENCE = 250  # characters
_LAST = 3  # blocks from the end in which a licence stands
_WORDS = re.compile(r"\w+")
# "Read also: ..." in any language: at most 30 characters and a colon, the rest a link. Of 50 such lines 41 were no text of the article;
# an address that is spelt out is a reference of the text.
_LABEL = re.compile(r"\W{0,3}[^:：\n]{2,30}[:：]\s*(?=\S)")
_SHORTEST_POINTER = 15  # characters of the link: "Author: Jo Doe" is no other article's headline
_ADDRESS = re.compile(r"://|@|www\.")


def trimmed(layout: Layout, blocks: Sequence[Block], home: Box, title: str) -> list[Block]:
    """Without captions, credits, prompts, teasers, counters, the title said again, what precedes the headline, the dateline, what follows
    the line that names the origin, lines that point to other articles, and headings that nothing follows.

    `home` is the box that holds the article.
    """
    at = headline(layout, title)
    kept = without_teasers(layout, without_prompts(layout, without_captions(blocks), home), home, at)
    kept = without_records(layout, without_lines_of_a_board(kept))
    kept = _until_origin(without_dateline(_from_headline(without_title(kept, title), at)))
    kept = [
        block
        for block in _without_credits(_without_pointers(_without_licence(kept)))
        if not is_counter(block.text, is_heading=block.box.tag in HEADINGS) and not is_dated_counter(block.text) and not is_appeal(block)
    ]
    return _without_last_headings(without_last_dates(without_copies(kept)))


def without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """The headline is the article's title, not its text; it is often said again above the text, for print or for sharing."""
    said = _WORDS.findall(title.casefold())
    if blocks and len(blocks) > 1 and len(title) >= _LONG_TITLE and blocks[0].box.tag in HEADINGS and blocks[0].text.startswith(title):
        blocks = blocks[1:]  # it is cut off in what the page declares
    return [block for block in blocks if not said or block.size > 2 * len(title) or _WORDS.findall(block.text.casefold()) != said]


def _from_headline(blocks: list[Block], at: int | None) -> list[Block]:
    if at is None:
        return blocks
    after = [block for block in blocks if block.index > at]
    before = size_of(blocks) - size_of(after)
    return after if size_of(after) > _BEFORE_HEADLINE * before else blocks


def _without_licence(blocks: list[Block]) -> list[Block]:
    return [
        block
        for at, block in enumerate(blocks)
        if not at or at < len(blocks) - _LAST or len(block.text) > _LONGEST_LICENCE or not _LICENCE.search(block.text)
    ]


def _without_credits(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if len(block.text) > _LONGEST_CREDIT or not _CREDIT.match(block.text)]


def _until_origin(blocks: list[Block]) -> list[Block]:
    total = size_of(blocks)
    rest = 0
    for at in range(len(blocks) - 1, -1, -1):
        rest += blocks[at].size
        if rest > _AFTER_ORIGIN * total + blocks[at].size:
            break
        if _ORIGIN.match(blocks[at].text):
            return blocks[:at]
    return blocks


def _without_pointers(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if not block.linked or not _points_elsewhere(block)]


def _points_elsewhere(block: Block) -> bool:
    label = _LABEL.match(block.text)
    if label is None or "\n" in block.text or _ADDRESS.search(block.text):
        return False
    rest = len("".join(block.text[label.end() :].split()))
    return rest >= _SHORTEST_POINTER and block.linked >= rest - 1  # a closing bracket stands outside


def _without_last_headings(blocks: list[Block]) -> list[Block]:
    last = len(blocks)
    while (
        last > 1
        and blocks[last - 1].box.tag in HEADINGS
        and blocks[last - 1].size < _LONGEST_HEADING
        and not ends_sentence(blocks[last - 1].text)
    ):
        last -= 1
    return blocks[:last]
