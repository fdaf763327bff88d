"""The identity of an article: the source's key, else a canonical that may be believed, else the final URL with its twins folded."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.core.model import Alternate, ArticleRules
from ingest.errors import URLError

from .shape import INDEX_PAGE, LANGUAGE, document_id, is_home, words_in
from .site import host, site
from .spelling import normalise

_TWIN_LABELS = frozenset({"www", "www1", "www2", "www3", "ww2", "m", "mobile", "mobi", "touch", "wap", "amp"})
_AMP_PATH_END = re.compile(r"(?:/amp|\.amp|_amp|/amp\.html)(?:(\.html?)|/)?$", re.IGNORECASE)
_AMP_PATH_START = re.compile(r"^/amp(?=/.*[^/])", re.IGNORECASE)
_AMP_QUERY = re.compile(r"(?:^|&)(?:outputtype=amp|_?amp(?:=(?:1|true|yes)?)?)(?=&|$)", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"^https?://(?:[^/]+\.cdn\.ampproject\.org/[cva]/(s/)?|www\.google\.[a-z.]+/amp/(s/)?)(?=[^/]+\.[^/]+)", re.IGNORECASE
)
_SLASHES = re.compile(r"(?<!:)//+")


def identity(
    url: str,
    canonical: str | None,
    rules: ArticleRules,
    alternates: Sequence[Alternate] = (),
    language: str | None = None,
) -> str:
    """What an article is known by, in every twin of its URL.

    `url` is the document's final URL, `canonical` the declared one (absolute, or None), `language` the page's own when it is known.
    With a key that matches: "moha.gov.vn:item:56698", the site, then the key's groups (a named group with its name); else an https URL.
    Raises URLError when `url` is none.
    """
    keyed = _key(url, rules.key, rules)
    if keyed is not None:
        return keyed
    if canonical is not None and doubt(url, canonical, rules, alternates, language) is None:
        return _key(canonical, rules.key, rules) or fold_twins(canonical, rules.keep_params)
    return fold_twins(url, rules.keep_params)


def story_key(url: str, rules: ArticleRules) -> str | None:
    """What the source says is one text in all its languages: the site and the groups of `rules.story_key`; None where it does not match."""
    return _key(url, rules.story_key, rules)


def doubt(
    url: str,
    canonical: str,
    rules: ArticleRules = ArticleRules(),  # noqa: B008  frozen
    alternates: Sequence[Alternate] = (),
    language: str | None = None,
) -> str | None:
    """Why a declared canonical is evidence and not identity (RFC 6596, and what sites really declare); None when it may be believed."""
    try:
        here, there = fold_twins(url, rules.keep_params), fold_twins(canonical, rules.keep_params)
    except URLError:
        return "it is not a URL"
    if here == there:
        return None
    if site(here) != site(there):
        return f"it names another site, {site(there)}"
    here_path, here_query = _split(here)
    there_path, there_query = _split(there)
    if is_home(there_path, there_query):
        return "it names the home page"
    if _names_other_language(here, there, rules, alternates, language):
        return "it names the page in another language"
    here_id, there_id = document_id(here_path, here_query), document_id(there_path, there_query)
    if here_id and there_id and here_id != there_id:
        return f"it names another document, {there_id} instead of {here_id}"
    if here_path.startswith(there_path.rstrip("/") + "/") and not there_query and there_id is None and len(words_in(there_path)) < 4:
        return "it names the section that the page is in"
    return None


def fold_twins(url: str, keep_params: Sequence[str] = ()) -> str:
    """One URL for the twins of a page: https, without www., m. and amp. hosts, AMP paths, index page, trailing slash; parameters sorted.

    Idempotent. Raises URLError.
    """
    spelt = normalise(url, keep_params)
    cached = _AMP_CACHE.match(spelt)
    if cached:
        spelt = normalise(("https://" if cached[1] or cached[2] else "http://") + spelt[cached.end() :], keep_params)
    authority, _, rest = spelt.partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    path = _fold_path("/" + path)
    if query:
        query = "&".join(sorted(_AMP_QUERY.sub("", query).lstrip("&").split("&"), key=lambda pair: pair.partition("=")[0]))
    folded = f"https://{_fold_host(authority)}{path}"
    return f"{folded}?{query}" if query else folded


def _fold_path(path: str) -> str:
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if "amp" in path.lower():
        path = _AMP_PATH_END.sub(lambda match: match[1] or "", path)
        path = _AMP_PATH_START.sub("", path)
    head, _, last = path.rpartition("/")
    if last and INDEX_PAGE.fullmatch(last) and "." in last:
        path = head
    return path.rstrip("/") or "/"


@lru_cache(maxsize=8192)
def _fold_host(authority: str) -> str:
    name, _colon, port = authority.partition(":") if not authority.startswith("[") else (authority, "", "")
    if name.startswith("[") or port:
        return authority
    own = site(name)
    labels = name[: -len(own)].rstrip(".").split(".") if name != own else []
    kept = [label for label in labels if label and label not in _TWIN_LABELS]
    return ".".join([*kept, own])


def _split(url: str) -> tuple[str, str]:
    path, _, query = url.partition("://")[2].partition("?")
    return "/" + path.partition("/")[2], query


def _key(url: str, pattern: str | None, rules: ArticleRules) -> str | None:
    """Site and groups of a schedule file's regex; a pattern that ignores case folds the case of its groups too."""
    if pattern is None:
        return None
    compiled = _compiled(pattern)
    spelt = normalise(url, rules.keep_params)
    found = compiled.search(spelt)
    if found is None:
        return None
    names = {number: name for name, number in compiled.groupindex.items()}
    parts = [site(host(spelt))]
    for number, value in enumerate(found.groups(), 1):
        if value is not None:
            parts += [names[number], value] if number in names else [value]
    key = ":".join(parts)
    return key.lower() if compiled.flags & re.IGNORECASE else key


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _names_other_language(here: str, there: str, rules: ArticleRules, alternates: Sequence[Alternate], language: str | None) -> bool:
    declared: dict[str, set[str]] = {}
    for alternate in alternates:
        if alternate.language.lower() == "x-default":
            continue
        try:
            folded = fold_twins(alternate.url, rules.keep_params)
        except URLError:
            continue
        declared.setdefault(folded, set()).add(alternate.language.lower().replace("_", "-").partition("-")[0])
    own = declared.get(here, set()) | ({language.lower().partition("-")[0]} if language else set())
    if own and there in declared and not own & declared[there]:
        return True
    return _language_of(here) != _language_of(there) and None not in (_language_of(here), _language_of(there))


def _language_of(url: str) -> str | None:
    """The language that the first path segment spells, if it does."""
    segment = _split(url)[0].split("/")[1]
    return segment.lower() if LANGUAGE.fullmatch(segment) else None
