"""The short lines above and below a text that say when and where it was set out, its number, and how often it was read."""

import re

from ingest.core.dates import moments
from ingest.core.extract.body.counters import is_counter
from ingest.core.extract.page.date_labels import CHANGED, PUBLISHED
from ingest.core.extract.page.dateline import is_bare, is_bare_line, is_labelled
from ingest.core.extract.page.headings import HEADINGS
from ingest.core.extract.page.layout import Block, Layout, size_of
from ingest.core.extract.page.sentences import ends_sentence
from ingest.core.extract.page.words import listed

_SHORT_LINE = 30  # characters
_MOST_LINES = 4  # with the date of a text, its place and its number
_LONGEST = 100  # characters of a line with a date and a counter
_MOST_VALUES, _RECORD = 16, 0.4  # blocks of a list of labels and values, and share of the text, that are a record of the page
_LABEL = re.compile(r"\A\W{0,3}([^:：\n\d]{1,30})[:：]\s*\S")
_NUMBERED = re.compile(r"\A\W{0,3}[^:：\n\d]{1,20}[:：]\s*[\d/-]+\Z")  # "ページ番号：1023"
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[\s|•·,;/()\[\]–—-]+")
# to whom a circular or a letter goes, and of what it speaks: its first lines, and text of it
_ADDRESSED = listed(
    "to|cc|from|re|subject|ref|reference|attention|an|betreff|betr|à|a|objet|de|para|asunto|assunto|oggetto|al|aan|onderwerp|betreft|til|till|"
    "emne|ämne|asia|vastaanottaja|do|dotyczy|temat|komu|věc|předmět|címzett|tárgy|către|subiect|konu|sayı|ilgi|kime|кому|тема|предмет|"
    "προς|θέμα|kính gửi|kepada|perihal|tentang|hal|إلى|الموضوع|به|موضوع|אל|הנדון|सेवा में|विषय|"
    "বরাবর|বিষয়|เรียน|เรื่อง|수신|제목|宛先|件名|主送|主旨|受文者"
)


def without_dateline(blocks: list[Block]) -> list[Block]:
    """Without the short lines in front that hold a date: a date alone, "Ort Wiesental", "Datum 28.01.2022", in blocks or in one. To whom
    the text goes stays."""
    at = last = 0
    while at < min(len(blocks) - 1, _MOST_LINES) and _is_label_or_value(blocks[at]):
        at += 1
        if _says_a_date(blocks[at - 1]):
            last = at
    while last < len(blocks) - 1 and _NUMBERED.match(blocks[last].text):
        last += 1
    return [*(block for block in blocks[:last] if is_addressed(block.text)), *blocks[last:]]


def without_records(layout: Layout, blocks: list[Block]) -> list[Block]:
    """Without lists of labels and values that say when the page was published or changed, and by whom."""
    total = size_of(blocks)
    gone: set[int] = set()
    for part in {block.box.parent for block in blocks if block.box.tag == "dt"}:
        if part is None or part.last - part.first > _MOST_VALUES:
            continue
        inside = layout.blocks[part.first : part.last]
        if size_of(inside) < _RECORD * total and any(map(_is_of_publishing, inside, inside[1:])):
            gone.update(block.index for block in inside)
    return [block for block in blocks if block.index not in gone]


def _is_of_publishing(label: Block, value: Block) -> bool:
    if label.box.tag != "dt" or value.box.tag != "dd" or len(label.text) > _SHORT_LINE:
        return False
    is_label = bool(PUBLISHED.search(label.text) or CHANGED.search(label.text))
    return is_label and len(value.text) <= _LONGEST and next(iter(moments.readings(value.text)), None) is not None


def without_last_dates(blocks: list[Block]) -> list[Block]:
    """Without the lines at the end that say when the page was set out or changed: "Sidst opdateret: 13-04-2026"."""
    last = len(blocks)
    while last > 1 and _is_label_of_a_date(blocks[last - 1].text):
        last -= 1
    return blocks[:last]


def is_dated_counter(text: str) -> bool:
    """Whether a line, or each of a few lines, is a date or a counter, with a counter among them: "14 Nov 2026 Views: 733"."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return False
    rests = [_without_dates(line) for line in text.split("\n")]
    counted = [bool(rest) and is_counter(rest) for rest in rests]
    return any(counted) and all(counts or not rest for counts, rest in zip(counted, rests, strict=True))


def _without_dates(line: str) -> str:
    """What a line says beside dates and their labels."""
    if _is_label_of_a_date(line):
        return ""
    rest, end = "", 0
    for reading in moments.readings(line):
        rest += " " + line[end : reading.start]
        end = reading.end
    return " ".join(part for part in _PARTS.split(rest + " " + line[end:]) if part)


def _is_label_of_a_date(text: str) -> bool:
    """Whether a line is a date and a label that speaks of publishing or changing."""
    label = _LABEL.match(text) if len(text) <= _LONGEST and "\n" not in text else None
    if label is None or not (CHANGED.search(label[1]) or PUBLISHED.search(label[1])):
        return False
    said = text[label.end(1) + 1 :].strip()
    return is_bare_line(said)


def is_addressed(text: str) -> bool:
    label = _LABEL.match(text)
    return label is not None and label[1].strip(" .").casefold() in _ADDRESSED


def _is_label_or_value(block: Block) -> bool:
    """Whether a block is short lines that are no sentence and no heading."""
    lines = block.text.split("\n")
    return (
        is_labelled(block)
        or is_bare(block)
        or _is_label_of_a_date(block.text)
        or (block.box.tag not in HEADINGS and all(len(line) - line.count(" ") < _SHORT_LINE and not ends_sentence(line) for line in lines))
    )


def _says_a_date(block: Block) -> bool:
    return (
        is_bare(block)
        or is_labelled(block)
        or _is_label_of_a_date(block.text)
        or (len(lines := block.text.split("\n")) <= _MOST_LINES and any(map(is_bare_line, lines)))
    )
