"""Where an answer sends us, and when it does so in circles. Pure."""

from ingest.core import urls
from ingest.core.markup import refresh
from ingest.core.model import Hop
from ingest.errors import Failed, Refused, Wall
from ingest.fetch.client.exchange import Reply

PERMANENT = frozenset({301, 308})
MOST = 10


def location(reply: Reply) -> str | None:
    """The Location of an answer: raw UTF-8 bytes are read as UTF-8 (as browsers do), others as latin-1."""
    value = reply.header("location")
    if value is None:
        return None
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return value


def follow(url: str, reply: Reply, hops: tuple[Hop, ...], *, cookie_offered: bool, most: int = MOST) -> Hop:
    """The redirect that `url` answered with, `hops` having been followed before; its `location` is absolute.

    Raises Failed for one that leads nowhere, Refused for one to what we never ask for, Wall for a circle when some answer on it
    offered a cookie: the site waits for its return.
    """
    said = location(reply)
    if not said or not said.strip():
        raise Failed("redirect", f"status {reply.status} without a Location")
    target = urls.join(url, said.strip())
    if target is None:
        raise Refused("redirect", f"redirects to {urls.without_userinfo(said)[:200]!r}, which is no http or https URL")
    if target == url or _seen(target, hops):
        if cookie_offered:
            raise Wall("cookie", "redirects in a circle until a cookie comes back")
        raise Failed("redirect", f"redirects in a circle, back to {target}")
    if len(hops) >= most:
        raise Failed("redirect", f"more than {most} redirects")
    return Hop(url, reply.status, target)


def refreshed(url: str, reply: Reply, hops: tuple[Hop, ...]) -> Hop | None:
    """The redirect that a complete page asks for by a refresh, if it does; pages that refresh in turns are pages."""
    header = reply.header("refresh")
    target = refresh.target(url, header) if header is not None else refresh.of_page(url, reply.body)
    if target is None or _seen(target, hops):
        return None
    if len(hops) >= MOST:
        raise Failed("redirect", f"more than {MOST} redirects")
    return Hop(url, reply.status, target)


def _seen(target: str, hops: tuple[Hop, ...]) -> bool:
    return any(hop.url == target for hop in hops)


def permanent_url(hops: tuple[Hop, ...]) -> str | None:
    """Where the unbroken chain of permanent redirects from the first URL leads (RFC 9110 15.4.2, 15.4.9)."""
    found = None
    for hop in hops:
        downgraded = hop.url.startswith("https:") and not hop.location.startswith("https:")
        if hop.status not in PERMANENT or downgraded:  # a page is never remembered under a less safe URL
            break
        found = hop.location
    return found
