"""Who wrote an article, by what its own text says at its beginning or its end: reporters that Chinese, Korean and Japanese texts name in
their first brackets, and a name that stands alone below a text in Vietnamese."""

import re
from collections.abc import Iterator
from itertools import islice, product

from ingest.core.extract.fields import bylines
from ingest.core.extract.page import words
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.model import Author
from ingest.core.patterns import lazy

_HAN = "[\u4e00-\u9fff]"
_HAN_NAMES = rf"(?P<names>{_HAN}{{2,4}}(?:[\s、,，]+{_HAN}{{2,4}}){{0,5}})"
_DESK = "(?:特派|见习|見習|实习|實習|首席|全媒体|融媒体|驻外)?(?:记者|記者)(?![会會们們节節站协協团團])"
_OPENING = 80  # characters in which a text names its reporter
_OPENINGS = tuple(
    map(
        lazy,
        (
            # 新京报讯（记者 陆一夫）, 〔記者林育誠／河畔報導〕
            rf"\A.{{0,30}}?[(（【〔\[]{_HAN}{{0,8}}{_DESK}\s*{_HAN_NAMES}(?:\s*[／/][^)）】〕\]]{{1,14}}|\s+{_HAN}{{1,4}})?[)）】〕\]]",
            # （中央社記者王小明台北8日電）
            rf"\A[(（]{_HAN}{{2,5}}記者(?P<names>{_HAN}{{3}}){_HAN}{{2,6}}\d{{1,2}}日[電电]",
            # (서울=연합뉴스) 홍길동 기자 =, [아시아경제 홍길동 기자]
            r"\A[(\[【][^)\]】=]{1,14}=[^)\]】]{2,14}[)\]】]\s*(?P<names>[가-힣]{2,4}(?:[\s·,]+[가-힣]{2,4}){0,2})\s?(?:기자|특파원)\s*=?",
            r"\A[\[【][^)\]】=]{2,14}[\s=](?P<names>[가-힣]{2,4})\s?(?:인턴)?(?:기자|특파원)[\]】]",
            # 【ワシントン＝山田太郎】
            rf"\A【[^】=＝]{{1,12}}[=＝](?P<names>{_HAN}{{3,5}}(?:、{_HAN}{{3,5}}){{0,2}})】",
        ),
    )
)
# below the text, alone in its line: 新京报记者 陆一夫, 采写：南都见习记者 林子沛, 홍길동 기자 hong@example.com
_REPORTER = lazy(
    rf"\A(?:{_HAN}{{0,8}}{_DESK}\s+{_HAN_NAMES}|(?:采写|撰文|采访|文字)\s*[:：丨|/]\s*(?:{_HAN}{{0,8}}{_DESK})?\s*(?P<more>{_HAN}{{2,4}}(?:[\s、,，]+{_HAN}{{2,4}}){{0,5}})"
    r"|[/=]?\s?(?P<korean>[가-힣]{2,4})\s?(?:인턴)?(?:기자|특파원)(?:\s+\S+@\S+)?)\Z"
)
_PARTED = lazy(r"[\s、,，·]+")
_SHORT = 40  # characters
_TEXT = 160  # characters: a paragraph
_FIRST = 4  # paragraphs: a caption, an offer may stand above the text
_MOST = 600  # blocks that are looked at
_VIETNAMESE = lazy("[ơưăđĐƠƯĂ\u1ea0-\u1ef9]")
_SIGNED = lazy(r"text-align\s*:\s*right|author|signature|tac-?gia", re.IGNORECASE)
_AFTER = 4  # blocks after a signature that are no text


SignatureOffer = tuple[str, list[Author], str | None]  # rule, authors, as printed


def opening(layout: Layout, at: int | None) -> Iterator[SignatureOffer]:
    """Whom a text names in its first brackets; `at`: the block of the title."""
    blocks = _below(layout, at)
    texts = (block.text[:_OPENING] for block in blocks if len(block.text) >= _TEXT / 3 and not block.linked)
    for text, form in product(islice(texts, _FIRST), _OPENINGS):
        if match := form.match(text):
            yield "named in the first brackets", _people(match["names"]), match[0]
            break


def below(layout: Layout, at: int | None) -> Iterator[SignatureOffer]:
    """Who stands alone in a line about the text."""
    blocks = _below(layout, at)
    alone = [
        (block, match)
        for block in blocks
        if block.size <= _SHORT and not block.text.isascii() and (match := _REPORTER.match(block.text.strip()))
    ]
    for block, match in alone[:1] if len({match[0] for _, match in alone}) == 1 else ():
        yield "reporter alone in a line", _people(match["names"] or match["more"] or match["korean"]), block.text
    if signed := _signed(blocks):
        yield "signed below the text", [Author(_signature(signed), organization=False)], signed.text


def _below(layout: Layout, at: int | None) -> list[Block]:
    return layout.blocks[at + 1 if at is not None else 0 :][:_MOST]


def _people(said: str) -> list[Author]:
    names = [name for name in _PARTED.split(said) if bylines.looks_personal(name) and name not in words.NOBODY]
    return [Author(name, organization=False) for name in dict.fromkeys(names)]


def _signed(blocks: list[Block]) -> Block | None:
    """The one name in a line of its own right below the last paragraph of a Vietnamese text, set in bold or to the right."""
    last = max((number for number, block in enumerate(blocks) if len(block.text) >= _TEXT and not block.linked), default=None)
    if last is None or not _VIETNAMESE.search(blocks[last].text):
        return None
    found = [block for block in blocks[last + 1 : last + 1 + _AFTER] if _is_signature(block)]
    return found[0] if len(found) == 1 else None


def _signature(block: Block) -> str:
    """The name without its label: "Bài và ảnh: ..."."""
    name = block.text.strip()
    return bylines.clean(name) if bylines.begins_with_by(name) else name


def _is_signature(block: Block) -> bool:
    name = _signature(block)
    if len(name) > _SHORT or block.linked or not bylines.looks_personal(name) or bylines.clean(name) != name:
        return False
    if words.SUBJECT.intersection(name.casefold().split()):
        return False
    node = block.box.node
    bold = node.css_first("b, strong")
    is_bold = bold is not None and " ".join(bold.text().split()) == block.text.strip()
    return is_bold or bool(_SIGNED.search(f"{node.attributes.get('style')} {node.attributes.get('class')}"))
