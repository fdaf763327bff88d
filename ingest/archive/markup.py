"""The Markdown of a text, kept as a difference to it: it says the same words once more, with some signs between them.

Pure. zstd has the text as a raw dictionary, as with the versions of a page (`packing`); a wrong text can decode without an error, so the
frame's checksum is checked, and the log has the hash of the Markdown.
"""

import zstandard

from ingest.errors import ArchiveDamaged

_LEVEL = 3
_SMALLEST = 64  # bytes of Markdown below which a frame saves nothing
_WORTH = 2  # it is kept as a difference when it would be more than so many times as long
_LARGEST = 1 << 31  # bytes


def pack(text: str, markdown: str) -> tuple[str, bytes | None]:
    """What the columns `markdown` and `markup` hold: one of the two."""
    said = markdown.encode()
    if len(said) < _SMALLEST:
        return markdown, None
    words = text.encode()
    parameters = zstandard.ZstdCompressionParameters.from_level(
        _LEVEL,
        source_size=len(said),
        dict_size=len(words),
        window_log=max(10, (len(said) + len(words)).bit_length()),
        enable_ldm=False,
        write_checksum=True,
    )
    data = zstandard.ZstdCompressor(dict_data=_dictionary(words), compression_params=parameters).compress(said)
    return ("", data) if len(data) * _WORTH < len(said) else (markdown, None)


def unpack(text: str, markdown: str, markup: bytes | None) -> str:
    """The Markdown, of the columns of a revision. Raises ArchiveDamaged."""
    if markup is None:
        return markdown
    try:
        found = zstandard.ZstdDecompressor(dict_data=_dictionary(text.encode()), max_window_size=_LARGEST).decompress(markup)
        return found.decode()
    except (zstandard.ZstdError, UnicodeDecodeError) as error:
        raise ArchiveDamaged(f"the markdown of a revision cannot be read: {error}") from error


def _dictionary(words: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
