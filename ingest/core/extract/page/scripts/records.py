"""The record of a page's own text in the data of its scripts: long prose under an object whose title or address is the page's.

A page carries the records of its related articles as well, of the same form, and each carries its tags, author and pictures. So an object
counts only when one of its own strings is the page's title, or one of its addresses the page's; and what lies below another
object with a title of its own is that one's text.
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ingest.core.patterns import lazy

_DEPTH = 40  # of nesting that is looked at
_STEPS = 200_000  # values that are looked at
_BELOW = 5  # levels below the record at which its text may lie
_LONG = 250  # characters of prose; dense scripts say as much in a third
_LONGEST = 2_000_000
_TITLE = 300  # characters
_SHORTEST_TITLE = 8


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set("title headline heading name subject seotitle pagetitle articletitle")
_ADDRESSES = _set("url slug path permalink uri link href canonical canonicalurl fullslug pathname route alias")
_NAMES = _TITLES | _ADDRESSES
_DATES = _set("publishedat published publishdate publisheddate datepublished publicationdate pubdate firstpublishedat date createdat")
_AUTHORS = _set("author authors byline authorname writer creator")
_OTHERS = lazy(
    r"relat|recommend|more|popular|latest|trending|comment|author|prev|next|navigation|menu|footer|header|sidebar|tags|seo|teaser"
)
_TAG = lazy(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BLOCK = lazy(r"<(?:p|div|br|h[1-6]|ul|ol|li|section|article|table|blockquote|figure)\b", re.IGNORECASE)
_END = lazy(r"[.!?。！？।؟…](?:\s|[\"'”»]|<|$)|[。！？]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_SPACES = lazy(r"\s+")
_KIDS = ("children", "content", "nodes", "blocks", "root", "document", "json", "body", "value", "data", "paragraphs", "items", "sections")
_NESTED = (dict, list)
_NAMING = (str, dict)
_INLINE = frozenset(("", "text", "span", "link", "strong", "em"))
_WORDS = ("html", "text", "value", "content", "body", "markdown", "paragraph", "rendered", "processed", "data")


class ScriptText(Struct, frozen=True):
    """A text that a page's scripts carry. `where`: the name of the data, `markup` the text as HTML."""

    where: str
    title: str | None
    markup: str
    published: str | None = None
    author: str | None = None


def marks(titles: Iterable[str], url: str) -> frozenset[str]:
    """Words in lower case of which one is in every script that names the page, by one of its titles or its address; empty where none is
    sure to be: only letters and digits of ASCII are spelled alike in all scripts."""
    said = [spelling for one in titles for spelling in _spellings(one)] + ([_path(url).rpartition("/")[2]] if _path(url) else [])
    longest = [max(_ASCII_WORD.findall(one.lower()), key=len, default="") for one in said]
    return frozenset(longest) if all(longest) else frozenset()


def find(data: Iterable[tuple[str, Any]], titles: Iterable[str], url: str) -> ScriptText | None:
    """The longest text of a record that is the page's own, by one of its titles or its address; None where there is none."""
    wanted = frozenset(_plain(spelling) for one in titles for spelling in _spellings(one))
    address = _path(url)
    best: tuple[int, ScriptText] | None = None
    for where, value in data:
        for record in _named(value, wanted, address):
            text = max(_texts(record, 0), key=lambda one: one[0], default=None)
            if text is not None and (best is None or text[0] > best[0]):
                found = ScriptText(where, _own(record, _TITLES), text[1], _own(record, _DATES), _author(record))
                best = text[0], found
    return None if best is None else best[1]


def _named(value: Any, titles: frozenset[str], address: str) -> Iterator[dict[str, Any]]:
    """The objects that name the page. Without recursion: data is nested deeper than one likes."""
    waiting, steps = [(value, 0)], 0
    while waiting and steps < _STEPS:
        one, depth = waiting.pop()
        steps += 1
        if isinstance(one, dict):
            if _names_page(one, titles, address):
                yield one
            inner: Iterable[Any] = one.values()
        elif isinstance(one, list):
            inner = one
        else:
            continue
        if depth < _DEPTH:
            waiting += [(each, depth + 1) for each in inner if isinstance(each, _NESTED)]


def _names_page(record: dict[str, Any], titles: frozenset[str], address: str) -> bool:
    for key, value in record.items():
        if not value or not isinstance(value, _NAMING) or (name := _bare(key)) not in _NAMES:
            continue
        if isinstance(value, dict):  # WordPress: {"rendered": ...}; Sanity: {"current": ...}
            value = value.get("rendered") or value.get("current") or value.get("value")
        if not isinstance(value, str) or not 0 < len(value) <= _TITLE:
            continue
        if name in _TITLES and _plain(value) in titles:
            return True
        if name in _ADDRESSES and _is_address(value, address):
            return True
    return False


def _is_address(said: str, address: str) -> bool:
    if not address:
        return False
    path = _path(said) if "/" in said else said.strip("/").lower()
    if path == address:
        return True
    last = address.rpartition("/")[2]
    return "/" not in path and len(path) >= _SHORTEST_TITLE and path == re.sub(r"\.\w{2,5}$", "", last)


