"""schedules/*.toml -> Source. Every key is checked; what is not understood is an error that names file, key and what was wanted."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from ingest.core.model import Source
from ingest.errors import SourceError, UnknownSource
from ingest.sources.file import duration, parse, read
from ingest.sources.folder import Folder
from ingest.sources.wording import nearest

__all__ = ["Folder", "built_in", "duration", "load", "load_sound", "named", "parse", "read"]


def built_in() -> Path:
    """The folder of schedule files that ships inside the package."""
    return Path(str(files("ingest") / "schedules"))


def load(folder: Path) -> dict[str, Source]:
    """All sources of a folder by name, in the order of their names.

    Raises SourceError: the folder is missing or has no schedule file, or a file is wrong.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder of schedule files")
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise SourceError(f"{folder}: no schedule file there (they are named like moha-gov-vn.toml)")
    return {path.stem: read(path) for path in paths}


def load_sound(folder: Path) -> tuple[dict[str, Source], list[str]]:
    """The sources of a folder whose files are right, and what is wrong with the others, a line each. Raises SourceError."""
    found = Folder(folder).read()
    return found.sources, list(found.wrong)


def named(sources: Mapping[str, Source], name: str) -> Source:
    """The source of that name. Raises UnknownSource, which names the nearest one."""
    if name not in sources:
        raise UnknownSource(f"{name}: no source of that name{nearest(name, sources)}; `ingest sources list` shows all")
    return sources[name]
