"""One spelling per URL.

Parsing is the WHATWG URL Standard's, by ada; what is folded on top is RFC 3986 6.2.2 and the parameters that name no document.
"""

import re
from collections.abc import Sequence
from itertools import combinations

import can_ada

from ingest.core.urls.tracking import drop_session, drop_tracking, tracking_names
from ingest.errors import URLError

_LONGEST = 8192  # characters; longer ones are traps or embedded documents, and servers refuse them
_MOST_SUBSETS = 5  # parameters of which every choice is tried
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?!\d)")  # localhost:8000 has none
_USERINFO = re.compile(r"//[^/?#]*@")
_UNUSUAL = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]")  # in a path or query: something that RFC 3986 6.2.2 may have to respell
_RESPELT = re.compile(r"%([0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def normalise(url: str, keep_params: Sequence[str] = ()) -> str:
    """The one spelling of a URL: what the archive compares; `request_url` is what is asked. Idempotent.

    Host in IDNA and lower case, no userinfo, fragment, default port or trailing dot; dot segments gone, percent-encoding as RFC 3986 6.2.2
    wants it; session ids and tracking parameters dropped, but never those in `keep_params`. The order of the others is kept.

    Raises URLError for what is no http or https URL.
    """
    parsed = _parse(url)
    host, path, query = parsed.host, parsed.pathname, parsed.search[1:]
    if host.endswith(".") or ".:" in host:
        host = host.rstrip(".").replace(".:", ":")
    if _UNUSUAL.search(path):
        path = _RESPELT.sub(_respelt, path)
    if query:
        if _UNUSUAL.search(query):
            query = _RESPELT.sub(_respelt, query)
        query = drop_tracking(query, keep_params)
    without_session = drop_session(path)
    if without_session != path:  # what is left may have become a dot segment
        return normalise(f"{parsed.protocol}//{host}{without_session}?{query}", keep_params)
    return f"{parsed.protocol}//{host}{path}?{query}" if query else f"{parsed.protocol}//{host}{path}"


def spellings(url: str) -> tuple[str, ...]:
    """Every spelling that some source could give a URL, the one that keeps most parameters first.

    For readers who have an archive and no schedule files: the archive holds the one that its source gave. Raises URLError.
    """
    names = tracking_names(_parse(url).search[1:])
    sizes = range(len(names), -1, -1) if len(names) <= _MOST_SUBSETS else (len(names), 0)
    return tuple(dict.fromkeys(normalise(url, keep) for size in sizes for keep in combinations(names, size)))


def request_url(url: str) -> str:
    """What is asked of the server: the URL as the WHATWG parses it, without fragment and userinfo; parameters and their order kept.

    Raises URLError for what is no http or https URL.
    """
    parsed = _parse(url)
    return f"{parsed.protocol}//{parsed.host}{parsed.pathname}{parsed.search}"


def join(base: str, reference: str) -> str | None:
    """The absolute http or https URL of a reference found on `base` (userinfo and fragment dropped); None when it names none."""
    if len(reference) > _LONGEST:
        return None
    try:
        parsed = can_ada.parse(base) + reference
    except (ValueError, TypeError):  # TypeError: a lone surrogate
        return None
    if parsed.protocol not in ("https:", "http:") or not parsed.host.strip("."):
        return None
    return f"{parsed.protocol}//{parsed.host}{parsed.pathname}{parsed.search}"


def without_userinfo(text: str) -> str:
    """What may be shown of something that should be a URL, and perhaps is none: no name and password."""
    return _USERINFO.sub("//", text)


def _parse(url: str) -> can_ada.URL:
    url = url.strip()
    if len(url) > _LONGEST:
        raise URLError(f"{without_userinfo(url)[:80]!r}...: a URL of {len(url)} characters, more than {_LONGEST}")
    if _CONTROL.search(url):
        raise URLError(f"{without_userinfo(url)!r}: control characters in a URL")
    scheme = _SCHEME.match(url)
    if scheme is None:
        raise URLError(f"{without_userinfo(url)!r}: not a URL, it does not begin with https:// or http://")
    if scheme[1].lower() not in ("http", "https"):
        raise URLError(f"{without_userinfo(url)!r}: only http and https are fetched, not {scheme[1].lower()}:")
    try:
        parsed = can_ada.parse(url)
    except (ValueError, TypeError):  # TypeError: a lone surrogate
        raise URLError(f"{without_userinfo(url)!r}: not a URL, its host or port cannot be read") from None
    if not parsed.host.strip("."):
        raise URLError(f"{without_userinfo(url)!r}: a URL without a host")
    return parsed


def _respelt(match: re.Match[str]) -> str:
    code: str | None = match[1]
    if code is None:
        return "".join([f"%{byte:02X}" for byte in match[0].encode()])
    character = chr(int(code, 16))
    return character if character in _UNRESERVED else match[0].upper()