def _texts(value: Any, depth: int) -> Iterator[tuple[int, str]]:
    """(characters, HTML) of each long text of a record; not those of other records below it."""
    if isinstance(value, str):
        if _is_prose(value):
            yield _length(value), _markup(value)
        return
    if depth > _BELOW:
        return
    if isinstance(value, list):
        if depth and (told := _rich(value)) is not None:
            yield told
        for one in value[:500]:
            if not isinstance(one, str):
                yield from _texts(one, depth + 1)
        return
    if isinstance(value, dict):
        if depth and (_is_other(value)):
            return
        if depth and (told := _rich(value)) is not None:
            yield told
        for key, inner in value.items():
            if not _OTHERS.search(key.lower()):
                yield from _texts(inner, depth + 1)


def _is_other(value: dict[str, Any]) -> bool:
    """Whether an object has a title and an address of its own."""
    names = {_bare(key) for key, inner in value.items() if isinstance(inner, str | dict)}
    return bool(names & _TITLES) and bool(names & _ADDRESSES)


def _rich(value: list[Any] | dict[str, Any]) -> tuple[int, str] | None:
    """A text that is kept as a tree or a list of blocks; None when it is none, or too little."""
    blocks: list[str] = []
    _blocks(value, blocks, 0)
    markup = "".join(blocks)
    return (_length(markup), markup) if len(blocks) > 1 and _is_prose(markup) else None


def _blocks(value: Any, found: list[str], depth: int) -> None:
    if depth > _DEPTH or len(found) > 5_000:
        return
    if isinstance(value, str):
        if value.strip():
            found.append(_markup(value))
    elif isinstance(value, list):
        if value and all(_is_leaf(one) for one in value) and any(isinstance(one, dict) for one in value):
            told = "".join(one if isinstance(one, str) else str(one.get("text", one.get("value", ""))) for one in value)
            found.append(f"<p>{html.escape(told, quote=False)}</p>")
            return
        for one in value:
            _blocks(one, found, depth + 1)
    elif isinstance(value, dict):
        kids: Any = next((value[key] for key in _KIDS if isinstance(value.get(key), list | dict) and value[key]), None)
        words: Any = next((value[key] for key in _WORDS if isinstance(value.get(key), str) and value[key].strip()), None)
        kind = _kind(value)
        before = len(found)
        if kids is not None:
            _blocks(kids, found, depth + 1)
        elif words is not None:
            found.append(_markup(words))
        if "head" in kind and len(found) == before + 1:
            found[-1] = f"<h2>{_TAG.sub('', found[-1])}</h2>"


def _kind(value: dict[str, Any]) -> str:
    return " ".join(str(value[key]) for key in ("type", "_type", "nodeType", "style", "__typename") if value.get(key)).lower()


def _is_leaf(value: Any) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, dict) or _kind(value) not in _INLINE:
        return False
    is_told = isinstance(value.get("text", value.get("value")), str)
    return is_told and not any(value.get(key) for key in ("children", "content", "nodes"))


def _markup(text: str) -> str:
    """A text as HTML: as it stands, or its lines as paragraphs."""
    if text.lstrip().startswith("&lt;"):
        text = html.unescape(text)
    if _BLOCK.search(text):
        return text[:_LONGEST]
    lines = [line.strip() for line in text[:_LONGEST].splitlines() if line.strip()]
    return "".join(f"<p>{line if _TAG.search(line) else html.escape(line, quote=False)}</p>" for line in lines)


def _is_prose(text: str) -> bool:
    if len(text) < 80 or len(text) > _LONGEST:
        return False
    bare = _SPACES.sub(" ", _TAG.sub(" ", html.unescape(text) if "&lt;" in text[:200] else text)).strip()
    if len(_END.findall(bare)) < 2 or bare[:1] in "{[" or "function(" in bare[:500]:
        return False
    return len(bare) >= _LONG or (len(bare) >= 80 and bare.count(" ") < len(bare) / 15 and not bare.isascii())


def _length(markup: str) -> int:
    return len(_SPACES.sub(" ", _TAG.sub(" ", markup)))


def _own(record: dict[str, Any], names: frozenset[str]) -> str | None:
    for key, value in record.items():
        if _bare(key) in names:
            if isinstance(value, dict):
                value = value.get("rendered") or value.get("value")
            if isinstance(value, str) and 0 < len(value) <= _TITLE:
                return html.unescape(_TAG.sub("", value)).strip()
    return None


def _author(record: dict[str, Any]) -> str | None:
    for key, value in record.items():
        if _bare(key) in _AUTHORS:
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            if isinstance(value, dict):
                value = value.get("name") or value.get("fullName") or value.get("displayName")
            if isinstance(value, str) and 2 < len(value) < 100:
                return value
    return None


def _spellings(title: str) -> Iterator[str]:
    """A page's title as it is, and without the name of the site before or behind it."""
    yield title
    for mark in (" | ", " - ", " – ", " — ", " :: ", " · ", " « ", " » "):
        if mark in title:
            head, _, tail = title.rpartition(mark)
            yield from (part for part in (head, title.partition(mark)[2], tail) if len(_plain(part)) >= 2 * _SHORTEST_TITLE)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", text))).strip().casefold()


def _path(url: str) -> str:
    """The path of an address, without what is the same for all pages of a site; "" of a front page."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return path.strip("/").lower()


@lru_cache(maxsize=4096)
def _bare(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())
