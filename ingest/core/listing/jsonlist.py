"""JSON lists of articles: JSON Feed 1.1, and whatever arrays a site's own pages read."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from ingest.core import urls
from ingest.core.languages import tag
from ingest.core.model import Cited, Listing, ListingPage, Source
from ingest.errors import ListingError

from . import page
from .dates import utc_text
from .gather import gather, plain

_MAX_BYTES = 8_000_000  # brackets alone take thirty times their size in memory
_WRAPPER = re.compile(rb"^\s*(?:\)\]\}'[^\n]*\n|(?:/\*\*/\s*)?[A-Za-z_$][\w.$]*\s*\()")  # JSONP, and a guard against it

# Names that sites give to these, most telling first; compared without case, `_` and `-`.
_NAMES = {
    "url": "url link href permalink weburl docpuburl shareurl articleurl detailurl externalurl",
    "title": "title headline name subject",
    "published": "datepublished publishedat published docrelpubtime pubdate publishdate publishtime publicationdate date time created",
    "modified": "datemodified updatedat modifiedat updated modified lastmodified",
    "language": "language lang inlanguage locale",
}
_ALIASES = {field: names.split() for field, names in _NAMES.items()}


def read(body: bytes, url: str, listing: Listing, source: Source) -> ListingPage:
    """The articles of a JSON list in UTF-8: where `listing.items` and `listing.fields` say, else where they plainly are.

    Raises ListingError when it is no JSON, or a path leads nowhere.
    """
    problems: list[str] = []
    content = _parsed(body, url)
    entries = _at(content, listing.items) if listing.items else _longest_list(content)
    if isinstance(entries, str) and "<" in entries:  # a list that carries the HTML of its page
        return page.read(entries.encode("utf-8", "replace"), url, listing, source)
    if isinstance(entries, dict):
        entries = list(entries.values())
    if not isinstance(entries, list):
        raise ListingError(f"{url}: no list at {listing.items!r}" if listing.items else f"{url}: JSON without a list of articles")
    language = tag(_text(content.get("language"))) if isinstance(content, dict) else None
    return ListingPage(cited=gather(_cited(entries, url, listing, source, language), source, problems), problems=tuple(problems))


def _parsed(body: bytes, url: str) -> Any:
    if len(body) > _MAX_BYTES:
        raise ListingError(f"{url}: a JSON list of more than {_MAX_BYTES:,} bytes")
    wrapper = _WRAPPER.match(body)
    if wrapper:
        body = body[wrapper.end() :].rstrip().rstrip(b";").rstrip().removesuffix(b")")
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError):
        pass
    try:  # control characters in strings, NaN
        return json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ListingError(f"{url}: not JSON: {str(error) or 'nested too deep'}") from None


def _cited(entries: list[Any], base: str, listing: Listing, source: Source, language: str | None) -> Iterator[Cited]:
    for entry in entries:
        if isinstance(entry, str) and not listing.fields:
            entry = {"url": entry}
        if not isinstance(entry, dict):
            continue
        found = urls.join(base, (_text(_field(entry, "url", listing)) or "").strip())
        if found is None or found == base:
            continue
        yield Cited(
            url=found,
            title=plain(_text(_field(entry, "title", listing))),
            published_at=utc_text(_field(entry, "published", listing), source.timezone, source.date_order),
            modified_at=utc_text(_field(entry, "modified", listing), source.timezone, source.date_order),
            language=tag(_text(_field(entry, "language", listing))) or language,
        )


def _field(entry: dict[str, Any], name: str, listing: Listing) -> Any:
    """The value of one of our names in an entry; only text and numbers count."""
    if name in listing.fields:
        value = _at(entry, listing.fields[name])
    else:
        by_name = {key.lower().replace("_", "").replace("-", ""): value for key, value in entry.items()}
        value = next((by_name[known] for known in _ALIASES[name] if isinstance(by_name.get(known), (str, int, float))), None)
    return value if isinstance(value, (str, int, float)) else None


def _at(content: Any, path: str) -> Any:
    """What a dotted path leads to: names of objects, numbers of lists; None where it leads nowhere."""
    for step in path.split("."):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.lstrip("-").isdigit() and -len(content) <= int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def _longest_list(content: Any) -> Any:
    """The list with the most objects that have a URL, among those at most four levels down."""
    best: list[Any] | None = None
    level = [content]
    for _ in range(5):
        following: list[Any] = []
        for one in level:
            if isinstance(one, list) and (best is None or _weight(one) > _weight(best)):
                best = one
            children = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            following += [child for child in islice(children, 200) if isinstance(child, (dict, list))]
        level = following[:2000]
    return best


def _weight(entries: list[Any]) -> int:
    names = frozenset(_ALIASES["url"])
    return sum(
        1 for one in entries if isinstance(one, dict) and not names.isdisjoint(key.lower().replace("_", "").replace("-", "") for key in one)
    )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
