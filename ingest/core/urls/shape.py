"""What the shape of a URL alone says: an article, a home page, a hub; its document's number, its words, its language."""

import re
from urllib.parse import unquote

from ingest.core.patterns import lazy

INDEX_FILE = lazy(r"(?:index|default|home|main|trang-chu)\.(?:html?|aspx?|php|jsp|shtml)", re.IGNORECASE)

_HOME_SEGMENT = lazy(r"index|default|home|main|trang-chu|pages", re.IGNORECASE)
_LANGUAGE = lazy(r"[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant))?", re.IGNORECASE)
_HUB_SEGMENT = lazy(
    r"tags?|topics?|categor(?:y|ies)|authors?|search|tim-kiem|tu-khoa|chu-de|chuyen-muc|tac-gia|rss|feeds?|sitemaps?|login|signin|sign-in|signup|"
    r"register|subscribe|account|contact(?:-us)?|lien-he|about(?:-us)?|gioi-thieu|privacy|terms|help|faq|cart|archive|page|wp-admin|wp-content",
    re.IGNORECASE,
)
_SECTION = lazy(
    r"news(?:room)?|latest|press(?:-?(?:room|releases?|centre|center))?|media(?:-?(?:room|centre|center|releases?))?|stories|articles|blog|events|"
    r"nachrichten|aktuell(?:es)?|presse(?:mitteilungen)?|actualites?|communiques?|noticias|prensa|comunicados|notizie|comunicati|nieuws|nyheter|"
    r"nyheder|uutiset|aktualnosci|novosti|hirek|stiri|haberler|duyurular|berita|tin-tuc|thong-bao|xinwen|news-and-(?:events|media)",
    re.IGNORECASE,
)
_HUB_PATH = lazy(r"-tag\d+\.|/page/\d+/?$|/(?:trang|page)-?\d+/?$", re.IGNORECASE)
_FILE = lazy(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|rar|gz|mp3|mp4|m3u8|apk|exe)$", re.IGNORECASE
)
_EXTENSION = lazy(r"\.[a-z]{2,6}\d?$", re.IGNORECASE)
_NUMBER = lazy(r"\d{4,}")
_YEAR = lazy(r"(?:19|20)\d\d")
_ID_PARAMETER = lazy(
    r"(?:^|&)(?:itemid|id|newsid|articleid|article_id|aid|oid|docid|nid|p|story|storyid|post|n|contentid|idnews)=(\w*\d\w*)(?=&|$)",
    re.IGNORECASE,
)
_OF_DOCUMENT = lazy(r"(\w*?)_?-?(?:id|idx|seq|no|nr|num|number|code|key)", re.IGNORECASE)  # the name of a parameter: `ELEMENT_ID`, `wr_id`
_DOCUMENTS = frozenset(
    {"n", "p", "news", "article", "story", "post", "item", "doc", "document", "element", "detail", "noticia", "articulo"}
)
_OF_LISTS = (  # what such a number may be of instead, at the end of the name
    *("page", "pagen", "pg", "cat", "category", "tag", "topic", "theme", "sect", "section", "rubric", "type", "lang", "language", "menu"),
    *("region", "country", "area", "city", "year", "month", "author", "user", "member", "org", "dept", "department", "sess", "session"),
    *("view", "mode", "tab", "filter", "board", "site", "group", "folder", "channel", "parent", "portal", "layout", "template"),
)
_DATE_IN_PATH = lazy(r"/(?:19|20)\d\d[/\-]?[01]?\d(?:/|-|[0-3]\d)")
_WORDS_APART = lazy(r"[\W_]+")
_PROXY = lazy(r"https?://[^/?#\s]+/?")


def path_and_query(url: str) -> tuple[str, str]:
    """Of an absolute URL without a fragment: "/a/b", "x=1"."""
    rest, _, query = url.partition("://")[2].partition("?")
    return "/" + rest.partition("/")[2], query


def is_proxy(text: str) -> bool:
    """Whether it names a proxy: `http://host:port`, perhaps with a name and password."""
    return bool(_PROXY.fullmatch(text))


