"""The origin that a page names: a URL ("Source: https://..."), or words alone ("according to ...", a sign-off, a dateline's prefix).

A URL is read by structure, in any language: at most 25 characters, a colon (fullwidth and French spacing too) and a URL, alone on one
of the last lines of the text or soon after them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ingest.core import urls
from ingest.core.extract.page import words
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout
from ingest.core.model import Citation, Found, Source
from ingest.core.patterns import lazy

_LABEL = 25  # characters
_LINE = 160  # characters of a line that names an origin in words
_TAIL, _BEYOND = 6, 12  # blocks: the last of the body, and how many after it may still hold the line

_URL_LINE = lazy(rf"\A\W{{0,3}}(?P<label>[^:：\n]{{1,{_LABEL}}}?)\s*[:：]\s*(?P<url>(?:https?://|www\.)[^\s<>\"']{{4,2000}})\s*\W{{0,3}}\Z")
_LABELLED = lazy(
    rf"\A[\W_]*(?P<label>{words.SOURCE})[\s\u00a0\u202f]*[:：][\s\u00a0\u202f]*(?P<name>\S.{{0,{_LINE}}}?)[\W_]*\Z", re.IGNORECASE
)
_NO_SOURCE = lazy(rf"\A[\W_]*(?:{words.NO_SOURCE})[\W_]*\Z", re.IGNORECASE)
_IS_SOURCE = lazy(rf"\A[\W_]*(?:{words.SOURCE})[\W_]*\Z", re.IGNORECASE)
_NAME = r"[A-ZÀ-ÞĀ-ŽА-ЯĐ][\w&’'-]*(?:\.\w[\w&’'-]*)*"
_ACCORDING = lazy(rf"(?:\A|[(\s])(?i:{words.ACCORDING})\s+{_NAME}(?:\s+{_NAME}){{0,5}}")
_PREFIX = lazy(r"(?P<name>[A-ZĐ][A-ZĐa-z.]{1,9})\s*[-–—]\s+(?=\S)|[(（](?P<agency>[^()（）\s][^()（）]{1,29})[)）]\s*[-–—]?\s+")
_SIGN_OFF = lazy(r"\A[(（]?(?:(?P<domain>[\w-]+(?:\.[\w-]+)+)|(?P<theo>(?:Theo|Nguồn|Source|Via)\s+\S.{1,40}))[)）]?\Z")
_TOP_LEVEL = lazy(r"\.(?:com|net|org|vn|info|gov|edu|de|fr|es|it|pt|br|uk|ru|cn|jp|kr|th|id|my|ph|in|eu|tv|news)\Z", re.IGNORECASE)
_SOCIAL = lazy(
    r"//(?:www\.|m\.)?(?:facebook|twitter|x|instagram|youtube|youtu|t|tiktok|linkedin|zalo|pinterest|whatsapp)\.\w+", re.IGNORECASE
)


class Citations(Struct, frozen=True):
    value: tuple[Citation, ...]
    found: tuple[Found, ...]


def choose(page: Page, source: Source, layout: Layout, body: Sequence[Block], lead: str | None) -> Citations:
    """`body` are the blocks of the article's text; the line that names the origin may stand in it or soon after."""
    offers: dict[Citation, str] = {}
    for rule, citation in _offers(page, source, layout, body, lead):
        if all(citation.url is None or citation.url != other.url for other in offers) and all(
            citation.words != other.words for other in offers
        ):
            offers[citation] = rule
    if not offers:
        return Citations((), ())
    ordered = sorted(offers, key=lambda citation: citation.url is None)  # a URL says more than words
    return Citations(
        tuple(ordered), (Found("citations", offers[ordered[0]], tuple((offers[one], one.url or one.words) for one in ordered[1:])),)
    )


def _offers(page: Page, source: Source, layout: Layout, body: Sequence[Block], lead: str | None) -> Iterator[tuple[str, Citation]]:
    if source.article.cites:
        for node in page.tree.css(source.article.cites):
            said = " ".join(node.text().split())
            link = node if node.tag == "a" else node.css_first("a[href]")
            url = urls.join(page.base, link.attributes.get("href") or "") if link else None
            yield "article.cites", Citation(url=url or _url_in(page, said), words=said)
    last = body[-1].index if body else len(layout.blocks) - 1
    first = body[max(0, len(body) - _TAIL)].index if body else 0
    for block in reversed(layout.blocks[first : last + 1 + _BEYOND]):
        yield from _of_block(page, block)
    yield from _in_words([lead or "", *(block.text for block in body[:2])], [block.text for block in body[-2:]])


def _of_block(page: Page, block: Block) -> Iterator[tuple[str, Citation]]:
    """A line with a label and a URL, or a known label and a linked name."""
    for line in block.text.split("\n") if ":" in block.text or "：" in block.text else ():
        if (match := _URL_LINE.match(line)) and not _NO_SOURCE.match(match["label"]):
            url = _url_in(page, match["url"])
            if url and not _SOCIAL.search(url) and (_IS_SOURCE.match(match["label"]) or _is_origin(page, url)):
                yield "label, colon, URL", Citation(url=url, words=line.strip())
        elif (named := _LABELLED.match(line)) and len(line) <= _LINE:
            linked = [href for text, href in block.pieces if href and text.strip() and text.strip() in named["name"]]
            url = urls.join(page.base, linked[0]) if linked else None
            if url and not _is_origin(page, url):
                url = None
            yield "label, colon, name", Citation(url=url, words=line.strip())


def _in_words(opening: Iterable[str], closing: Iterable[str]) -> Iterator[tuple[str, Citation]]:
    for text in opening:
        if (match := _PREFIX.match(text)) and (match["agency"] or _abbreviates(match["name"])):
            yield "prefix of the lead", Citation(words=match["name"] or match["agency"])
    for text in closing:
        line = text.split("\n")[-1].strip()
        if (match := _SIGN_OFF.match(line)) and (match["theo"] or _TOP_LEVEL.search(match["domain"])):
            yield "sign-off", Citation(words=line.strip("()（）"))
    for text in (*opening, *closing):
        if match := _ACCORDING.search(text[:400]):
            yield "according to", Citation(words=" ".join(match[0].split()).strip("( "))


def _abbreviates(name: str) -> bool:
    """TPO and TTXVN are newsrooms, PARIS and KYIV are places: an abbreviation is an agency's or has next to no vowels."""
    vowels = sum(letter in "AEIOUY" for letter in name)
    return name.casefold() in words.AGENCIES or (name.isupper() and len(name) <= 5 and vowels <= (1 if len(name) <= 3 else 0))


def _url_in(page: Page, text: str) -> str | None:
    match = re.search(r"(?:https?://|www\.)\S+", text)
    if match is None:
        return None
    reference = match[0].rstrip(".,;)]}）。，")
    return urls.join(page.base, reference if "://" in reference else f"http://{reference}")


def _is_origin(page: Page, url: str) -> bool:
    """Whether an unlabelled URL may be the page that this one was made from: another site's, and more than its home page."""
    return not urls.same_site(page.url, url) and len(url.split("://")[-1].partition("/")[2]) > 3
