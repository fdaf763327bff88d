"""JSON-LD as pages really carry it: broken, doubled, with entities inside, as a list, in a @graph, by reference.

Of 374 saved pages 14 had a script that no JSON parser reads: control characters in strings, two objects one after the other, a comma too
many, a CDATA wrapper. What can be read of those is read; what cannot is passed over in silence, for a page is more than its JSON-LD.
"""

import html
import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ingest.core.patterns import lazy

Node = dict[str, Any]

# schema.org types that are a text of their own, best first: a page that is both WebPage and NewsArticle is read as the latter
ARTICLE_TYPES = (
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "AdvertiserContentArticle",
    "SatiricalArticle",
    "LiveBlogPosting",
    "Article",
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
    "Legislation",
    "DigitalDocument",
    "Review",
    "Recipe",
    "GovernmentService",
    "SpecialAnnouncement",
    "ImageGallery",
    "VideoObject",
    "WebPage",
    "ItemPage",
    "CollectionPage",
    "CreativeWork",
)
_RANK = {name: rank for rank, name in enumerate(ARTICLE_TYPES)}
_OF_PAGES = _RANK["ImageGallery"]  # from here on a type may also be the page's around a text, or a part of it
_SIGNS = lazy(r"[\W_]+")
_TITLE = 8  # characters, before two titles can resemble each other

