"""httpx's errors in our words: a kind, and one line. Every transport raises them, the live one as well."""

import httpx

from ingest.errors import Failed

# The first class that fits counts.
_KINDS: tuple[tuple[type[httpx.HTTPError], str, str], ...] = (
    (httpx.ConnectTimeout, "connect", "no connection in time"),
    (httpx.TimeoutException, "timeout", "no answer in time"),
    (httpx.ConnectError, "connect", "no connection"),
    (httpx.ProxyError, "proxy", "the proxy failed"),
    (httpx.NetworkError, "reset", "the connection broke"),
    (httpx.HTTPError, "protocol", "not HTTP"),
)


def no_answer(error: httpx.HTTPError) -> Failed:
    """What it means that no head of an answer came."""
    kind, words = next((kind, words) for type_, kind, words in _KINDS if isinstance(error, type_))
    detail = str(error)
    return Failed(kind, f"{words}: {detail}" if detail else words)


def no_end(error: httpx.HTTPError) -> Failed:
    """What it means that a body ended before its end."""
    return Failed("truncated", f"the answer ends early: {error}")
