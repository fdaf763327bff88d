"""The bytes of documents, compressed, and proved against their sha256 when they are read. Pure: bytes in, bytes out.

A later version is a difference to the last full one of its article, never to another difference. zstd takes the full one as a raw
dictionary; its long-distance matching is off (it finds nothing in a dictionary) and its window spans both. A wrong dictionary can
decode without an error, so the frame's checksum and the sha256 are both checked.
"""

import hashlib

import zstandard
from msgspec import Struct

from ingest.errors import ArchiveDamaged

_LEVEL = 3
_WORTH = 2  # a difference is kept when the full form would be more than so many times as long


class Packed(Struct, frozen=True):
    """A body ready to be stored. `base`: id of the full snapshot that it is a difference to; None: it is full."""

    sha256: bytes
    size: int
    data: bytes
    base: int | None = None


def pack(body: bytes) -> Packed:
    """A full snapshot."""
    return Packed(hashlib.sha256(body).digest(), len(body), zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(body))


def pack_difference(full: Packed, body: bytes, base: int, base_body: bytes) -> Packed:
    """`full`, or the difference of the same body to the full snapshot `base` when that is worth its while."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL,
        source_size=len(body),
        dict_size=len(base_body),
        window_log=max(10, (len(body) + len(base_body)).bit_length()),
        enable_ldm=False,
        write_checksum=True,
    )
    data = zstandard.ZstdCompressor(dict_data=_dictionary(base_body), compression_params=parameters).compress(body)
    return Packed(full.sha256, full.size, data, base) if len(data) * _WORTH < len(full.data) else full


def unpack(snapshot: int, data: bytes, size: int, sha256: str, base: bytes | None = None) -> bytes:
    """The body of the snapshot with that id, which is named in errors; `base`: the body that it is a difference to.

    Raises ArchiveDamaged when it is not what was kept.
    """
    dictionary = _dictionary(base) if base is not None else None
    try:
        found = zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=1 << 31).decompress(data, max_output_size=size)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"snapshot {snapshot} cannot be decompressed: {error}") from error
    if hashlib.sha256(found).hexdigest() != sha256:
        raise ArchiveDamaged(f"snapshot {snapshot} is not what was kept: its sha256 differs")
    return found


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
