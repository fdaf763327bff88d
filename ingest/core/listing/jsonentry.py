"""One entry of a JSON list -> the values of our names: under the names that sites use, in objects of their own, or wrapped in one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# Names that sites give to these, most telling first; compared without case, `_` and `-`.
_NAMES = {
    "url": "url link href permalink weburl docpuburl shareurl articleurl detailurl externalurl canonicalurl absoluteurl fullurl"
    " pageurl newsurl",
    "title": "title headline name subject",
    "published": "dategmt datepublished publishedat published publisheddate publishedon docrelpubtime pubdate publishdate publishtime"
    " publicationdate releasedate displaydate postdate date time created createdat",
    "modified": "modifiedgmt datemodified updatedat modifiedat updated modified lastmodified",
    "language": "language lang inlanguage locale",
}
_ALIASES = {field: names.split() for field, names in _NAMES.items()}
_UTC = frozenset({"dategmt", "modifiedgmt"})  # WordPress: a clock without a zone, beside the same of the site's own zone
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_INNER = ("rendered", "value", "text", "href", "url", "plain", "raw", "@value", "#text", "_")  # of an object that stands for one value
_WRAPPERS = frozenset(
    {"node", "attributes", "source", "properties", "fields", "item", "article", "post", "story", "content", "data", "document"}
)
_OF_ADDRESSES = frozenset({*_ALIASES["url"], *_WRAPPERS})
_DEEP = 3  # objects round an article

Values = dict[str, str | float]


def values(entry: dict[str, Any], paths: Mapping[str, str]) -> Values:
    """The values of our names in an entry, by the schedule file's paths, else by the names that sites use; only text and numbers count."""
    found: Values = {}
    for names in _wrapped(entry):
        for name, aliases in _ALIASES.items():
            if name not in found:
                offered = [_plain(follow(entry, paths[name]))] if name in paths else [_named(names, alias) for alias in aliases]
                value = next((value for value in offered if value is not None), None)
                if value is not None:
                    found[name] = value
    return found


def may_have_address(entry: dict[str, Any]) -> bool:
    """Whether a name of an entry lets an address be expected; costs less than its values."""
    return any(_bare(key) in _OF_ADDRESSES for key in entry)


def follow(content: Any, path: str) -> Any:
    """What a dotted path leads to: names of objects, numbers of lists; None where it leads nowhere."""
    for step in path.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.lstrip("-").isdigit() and -len(content) <= int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def _wrapped(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The members of an entry by their bare names; where none is an address, those of the object too that it wraps."""
    for _ in range(_DEEP):
        names = {_bare(key): value for key, value in entry.items()}
        yield names
        if any(_named(names, alias) is not None for alias in _ALIASES["url"]):
            return
        inner = [value for name, value in names.items() if name in _WRAPPERS and isinstance(value, dict)]
        if not inner:
            return
        entry = inner[0]


def _named(names: dict[str, Any], alias: str) -> str | float | None:
    value = _plain(names.get(alias))
    return f"{value}Z" if alias in _UTC and isinstance(value, str) and _CLOCK.fullmatch(value) else value


def _plain(value: Any) -> str | float | None:
    """Text or a number, or the one that an object or a list of one stands for."""
    if isinstance(value, dict):
        value = next((value[name] for name in _INNER if name in value), None)
    elif isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if value != "" and isinstance(value, (str, int, float)) else None


def _bare(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")
