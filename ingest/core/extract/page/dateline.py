"""The date that is printed beside the title, for readers."""

import re
from collections.abc import Iterator

from ingest.core.dates import moments
from ingest.core.dates.moments import FoundDate, Habits
from ingest.core.extract.page.date_labels import PUBLISHED, DateRole, role_of, says_published
from ingest.core.extract.page.layout import Block, Box, Layout
from ingest.core.extract.page.sentences import ends_sentence
from ingest.core.patterns import lazy

_SHORT = 160  # characters: a dateline is not longer
_OPENING = 60  # characters of a longer block that may be one: "Hà Nội, 18/12/2024 - "
_SENTENCE = 45  # further characters that a block with a date may have and still be a dateline; a caption ends in what day it shows
_YEAR = lazy(r"(?:19|20)\d\d")
_WORDS = 3  # before a date in a sentence, however short
_BEGINS_PART = lazy(r"[|•·\n:：]\s*(?:[^\W\d_]{2,14}\.?,?\s+)?\Z")  # "Jo Doe | Stand: 4.10.2021"
_STOP = lazy(r"\W*")
_PROSE = 250  # characters: this long, and the article has begun
_AFTER, _BEFORE = 30, 10  # blocks looked at after and before the title
_NEXT = 4  # blocks after the title, and half as many before it, that are its own dateline
_MOST = 5_000  # blocks that are looked at where no title shows the way
_HEADLINE = 20  # characters
_ALONE = 12  # further characters that a block with nothing but a date may have: "Thứ tư,", "Uhr", "Posted"

_DENSE = lazy("[\u3040-\u30ff\u3400-\u9fff]")  # says as much as three letters
_PARTED = lazy(r"[^\S\n]*(?:[-–—―:：(（\[/|)）\]·•>„“«»\"\n]|\Z)")  # what follows a date that is no part of the sentence after it

_LABEL = 40  # characters of the label of one date
_LABEL_CELLS = ("dt", "th")
_LABELS = 120  # characters of a line of labels
_LABELLED = lazy(r"[^\W\d_]\s?[:：]\s?\S.*[^\W\d_]\s?[:：]\s?\S")

_NAMED = lazy(r"date|time|publi|posted|stamp|datum|fecha|tarih|(?<![a-z])ngay|zeit|heure|pubdate|dateline", re.IGNORECASE)
_ELSEWHERE = lazy(
    r"comment|related|sidebar|copyright|teaser|recommend|most-?read|popular|(?<![a-z])nav|menu|cookie|event|calendar|widget|latest|"
    "trending|archive"
    r"|(?<!post-)(?<!entry-)(?<!article-)(?<!post_)(?<!article_)footer",
    re.IGNORECASE,
)
_WIDGET = lazy(
    r"current|today|(?<![a-z])now(?![a-z])|live-?date|server-?time|weather", re.IGNORECASE
)  # a clock shows when the page was asked for
_COPYRIGHT = lazy(r"©|\(c\)|copyright|all rights|alle rechte|tous droits|derechos|版权|著作権|저작권", re.IGNORECASE)


def beside_title(layout: Layout, at: int | None, habits: Habits) -> Iterator[tuple[FoundDate, DateRole]]:
    """(date, its role) for each date printed about the title, block `at`, the nearest after it first."""
    if at is None:
        return
    prose = 0
    for block in layout.blocks[at + 1 : at + 1 + _AFTER]:
        if len(block.text) > _PROSE:
            prose += 1
            if prose > 1:
                break
        if (prose or block.index > at + _NEXT) and _leads_elsewhere(block):
            continue
        yield from _of_block(block, habits, layout)
    for block in reversed(layout.blocks[max(0, at - _BEFORE) : at]):
        yield from _of_block(block, habits, layout)


