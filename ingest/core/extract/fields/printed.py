"""Who wrote an article, by what is printed beside its title, or below its text: for the pages that tell machines nothing."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from ingest.core.dates import moments
from ingest.core.extract.fields import bylines, signatures
from ingest.core.extract.page import words
from ingest.core.extract.page.date_labels import PUBLISHED
from ingest.core.extract.page.headings import HEADINGS
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.model import Author

AuthorOffer = tuple[str, list[Author], str | None]  # rule, authors, as printed

AFTER = 12  # blocks after the title in which a byline stands
SHORT = 120  # characters
_MARKED = (
    "[rel~=author], [itemprop=author]",
    "[class*=byline i], [class*=aut i], [class^=firma i]",
)  # the surer first
# 4 May 2024 | by Jo Doe, 4 May 2024 Autor: Jo Doe, 03/01/2017 by Jo Doe
_PART = re.compile(
    rf"\s*[|•·]\s*|\s+(?=(?:{words.BY_LABEL})\s*[:：])|(?<=\d)\s+(?:[A-Z]{{3,4}}\s+)?(?=(?:by|von|par|por)\s)|(?<=\S)(?=(?:作者|记者|記者|撰文|采写)\s*[:：])",
    re.IGNORECASE,
)
_PIECE = re.compile(r"\s*[|•·/–—\n]\s*|\s+-\s+|\s{2,}")
_BEFORE_TEXT = 5  # blocks after the title in which a name alone is its author's
_TEXT = 160  # characters: this long, and the article has begun
_OF_A_PICTURE = re.compile(
    r"©|\b(?:photos?|fotos?|image|picture|bild|credits?|symbolbild|archiv|kép|zdj|illustration)\b|写真|图片|사진", re.IGNORECASE
)
_NAMED_FOR_AUTHORS = re.compile(r"author|byline|autor|auteur|firma", re.IGNORECASE)  # one search for `aut` is as fast as any
_OF_A_READER = re.compile(
    r"网友|網友|网民|游客|\bip\s*[:：]|\b(?:repl(?:y|ies)|antworten|répondre|responder)\b", re.IGNORECASE
)  # a comment
_NAME_ALONE = re.compile(r"[^\W\d_]+(?:(?:[.'’-]{1,2}\s?|\s)[^\W\d_]+)*\.?")
_AGAIN = 3  # lines with one name: beside the title, in a picture's place, above what is said of its bearer
_NAME = 40  # characters
_ABOUT_AUTHOR = re.compile(r"author|people|person|profile|staff|team|autor|auteur|contributor|writer|by/|user", re.IGNORECASE)
_ABOUT_PERSON = re.compile(r"author|yazar|autor|auteur|columnist|kolumn|opinionist|penulis|forfatter|tac-?gia", re.IGNORECASE)
_STRONG = re.compile(
    r"\A\W{0,2}(?:(?:this (?:post|article|blog|piece|story) (?:was|is) )?written by|article by|reported by|submitted by|posted by|"
    r"author|autorin?|auteur|autore|autora?|geschrieben von|rédigé par|escrito por|scritto da|作者|記者|记者|撰文|작성자|글쓴이|"
    r"автор|ผู้สื่อข่าว|ผู้เขียน|เขียนโดย|نویسنده|خبرنگار|بقلم|מאת|लेखक)(?:\s*[:：]|\s)\s*\S",
    re.IGNORECASE,
)
_ACCOUNT_BY = re.compile(r"\A\W*(?:submitted|posted|written|published|created)?\s*by\s*:?\s+\S", re.IGNORECASE)


def offers(page: Page, layout: Layout, at: int | None, site: frozenset[str]) -> Iterator[AuthorOffer]:
    """`at`: the block of the title. The surest first."""
    near = layout.blocks[at + 1 : at + 1 + AFTER] if at is not None else []
    yield from signatures.opening(layout, at)
    for block in near:
        if len(block.text) <= SHORT and any(map(bylines.begins_with_by, _PART.split(block.text))):
            yield "printed after by", _of_block(block, site), block.text
    yield from _below_labels(near, site)
    marked = [offer for selector in _MARKED for offer in _marked(page, selector, site)]
    above = list(takewhile(lambda block: len(block.text) <= SHORT, near))  # what stands above the text
    beside = [offer for offer in marked if any(offer.authors[0].name in block.text for block in above)]
    if beside:
        alike = [author for offer in beside if offer.look == beside[0].look for author in offer.authors]
        yield "marked as author, beside the title", distinct(iter(alike)), beside[0].printed
    yield from (("marked as author", offer.authors, offer.printed) for offer in marked)
    if at is not None:
        yield from _named_beside(page, layout, at, site)
    yield from _linked_above(layout, at, site)
    for block in near:
        if len(block.text) <= SHORT and (named := _whole(block, site)):
            yield "printed after by, whole", named, block.text
    yield from _below_text(layout, at, site)
    yield from signatures.below(layout, at)


def distinct(authors: Iterator[Author]) -> list[Author]:
    found: dict[str, Author] = {}
    for author in authors:
        found.setdefault(bylines.key(author.name), author)
    return list(found.values())


class _Marked(NamedTuple):
    look: tuple[str | None, str | None]  # element and class
    authors: list[Author]
    printed: str


def _marked(page: Page, selector: str, site: frozenset[str]) -> Iterator[_Marked]:
    nodes = (node for node in page.tree.css(selector) if _NAMED_FOR_AUTHORS.search(f"{node.attributes}"))
    for node in islice(nodes, 12):
        text = " ".join(node.text(separator="  ", strip=True).split())
        if text and len(text) <= SHORT and not _is_comment(node) and not _OF_A_READER.search(text):
            said = text.partition("|")[0].strip() or text  # behind it: where, when
            authors = [author for author in bylines.read(said, site) if author.organization or bylines.looks_personal(author.name)]
            if authors:
                yield _Marked((node.tag, node.attributes.get("class")), authors, text)


def _is_comment(node: LexborNode) -> bool:
    at: LexborNode | None = node
    for _ in range(6):
        if at is None:
            break
        if "comment" in f"{at.attributes.get('class')} {at.attributes.get('id')}".lower():
            return True
        at = at.parent
    return False


def _of_block(block: Block, site: frozenset[str]) -> list[Author]:
    """The names in a printed byline: those that are links if any is, for what else stands there is a role, a place, a date."""
    linked = distinct(
        author for text, href in block.pieces if href for author in bylines.read(text, site) if bylines.looks_personal(author.name)
    )
    lines = _byline_in(block).split("\n")
    for text in (lines[0], "\n".join(lines)):  # what follows a byline in lines of its own is the page's
        people = [author for author in bylines.read(text, site) if bylines.looks_personal(author.name)]
        if linked or people:
            return linked or people[:6]
    return []


def _byline_in(block: Block) -> str:
    if bylines.begins_with_by(block.text):
        return block.text
    return next((part for part in _PART.split(block.text) if bylines.begins_with_by(part)), "")


def _whole(block: Block, site: frozenset[str]) -> list[Author]:
    """What a byline names that is no person's name: an account ("Submitted by MaraQuill on ..."), a team, an office."""
    text = _byline_in(block)
    if not _ACCOUNT_BY.match(text):
        return []
    found = bylines.read(_PART.split(text)[0], site)[:1]
    return [
        author for author in found if author.organization or all(part[0].isupper() or part[0].isdigit() for part in author.name.split())
    ]


