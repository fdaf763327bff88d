"""One URL taken apart as far as fetching needs it."""

from typing import NamedTuple

from ingest.core import urls

_DEFAULT_PORTS = {"http": 80, "https": 443}


class Target(NamedTuple):
    url: str  # as it is asked
    scheme: str
    host: str  # IDNA, lower case; an IPv6 literal without its brackets
    port: int
    path: str  # with the query
    origin: str  # "https://example.org"

    @classmethod
    def of(cls, url: str) -> "Target":
        """Raises URLError for what is no http or https URL."""
        asked = urls.request_url(url)
        scheme, _, rest = asked.partition("://")
        authority, _, path = rest.partition("/")
        name, colon, port = authority.rpartition(":")
        if not colon or port.endswith("]"):  # no port; the colon was one of an IPv6 literal
            name, port = authority, ""
        host = name.strip("[]").rstrip(".")
        return cls(asked, scheme, host, int(port) if port else _DEFAULT_PORTS[scheme], "/" + path, f"{scheme}://{authority}")
