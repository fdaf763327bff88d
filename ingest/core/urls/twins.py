"""The twins of a page: http and https, www., mobile and AMP hosts, AMP addresses, index files, trailing slashes, parameters' order."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.core.urls.shape import INDEX_FILE
from ingest.core.urls.site import site
from ingest.core.urls.spelling import normalise

_TWIN_LABELS = frozenset({"www", "www1", "www2", "www3", "ww2", "ww3", "m", "mobile", "mobi", "touch", "wap", "amp"})
_AMP_END = re.compile(r"(?:/amp(?:\.html?)?|(?<=[^/.])[._]amp(\.html?)?)/?$", re.IGNORECASE)
_AMP_START = re.compile(r"^/amp(?=/.*[^/])", re.IGNORECASE)
_AMP_PARAMETER = re.compile(r"(?:outputtype=amp|_?amp(?:=(?:1|true|yes)?)?)", re.IGNORECASE)
_AMP_CACHE = re.compile(  # developers.google.com/amp/cache/overview: /c/ a page, /v/ in a viewer; /s/ it was https
    r"https?://(?:[^/]+\.cdn\.ampproject\.org/[cv]/|(?:www\.)?google\.[a-z.]+/amp/)(?:s/)?(?=[^/]+\.[^/]+)", re.IGNORECASE
)
_SLASHES = re.compile(r"(?<!:)//+")  # but not those of a URL inside the path


def fold_twins(url: str, keep_params: Sequence[str] = ()) -> str:
    """One URL for all twins of a page. Its case, other parameters and other subdomains are the publisher's own and stay. Idempotent.

    Raises URLError for what is no http or https URL.
    """
    spelt = normalise(url, keep_params)
    cached = _AMP_CACHE.match(spelt)
    if cached:
        return fold_twins("https://" + spelt[cached.end() :], keep_params)
    authority, _, rest = spelt.partition("://")[2].partition("/")
    path, _, query = rest.partition("?")
    host = _fold_host(authority)
    path = _fold_path("/" + path)
    if query:
        pairs = [pair for pair in query.split("&") if pair in keep_params or not _AMP_PARAMETER.fullmatch(pair)]
        query = "&".join(sorted(pairs, key=_name))
    return f"https://{host}{path}?{query}" if query else f"https://{host}{path}"


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _fold_path(path: str) -> str:
    before = None
    while path != before:  # what one fold uncovers, another may fold: /x/amp/index.html
        before = path
        if "//" in path:
            path = _SLASHES.sub("/", path)
        if "amp" in path.lower():
            path = _AMP_START.sub("", _AMP_END.sub(lambda end: end[1] or "", path))
        head, _, last = path.rpartition("/")
        if INDEX_FILE.fullmatch(last):
            path = head
        path = path.rstrip("/")
    return path or "/"


@lru_cache(maxsize=8192)
def _fold_host(authority: str) -> str:
    if authority.startswith("["):
        return authority
    name, colon, port = authority.partition(":")
    own = site(name)
    labels = name.removesuffix(own).rstrip(".").split(".")
    return ".".join([*(label for label in labels if label and label not in _TWIN_LABELS), own]) + colon + port