_NAMES = frozenset(("name", "givenName", "familyName"))
_CJK_NAME = lazy(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_MAX_DEPTH = 12  # of nesting that is kept; real pages stay below 8
_MAX_NODES = 2_000  # a page is not read further: a product list may hold tens of thousands
_WRAPPER = lazy(r"(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/|//)?")
_WRAPPER_ENDS = ("*/", "-->", "]]>", "/*", "//")  # from the last
_TRAILING_COMMA = lazy(r",(\s*[}\]])")
_GAP = lazy(r"[\s,;]*")
_BAD_ESCAPE = lazy(r'\\(?!["\\/bfnrtu])')
_PAIR = lazy(r'"(@type|headline|datePublished|dateModified|dateCreated|inLanguage|articleSection)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"')


def objects(scripts: Iterable[str]) -> list[Node]:
    """Every typed object in the page's JSON-LD scripts, in document order, however deep it is nested; entities in strings are undone.

    Raises nothing: a script that cannot be read yields what single pairs can be recognised in it, or nothing.
    """
    nodes: list[Node] = []
    for script in scripts:
        for value in _values(script):
            nodes.extend(_typed(value, 0))
            if len(nodes) > _MAX_NODES:
                return nodes[:_MAX_NODES]
    return nodes


def types(node: Node) -> tuple[str, ...]:
    """The names of a node's types without their namespace: `http://schema.org/NewsArticle` is `NewsArticle`."""
    said = node["@type"]
    if isinstance(said, str):
        return (said.rpartition("/")[2],)
    return tuple(name.rpartition("/")[2] for name in said if isinstance(name, str)) if isinstance(said, list) else ()


def articles(nodes: Iterable[Node]) -> list[Node]:
    """The nodes that may describe the page's own text, the most fitting type first; among equals the one that says more."""
    ranked = [(_rank(node), node) for node in nodes]
    return [node for rank, node in sorted(ranked, key=lambda pair: (pair[0], -len(pair[1]))) if rank < len(_RANK)]


def _rank(node: Node) -> int:
    return min((_RANK.get(name, len(_RANK)) for name in types(node)), default=len(_RANK))


def follow(value: Any, nodes: Iterable[Node]) -> Any:
    """What a `{"@id": ...}` reference stands for, if the page defines it; any other value as it is."""
    if isinstance(value, dict) and "@id" in value and not _NAMES & value.keys():
        for node in nodes:
            if node.get("@id") == value["@id"] and _NAMES & node.keys():
                return node
    return value


def texts(value: Any, depth: int = 0) -> list[str]:
    """The strings in a value that may be a string, a list of them, or an object with a name."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if depth > _MAX_DEPTH:
        return []
    if isinstance(value, list):
        return [text for one in value for text in texts(one, depth + 1)]
    if isinstance(value, dict):
        return texts(value.get("name") or _full_name(value) or value.get("@value") or value.get("url"), depth + 1)
    return []


def _full_name(person: Node) -> str:
    """A person's name from its parts: the family's first where the script is one that sets no blank between them."""
    parts = [
        part.strip() for key in ("givenName", "additionalName", "familyName") if isinstance(part := person.get(key), str) and part.strip()
    ]
    return "".join(reversed(parts)) if parts and all(map(_CJK_NAME.fullmatch, parts)) else " ".join(parts)


def _values(script: str) -> Iterator[Any]:
    try:
        value = msgspec.json.decode(script)
        yield _unescaped(value, 0) if "&" in script else value
        return
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        text = _unwrapped(script)
    if not text:
        return
    whole = False
    for value in _one_after_another(_TRAILING_COMMA.sub(r"\1", _BAD_ESCAPE.sub(r"\\\\", text))):
        whole = True
        yield _unescaped(value, 0)
    if not whole:
        yield _pairs(text)


def _unwrapped(script: str) -> str:
    text = script.strip("\ufeff; \t\r\n")
    if wrapper := _WRAPPER.match(text):
        text = text[wrapper.end() :]
    for end in _WRAPPER_ENDS:
        text = text.removesuffix(end).rstrip("; \t\r\n")
    return text


def _one_after_another(text: str) -> Iterator[Any]:
    """The JSON values at the beginning of a text, control characters in strings allowed; ends where no further one begins."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        if isinstance(value, dict | list):
            yield value
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at


def _pairs(text: str) -> Node:
    """What an unreadable script says first of the few names that matter: an unescaped quote in the description must not cost the date."""
    node: Node = {}
    for name, value in _PAIR.findall(text):
        if name == "@type" and value not in _RANK:
            continue
        node.setdefault(name, html.unescape(value))
    return node if "@type" in node else {}


def _unescaped(value: Any, depth: int) -> Any:
    """Entities in strings undone: publishers escape for HTML what is then put into JSON, some of them twice."""
    if isinstance(value, str):
        return html.unescape(html.unescape(value)) if "&" in value else value
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {name: _unescaped(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [_unescaped(inner, depth + 1) for inner in value]
    return value


def _typed(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        value = value.values()
    elif not isinstance(value, list):
        return
    for inner in value:
        if isinstance(inner, dict | list):
            yield from _typed(inner, depth + 1)


def own(nodes: Iterable[Node], url: str, title: str) -> Node | None:
    """The node that describes the page's own text: among the fitting types the one that names this URL or this title.

    Pages carry nodes of their related articles as well, of the same types, and nodes of the page as such, which have its address and
    the day on which it was set up: a text's own node comes before those, whether or not it has an address.
    """
    candidates = articles(nodes)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    path = _path(url)
    named = [node for node in candidates if path in _paths(node)]
    titled = [node for node in candidates if title and title in (node.get("headline"), node.get("name"))]
    chosen = next((node for node in titled + named if "datePublished" in node or "headline" in node), candidates[0])
    if _rank(chosen) < _OF_PAGES:
        return chosen
    texts_here = [node for node in candidates if _rank(node) < _OF_PAGES]
    alike = [node for node in texts_here if _resemble(title, node.get("headline") or node.get("name"))]
    free = [node for node in texts_here if not any(other and other != path for other in _paths(node))]
    return next(iter(alike), free[0] if len(free) == 1 else chosen)


def _paths(node: Node) -> set[str]:
    """The paths under which a node says that it is found; an empty one is a name inside this page, or says nothing."""
    return {_path(text) for name in ("mainEntityOfPage", "url", "@id") for text in _urls(node.get(name))}


def _resemble(title: str, headline: Any) -> bool:
    """Whether a headline is the title but for its spelling, a site's name behind it, or what a limit of characters cut off."""
    if not isinstance(headline, str):
        return False
    one, other = (_SIGNS.sub("", text.rstrip(".…")).casefold() for text in (title, headline))
    return len(min(one, other, key=len)) >= _TITLE and (one.startswith(other) or other.startswith(one) or one.endswith(other))


def _urls(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return [value] if isinstance(value, str) else []


def _path(url: str) -> str:
    return url.split("?")[0].split("#")[0].split("://")[-1].partition("/")[2].rstrip("/")
