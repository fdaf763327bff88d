"""What the shape of a URL alone says: an article, or a hub such as a home page, section, tag or author page."""

import re
from urllib.parse import unquote

INDEX_PAGE = re.compile(r"(?:index|default|home|main|trang-chu)(?:\.(?:html?|aspx?|php|jsp|shtml))?", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?", re.IGNORECASE)

_HUB_SEGMENT = re.compile(
    r"tags?|topics?|categor(?:y|ies)|authors?|search|tim-kiem|tu-khoa|chu-de|chuyen-muc|tac-gia|rss|feeds?|sitemaps?|login|signin|sign-in|signup|register|"
    r"subscribe|account|contact(?:-us)?|lien-he|about(?:-us)?|gioi-thieu|privacy|terms|help|faq|cart|shop|archive|page|wp-admin|wp-content",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|rar|gz|mp3|mp4|m3u8|apk|exe)$", re.IGNORECASE
)
_TAG_PAGE = re.compile(r"-tag\d+\.|/tag/|/page/\d+/?$|/trang-\d+", re.IGNORECASE)
_DOCUMENT_ID = re.compile(r"\d{4,}")
_ID_PARAMETER = re.compile(
    r"(?:^|&)(?:itemid|id|newsid|articleid|aid|oid|docid|nid|p|story|storyid|post|n|contentid|idnews)=\w*\d", re.IGNORECASE
)
_DATE_PATH = re.compile(r"/(?:19|20)\d\d/?[01]\d(?:/|-|[0-3]\d)")
_EXTENSION = re.compile(r"\.(?:html?|aspx?|php|jsp|shtml|tpo|vnp|vov\d?|htm|stm|cms|story|ece|do)$", re.IGNORECASE)


def is_home(path: str, query: str = "") -> bool:
    """Whether a path is a site's front page, or the front page of one of its languages."""
    segments = [segment for segment in path.split("/") if segment]
    if segments and INDEX_PAGE.fullmatch(segments[-1]):
        segments.pop()
    if segments and segments[-1].lower() == "pages":  # SharePoint: /Pages/default.aspx
        segments.pop()
    return not query and (not segments or (len(segments) == 1 and LANGUAGE.fullmatch(segments[0]) is not None))


def words_in(segment: str) -> list[str]:
    """The words of a slug, in lower case, ids and the file's extension left out."""
    return [word for word in re.split(r"[^\w]+|_", _EXTENSION.sub("", unquote(segment)).lower()) if word and not word.isdigit()]


def document_id(path: str, query: str = "") -> str | None:
    """The number that names the document, when the URL has one: of the last segment, else of a parameter."""
    segment = path.rstrip("/").rpartition("/")[2]
    numbers = _DOCUMENT_ID.findall(segment)
    if numbers:
        return str(numbers[-1])
    found = _ID_PARAMETER.search(query)
    return found[0].rpartition("=")[2] if found else None


def looks_like_article(url: str, listing_url: str) -> bool:
    """Whether a link found on a listing page is an article by its shape. Both URLs absolute; neither need be normalised."""
    _, _, rest = url.partition("://")
    path, _, query = rest.partition("#")[0].partition("?")
    path = "/" + path.partition("/")[2]
    if is_home(path, query) or _FILE.search(path) or _TAG_PAGE.search(path):
        return False
    listing_path = listing_url.partition("://")[2].partition("?")[0]
    if not query and rest.rstrip("/") == listing_path.rstrip("/"):
        return False
    segments = [segment for segment in path.split("/") if segment]
    if any(_HUB_SEGMENT.fullmatch(segment) for segment in segments[:-1]) or (segments and _HUB_SEGMENT.fullmatch(segments[-1])):
        return False
    last = segments[-1] if segments else ""
    words = words_in(last)
    if _ID_PARAMETER.search(query):
        return True
    if _DATE_PATH.search(path) and len(segments) >= 3:
        return True
    if _DOCUMENT_ID.search(last):
        return len(words) >= 1 or len(segments) >= 2
    return len(words) >= 4