def _below_labels(near: list[Block], site: frozenset[str]) -> Iterator[AuthorOffer]:
    """The name in the block after one that is a label alone: "Written by", `작성자`."""
    for label, block in pairwise(near):
        if len(label.text) <= _NAME and len(block.text) <= SHORT and bylines.is_label(label.text):
            linked = [
                author for text, href in block.pieces if href for author in bylines.read(text, site) if bylines.looks_personal(author.name)
            ]
            named = linked or bylines.read(block.text, site)
            people = [author for author in named if bylines.looks_personal(author.name)]
            yield "printed after its label", people or named[:1], block.text


def _named_beside(page: Page, layout: Layout, at: int, site: frozenset[str]) -> Iterator[AuthorOffer]:
    """A name alone in its line, or beside a date, right below the title, where something else says that it is a person's."""
    above = {bylines.fold(block.text) for block in layout.blocks[:at] if len(block.text) <= _NAME}
    for block in takewhile(lambda block: len(block.text) < _TEXT, layout.blocks[at + 1 : at + 1 + _BEFORE_TEXT]):
        if len(block.text) > SHORT or block.box.tag in HEADINGS or _OF_A_PICTURE.search(block.text):
            continue
        dated = list(moments.readings(block.text))
        for piece in _pieces(block, [(one.start, one.end) for one in dated]):
            name = bylines.clean(piece)
            if (
                PUBLISHED.search(piece)
                or not _NAME_ALONE.fullmatch(name)
                or not bylines.looks_personal(name)
                or bylines.fold(name) in above
                or bylines.fold(name) in site
            ):
                continue
            if bylines.has_role(piece) or (name[0].isupper() and _is_a_persons(name, block, page, layout, is_dated=bool(dated))):
                yield "printed beside the title", [Author(name, organization=False)], block.text


