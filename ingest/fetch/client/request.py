"""What is sent and how it travels: headers, proxy, TLS rules. Pure but for the environment's proxies, when they are asked for."""

import urllib.request

from ingest import __version__
from ingest.core import urls
from ingest.core.model import Source, TLSRules, Validators
from ingest.errors import ConfigError
from ingest.fetch.client.body import OFFERED
from ingest.fetch.client.settings import Settings
from ingest.fetch.client.target import Target
from ingest.fetch.client.wire import Headers, Route
from ingest.fetch.manners.robots import TOKEN

_PRODUCT = f"{TOKEN}/{__version__}"
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def check(settings: Settings) -> None:
    """Raises ConfigError for a contact that no header can carry."""
    if not settings.contact.isascii() or not settings.contact.isprintable() or not settings.contact.strip():
        raise ConfigError(f"contact: {settings.contact!r} cannot be sent; wanted a URL or a mail address")


def headers(settings: Settings, source: Source, validators: Validators) -> Headers:
    """RFC 9110 10.1.5 for who we are, 13.1.2 and 13.1.3 for what we hold."""
    found = [
        ("User-Agent", f"{_PRODUCT} (+{source.contact or settings.contact})"),
        ("Accept", _ACCEPT),
        ("Accept-Encoding", OFFERED),
    ]
    if etag := _as_it_came(validators.etag):
        found.append(("If-None-Match", etag))
    if last_modified := _as_it_came(validators.last_modified):
        found.append(("If-Modified-Since", last_modified))
    return tuple(found)


def route(settings: Settings, source: Source, target: Target) -> Route:
    proxy = source.proxy or settings.proxy
    if proxy is None and settings.trust_env and not urllib.request.proxy_bypass(target.host):
        proxy = urllib.request.getproxies_environment().get(target.scheme)
    return Route(_tls(source, target), proxy)


def _tls(source: Source, target: Target) -> TLSRules:
    """A source's rules hold for its own site, not for wherever its links lead."""
    if source.tls == TLSRules():
        return source.tls
    own = [source.homepage, *(listing.url for listing in source.listings)]
    return source.tls if any(url and urls.same_site(url, target.url) for url in own) else TLSRules()


def _as_it_came(validator: str | None) -> str | None:
    """A validator whose bytes, kept as latin-1, go out as the same bytes: aiohttp writes headers as UTF-8. None when they cannot."""
    if validator is None or validator.isascii():
        return validator
    try:
        return validator.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
