"""The bytes of documents, compressed, and proved against their sha256 when they are read. Pure: bytes in, bytes out.

A later version is a `difference` to the last full one of its article, never to another difference.
"""

import hashlib
import threading

import zstandard
from msgspec import Struct

from ingest.archive.difference import LEVEL, WORTH, difference, restored
from ingest.errors import ArchiveDamaged


class Packed(Struct, frozen=True):
    """A body ready to be stored. `base`: id of the full snapshot that it is a difference to; None: it is full."""

    sha256: bytes
    size: int
    data: bytes
    base: int | None = None


class _Compressors(threading.local):
    """One a thread, kept: to make one takes a quarter of what it takes to compress a page."""

    def __init__(self) -> None:
        self.one = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)


_COMPRESSORS = _Compressors()


def pack(body: bytes) -> Packed:
    """A full snapshot."""
    return Packed(hashlib.sha256(body).digest(), len(body), _COMPRESSORS.one.compress(body))


def pack_difference(full: Packed, body: bytes, base: int, base_body: bytes) -> Packed:
    """`full`, or the difference of the same body to the full snapshot `base` when that is worth its while."""
    data = difference(body, base_body)
    return Packed(full.sha256, full.size, data, base) if len(data) * WORTH < len(full.data) else full


def unpack(snapshot: int, data: bytes, size: int, sha256: str, base: bytes | None = None) -> bytes:
    """The body of the snapshot with that id, which is named in errors; `base`: the body that it is a difference to.

    Raises ArchiveDamaged when it is not what was kept.
    """
    try:
        found = restored(data, base, size)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"snapshot {snapshot} cannot be decompressed: {error}") from error
    if hashlib.sha256(found).hexdigest() != sha256:
        raise ArchiveDamaged(f"snapshot {snapshot} is not what was kept: its sha256 differs")
    return found
