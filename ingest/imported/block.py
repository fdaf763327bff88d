"""The records of a WARC, checked before they are believed."""

import zlib
from gzip import BadGzipFile, GzipFile
from typing import IO, Any

LARGEST = 8_000_000  # bytes of a page, codings undone, and of its record: as of a page that is fetched
_LONGEST_LINE = 65_536  # bytes
_CHECKED = ("sha1:", "sha256:")  # digests that can be computed again


def block_of(record: Any) -> bytes:
    """Of no more than `LARGEST` bytes. Raises ValueError, OSError."""
    said = record.content_length
    if said > LARGEST:
        raise ValueError(f"a page of {said:,} bytes, more than {LARGEST:,}")
    record.freeze()
    if record.content_length != said:
        raise ValueError(f"cut short: {record.content_length:,} bytes of {said:,}")
    if record.headers.get("WARC-Block-Digest", "").lower().startswith(_CHECKED) and not record.verify_block_digest():
        raise ValueError("its bytes are not those of its digest")
    block: bytes = record.reader.read()
    return block


def is_whole(stream: IO[bytes], at: int) -> bool:
    """Whether nothing but blank lines follows the last record, which begins at `at`: a head that is cut off counts as nothing."""
    stream.seek(at)
    begins = stream.read(4)
    stream.seek(at)
    if begins[:2] == b"\x1f\x8b":
        stream = GzipFile(fileobj=stream)  # type: ignore[assignment]  # which reads as one
    elif begins != b"WARC":
        return True  # of a compression that cannot be looked into from here
    try:
        left = 0
        while (line := stream.readline(_LONGEST_LINE)).strip():
            name, _, value = line.partition(b":")
            left = int(value) if name.lower() == b"content-length" else left
        if not line:
            return False
        while left > 0 and (part := stream.read(min(left, 1 << 20))):
            left -= len(part)
        return left == 0 and not stream.read(_LONGEST_LINE).strip()
    except (EOFError, BadGzipFile, zlib.error, ValueError):
        return False
