"""The title of the article, without the site's name.

No single place is right often: of 116 pages with hand-made titles the first h1 has it on 78 %, og:title on 71 %, JSON-LD on 69 %, `<title>`
on 22 %; one of them has it on 98 %. So they vote, each for what it says without the site's name, and the heading lends its spelling.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborNode

from ingest.core.extract.fields import heading_text
from ingest.core.extract.fields.site_names import names_in_domain, sections, site_names
from ingest.core.extract.fields.title_lines import (
    KIND_OF_TEXT,
    LABEL,
    LINE,
    MOST_LINES,
    above_text,
    is_most_of,
    labelled,
    line_in,
    stands_above_text,
)
from ingest.core.extract.fields.title_pieces import LONGEST, first_of, fold, pieces_of, runs_of
from ingest.core.extract.page import jsonld
from ingest.core.extract.page.headings import HEADLINES_IN_PLACE_OF_H1
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Layout
from ingest.core.model import Found, Source

# Weight of each place's vote, once for each text. An h1 alone loses against any two that agree: it may be the logo or "Log in". og,
# Twitter and `<title>` are one editor's text for sharing and searching (2.0): together they beat the h1 alone, and not the h1 with
# JSON-LD (2.2). A line counts where no metadata speaks and `<title>` has it: together they beat an h1 that names the section.
WEIGHTS = {
    "h1": 1.2,
    "heading in place of h1": 1.0,
    "json-ld headline": 1.0,
    "og:title": 1.0,
    "title": 0.55,
    "twitter:title": 0.45,
    "itemprop headline": 0.4,
    "line in title": 0.7,
    "line after its label": 2.5,
    "heading under a section's": 2.5,
    "heading under the site's": 2.5,
    "heading above the text": 0.6,
    "meta title": 0.1,
}
_SPELLING = ("article.title", *WEIGHTS)  # whose spelling is taken among those that agree
_SEEN = 3.4  # weight of an h1 that says much of what the page declares: readers see it, and it beats all that is written for sharing
_SHARED = 0.5  # share of such an h1's words that are declared
_SEEN_WORDS, _MOST_SEEN_WORDS = 3, 25  # of an h1 that is no label and no paragraph
_SECTION_WORDS = 2
_STRANGE = 0.5  # of its weight has an h1 beside others if `<title>` has none of its words: the site's name, or a label for screen readers
_MOST_HEADINGS = 40  # h1 that are looked at

_SITE = re.compile(
    r"(?:(?<![联电落上法])网|网站|官网|频道|ニュース|オンライン|뉴스|신문|일보)\s*\Z"
)  # behind a separator such a word ends a site's name
_PREFIX = re.compile(r"([^:]{2,40}):\s+(?=\S)")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")  # no joiners: Persian and Indic scripts write them


class Title(Struct, frozen=True):
    value: str  # empty if the page has none
    site: frozenset[str]  # the folded names by which the site calls itself
    found: tuple[Found, ...]


def choose(page: Page, source: Source, own: jsonld.Node | None, layout: Layout) -> Title:
    """`own` is the JSON-LD object that describes the page's text."""
    headings = page.elements("h1")[:_MOST_HEADINGS]
    names = site_names(page, headings, layout)
    offers = list(_offers(page, source, own, headings, layout, names))
    if not offers:
        return Title("", names, ())
    if offers[0][0] == "article.title":
        return _chosen(offers[0], offers, names)
    offers = [(rule, text) for rule, text in offers if rule != "h1" or fold(text) not in names] or offers
    texts = {text for _, text in offers}
    lines = {fold(text): text for rule, text in offers if rule in ("line in title", "heading in place of h1")}
    elsewhere = {text for rule, text in offers if rule != "title"}
    last = names | sections(page)
    alone = {text: _without_site(text, names, last, texts - {text}, lines, is_whole=text in elsewhere) for text in texts}
    stripped = list(dict.fromkeys((rule, alone[text]) for rule, text in offers))
    strange = _strange_headings(page, stripped)
    seen = _seen_heading(stripped, layout)
    votes: dict[str, float] = {}
    for rule, text in stripped:
        weight = WEIGHTS[rule] * (_STRANGE if rule == "h1" and text in strange else 1)
        if rule == "h1" and text == seen:
            weight = _SEEN
        votes[fold(text)] = votes.get(fold(text), 0.0) + weight
    if seen and (whole := _without_label(seen, [text for rule, text in stripped if rule != "h1"])):
        votes[fold(whole)] += _SEEN
    for rule, text in stripped:  # a text that was cut off votes for the whole one
        if text.endswith(("…", "...")) and (
            whole := next((one for one in votes if one != fold(text) and one.startswith(fold(text))), None)
        ):
            votes[whole] += WEIGHTS[rule]
    best = max(votes, key=lambda one: votes[one])
    agreeing = [offer for offer in stripped if fold(offer[1]) == best]
    return _chosen(min(agreeing, key=lambda offer: _SPELLING.index(offer[0])), offers, names)


