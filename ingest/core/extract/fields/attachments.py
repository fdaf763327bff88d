"""The documents that a page links: a decree beside the news of it. What the page's frame links on every page is none of them."""

import re
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from ingest.core.documents import kinds
from ingest.core.extract.page.html import Page
from ingest.core.extract.page.part_names import FAMILIES, families
from ingest.core.extract.page.references import absolute
from ingest.core.markup import decode
from ingest.core.model import Attachment

_ADDRESS = {"a": "href", "iframe": "src", "embed": "src", "object": "data"}
_MAY_BE = re.compile(r"\.(?=[pdorxct])(?:pdf|docx|docm|odt|rtf|pptx|xlsx?|xlsm|xlsb|ods|csv|tsv)\b", re.IGNORECASE)
_FRAME = frozenset({"nav", "header", "footer", "aside", "menu"})
_ROLES = frozenset({"navigation", "contentinfo", "banner", "complementary"})
_FRAME_NAMES = sum(1 << FAMILIES.index(name) for name in ("nav", "foot", "side"))
_MOST = 50  # of one page
_WORDS = 300  # characters


def choose(page: Page) -> tuple[Attachment, ...]:
    found: dict[str, str] = {}
    said = "\n".join([attributes.get("href") or attributes.get("src") or attributes.get("data") or "" for _, attributes in page.references])
    if not _MAY_BE.search(said) and not any("type" in attributes for _, attributes in page.references):
        return ()
    for node, attributes in page.references:
        reference, kind = attributes.get(_ADDRESS[node.tag or ""]), attributes.get("type")
        if reference is None or not (_MAY_BE.search(reference) or (kind and _is_typed(kind))) or _is_frame(node):
            continue
        url = _document(page.base, reference.strip(), kind)
        if url is None:
            continue
        words = " ".join(decode.clean(node.text(separator=" ") or attributes.get("title") or "").split())[:_WORDS]
        found[url] = found.get(url) or words
        if len(found) == _MOST:
            break
    return tuple(Attachment(url, words) for url, words in found.items())


def _is_typed(said: str) -> bool:
    return said.partition(";")[0].strip().lower() in kinds.TYPES


def _document(base: str, reference: str, kind: str | None) -> str | None:
    """The URL of the document itself, also where the link leads to a page that shows it."""
    url = absolute(base, reference)
    if url is None:
        return None
    url = url.partition("#")[0]
    if (kind and _is_typed(kind)) or kinds.extension(urlsplit(url)._replace(query="").geturl()):
        return url
    for name, value in parse_qsl(urlsplit(url).query):
        if name in ("url", "file", "src") and (shown := absolute(base, value)) is not None and kinds.extension(shown):
            return shown
    return url if kinds.extension(url) else None


def _is_frame(link: LexborNode) -> bool:
    node = link.parent
    while node is not None and node.tag not in ("article", "main", "body", "html"):
        attributes = node.attributes
        if node.tag in _FRAME or attributes.get("role") in _ROLES:
            return True
        if families(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") & _FRAME_NAMES:
            return True
        node = node.parent
    return False
