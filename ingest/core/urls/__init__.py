"""URLs: one spelling each, what is refused, and which of them name the same article. No I/O.

`docs/identity.md` tells the whole of it in order.
"""

from ingest.core.urls.canonical import doubt
from ingest.core.urls.identity import identity, story_key
from ingest.core.urls.shape import is_proxy, looks_like_article
from ingest.core.urls.site import host, same_site, site
from ingest.core.urls.spelling import join, normalise, request_url, without_userinfo
from ingest.core.urls.twins import fold_twins

__all__ = [
    "doubt",
    "fold_twins",
    "host",
    "identity",
    "is_proxy",
    "join",
    "looks_like_article",
    "normalise",
    "request_url",
    "same_site",
    "site",
    "story_key",
    "without_userinfo",
]
