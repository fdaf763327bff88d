"""How a JSON list goes on: a URL that it names, a cursor, the number of its page, its offset."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.listing.gather import absolute
from ingest.core.listing.older.series import GUESSED, counted, has_value, with_value
from ingest.core.model import Older

_NEXT = frozenset("next nextpage nexturl nextpageurl nextlink odatanextlink nexthref older olderurl nextpagelink".split())  # noqa: SIM905  lists to read
_CURSORS = {  # the name of a cursor in the document -> the parameter that it is asked with
    "nextcursor": "cursor", "cursor": "cursor", "nextpagetoken": "pageToken", "pagetoken": "pageToken", "endcursor": "after",
    "nexttoken": "token", "continuation": "continuation", "continuationtoken": "continuationToken", "cursormark": "cursorMark",
    "nextcursormark": "cursorMark", "after": "after", "nextmaxid": "max_id", "nextafter": "after",
}  # fmt: skip
_PAGE = frozenset("page currentpage pagenumber pageno pageindex pagenum current".split())  # noqa: SIM905
_PAGES = frozenset("pages totalpages lastpage pagecount pagetotal totalpage numpages".split())  # noqa: SIM905
_OFFSETS = ("offset", "start", "skip", "from", "startIndex")
_TOTAL = frozenset("total count totalcount totalresults numfound totalhits totalrows totalnum hits".split())  # noqa: SIM905
_LEVELS = 4
_MOST = 300  # members of objects that are looked at


def of_json(content: Any, url: str, shown: int, path: str | None = None) -> Older:
    """What a JSON document at `url`, of whose articles `shown` were read, tells of its older ones. `path`: the file's `next`."""
    if path is not None:
        return _at_path(content, url, path)
    members = list(_members(content))
    total = _whole(members, _TOTAL)
    pages = _whole(members, _PAGES) or (-(-total // shown) if total and shown and total >= shown else None)
    for name, value in members:
        if name in _NEXT and isinstance(value, dict):
            value = value.get("href") or value.get("url")
        if name in _NEXT and isinstance(value, str) and (target := _next_url(url, value)):
            return Older(urls=(target,), how=f"its own {name}", pages=pages)
    if any(name in ("hasmore", "hasnext", "hasnextpage", "more") and value is False for name, value in members):
        return Older(how="it says that there is no more", pages=pages)
    for name, value in members:
        parameter = _CURSORS.get(name)
        if parameter is not None and isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            asked = next((own for own in (parameter, name) if has_value(url, own) is not None), parameter)
            if has_value(url, asked) != str(value):
                return Older(urls=(with_value(url, asked, str(value)),), how="its cursor", pages=pages)
    return _counted(members, url, shown, total, pages)


def _counted(members: list[tuple[str, Any]], url: str, shown: int, total: int | None, pages: int | None) -> Older:
    if not shown:
        return Older()
    page = _whole(members, _PAGE)
    if page is not None and pages is not None and page < pages:
        return Older(urls=(counted(url, shown) or with_value(url, "page", str(page + 1)),), how="the number of its page", pages=pages)
    if page is not None and pages is not None and page >= pages:
        return Older(how="the last of its pages", pages=pages)
    offset = next((name for name in _OFFSETS if _whole(members, frozenset({name.lower()})) is not None), None)
    if offset is not None and total is not None and has_value(url, offset) is None:
        behind = (_whole(members, frozenset({offset.lower()})) or 0) + shown
        return Older(urls=(with_value(url, offset, str(behind)),), how="its offset", pages=pages) if behind < total else Older(pages=pages)
    asked = next((value for name in _OFFSETS if (value := has_value(url, name)) is not None and value.isascii() and value.isdigit()), None)
    if asked is not None and total is not None and int(asked) + shown >= total:
        return Older(how="the last of its pages", pages=pages)
    target = counted(url, shown)
    how = GUESSED if total is None else "its offset"
    return Older() if target is None else Older(urls=(target,), how=how, pages=pages)


def _at_path(content: Any, url: str, path: str) -> Older:
    for step in path.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and re.fullmatch(r"-?\d{1,6}", step) and -len(content) <= int(step) < len(content):
            content = content[int(step)]
        else:
            content = None
    if not isinstance(content, str | int) or isinstance(content, bool) or content == "":
        return Older(how=f"next = {path}: nothing there")
    said = str(content)
    target = _next_url(url, said)
    return Older(urls=(target,) if target else (), how=f"next = {path}", cursor=said)


def _next_url(url: str, said: str) -> str | None:
    """The URL that a text is; a bare word is a cursor, and none."""
    if not re.match(r"https?://|/|\?|\./", said):
        return None
    target = absolute(url, said if not said.startswith("?") else urlsplit(url).path + said)
    return target if target is not None and target != url and urls.same_site(target, url) else None


def _members(content: Any) -> Iterator[tuple[str, Any]]:
    """The members of the objects that stand round the list, not those of its articles: (bare name, value)."""
    level = [content] if isinstance(content, dict) else []
    told = 0
    for _ in range(_LEVELS):
        following = []
        for one in level:
            for key, value in one.items():
                told += 1
                if told > _MOST:
                    return
                yield re.sub(r"[^a-z]", "", key.lower()), value
                if isinstance(value, dict):
                    following.append(value)
        level = following


def _whole(members: list[tuple[str, Any]], names: frozenset[str]) -> int | None:
    for name, value in members:
        if name in names:
            if isinstance(value, dict):
                value = value.get("value")
            if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
                value = int(value)
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                return value
    return None
