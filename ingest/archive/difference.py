"""Bytes kept as a difference to others that are like them. Pure: bytes in, bytes out.

zstd takes the others as a raw dictionary; its long-distance matching is off (it finds nothing in a dictionary) and its window spans both.
The wrong others can decode without an error, so the frame's checksum is checked; whoever reads holds a hash of the result as well.
"""

import zstandard

LEVEL = 3  # of zstd
WORTH = 2  # a difference is kept when the full form would be more than so many times as long
_LARGEST = 1 << 31  # bytes


def difference(data: bytes, base: bytes) -> bytes:
    """A zstd frame that `restored` with the same `base` makes `data` of."""
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL,
        source_size=len(data),
        dict_size=len(base),
        window_log=max(10, (len(data) + len(base)).bit_length()),
        enable_ldm=False,
        write_checksum=True,
    )
    return zstandard.ZstdCompressor(dict_data=_dictionary(base), compression_params=parameters).compress(data)


def restored(frame: bytes, base: bytes | None, size: int = 0) -> bytes:
    """The data of a frame; `base` None: it is full; `size`: at most so many bytes, 0: what the frame says. Raises zstandard.ZstdError."""
    dictionary = _dictionary(base) if base is not None else None
    return zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_LARGEST).decompress(frame, max_output_size=size)


def _dictionary(base: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
