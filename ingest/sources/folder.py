"""A folder of schedule files as it changes: what was edited is read again, and nothing else."""

import os
from pathlib import Path

from msgspec import Struct

from ingest.core.model import Source
from ingest.errors import SourceError
from ingest.sources.file import read


class FolderChange(Struct, frozen=True, kw_only=True):
    """What is otherwise than at the last reading."""

    sources: dict[str, Source] = {}  # by name, whose files are new or were edited, and are right
    gone: frozenset[str] = frozenset()  # names whose files are no longer there
    wrong: tuple[str, ...] = ()  # a line for each file that is new or was edited, and is wrong

    def __bool__(self) -> bool:
        return bool(self.sources or self.gone or self.wrong)


class Folder:
    """The schedule files of a folder. An edit costs the reading of one file, a look at all of them one `stat` each."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: dict[str, tuple[int, int, int]] = {}

    @property
    def names(self) -> frozenset[str]:
        """Of all its files at the last reading, right or wrong."""
        return frozenset(self._seen)

    @property
    def count(self) -> int:
        """How many `names` there are."""
        return len(self._seen)

    def read(self, *, again: bool = False) -> FolderChange:
        """What changed since the last call; the first call reads all of it. `again`: read every file, changed or not.

        Raises SourceError when the folder cannot be listed: then nothing is known of its files, least of all that they are gone.
        """
        present = self._stat()
        changed = [name for name, about in present.items() if again or self._seen.get(name) != about]
        sources, wrong = {}, []
        for name in sorted(changed):
            try:
                sources[name] = read(self.path / f"{name}.toml")
            except SourceError as error:
                wrong.append(str(error))
        gone = frozenset(self._seen.keys() - present.keys())
        self._seen = present
        return FolderChange(sources=sources, gone=gone, wrong=tuple(wrong))

    def _stat(self) -> dict[str, tuple[int, int, int]]:
        """What changes when a file is edited or replaced, by the source's name."""
        found = {}
        try:
            with os.scandir(self.path) as listed:
                for file in listed:
                    if file.name.endswith(".toml"):
                        found[file.name.removesuffix(".toml")] = _about(file)
        except OSError as error:
            raise SourceError(f"{self.path}: the folder of schedule files cannot be read ({error.strerror})") from error
        return found


def _about(file: os.DirEntry[str]) -> tuple[int, int, int]:
    try:
        stat = file.stat()
    except OSError:  # a link that leads nowhere; reading it says so
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)
