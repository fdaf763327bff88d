"""URLs: one spelling each, what is refused, and which of them name the same article. No I/O.

`docs/identity.md` tells the whole of it in order.
"""

from ingest.core.urls.of_source import Owners, Spelling
from ingest.core.urls.shape import is_proxy, looks_like_article, may_be_article
from ingest.core.urls.shards import Shard
from ingest.core.urls.site import host, same_site, site
from ingest.core.urls.spelling import join, request_url, spellings, without_userinfo

__all__ = [
    "Owners",
    "Shard",
    "Spelling",
    "host",
    "is_proxy",
    "join",
    "looks_like_article",
    "may_be_article",
    "request_url",
    "same_site",
    "site",
    "spellings",
    "without_userinfo",
]
