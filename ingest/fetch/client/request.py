"""What is sent and how it travels: headers, proxy, TLS rules. Pure but for the environment's proxies, when they are asked for."""

import urllib.request

import httpx

from ingest import __version__
from ingest.core import urls
from ingest.core.codings import OFFERED
from ingest.core.model import Source, TLSRules, Validators
from ingest.errors import ConfigError, Refused
from ingest.fetch.client.settings import Settings
from ingest.fetch.client.target import Target
from ingest.fetch.manners.robots import TOKEN

_PRODUCT = f"{TOKEN}/{__version__}"
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_LONGEST_ACCEPT = 300  # characters
_CONNECT_SECONDS = 15.0


def check(settings: Settings) -> None:
    """Raises ConfigError for a contact that no header can carry."""
    if not settings.contact.isascii() or not settings.contact.isprintable() or not settings.contact.strip():
        raise ConfigError(f"contact: {settings.contact!r} cannot be sent; wanted a URL or a mail address")


def of(settings: Settings, source: Source, target: Target, validators: Validators, accept: str | None = None) -> httpx.Request:
    """A GET as a transport takes it, with the extensions that `LiveTransport` knows. `accept`: None wants a page.

    Raises Refused for a URL that httpx cannot read.
    """
    extensions = {
        "url": target.url,
        "proxy": _proxy(settings, source, target),
        "tls": _tls(source, target),
        "timeout": {"connect": _CONNECT_SECONDS},
    }
    # httpx would decode the host to see whether it may be sent, which fails for names that are none by IDNA 2008, such as signs
    headers = [(b"Host", target.origin.partition("://")[2].encode())]
    headers += [(name.encode(), value.encode()) for name, value in _headers(settings, source, validators, accept)]
    try:
        return httpx.Request("GET", target.url, headers=headers, extensions=extensions)
    except httpx.InvalidURL as error:
        raise Refused("url", str(error)) from None


def agent(settings: Settings, source: Source) -> str:
    """Who we are, and whom to write to."""
    return f"{_PRODUCT} (+{source.contact or settings.contact})"


def _headers(settings: Settings, source: Source, validators: Validators, accept: str | None) -> list[tuple[str, str]]:
    """RFC 9110 10.1.5 for who we are, 13.1.2 and 13.1.3 for what we hold."""
    found = [
        ("User-Agent", agent(settings, source)),
        ("Accept", accept if accept and accept.isascii() and accept.isprintable() and len(accept) <= _LONGEST_ACCEPT else _ACCEPT),
        ("Accept-Encoding", OFFERED),
    ]
    if etag := _as_it_came(validators.etag):
        found.append(("If-None-Match", etag))
    if last_modified := _as_it_came(validators.last_modified):
        found.append(("If-Modified-Since", last_modified))
    return found


def _proxy(settings: Settings, source: Source, target: Target) -> str | None:
    proxy = source.proxy or settings.proxy
    if proxy is None and settings.trust_env and not urllib.request.proxy_bypass(target.host):
        proxy = urllib.request.getproxies_environment().get(target.scheme)
    return proxy


def _tls(source: Source, target: Target) -> TLSRules:
    """A source's rules hold for its own site, not for wherever its links lead."""
    if source.tls == TLSRules():
        return source.tls
    own = [source.homepage, *(listing.url for listing in source.listings)]
    return source.tls if any(url and urls.same_site(url, target.url) for url in own) else TLSRules()


def _as_it_came(validator: str | None) -> str | None:
    """A validator whose bytes, kept as latin-1, go out as the same bytes: headers are sent as UTF-8. None when they cannot."""
    if validator is None or validator.isascii():
        return validator
    try:
        return validator.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
