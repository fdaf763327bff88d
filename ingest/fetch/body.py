"""Bodies: content codings undone in bounded steps. A server can send 200 MB in 194 KB."""

import zlib
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]
import zstandard

from ingest.errors import Failed

OFFERED = "gzip, deflate, br, zstd"

_MAX_CODINGS = 2
_STEP = 256 * 1024
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 8878 3.1.1.1.2: what a decoder has to bear, and a sender should not exceed


def decoded(body: bytes, content_encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """Undo the codings of a Content-Encoding header, the last one first.

    Raises Failed: "coding" for one that was not offered, too many of them, or bytes that are not in it; "truncated" for a stream
    that ends early; "too large" for more than `limit` bytes, unless `cut`: then what fits, and what came of a stream that ends early.
    """
    codings = [coding for coding in (part.strip().lower() for part in content_encoding.split(",")) if coding not in ("", "identity")]
    if len(codings) > _MAX_CODINGS:
        raise Failed("coding", f"{len(codings)} content codings, more than {_MAX_CODINGS}")
    for coding in reversed(codings):
        steps = _STEPS.get(coding)
        if steps is None:
            raise Failed("coding", f"content coding {coding!r} was not offered")
        if body:  # some servers label an empty body as compressed
            body = _gathered(steps(body), coding, limit, cut)
    return body


def _gathered(steps: Iterator[bytes], coding: str, limit: int, cut: bool) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        for part in steps:
            parts.append(part)
            size += len(part)
            if size > limit:
                if cut:
                    break
                raise Failed("too large", f"more than {limit} bytes once its {coding} coding is undone")
    except EOFError:
        raise Failed("truncated", f"the {coding} stream ends early") from None
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise Failed("coding", f"not in {coding} coding: {error}") from None
    return parts[0] if len(parts) == 1 and not cut else b"".join(parts)[:limit]


def _inflate(body: bytes, window: int) -> Iterator[bytes]:
    rest = body
    while True:
        stream = zlib.decompressobj(window)
        while not stream.eof:
            part = stream.decompress(rest, _STEP)
            rest = stream.unconsumed_tail
            if not part and not rest and not stream.eof:
                raise EOFError
            yield part
        rest = stream.unused_data
        if not rest.startswith(b"\x1f\x8b"):  # another member (RFC 1952 2.2), or padding that gzip ignores too
            return


def _gunzip(body: bytes) -> Iterator[bytes]:
    return _inflate(body, 16 + zlib.MAX_WBITS)


def _undeflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 8.4.1.2: a zlib stream, but some servers send a bare deflate stream."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflate(body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _unbrotli(body: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    part = stream.process(body, output_buffer_limit=_STEP)
    yield part
    while not stream.is_finished():
        part = stream.process(b"", output_buffer_limit=_STEP)
        if not part:
            raise EOFError
        yield part


def _unzstd(body: bytes) -> Iterator[bytes]:
    stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    for start in range(0, len(body), 64):
        yield stream.decompress(body[start : start + 64])
    if not stream.eof:
        raise EOFError


_STEPS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _undeflate, "br": _unbrotli, "zstd": _unzstd}