def _linked_above(layout: Layout, at: int | None, site: frozenset[str]) -> Iterator[AuthorOffer]:
    """A columnist's name right above the title, as a link to a page about its bearer."""
    for block in layout.blocks[max(0, at - 2) : at] if at is not None else ():
        for text, href in block.pieces:
            name = bylines.clean(text)
            if not href or not _ABOUT_PERSON.search(href) or name != text.strip() or bylines.fold(name) in site:
                continue
            if bylines.looks_personal(name) and words.SUBJECT.isdisjoint(name.casefold().split()):
                yield "linked above the title", [Author(name, organization=False)], block.text


def _pieces(block: Block, dates: list[tuple[int, int]]) -> list[str]:
    """What a line says between dates, bars and dots; nothing that a comma parts from a date: a place stands there."""
    text = block.text
    for start, end in reversed(dates):
        text = (
            f"{text[:start].rstrip()}|{text[end:]}"
            if not text[:start].rstrip().endswith(",")
            else f"{_CUT.sub('', text[:start])}|{text[end:]}"
        )
    return [piece for piece in map(str.strip, _PIECE.split(text)) if piece and len(piece) <= 2 * _NAME]


_CUT = re.compile(r"[^|•·\n]*,\s*\Z")


def _is_a_persons(name: str, block: Block, page: Page, layout: Layout, *, is_dated: bool) -> bool:
    """Whether anything says that a line of two to five capitalised words is a name: where its link leads, a picture of it, what the page
    tells of its bearer; and nothing that it is a subject or a place."""
    said = [part.casefold() for part in name.split()]
    if words.SUBJECT.intersection(said):
        return False
    links = [href for text, href in block.pieces if href and name in text]
    if any(_ABOUT_AUTHOR.search(href) for href in links):
        return True
    lowered = {word for one in layout.blocks for word in one.text.split() if word.islower()} if len(layout.blocks) < 3_000 else set()
    if not lowered.isdisjoint(part for part in said if len(part) > 3):
        return False
    told = any(
        one.index > block.index and one.text.startswith((f"{name} is ", f"{name} ist ", f"{name} est ", f"{name} es "))
        for one in layout.blocks
    )
    shown = any(name in (image.attributes.get("alt") or "") for image, _, before in layout.images if abs(before - block.index) <= 2)
    again = 1 < sum(one.text == name for one in layout.blocks) <= _AGAIN
    in_text = any(name in one.text for one in layout.blocks if one.size > _TEXT)
    return told or (not in_text and (shown or again or is_dated))


def _below_text(layout: Layout, at: int | None, site: frozenset[str]) -> Iterator[AuthorOffer]:
    """The one byline with a label further down: "Written by Jo Doe" under the text. Of several each is of another article."""
    start = 0 if at is None else at + 1
    found = [block for block in layout.blocks[start:] if len(block.text) <= SHORT and _STRONG.match(block.text)]
    offers = [(block, people) for block in found[:6] if (people := _of_block(block, site))]
    if len({bylines.key(people[0].name) for _, people in offers}) == 1:
        block, people = offers[0]
        yield "printed below the text", people, block.text
