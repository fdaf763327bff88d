"""Which reader a file or folder is for, recognised by what it holds, or, of a page that a browser saved, by the ending of its name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ingest.core.model import Document
from ingest.errors import ConfigError
from ingest.imported import recorded, saved, warc
from ingest.imported.earlier import Earlier

FileKind = Literal["archive", "folder", "saved", "warc"]
_SAVED = (".mhtml", ".mht", ".html", ".htm")
_DATABASE = b"SQLite format 3\0"


def kind_of(path: Path) -> FileKind:
    """`archive`: a SQLite file, which is merged. Raises ConfigError for what is not there, and for a folder without an index."""
    if not path.exists():
        raise ConfigError(f"{path}: no such file")
    if path.is_dir():
        if not (path / recorded.INDEX).is_file():
            raise ConfigError(f"{path}: a folder without {recorded.INDEX}, which `ingest fetch --record` writes; name files instead")
        return "folder"
    try:
        with path.open("rb") as file:
            head = file.read(len(_DATABASE))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    if head == _DATABASE:
        return "archive"
    return "saved" if path.suffix.lower() in _SAVED else "warc"


def documents(path: Path, now: str, refuse: warc.Refuse, earlier: Earlier) -> Iterator[Document]:
    """The pages of what is no archive, each seen at its own date. `now`: UTC text; `earlier` for all files of a call."""
    kind = kind_of(path)
    if kind == "folder":
        return recorded.documents(path, now, refuse)
    if kind == "saved":
        return saved.documents(path, now, refuse)
    return warc.documents(path, now, refuse, earlier)
