"""The headline among the lines of a page: above its text, beside its label, or what `<title>` has a piece of."""

import re

from ingest.core.extract.fields.title_pieces import fold, runs_of
from ingest.core.extract.page import words
from ingest.core.extract.page.headings import HEADLINES_IN_PLACE_OF_H1
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.extract.page.sentences import ends_sentence

_MOSTLY = 0.6  # share of `<title>` that is the headline, where only a blank or a colon parts it from the site's name
_LABEL_BOXES = frozenset(("td", "th", "dt", "dd"))
LABEL = 40  # characters of a label before the headline in one heading
MOST_LINES = 600  # blocks that are looked at
_SENTENCE, _PROSE = 80, 240  # bytes of UTF-8
_REGISTERED = re.compile(r"[A-Z]{1,12}[-/_. ]?(?=[\w./-]*\d)[\w./-]{2,30}")  # a number in a register
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\)|copyright)", re.IGNORECASE)
_BETWEEN = 3  # blocks from such a heading to the text, itself among them
_DATE = 40  # characters that may follow the headline in its line
LINE = 20  # bytes of UTF-8
# What kind of text follows, and no headline: an h1 of press offices.
KIND_OF_TEXT = words.listed(
    "press release|media release|news release|press statement|media statement|press note|press notice|public notice|news flash|"
    "pressemitteilung|presseinformation|medienmitteilung|presseaussendung|communiqué de presse|communique de presse|nota de prensa|"
    "comunicado de prensa|nota de premsa|nota de imprensa|comunicado de imprensa|nota à imprensa|comunicato stampa|persbericht|"
    "pressmeddelande|pressemeddelelse|pressemelding|lehdistötiedote|pressiteade|preses relīze|pranešimas spaudai|komunikat prasowy|"
    "tisková zpráva|tlačová správa|sajtóközlemény|comunicat de presă|priopćenje za javnost|saopštenje za javnost|"
    "sporočilo za javnost|пресс релиз|прес реліз|прессъобщение|прес съобщение|саопштење за јавност|δελτίο τύπου|ανακοίνωση|"
    "basın bülteni|basın açıklaması|thông cáo báo chí|siaran pers|kenyataan media|siaran media|بيان صحفي|بيان صحافي|خبر صحفي|"
    "הודעה לעיתונות|प्रेस विज्ञप्ति|ข่าวประชาสัมพันธ์|보도자료|新闻稿|新聞稿|新闻发布|通知公告|"
    "プレスリリース|ニュースリリース|新着情報|トピックス|공지사항|新闻动态|新闻中心|公告|報道発表|報道発表資料|お知らせ"
)


def labelled(layout: Layout) -> str | None:
    """What stands in the cell beside "Title" where a page sets its article out as a table of labels and values."""
    for block in layout.blocks[:MOST_LINES]:
        if block.box.tag in _LABEL_BOXES and block.size < LABEL and fold(block.text) in words.TITLE_LABEL:
            following = layout.blocks[block.index + 1 : block.index + 2]
            return next((one.text for one in following if one.box.tag in _LABEL_BOXES and len(one.text.encode()) >= LINE), None)
    return None


def line_in(title: str, layout: Layout, headings: set[str]) -> str | None:
    """The piece or pieces of `<title>` that a lower heading is, or that a line begins with which is long enough to be no menu's.

    Of several the last above the text, else the first below its beginning: the site's name may stand anywhere, the headline stands there.
    """
    runs = {fold(run): run for run in runs_of(title)}
    runs.pop(fold(title), None)
    if not headings.isdisjoint(runs):
        return None
    whole = fold(title)
    found = None
    passed = in_heading = False
    for block in layout.blocks[:MOST_LINES]:
        passed = passed or is_prose(block)
        if passed and found:
            break
        if block.box.tag == "h1" or block.size > len(title) + _DATE or _COPYRIGHT.match(block.text):
            continue
        line = fold(block.text)
        if not runs and not block.linked and len(line.encode()) >= LINE and is_most_of(line, whole):
            return block.text
        is_heading = block.box.tag in HEADLINES_IN_PLACE_OF_H1
        if in_heading and not is_heading:
            continue
        if line in runs and (is_heading or (not block.linked and len(line.encode()) >= LINE)):
            found, in_heading = _named_by(block, layout), is_heading
        elif not block.linked:
            begun = next((run for folded, run in runs.items() if len(folded.encode()) >= LINE and line.startswith(folded)), None)
            if begun:
                found, in_heading = begun, is_heading
    return found


def is_most_of(line: str, whole: str) -> bool:
    """Whether a folded line stands at an end of a folded `<title>`, only a blank or a colon between it and the site's name."""
    return _MOSTLY * len(whole) < len(line) and (whole.startswith(f"{line} ") or whole.endswith(f" {line}"))


def stands_above_text(heading: str, layout: Layout) -> bool:
    """Whether no sentence stands before an h1."""
    for block in layout.blocks[:MOST_LINES]:
        if block.box.tag == "h1" and fold(block.text) == fold(heading):
            return True
        if is_prose(block):
            return False
    return False


def above_text(layout: Layout, *, linked: bool = False) -> str | None:
    """The lower heading that stands right above the first paragraph, a date or a byline between; a link only if `linked`."""
    near: list[Block] = []
    for block in layout.blocks[:MOST_LINES]:
        if is_prose(block):
            close = [one for one in reversed(near[-_BETWEEN:]) if (linked or not one.linked) and len(one.text.encode()) >= LINE]
            above = next((one.text for one in close if one.box.tag in HEADLINES_IN_PLACE_OF_H1), None)
            return above or next((one.text for one in close if not linked and _is_bold(one)), None)
        near.append(block)
    return None


def _is_bold(line: Block) -> bool:
    """Whether all of a line is set in bold."""
    bold = line.box.node.css_first("b, strong")
    return bold is not None and "\n" not in line.text and fold(bold.text()) == fold(line.text)


def _named_by(block: Block, layout: Layout) -> str:
    """What a heading says; the one right below it where it is a number in a register: "XYZ-2018-000001"."""
    following = layout.blocks[block.index + 1 : block.index + 2]
    if _REGISTERED.fullmatch(block.text) and following and following[0].box.tag == block.box.tag in HEADLINES_IN_PLACE_OF_H1:
        return following[0].text
    return block.text


def is_prose(block: Block) -> bool:
    """Whether a block is a sentence, or, where a script has no full stops, long."""
    size = len(block.text.encode())
    is_heading = block.box.tag == "h1" or block.box.tag in HEADLINES_IN_PLACE_OF_H1
    return not block.linked and not is_heading and (size >= _PROSE or (size >= _SENTENCE and ends_sentence(block.text)))
