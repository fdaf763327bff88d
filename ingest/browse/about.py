"""What Datasette says of an archive: titles, descriptions, labels, facets, canned queries. The words are in `archive.toml`."""

import tomllib
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.archive import open_readonly
from ingest.archive.read.browsing import tables
from ingest.errors import ArchiveError


def is_archive(datasette: Any, database: str | None) -> bool:
    """Whether the database of that name is one of our archives."""
    known = datasette.databases.get(database)
    if known is None or known.path is None:
        return False
    path = Path(known.path)
    try:
        stat = path.stat()
    except OSError:
        return False
    return _is_archive_file(path, stat.st_ino, stat.st_mtime_ns)


def metadata(datasette: Any) -> dict[str, Any]:
    """Datasette's metadata for all archives among its databases."""
    archives = (name for name in datasette.databases if is_archive(datasette, name))
    # a copy: Datasette writes what it merges into what it is given
    return {"databases": {name: _said(Path(datasette.databases[name].path), datasette.urls.database(name)) for name in archives}}


def _said(path: Path, base: str) -> dict[str, Any]:
    said = deepcopy(_words(base))
    for table in _tables(path, path.stat().st_ino):
        said["tables"].setdefault(table, {"hidden": True})
    return said


@lru_cache(maxsize=64)
def _tables(path: Path, inode: int) -> tuple[str, ...]:
    with open_readonly(path) as opened:
        return tables.names(opened.db)


@lru_cache(maxsize=64)
def _is_archive_file(path: Path, inode: int, mtime_ns: int) -> bool:  # the numbers tell one state of the file from another
    try:
        open_readonly(path).close()
    except ArchiveError:
        return False
    return True


@cache
def _words(base: str) -> dict[str, Any]:
    words = tomllib.loads(files(__package__).joinpath("archive.toml").read_text(encoding="utf-8"))
    words["description_html"] = words["description_html"].replace("{base}", base)
    return words
