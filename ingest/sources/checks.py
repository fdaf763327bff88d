"""What a schedule file may say, beyond the types of its keys."""

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.core import urls
from ingest.core.listing.older import template
from ingest.core.model import ArticleRules, Listing, Source
from ingest.errors import SourceError, URLError
from ingest.sources.wording import clipped

_SHORTEST = 10  # seconds between two looks: the daemon's tick is 5
_DAY = 86400
_YEAR = 366 * _DAY
_MILLION = 1_000_000
_MOST_LISTINGS = 1000
_LARGEST = 50_000_000  # bytes of a document: all of it is in memory while it is read
_LONGEST_PATTERN = 2000  # characters of a selector or an expression
_SELECTORS = ("body", "title", "date", "byline", "lead", "cites")

_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")

Need = Callable[[bool, str, object, str], None]


def check(source: Source, path: Path) -> None:
    """Raises SourceError, naming `path`, the key, what was found and what was wanted."""

    def need(sound: bool, key: str, found: object, wanted: str) -> None:
        if not sound:
            raise SourceError(f"{path}: {key}: {clipped(found)} is not {wanted}")

    need(_SHORTEST <= source.every <= _YEAR, "every", source.every, f"from {_SHORTEST}s to 366d")
    need(source.back is None or 1 <= source.back <= 100 * _YEAR, "back", source.back, 'from 1s to 36600d; "all" has no limit')
    need(1 <= source.max_new <= _MILLION, "max_new", source.max_new, "from 1 to 1000000")
    need(1 <= source.delay <= _DAY, "delay", source.delay, "from 1s to 1d: a source may ask for more patience, never for less")
    need(1 <= source.concurrency <= 8, "concurrency", source.concurrency, "from 1 to 8")
    need(source.max_day is None or 1 <= source.max_day <= 1000 * _MILLION, "max_day", source.max_day, "from 1 to 1000000000")
    need(1 <= source.recheck_per_day <= 1000 * _MILLION, "recheck_per_day", source.recheck_per_day, "from 1 to 1000000000")
    need(1_000 <= source.max_document <= _LARGEST, "max_document", source.max_document, "from 1 KB to 50 MB")
    need(source.ocr is None or is_command(source.ocr), "ocr", source.ocr, 'a command, such as "tesseract stdin stdout -l vie"')
    need(not source.render_from or bool(source.render), "render_from", list(source.render_from), "of use without `render`")
    for host in source.render_from:
        need(bool(_HOST.fullmatch(host)), "render_from", host, 'the name of a host, such as "static.example.net"')
    need(len(source.listings) <= _MOST_LISTINGS, "listing", len(source.listings), f"at most {_MOST_LISTINGS} tables")
    if source.proxy is not None:
        need(urls.is_proxy(source.proxy), "proxy", source.proxy.rpartition("@")[2], "like http://host:port")
    need(bool(source.listings), "listing", [], "at least one [[listing]]")
    if source.timezone is not None:
        need(_is_timezone(source.timezone), "timezone", source.timezone, 'an IANA name such as "Asia/Ho_Chi_Minh"')
    if source.country is not None:
        need(bool(re.fullmatch("[A-Z]{2}", source.country)), "country", source.country, 'two capital letters (ISO 3166), such as "VN"')
    if source.language is not None:
        need(bool(re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", source.language)), "language", source.language, 'like "vi" or "zh-Hans"')
    need(source.history in (None, "all") or _is_day(source.history), "history", source.history, '"all" or a date such as "2019-01-01"')
    for tag in source.tags:
        need(bool(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", tag)), "tags", tag, 'small letters, digits and single hyphens, such as "eu"')
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
    least = listing.min_links
    need(least is None or 0 <= least <= _MILLION, f"{where}.min_links", least, "from 0 to 1000000")
    need(listing.links is None or listing.kind == "page", f"{where}.links", listing.links, 'a key of kind "page"')
    need(listing.kind == "json" or not (listing.items or listing.fields), f"{where}.items", listing.items, 'a key of kind "json"')
    need(listing.links is None or _is_css(listing.links), f"{where}.links", listing.links, "a CSS selector")
    need(listing.next is None or listing.kind in ("page", "json"), f"{where}.next", listing.next, 'a key of kind "page" or "json"')
    need(listing.next is None or listing.kind != "page" or _is_css(listing.next), f"{where}.next", listing.next, "a CSS selector")
    if listing.pages is not None:
        wrong = template.trouble(listing.pages)
        need(wrong is None, f"{where}.pages", listing.pages, wrong or "")
        is_told = listing.next is not None or not template.wants_cursor(listing.pages)
        need(is_told, f"{where}.pages", listing.pages, "of use without `next`, which says where the cursor is")
        filled = template.page(listing.pages, 2, "2000-01-01", "x") or ""
        need(_is_url(filled), f"{where}.pages", listing.pages, "a URL")


def _check_article(rules: ArticleRules, need: Need) -> None:
    for key in _SELECTORS:
        selector = getattr(rules, key)
        need(selector is None or _is_css(selector), f"article.{key}", selector, "a CSS selector")
    for selector in rules.drop:
        need(_is_css(selector), "article.drop", selector, "a CSS selector")
    for key in ("key", "story_key"):
        pattern = getattr(rules, key)
        if pattern is not None:
            need(len(pattern) <= _LONGEST_PATTERN, f"article.{key}", f"{pattern[:40]}...", f"at most {_LONGEST_PATTERN} characters")
            try:
                groups = re.compile(pattern).groups
            except RecursionError:
                need(False, f"article.{key}", f"{pattern[:40]}...", "a regular expression (nested too deep)")
            except (re.error, OverflowError) as error:
                need(False, f"article.{key}", pattern, f"a regular expression ({error})")
            else:
                need(groups > 0, f"article.{key}", pattern, "a regular expression with a group: the groups are the key")


def is_command(text: str) -> bool:
    """Whether it can be split into words as a shell does, and is no empty one."""
    try:
        return bool(shlex.split(text))
    except ValueError:  # a quotation that does not end
        return False


def _is_url(text: str) -> bool:
    try:
        urls.request_url(text)
    except URLError:
        return False
    return True


def _is_day(text: str | None) -> bool:
    try:
        return date.fromisoformat(text or "").isoformat() == text
    except ValueError:
        return False


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no relative path; the name of a folder
        return False
    return True


def _is_css(selector: str) -> bool:
    if len(selector) > _LONGEST_PATTERN:
        return False
    from selectolax.lexbor import LexborHTMLParser  # not needed to show --help

    try:
        LexborHTMLParser(b"<p>").css(selector)
    except Exception:  # selectolax raises its own and ValueError, by version
        return False
    return True