def _strange_headings(page: Page, offers: list[tuple[str, str]]) -> set[str]:
    """The h1 that share no word with `<title>`, where another one shares two."""
    said = {word for text in page.titles[:1] for word in fold(text).split() if len(word) > 3}
    shared = {text: len(said.intersection(fold(text).split())) for rule, text in offers if rule == "h1"}
    return {text for text, words in shared.items() if not words} if max(shared.values(), default=0) > 1 else set()


def _seen_heading(offers: list[tuple[str, str]], layout: Layout) -> str | None:
    """The h1 that says what the page declares in other words; None if there is none, or more than one. The only h1 needs one word that is
    declared, if it is longer than a label and no other line of the page says what is declared."""
    declared = {word for rule, text in offers if rule != "h1" for word in _long_words(text)}
    headings = {text for rule, text in offers if rule == "h1"}
    alike = {text for text in headings if (own := _long_words(text)) and len(own & declared) >= _SHARED * len(own)}
    alike = {text for text in alike if len(_long_words(text)) > 2}
    if told := headings & {text for rule, text in offers if rule not in ("h1", "title")}:
        alike &= told  # another h1 may be the site, whose words `<title>` has too
    if len(alike) == 1:
        return alike.pop()
    if len(headings) != 1:
        return None
    only = next(iter(headings))
    if not _SEEN_WORDS <= len(only.split()) <= _MOST_SEEN_WORDS or declared.isdisjoint(_long_words(only)):
        return None
    others = {fold(text) for rule, text in offers if rule != "h1"} - {fold(only)}
    lines = (block.text for block in layout.blocks[:MOST_LINES] if block.box.tag != "h1" and len(block.text) < LONGEST)
    is_printed = any(fold(line) in others for line in lines)
    return None if is_printed or not stands_above_text(only, layout) else only


def _without_label(heading: str, declared: list[str]) -> str | None:
    """What is declared and stands in a heading behind a label or a date ("Opinion", "Blog:")."""
    said = fold(heading)
    if said in map(fold, declared):
        return None
    fronts = ((text, said[: -len(fold(text))]) for text in declared if said.endswith(f" {fold(text)}"))
    return next((text for text, front in fronts if len(front) <= LABEL and not front.strip().isdecimal() and _long_words(front)), None)


def _long_words(text: str) -> set[str]:
    return {word for word in fold(text).split() if len(word) > 3}


def _chosen(offer: tuple[str, str], offers: list[tuple[str, str]], names: frozenset[str]) -> Title:
    rule, text = offer
    return Title(text, names, (Found("title", rule, tuple(other for other in offers if other[0] != rule)),))