def own(layout: Layout, at: int | None, habits: Habits) -> tuple[FoundDate, bool] | None:
    """The title's own dateline: the one date in a block right beside it. With it, whether the page's markup names it a date.

    None if the nearest says that it is a change.
    """
    if at is None:
        return None
    for block in (*layout.blocks[at + 1 : at + 1 + _NEXT], *layout.blocks[max(0, at - _NEXT // 2) : at]):
        found = [(reading, role) for reading, role in _of_block(block, habits, layout) if role != "of something else"]
        published = [one for one in found if one[1] == "dateline"]
        if len(found) > 1 and len(published) == 1 and found[0] == published[0]:  # "Published: ... | Updated: ..."
            reading, role = published[0]
            if says_published(block.text[: reading.start]):
                return reading, bool(_NAMED.search(block.box.name))
        if len(found) == 1:
            reading, role = found[0]
            named = bool(_NAMED.search(block.box.name))
            rest = len(block.text) - len(reading.moment.said)
            alone = rest <= _ALONE or (reading.end == len(block.text) and says_published(block.text[: reading.start]))
            if role != "dateline" or not (named or (alone and abs(block.index - at) <= _NEXT // 2)):
                return None
            return reading, named
    return None


def is_bare(block: Block) -> bool:
    """Whether a block says a date and next to nothing else."""
    return is_bare_line(block.text)


def is_bare_line(text: str) -> bool:
    readings = list(moments.readings(text)) if len(text) <= _SHORT else []
    if not readings or len(text) - sum(len(reading.moment.said) for reading in readings) <= _ALONE:
        return bool(readings)
    return len(readings) == 1 and readings[0].end == len(text) and says_published(text[: readings[0].start])


def is_labelled(block: Block) -> bool:
    """Whether a block is a line of labels with a date among them: "时间：2022-08-11 来源：市政府"."""
    if len(block.text) > _LABELS or "\n" in block.text or ends_sentence(block.text):
        return False
    dates = list(moments.readings(block.text))
    rest = len(block.text) - sum(len(one.moment.said) for one in dates)
    return bool(dates) and rest <= _LABELS / 2 and bool(_LABELLED.search(block.text))


def anywhere(layout: Layout, habits: Habits) -> Iterator[tuple[FoundDate, DateRole]]:
    """The same for the whole page: first what a label says is the publication, then what is named as a date, then any short text."""
    yield from labelled(layout, habits)
    blocks = [block for block in layout.blocks[:_MOST] if _may_say_a_date(block)]
    for block in blocks:
        if _NAMED.search(block.box.name) and not _is_elsewhere(block.box, len(layout.blocks)):
            yield from _of_block(block, habits, layout)
    for block in blocks:
        found = list(_of_block(block, habits, layout))
        if (
            found
            and 2 * block.linked < block.size
            and not _is_elsewhere(block.box, len(layout.blocks))
            and not _COPYRIGHT.search(block.text)
        ):
            yield from found


def labelled(layout: Layout, habits: Habits) -> Iterator[tuple[FoundDate, DateRole]]:
    """What a label on the page says is the publication: "Publicerad: 9 november 2023"."""
    for block in layout.blocks[:_MOST]:
        if (
            block.size < _LABELS
            and _may_say_a_date(block)
            and PUBLISHED.search(block.text)
            and not _is_elsewhere(block.box, len(layout.blocks))
        ):
            end = 0
            for reading, role in _of_block(block, habits, layout):
                if role == "dateline" and says_published(block.text[end : reading.start]):
                    yield reading, role
                end = reading.end


def in_line(text: str, habits: Habits) -> Iterator[tuple[FoundDate, DateRole]]:
    """The dates in a short line that stands in no block."""
    end = 0
    for reading in moments.readings(text, habits) if len(text) <= _SHORT else ():
        yield reading, role_of(text[end : reading.start])
        end = reading.end


def _may_say_a_date(block: Block) -> bool:
    return moments.may_say_a_date(block.text[: _SHORT if len(block.text) <= _SHORT else _OPENING])


def _of_block(block: Block, habits: Habits, layout: Layout) -> Iterator[tuple[FoundDate, DateRole]]:
    text = block.text if len(block.text) <= _SHORT else block.text[:_OPENING]
    readings = list(moments.readings(text, habits))
    if not readings and _YEAR.search(text) and block.box.last - block.box.first == 1 and block.text == text:
        text = " | ".join(block.box.node.text(separator="\n", strip=True).split("\n"))  # spans without a blank between them
        readings = list(moments.readings(text, habits)) if len(text) <= _SHORT else []
    if not readings or _WIDGET.search(block.box.name):
        return
    end, is_prose = 0, len(block.text) > _SHORT or ends_sentence(block.text)
    for reading in readings:
        beside = len(block.text) - len(reading.moment.said)
        beside += 2 * len(_DENSE.findall(block.text))
        role = role_of(text[end : reading.start] or ("" if end else _cell_before(block, layout)))
        in_words = reading.start > _OPENING / 2 or (is_prose and not _PARTED.match(text, reading.end))
        in_words = in_words and not _BEGINS_PART.search(text[end : reading.start])
        is_inside = is_prose and text.count(" ", 0, reading.start) >= _WORDS and not _STOP.fullmatch(text, reading.end)
        if role == "dateline" and (beside > _SENTENCE or is_inside) and in_words and not _NAMED.search(block.box.name):
            role = "published in a sentence" if PUBLISHED.search(block.text[:_PROSE]) else "in a sentence"
        yield reading, role
        end = reading.end


def _cell_before(block: Block, layout: Layout) -> str:
    """The label in the cell, term or line before a date that stands alone: `<dt>Deadline</dt>`, `<span>Published:</span>`."""
    before = layout.blocks[block.index - 1] if block.index else None
    if before is None or len(before.text) > _LABEL:
        return ""
    colon = before.text.endswith((":", "："))
    return before.text if colon else f"{before.text}:" if before.box.tag in _LABEL_CELLS else ""


def _leads_elsewhere(block: Block) -> bool:
    """Whether a block is another article's headline, as a link; the date beside it is that one's."""
    return block.linked >= _HEADLINE and 2 * block.linked >= block.size


def _is_elsewhere(box: Box, blocks: int) -> bool:
    """Whether a box is about something else than the article; what holds half of the page is not."""
    at: Box | None = box
    while at is not None and at.last - at.first < blocks / 2:
        if at.tag in ("footer", "nav", "aside") or _ELSEWHERE.search(at.name):
            return True
        at = at.parent
    return False
