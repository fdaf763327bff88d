"""What a schedule file may say, beyond the types of its keys."""

import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.core import urls
from ingest.core.model import ArticleRules, Listing, Source
from ingest.errors import SourceError, URLError

_SELECTORS = ("body", "title", "date", "byline", "lead", "cites")

Need = Callable[[bool, str, object, str], None]


def check(source: Source, path: Path) -> None:
    """Raises SourceError, naming `path`, the key, what was found and what was wanted."""

    def need(sound: bool, key: str, found: object, wanted: str) -> None:
        if not sound:
            raise SourceError(f"{path}: {key}: {found!r} is not {wanted}")

    need(source.every >= 1, "every", source.every, "at least one second")
    need(source.max_new >= 1, "max_new", source.max_new, "at least 1")
    need(source.delay >= 1, "delay", source.delay, "at least 1s: a source may ask for more patience, never for less")
    need(1 <= source.concurrency <= 8, "concurrency", source.concurrency, "from 1 to 8")
    need(source.max_day is None or source.max_day >= 1, "max_day", source.max_day, "at least 1")
    if source.proxy is not None:
        need(urls.is_proxy(source.proxy), "proxy", source.proxy.rpartition("@")[2], "like http://host:port")
    need(bool(source.listings), "listing", [], "at least one [[listing]]")
    if source.timezone is not None:
        need(_is_timezone(source.timezone), "timezone", source.timezone, 'an IANA name such as "Asia/Ho_Chi_Minh"')
    if source.country is not None:
        need(bool(re.fullmatch("[A-Z]{2}", source.country)), "country", source.country, 'two capital letters (ISO 3166), such as "VN"')
    if source.language is not None:
        need(bool(re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", source.language)), "language", source.language, 'like "vi" or "zh-Hans"')
    for key, url in (("homepage", source.homepage), *((f"listing[{n}].url", one.url) for n, one in enumerate(source.listings))):
        if url is not None:
            try:
                urls.request_url(url)
            except URLError as error:
                raise SourceError(f"{path}: {key}: {error}") from error
    for n, one in enumerate(source.listings):
        _check_listing(one, f"listing[{n}]", need)
    _check_article(source.article, need)


def _check_listing(listing: Listing, where: str, need: Need) -> None:
    need(listing.min_links is None or listing.min_links >= 0, f"{where}.min_links", listing.min_links, "0 or more")
    need(listing.links is None or listing.kind == "page", f"{where}.links", listing.links, 'a key of kind "page"')
    need(listing.kind == "json" or not (listing.items or listing.fields), f"{where}.items", listing.items, 'a key of kind "json"')
    need(listing.links is None or _is_css(listing.links), f"{where}.links", listing.links, "a CSS selector")


def _check_article(rules: ArticleRules, need: Need) -> None:
    for key in _SELECTORS:
        selector = getattr(rules, key)
        need(selector is None or _is_css(selector), f"article.{key}", selector, "a CSS selector")
    for selector in rules.drop:
        need(_is_css(selector), "article.drop", selector, "a CSS selector")
    for key in ("key", "story_key"):
        pattern = getattr(rules, key)
        if pattern is not None:
            try:
                groups = re.compile(pattern).groups
            except re.error as error:
                need(False, f"article.{key}", pattern, f"a regular expression ({error})")
            else:
                need(groups > 0, f"article.{key}", pattern, "a regular expression with a group: the groups are the key")


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no relative path; the name of a folder
        return False
    return True


def _is_css(selector: str) -> bool:
    from selectolax.lexbor import LexborHTMLParser  # not needed to show --help

    try:
        LexborHTMLParser(b"<p>").css(selector)
    except Exception:  # selectolax raises its own and ValueError, by version
        return False
    return True
