"""Gzip that a server delivers as a file of its own (`sitemap.xml.gz`), known by its first bytes."""

import zlib

from ingest.errors import ListingError

MAX_BYTES = 50 * 1024 * 1024  # decoded: sitemaps.org's own limit
_MAGIC = b"\x1f\x8b\x08"


def inflate(body: bytes, url: str) -> bytes:
    """The body, gunzipped when it is gzip, once or (a server compressing a `.gz` again) twice.

    Raises ListingError for a body of more than 50 MB and for gzip that is broken or cut short.
    """
    for _ in range(2):
        if not body.startswith(_MAGIC):
            break
        body = _gunzip(body, url)
    if len(body) > MAX_BYTES:
        raise ListingError(f"{url}: a listing of more than {MAX_BYTES // 1024 // 1024} MB")
    return body


def _gunzip(body: bytes, url: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while body.startswith(_MAGIC):  # a gzip file may have several members (RFC 1952 2.2)
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            pieces.append(stream.decompress(body, MAX_BYTES + 1 - size))
        except zlib.error as broken:
            raise ListingError(f"{url}: broken gzip: {broken}") from None
        size += len(pieces[-1])
        if size > MAX_BYTES:
            raise ListingError(f"{url}: a listing of more than {MAX_BYTES // 1024 // 1024} MB when decoded")
        if not stream.eof:
            raise ListingError(f"{url}: gzip that is cut short")
        body = stream.unused_data
    return b"".join(pieces)
