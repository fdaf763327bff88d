"""What kind of page an article is, and whether all of it is here."""

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from ingest.core.extract.page import jsonld
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.layout import Block, Layout, size_of
from ingest.core.extract.page.part_names import PAYWALL, kinds
from ingest.core.model import Found, PageKind

Access = Literal["open", "partial"]

_LIVE = re.compile(
    r"/(?:live|live-?blog|liveticker|en-direct|direct|minuto-a-minuto|ao-vivo|diretta|livestory|truc-tiep)(?:[/_-]|\Z)", re.IGNORECASE
)
_LIVE_TITLE = re.compile(
    r"(?i:\b(?:live ?blog|liveticker|live updates|newsblog|minuto a minuto)\b)|\bLIVE\b\s*[:|-]|文字直播|実況|TRỰC TIẾP"
)
_GALLERY = re.compile(
    r"/(?:photos?|gallery|galleries|galerie|bildergalerie|fotostrecke|fotogalerie|fotos|slideshow|diaporama|pictures|anh|photo-gallery)(?:[/_-]|\Z)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"/(?:videos?|watch|mediathek|tv|clip)(?:[/_-]|\Z)", re.IGNORECASE)
_RELEASE = re.compile(
    r"/(?:press-?releases?|media-?releases?|news-?releases?|pressemitteilung(?:en)?|presseinformation(?:en)?|"
    r"communiques?(?:-de-presse)?|comunicados?|nota-de-prensa|comunicati-stampa|"
    r"persbericht(?:en)?|pressmeddelanden|pressemelding(?:er)?|thong-cao-bao-chi|siaran-pers|press-room|presscorner)(?:[/_-]|\Z)",
    re.IGNORECASE,
)
_RELEASE_TITLE = re.compile(
    r"\A\W*(?:press release|media release|news release|pressemitteilung|communiqué de presse|nota de prensa|comunicato stampa|"
    r"thông cáo báo chí|пресс-релиз|プレスリリース|보도자료|新闻稿)",
    re.IGNORECASE,
)
_DOCUMENT_TYPES = frozenset(
    ("Legislation", "LegislationObject", "GovernmentPermit", "DigitalDocument", "TextDigitalDocument", "ScholarlyArticle", "Thesis")
)
_SHORT = 1_500  # characters: a beginning, where the page says that there is more to be paid for


class Kind(Struct, frozen=True):
    kind: PageKind
    access: Access
    found: tuple[Found, ...]


def choose(page: Page, own: jsonld.Node | None, title: str, layout: Layout, body: Sequence[Block], images: int) -> Kind:
    """`images` is how many of them stand in the body."""
    size = size_of(body)
    rule, kind = _kind(page, own, title, size, images)
    access_rule, access = _access(page, own, layout, size)
    return Kind(kind, access, (Found("kind", rule), Found("access", access_rule)))


def _kind(page: Page, own: jsonld.Node | None, title: str, size: int, images: int) -> tuple[str, PageKind]:
    types = jsonld.types(own) if own else ()
    path = urlsplit(page.url).path
    if "LiveBlogPosting" in types:
        return "json-ld type", "live"
    if _LIVE_TITLE.search(title) or (_LIVE.search(path) and "VideoObject" not in types):
        return "live in title or URL", "live"
    if _RELEASE.search(path) or _RELEASE_TITLE.search(title):
        return "press release in title or URL", "press-release"
    if any(name in _DOCUMENT_TYPES for name in types):
        return "json-ld type", "document"
    if size < _SHORT and ("ImageGallery" in types or (_GALLERY.search(path) and images > 3) or images > 3 + size / 150):
        return "pictures more than text", "gallery"
    if size < _SHORT and ("VideoObject" in types or (page.first("og:type") or "").startswith("video") or _VIDEO.search(path)):
        return "video and little text", "video"
    if any(name in ("CollectionPage", "SearchResultsPage", "ItemList") for name in types):
        return "json-ld type", "listing"
    return "nothing else", "article"


def _access(page: Page, own: jsonld.Node | None, layout: Layout, size: int) -> tuple[str, Access]:
    """`isAccessibleForFree: false` is said of metered pages too, whose text is all here: only a beginning is partial."""
    told = own.get("isAccessibleForFree") if own else None
    closed = told is False or (isinstance(told, str) and told.lower() in ("false", "no", "0"))
    tier = (page.first("article:content_tier") or "").lower()
    whole = own.get("wordCount") if own else None
    words_told = int(whole) if isinstance(whole, int | str) and str(whole).isdecimal() and len(str(whole)) < 7 else 0
    if closed and words_told * 5 > 2 * size:  # five characters a word
        return "json-ld wordCount", "partial"
    if (closed or tier in ("locked", "metered")) and size < _SHORT:
        return "json-ld isAccessibleForFree" if closed else "meta article:content_tier", "partial"
    if size < _SHORT and any(kinds(box.name) & PAYWALL for box in layout.boxes):
        return "paywall in the page", "partial"
    return "nothing against it", "open"
