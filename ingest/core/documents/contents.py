"""What a document's bytes were read into, whatever their kind; and how an optional library is asked for."""

from importlib import import_module
from types import ModuleType

from msgspec import Struct

from ingest.core.documents.passage import Passage
from ingest.core.model import Found, MediaKind
from ingest.errors import Unsupported


class Contents(Struct, frozen=True, kw_only=True):
    """`title`: what stands out; `declared_title`, `created` (text with a date): what the file says of itself. `scanned`: it has pictures
    of pages in place of words."""

    media: MediaKind
    passages: tuple[Passage, ...] = ()
    title: str = ""
    declared_title: str = ""
    created: str = ""
    pages: int | None = None
    scanned: bool = False
    found: tuple[Found, ...] = ()


def library(name: str, media: str) -> ModuleType:
    """A module that an extra brings. Raises Unsupported, saying what to install."""
    try:
        return import_module(name)
    except ImportError:
        raise Unsupported(f"{media} is read by {name.partition('.')[0]}: pip install 'ingest[documents]'") from None
