"""JSON lists of articles: JSON Feed 1.1, and whatever arrays a site's own pages read."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace

from ingest.core import urls
from ingest.core.language.tags import tag
from ingest.core.listing import page
from ingest.core.listing.dates import read_date
from ingest.core.listing.gather import absolute, gather, plain
from ingest.core.listing.jsonentry import follow, may_have_address, values
from ingest.core.listing.older.jsonlist import of_json
from ingest.core.model import Cited, Listing, ListingPage, Source
from ingest.errors import ListingError

_MAX_BYTES = 8_000_000  # brackets alone take thirty times their size in memory
_WRAPPER = re.compile(rb"^\s*(?:\)\]\}'[^\n]*\n|(?:/\*\*/\s*)?[A-Za-z_$][\w.$]*\s*\()")  # JSONP, and a guard against it

_HEADLINE = 13  # characters; a menu's are fewer


def read(body: bytes, url: str, listing: Listing, source: Source, at: str) -> ListingPage:
    """The articles of a JSON list in UTF-8: where `listing.items` and `listing.fields` say, else where they plainly are.

    Raises ListingError when it is no JSON, a path leads nowhere, or no entry of the list has a URL.
    """
    problems: list[str] = []
    content = _parsed(body, url)
    entries = follow(content, listing.items) if listing.items else _list_of_articles(content, url)
    if isinstance(entries, str) and "<" in entries:  # a list that carries the HTML of its page
        fragment = page.read(entries.encode("utf-8", "replace"), url, replace(listing, next=None), source, at)
        older = of_json(content, url, len(fragment.cited), listing.next)
        return replace(fragment, older=older if older.urls or listing.next else fragment.older)
    if isinstance(entries, dict):
        entries = list(entries.values())
    if not isinstance(entries, list):
        raise ListingError(f"{url}: no list at {listing.items!r}" if listing.items else f"{url}: JSON without a list of articles")
    language = tag(_text(content.get("language"))) if isinstance(content, dict) else None
    cited = gather(_cited(entries, url, listing, source, language), source, problems)
    if entries and not cited:
        raise ListingError(f"{url}: 0 articles in the listing: none of its {len(entries)} entries names one")
    return ListingPage(cited=cited, problems=tuple(problems), older=of_json(content, url, len(entries), listing.next))


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
    try:
        return _lenient(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise ListingError(f"{url}: not JSON: {str(error) or 'nested too deep'}") from None


def _lenient(text: str) -> Any:
    """With control characters in strings, NaN, numbers of any length; or an object a line."""
    try:
        return json.loads(text, strict=False, parse_int=_number)
    except ValueError:
        lines = text.splitlines()
        if len(lines) < 2 or not text.startswith("{"):
            raise
        try:
            return [json.loads(line, strict=False, parse_int=_number) for line in lines if line.strip()]
        except ValueError:
            pass
        raise


def _number(digits: str) -> float:
    return int(digits) if len(digits) < 20 else float(digits)


def _address_in_id(entry: Any) -> str:
    """JSON Feed 1.1: an id is best the entry's full URL."""
    said = entry.get("id") if isinstance(entry, dict) else None
    return said if isinstance(said, str) and said.startswith(("http://", "https://")) else ""


def _cited(entries: list[Any], base: str, listing: Listing, source: Source, language: str | None) -> Iterator[Cited]:
    for entry in entries:
        said = {"url": entry} if isinstance(entry, str) else values(entry, listing.fields) if isinstance(entry, dict) else {}
        found = absolute(base, (_text(said.get("url")) or _address_in_id(entry)).strip())
        if found is None or found == base:
            continue
        yield Cited(
            url=found,
            title=plain(_text(said.get("title"))),
            published_at=read_date(said.get("published"), source.timezone, source.date_order, source.language),
            modified_at=read_date(said.get("modified"), source.timezone, source.date_order, source.language),
            language=tag(_text(said.get("language"))) or language,
        )


def _list_of_articles(content: Any, base: str) -> Any:
    """The list whose objects look most like articles, all of them together; else the first of all."""
    return max(_lists(content), key=lambda entries: _likeness(entries, base), default=None)


def _lists(content: Any) -> list[list[Any]]:
    """Every list at most four levels down, and every object of articles by number; of large ones the first members are looked into.

    Lists at the same place of several objects are one: a site's sections. What is inside an article is its own.
    """
    found: dict[tuple[object, ...], list[Any]] = {}
    level: list[tuple[tuple[object, ...], Any]] = [((), content)]
    for _ in range(5):
        following: list[tuple[tuple[object, ...], Any]] = []
        for place, one in level:
            if isinstance(one, list):
                found.setdefault(place, []).extend(one)
                following += (((*place, "*"), entry) for entry in islice(one, 200))
            elif isinstance(one, dict):
                if one and all(_names(entry) >= {"url", "title"} for entry in one.values()):
                    found.setdefault(place, []).extend(one.values())
                own = (*place, id(one)) if "url" in _names(one) else place
                following += (((*own, name), entry) for name, entry in islice(one.items(), 200))
        level = following[:20_000]
    return list(found.values())


def _names(entry: Any) -> set[str]:
    """Which of our names an entry has; none without an address."""
    return set(values(entry, {})) if isinstance(entry, dict) and may_have_address(entry) else set()


def _likeness(entries: list[Any], base: str) -> float:
    """How much a list looks like one of articles; a few with dates and headlines are more than a long menu."""
    found = []
    for entry in entries:
        if not isinstance(entry, dict) or not may_have_address(entry):
            continue
        said = values(entry, {})
        target = absolute(base, _text(said.get("url")) or "#")
        if target is None or not urls.may_be_article(target, base):
            continue
        title = _text(said.get("title")) or ""
        likeness = 2.0 * ("published" in said or "modified" in said) + (len(title) >= _HEADLINE)
        found.append(0.1 + likeness + 0.2 * bool(title) + 0.5 * urls.looks_like_article(target, base))
    return sum(found) ** 2 / len(found) if found else 0.0


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