def _offers(
    page: Page, source: Source, own: jsonld.Node | None, headings: list[LexborNode], layout: Layout, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    said = [(rule, " ".join(_UNSEEN.sub("", text).split())) for rule, text in _said(page, source, own, headings, layout, names)]
    for rule, text in said:
        if text and len(text) <= LONGEST and fold(text):
            yield rule, _escaped_once(text, said)


def _escaped_once(text: str, said: list[tuple[str, str]]) -> str:
    """Without the entities of what a site escaped twice, where another place has it escaped once."""
    if not _ENTITY.search(text):
        return text
    once = unescape(text)
    return once if any(once in other for _, other in said) else text


def _said(
    page: Page, source: Source, own: jsonld.Node | None, headings: list[LexborNode], layout: Layout, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if source.article.title:
        for node in page.tree.css(source.article.title):
            yield "article.title", node.text()
    for node in headings:
        yield "h1", heading_text.read(node, page)
    if value := labelled(layout):
        yield "line after its label", value
    if own:
        for text in jsonld.texts(own.get("headline") or own.get("name")):
            yield "json-ld headline", text
    for rule, called in (
        ("og:title", ("og:title",)),
        ("twitter:title", ("twitter:title",)),
        ("itemprop headline", ("headline",)),
        ("meta title", ("title", "dc.title")),
    ):
        if said := page.first(*called):
            yield rule, said
    site = headings
    headings = [node for node in headings if fold(node.text()) not in names]
    texts = {fold(node.text()) for node in headings} - KIND_OF_TEXT
    is_told = own is not None or page.first("og:title") is not None
    for text in page.titles[:1]:
        yield "title", text
        line = None if is_told and headings else line_in(text[:LONGEST], layout, texts)
        if line and not is_told:
            yield "line in title", line
            return
        if line and any(block.box.tag in HEADLINES_IN_PLACE_OF_H1 and block.text == line for block in layout.blocks[:MOST_LINES]):
            yield "heading in place of h1", line
    if is_told:
        return
    if _names_a_section(headings) and (heading := above_text(layout, linked=True)):
        yield "heading under a section's", heading
    if _names_the_site(site, page) and (heading := above_text(layout)):
        yield "heading under the site's", heading
    elif not headings and (heading := above_text(layout)):
        pieces = [fold(piece) for text in page.titles[:1] for piece in pieces_of(text[:LONGEST])]
        if not any(piece in fold(heading) for piece in pieces if piece):  # else `<title>` says the same
            yield "heading above the text", heading


def _names_a_section(headings: list[LexborNode]) -> bool:
    """Whether the page's one h1 is a word or two ("News", "Aktuelles"), or says what kind of text follows ("Comunicat de presă")."""
    said = {fold(node.text()) for node in headings}
    return len(said) == 1 and all(
        text in KIND_OF_TEXT or (len(text.split()) <= _SECTION_WORDS and len(text.encode()) < LINE) for text in said
    )


def _names_the_site(headings: list[LexborNode], page: Page) -> bool:
    """Whether all that the one h1 and `<title>` of a page say is the site's name."""
    said = {fold(text) for text in (*(node.text() for node in headings), *page.titles[:1])}
    return len(headings) > 0 and len(said) == 1 and said <= names_in_domain(page, said) and urlsplit(page.url).path.strip("/") != ""


def _without_site(
    text: str, names: frozenset[str], last: frozenset[str], others: set[str], lines: dict[str, str], *, is_whole: bool
) -> str:
    """The text without pieces that are names of the site, at its end also of others (`last`), or that no other place has.

    Pieces in front are left out only for one of the folded `lines` of the page, or for what is twice as long: a section's name
    ("Opinion | ..."); a heading may name the section too. `is_whole`: another place than `<title>` has all of it.
    """
    known = {fold(other) for other in others}
    if (prefix := _PREFIX.match(text)) and fold(prefix[1]) in names:
        text = text[prefix.end() :]
    for run in runs_of(text):
        folded = fold(run)
        if run != text and folded in known and (text.startswith(run) or folded in lines or len(run) > 2 * text.index(run)):
            return run
    if not is_whole and (line := next((line for line in lines if is_most_of(line, fold(text))), None)):
        return lines[line]
    if other := next(
        (other for other in others if fold(text).startswith(f"{fold(other)} ") and fold(text)[len(fold(other)) :].strip() in names), None
    ):
        return other
    pieces = pieces_of(text)
    while len(pieces) > 1 and (fold(pieces[-1]) in last or (not is_whole and _SITE.search(pieces[-1]))):
        text = first_of(text, len(pieces) - 1, pieces)
        pieces = pieces[:-1]
    if len(pieces) > 1 and fold(pieces[0]) in names:
        text = text[text.index(pieces[1], len(pieces[0])) :]
    return text
