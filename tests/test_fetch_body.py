"""Content codings: undone exactly, never beyond the limit, never half."""

import gzip
import random
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.codings import OFFERED, decoded
from ingest.errors import Failed


def bare_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


def brotli_quickly(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=3))


def zstd_in_chunks(body: bytes) -> bytes:
    """As a server does that compresses while it sends: without the size in front, with a checksum behind."""
    stream = zstandard.ZstdCompressor(write_content_size=False, write_checksum=True).compressobj()
    return stream.compress(body) + stream.flush()


ENCODERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", brotli_quickly),
    "zstd": ("zstd", zstandard.ZstdCompressor().compress),
    "zstd in chunks": ("zstd", zstd_in_chunks),
}
each_coding = pytest.mark.parametrize(("coding", "encode"), ENCODERS.values(), ids=ENCODERS)
TEXT = b"".join(b"%d words of a page that compresses like one. " % number for number in range(8_000))


@each_coding
@given(body=st.binary(max_size=2000))
def test_decoding_gives_what_was_encoded(coding: str, encode: Callable[[bytes], bytes], body: bytes) -> None:
    assert decoded(encode(body), coding, 2000) == body


@each_coding
def test_a_long_body_is_decoded_in_steps(coding: str, encode: Callable[[bytes], bytes]) -> None:
    assert decoded(encode(TEXT), coding, len(TEXT)) == TEXT


@each_coding
def test_a_bomb_stops_at_the_limit(coding: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Failed, match="more than 1000000 bytes") as caught:
        decoded(encode(bytes(5_000_000)), coding, 1_000_000)
    assert caught.value.kind == "too large"


@each_coding
def test_what_fits_of_a_bomb_is_kept_when_asked_for(coding: str, encode: Callable[[bytes], bytes]) -> None:
    assert decoded(encode(bytes(1_000_000)), coding, 1000, cut=True) == bytes(1000)


@each_coding
@pytest.mark.parametrize("lost", [1, 2, 5, 400])
def test_a_stream_that_ends_early_is_no_body(coding: str, encode: Callable[[bytes], bytes], lost: int) -> None:
    with pytest.raises(Failed) as caught:
        decoded(encode(TEXT)[:-lost], coding, len(TEXT))
    assert caught.value.kind == "truncated"


@each_coding
def test_bytes_that_are_not_in_their_coding_are_no_body(coding: str, encode: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Failed) as caught:
        decoded(b"<html>not compressed at all</html>", coding, 1000)
    assert caught.value.kind in ("coding", "truncated")


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]))
def test_any_bytes_decode_or_fail_in_our_words(body: bytes, codings: str) -> None:
    with suppress(Failed):
        assert len(decoded(body, codings, 5000)) <= 5000


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    assert decoded(gzip.compress(brotli.compress(b"text")), "br, GZIP", 100) == b"text"


def test_identity_is_no_coding() -> None:
    assert decoded(b"text", "identity", 100) == b"text"


def test_a_coding_that_was_not_offered_is_refused() -> None:
    assert "compress" not in OFFERED
    with pytest.raises(Failed, match="'compress' was not offered"):
        decoded(b"\x1f\x9d", "compress", 100)


def test_a_pile_of_codings_is_refused() -> None:
    with pytest.raises(Failed, match="3 content codings"):
        decoded(b"", "gzip, gzip, gzip", 100)


def test_an_empty_body_may_be_labelled_as_compressed() -> None:
    assert decoded(b"", "gzip", 100) == b""


def test_members_of_gzip_are_joined_and_padding_is_ignored() -> None:
    assert decoded(gzip.compress(b"one ") + gzip.compress(b"two") + bytes(512), "gzip", 100) == b"one two"


def test_the_members_of_a_large_body_are_joined() -> None:
    noise = [random.Random(number).randbytes(300_000) for number in range(3)]
    assert decoded(b"".join(map(gzip.compress, noise)), "gzip", 1_000_000) == b"".join(noise)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_body_of_countless_streams_is_refused_at_once(coding: str) -> None:
    one = gzip.compress(b"") if coding == "gzip" else zstandard.compress(b"")
    with pytest.raises(Failed, match="more than 2000"):
        decoded(one * (8_000_000 // len(one)), coding, 8_000_000)


def test_a_skippable_frame_of_zstd_is_passed_over() -> None:
    skippable = b"\x5e\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    assert decoded(skippable + zstandard.compress(b"one ") + skippable + zstandard.compress(b"two"), "zstd", 100) == b"one two"
    with pytest.raises(Failed, match="ends early"):
        decoded(zstandard.compress(b"one ") + skippable[:-1], "zstd", 100)


def test_frames_of_zstd_are_joined() -> None:
    assert decoded(zstandard.compress(b"one ") + zstd_in_chunks(b"two"), "zstd", 100) == b"one two"


def test_a_window_that_would_take_much_memory_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=27)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(Failed, match="not in zstd coding"):
        decoded(stream.compress(TEXT) + stream.flush(), "zstd", len(TEXT))
