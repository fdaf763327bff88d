"""Files and folders as a user names them."""

import os
from pathlib import Path

import click


class _Named(click.Path):
    """A path with a name: an empty one would be the folder in which the user is."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        name = os.fspath(value)
        if not name:
            self.fail("an empty name", param, ctx)
        if "://" in name:
            self.fail("a URL, where a file or a folder is wanted", param, ctx)
        if len(os.fsencode(os.path.basename(name))) > _LONGEST:
            self.fail(f"a name of more than {_LONGEST} bytes", param, ctx)
        return super().convert(value, param, ctx)


_LONGEST = 240  # bytes of a name; a file system allows 255, and the archive has others beside it (-wal, .lock)

FILE = _Named(dir_okay=False, path_type=Path)
FOLDER = _Named(file_okay=False, path_type=Path)
PLACE = _Named(path_type=Path)  # a file or a folder
