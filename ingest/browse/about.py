"""What Datasette says of an archive: titles, descriptions, labels, facets, canned queries. The words are in `archive.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.archive import open_readonly
from ingest.errors import ArchiveError

_known_archives: set[tuple[str, int]] = set()  # path and inode: a file that was one stays one


def is_archive(datasette: Any, database: str | None) -> bool:
    """Whether the database of that name is one of our archives."""
    known = datasette.databases.get(database)
    return known is not None and known.path is not None and _is_archive_file(Path(known.path))


def metadata(datasette: Any) -> dict[str, Any]:
    """Datasette's metadata for all archives among its databases."""
    return {"databases": {name: _words(datasette.urls.database(name)) for name in datasette.databases if is_archive(datasette, name)}}


def _is_archive_file(path: Path) -> bool:
    try:
        file = (str(path), path.stat().st_ino)
        if file not in _known_archives:
            open_readonly(path).close()
            _known_archives.add(file)
    except (ArchiveError, OSError):
        return False
    return True


@cache
def _words(base: str) -> dict[str, Any]:
    words = tomllib.loads(files(__package__).joinpath("archive.toml").read_text(encoding="utf-8"))
    words["description_html"] = words["description_html"].replace("{base}", base)
    return words
