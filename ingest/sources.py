"""schedules/*.toml -> Source. Every key is checked; what is not understood is an error that names file, key and what was wanted."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import msgspec

from ingest.core import urls
from ingest.core.model import ArticleRules, Listing, Source, TLSRules
from ingest.errors import SourceError, UnknownSource, URLError

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_IN_FILE = {"listings": "listing"}  # our field -> its key in the file
_SELECTORS = ("body", "title", "date", "byline", "lead", "cites")


def built_in() -> Path:
    """The folder of schedule files that ships inside the package."""
    return Path(str(files("ingest") / "schedules"))


def duration(text: str) -> int:
    """`45s`, `30m`, `6h`, `7d` -> seconds. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,6})([smhd])", text)
    if not match:
        raise ValueError(f'{text!r} is not like "45s", "30m", "6h" or "7d"')
    return int(match[1]) * _UNITS[match[2]]


def load(folder: Path) -> dict[str, Source]:
    """All sources of a folder by name, in the order of their names.

    Raises SourceError: the folder is missing or has no schedule file, or a file is wrong.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder of schedule files")
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise SourceError(f"{folder}: no schedule file there (they are named like moha-gov-vn.toml)")
    return {path.stem: read(path) for path in paths}


def load_sound(folder: Path) -> tuple[dict[str, Source], list[str]]:
    """The sources of a folder whose files are right, and what is wrong with the others, a line each."""
    sound: dict[str, Source] = {}
    wrong = []
    for path in sorted(folder.glob("*.toml")):
        try:
            sound[path.stem] = read(path)
        except SourceError as error:
            wrong.append(str(error))
    return sound, wrong


def read(path: Path) -> Source:
    """One schedule file. Raises SourceError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SourceError(f"{path}: {error}") from error
    return parse(content, path)


def parse(content: Mapping[str, Any], path: Path) -> Source:
    """The content of a schedule file -> Source; `path` names it in errors. Raises SourceError."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem) or path.stem == "adhoc":
        raise SourceError(f"{path}: a source's name is small letters, digits and single hyphens, and not adhoc")
    given = dict(content)
    for ours in ("name", *_IN_FILE):
        if ours in given:
            raise SourceError(f"{path}: {ours}: unknown key{_nearest(ours, _keys_of(Source))}")
    for ours, theirs in _IN_FILE.items():
        if theirs in given:
            given[ours] = given.pop(theirs)
    given["name"] = path.stem
    for key in ("every", "back", "delay"):
        if key in given:
            given[key] = _seconds(given[key], f"{path}: {key}", all_is_none=key == "back")
    try:
        source = msgspec.convert(given, Source)
    except msgspec.ValidationError as error:
        raise SourceError(f"{path}: {_in_words(str(error))}") from error
    _check(source, path)
    if source.tls.intermediate:
        pem = path.parent / source.tls.intermediate
        if not pem.is_file():
            raise SourceError(f"{path}: tls.intermediate: no file {pem}")
        source = msgspec.structs.replace(source, tls=msgspec.structs.replace(source.tls, intermediate=str(pem)))
    return source


def named(sources: Mapping[str, Source], name: str) -> Source:
    """The source of that name. Raises UnknownSource, which names the nearest one."""
    if name not in sources:
        raise UnknownSource(f"{name}: no source of that name{_nearest(name, sources)}; `ingest sources list` shows all")
    return sources[name]


def of_url(sources: Mapping[str, Source], url: str) -> Source | None:
    """The source whose site a URL is on; of several on one site, the one with the most of the host in common."""
    host, site = urls.host(url), urls.site(url)
    candidates = [(s, h) for s in sources.values() for h in _hosts(s) if urls.site(h) == site]
    if not candidates:
        return None
    return max(candidates, key=lambda pair: (_bare(pair[1]) == _bare(host), host.endswith(_bare(pair[1]))))[0]


def _hosts(source: Source) -> set[str]:
    return {urls.host(url) for url in (source.homepage, *(listing.url for listing in source.listings)) if url}


def _bare(host: str) -> str:
    return host.removeprefix("www.")


# ---------------------------------------------------------------- the checks


def _seconds(value: object, where: str, *, all_is_none: bool) -> int | None:
    if all_is_none and value == "all":
        return None
    if not isinstance(value, str):
        raise SourceError(f'{where}: {value!r} is not like "45s", "30m", "6h" or "7d"')
    try:
        return duration(value)
    except ValueError as error:
        raise SourceError(f"{where}: {error}") from error


def _check(source: Source, path: Path) -> None:
    def need(sound: bool, key: str, found: object, wanted: str) -> None:
        if not sound:
            raise SourceError(f"{path}: {key}: {found!r} is not {wanted}")

    need(source.every >= 1, "every", source.every, "at least one second")
    need(source.max_new >= 1, "max_new", source.max_new, "at least 1")
    need(source.delay >= 1, "delay", source.delay, "at least 1s: a source may ask for more patience, never for less")
    need(1 <= source.concurrency <= 8, "concurrency", source.concurrency, "from 1 to 8")
    need(source.max_day is None or source.max_day >= 1, "max_day", source.max_day, "at least 1")
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
                urls.normalise(url)
            except URLError as error:
                raise SourceError(f"{path}: {key}: {error}") from error
    for n, one in enumerate(source.listings):
        _check_listing(one, f"listing[{n}]", need)
    _check_article(source.article, need)


Need = Callable[[bool, str, object, str], None]


def _check_listing(listing: Listing, where: str, need: Need) -> None:
    need(listing.min_links >= 1, f"{where}.min_links", listing.min_links, "at least 1")
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


# ---------------------------------------------------------------- errors in the file's own words


_TABLES: dict[str, Any] = {"listing": Listing, "article": ArticleRules, "tls": TLSRules}


def _keys_of(struct: Any) -> set[str]:
    return {_IN_FILE.get(name, name) for name in struct.__struct_fields__} - {"name"}


def _in_words(message: str) -> str:
    """msgspec's "... - at `$.article`" in the words of the file."""
    what, _, where = message.partition(" - at `$")
    where = where.rstrip("`").lstrip(".").replace("listings", "listing")
    unknown = re.search(r"unknown field `(\w+)`", what)
    if unknown:
        table = where.split("[")[0].split(".")[-1]
        keys = _keys_of(_TABLES.get(table, Source))
        return f"{where + '.' if where else ''}{unknown[1]}: unknown key{_nearest(unknown[1], keys)}"
    if what.startswith("Invalid enum value "):
        table, _, key = where.rpartition(".")
        choices = ", ".join(_choices(_TABLES.get(re.split(r"[.\[]", table)[0], Source), key))
        return f"{where}: {what.removeprefix('Invalid enum value ')} is none of {choices}"
    missing = re.search(r"missing required field `(\w+)`", what)
    if missing:
        return f"{where + '.' if where else ''}{_IN_FILE.get(missing[1], missing[1])}: is missing"
    return f"{where}: {what}" if where else what


def _choices(struct: Any, key: str) -> tuple[str, ...]:
    """The words that a field may be."""
    hint = get_type_hints(struct)[key]
    return next(get_args(one) for one in (hint, *get_args(hint)) if get_origin(one) is Literal)


def _nearest(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else ""
