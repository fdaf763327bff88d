"""The Markdown of a text, kept as a difference to it: it says the same words once more, with some signs between them.

Pure. It is a `difference` as the versions of a page are (`packing`); the log has the hash of the Markdown.
"""

import zstandard

from ingest.archive.difference import WORTH, difference, restored
from ingest.errors import ArchiveDamaged

_UNREAD = "the markdown of a revision cannot be read"
_SMALLEST = 64  # bytes of Markdown below which a frame saves nothing


def pack(text: str, markdown: str) -> tuple[str, bytes | None]:
    """What the columns `markdown` and `markup` hold: one of the two."""
    said = markdown.encode()
    if len(said) < _SMALLEST:
        return markdown, None
    data = difference(said, text.encode())
    return ("", data) if len(data) * WORTH < len(said) else (markdown, None)


def unpack(text: str, markdown: str, markup: bytes | None) -> str:
    """The Markdown, of the columns of a revision. Raises ArchiveDamaged."""
    if markup is None:
        return markdown
    try:
        return unpack_bytes(text.encode(), markup).decode()
    except UnicodeDecodeError as error:
        raise ArchiveDamaged(f"{_UNREAD}: {error}") from error


def unpack_bytes(text: bytes, markup: bytes) -> bytes:
    """The same in UTF-8, of Markdown that is kept as a difference. Raises ArchiveDamaged."""
    try:
        return restored(markup, text)
    except zstandard.ZstdError as error:
        raise ArchiveDamaged(f"{_UNREAD}: {error}") from error
