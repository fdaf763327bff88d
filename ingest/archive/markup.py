"""The Markdown of a text, kept as a difference to it: it says the same words once more, with some signs between them.

Pure. It is a `difference` as the versions of a page are (`packing`); the log has the hash of the Markdown.
"""

import zstandard

from ingest.archive.difference import WORTH, difference, restored
from ingest.errors import ArchiveDamaged

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
        return restored(markup, text.encode()).decode()
    except (zstandard.ZstdError, UnicodeDecodeError) as error:
        raise ArchiveDamaged(f"the markdown of a revision cannot be read: {error}") from error
