"""Gzip that a server delivers as a file of its own (`sitemap.xml.gz`), known by its first bytes."""

from ingest.core.codings import gunzipped
from ingest.errors import Failed, ListingError

MAX_BYTES = 50 * 1024 * 1024  # decoded: sitemaps.org's own limit
_MAGIC = b"\x1f\x8b\x08"


def inflate(body: bytes, url: str) -> bytes:
    """The body, gunzipped when it is gzip, once or (a server compressing a `.gz` again) twice.

    Raises ListingError for a body of more than 50 MB and for gzip that is broken or cut short.
    """
    for _ in range(2):
        if not body.startswith(_MAGIC):
            break
        try:
            body = gunzipped(body, MAX_BYTES)
        except Failed as error:
            raise ListingError(f"{url}: {error}") from None
    if len(body) > MAX_BYTES:
        raise ListingError(f"{url}: a listing of more than {MAX_BYTES // 1024 // 1024} MB")
    return body
