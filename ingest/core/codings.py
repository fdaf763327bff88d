"""Content codings undone in bounded steps: a server can send 200 MB in 194 KB. Pure."""

from collections.abc import Iterator

import brotli
import zstandard
from isal import isal_zlib

from ingest.errors import Failed

OFFERED = "gzip, deflate, br, zstd"

_MAX_CODINGS = 2
_NO_CODINGS = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8"})  # what servers say who mean none
_WINDOW = 15  # RFC 1950: a window of 2^15 bytes; plus 16 it is gzip, negative bare deflate
_STEP = 256 * 1024
_REPEATED_BYTE = 1  # RFC 8878 3.1.1.2.2: a block that is one byte and how often it is repeated
_ZSTD_HEADER = 18  # RFC 8878 3.1.1.1: bytes of a frame's magic number and header, at most
_MOST_STREAMS = 2000  # gzip members, zstd frames; of a sitemap of 50 MB, bgzip makes 800. A body of nothing else would take minutes
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 8878 3.1.1.1.2: what a decoder has to bear, and a sender should not exceed


def decoded(body: bytes, content_encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """Undo the codings of a Content-Encoding header, the last one first.

    Raises Failed: "coding" for one that was not offered, too many of them, or bytes that are not in it; "truncated" for a stream
    that ends early; "too large" for more than `limit` bytes, unless `cut`: then what fits, and what came of a stream that ends early.
    """
    codings = [coding for coding in (part.strip().lower() for part in content_encoding.split(",")) if coding not in _NO_CODINGS]
    if len(codings) > _MAX_CODINGS:
        raise Failed("coding", f"{len(codings)} content codings, more than {_MAX_CODINGS}")
    for coding in reversed(codings):
        steps = _STEPS.get(coding)
        if steps is None:
            raise Failed("coding", f"content coding {coding!r} was not offered")
        if body:  # some servers label an empty body as compressed
            body = _gathered(steps(body), coding, limit, cut)
    return body


def gunzipped(body: bytes, limit: int) -> bytes:
    """All members of a gzip file. Raises Failed, as `decoded` does."""
    return _gathered(_gunzip(body), "gzip", limit, cut=False)


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
    except (isal_zlib.IsalError, brotli.error, zstandard.ZstdError) as error:  # type: ignore[misc]  # isal's stub takes a class for an instance
        raise Failed("coding", f"not in {coding} coding: {error}") from None
    return parts[0] if len(parts) == 1 and not cut else b"".join(parts)[:limit]


def _inflate(body: bytes, window: int) -> Iterator[bytes]:
    """isal takes half as long as zlib, which is most of what reading a page costs."""
    at = 0
    for _ in range(_MOST_STREAMS):
        stream = isal_zlib.decompressobj(window)
        while not stream.eof:
            rest = stream.unconsumed_tail
            if not rest:
                rest = body[at : at + _STEP]  # in pieces: at its end a stream copies what is left of what it was given
                at += len(rest)
            part = stream.decompress(rest, _STEP)
            if not part and not rest and not stream.eof:
                raise EOFError
            yield part
        at -= len(stream.unused_data)
        if not body.startswith(b"\x1f\x8b", at):  # another member (RFC 1952 2.2), or padding that gzip ignores too
            return
    raise Failed("coding", f"more than {_MOST_STREAMS} streams in one body")


def _gunzip(body: bytes) -> Iterator[bytes]:
    return _inflate(body, 16 + _WINDOW)


def _undeflate(body: bytes) -> Iterator[bytes]:
    """RFC 9110 8.4.1.2: a zlib stream, but some servers send a bare deflate stream."""
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflate(body, _WINDOW if wrapped else -_WINDOW)


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
    """Read from a stream, because `decompressobj` gives all that an input holds at once; but the stream does not tell an early end."""
    whole = memoryview(body)
    at = 0
    for _ in range(_MOST_STREAMS):
        if _is_skippable(body, at):
            at += 8 + int.from_bytes(body[at + 4 : at + 8], "little")
            if at > len(body):
                raise EOFError
        else:
            end = at + _end_of_frame(whole[at:])
            with zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(whole[at:end]) as stream:
                while part := stream.read(_STEP):
                    yield part
            at = end
        if not body.startswith(zstandard.FRAME_HEADER, at) and not _is_skippable(body, at):
            return
    raise Failed("coding", f"more than {_MOST_STREAMS} frames in one body")


def _is_skippable(body: bytes, at: int) -> bool:
    """RFC 8878 3.1.2: a frame that decoders pass over; pzstd writes one before each of data."""
    return body[at + 1 : at + 4] == b"\x2a\x4d\x18" and body[at] & 0xF0 == 0x50


def _end_of_frame(body: memoryview) -> int:
    """Where the first zstd frame ends, by the sizes of its blocks (RFC 8878 3.1.1.2). Raises EOFError for one that is cut short."""
    frame = zstandard.get_frame_parameters(body[:_ZSTD_HEADER])
    at = zstandard.frame_header_size(body[:_ZSTD_HEADER])
    last = False
    while not last:
        header = int.from_bytes(body[at : at + 3], "little")
        last, kind, size = bool(header & 1), header >> 1 & 3, header >> 3
        at += 3 + (1 if kind == _REPEATED_BYTE else size)
        if at > len(body):
            raise EOFError
    at += 4 * frame.has_checksum
    if at > len(body):
        raise EOFError
    return at


_STEPS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _undeflate, "br": _unbrotli, "zstd": _unzstd}