def is_home(path: str, query: str = "") -> bool:
    """Whether a path is a site's front page, or the front page of one of its languages."""
    segments = [segment for segment in path.split("/") if segment]
    while segments and (INDEX_FILE.fullmatch(segments[-1]) or _HOME_SEGMENT.fullmatch(segments[-1])):
        segments.pop()  # SharePoint: /Pages/default.aspx
    return not query and (not segments or (len(segments) == 1 and _LANGUAGE.fullmatch(segments[0]) is not None))


def is_section(path: str) -> bool:
    """Whether a path's name alone says that it lists articles: its last segment is a hub's or a section's, or below a tag or a topic."""
    segments = [segment for segment in unquote(path).split("/") if segment]
    if not segments:
        return False
    return bool(_SECTION.fullmatch(segments[-1]) or _HUB_PATH.search(path) or any(map(_HUB_SEGMENT.fullmatch, segments[-2:])))


def words_in(path: str) -> list[str]:
    """The words of the last segment, in lower case, numbers and the file's extension left out."""
    slug = _EXTENSION.sub("", unquote(path.rstrip("/").rpartition("/")[2]))
    return [word for word in _WORDS_APART.split(slug.lower()) if word and not word.isdigit()]


def document_id(path: str, query: str = "") -> str | None:
    """The number that names the document: the last of the last segment that is no year, else a parameter's; None when there is none."""
    for number in reversed(_NUMBER.findall(path.rstrip("/").rpartition("/")[2])):
        if not _YEAR.fullmatch(number):
            return str(number)
    found = _ID_PARAMETER.search(query)
    return found[1] if found else None


def language_of(url: str) -> str | None:
    """The language that the first segment of the path spells, if it does: "en" of https://a.vn/en/x."""
    segment = path_and_query(url)[0].split("/", 2)[1]
    return segment.lower() if _LANGUAGE.fullmatch(segment) else None


def without_language(url: str) -> str:
    """The path and query without a first segment that spells a language."""
    path, query = path_and_query(url)
    head, _, rest = path[1:].partition("/")
    return f"/{rest if _LANGUAGE.fullmatch(head) else path[1:]}?{query}"


def may_be_article(url: str, listing_url: str) -> bool:
    """Whether a link may lead to an article at all: no file of another kind, no home page, no other page of the same list."""
    path, query = path_and_query(url.partition("#")[0])
    if _FILE.search(path) or _HUB_PATH.search(path) or is_home(path, query):
        return False
    its_path, its_query = path_and_query(listing_url.partition("#")[0])
    same_path = path.rstrip("/") == its_path.rstrip("/")
    return not same_path or bool(_named_documents(query) - _named_documents(its_query))


def _named_documents(query: str) -> set[str]:
    """The names of the parameters of a query that may name a document, by their last word: `news` of `tx_news_pi1[news]`."""
    found = set()
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        name = unquote(name).rstrip("]").rpartition("[")[2]
        if any(map(str.isdigit, value)) and _names_document(name.lower()):
            found.add(name.lower())
    return found


def _names_document(name: str) -> bool:
    counted = _OF_DOCUMENT.fullmatch(name)
    return name in _DOCUMENTS or (counted is not None and counted[1] != "s" and not counted[1].endswith(_OF_LISTS))


def looks_like_article(url: str, listing_url: str) -> bool:
    """Whether a link found on a listing page is an article by its shape. Both URLs absolute; neither need be normalised."""
    if not may_be_article(url, listing_url):
        return False
    path, query = path_and_query(url.partition("#")[0])
    segments = [segment for segment in path.split("/") if segment]
    if any(_HUB_SEGMENT.fullmatch(segment) for segment in segments):
        return False
    if _ID_PARAMETER.search(query) or (_DATE_IN_PATH.search(path) and len(segments) >= 3):
        return True
    words = words_in(path)
    if document_id(path) is not None:
        return len(words) > 0 or len(segments) > 1
    return len(words) >= 4
