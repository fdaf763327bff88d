"""Files of this machine, of web servers and of object stores, opened alike, by fsspec."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from ingest.errors import ConfigError

_HINT = "reading in bulk needs the extra `scale`: python3 -m pip install 'ingest[scale]'"


def filesystems() -> Any:
    """fsspec. Raises ConfigError without the extra."""
    try:
        import fsspec
    except ImportError:
        raise ConfigError(_HINT) from None
    return fsspec


def require() -> None:
    """Raises ConfigError without the whole of the extra."""
    if any(find_spec(name) is None for name in ("distributed", "fastwarc", "fsspec", "pyarrow")):
        raise ConfigError(_HINT)


def is_remote(url: str) -> bool:
    return "://" in url and not url.startswith("file://")


def is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


@contextmanager
def opened(url: str, agent: str) -> Iterator[IO[bytes]]:
    """For reading. Raises OSError, at the end too for a read that failed, and ConfigError for a protocol whose library is missing."""
    options: dict[str, Any] = {"client_kwargs": {"headers": {"User-Agent": agent}}} if is_web(url) else {}
    try:
        file = filesystems().open(url, "rb", **options)
    except (ImportError, ValueError) as error:
        raise ConfigError(f"{url}: {error}") from None
    with file as stream:
        watched = _Watched(stream)
        yield watched  # type: ignore[misc]  # which reads as a file
        if watched.trouble is not None:
            raise watched.trouble


class _Watched:
    """A file that remembers that it could not be read: a parser takes that for damage."""

    def __init__(self, file: IO[bytes]) -> None:
        self.trouble: OSError | None = None
        self._file = file

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except Exception as error:
            self.trouble = error if isinstance(error, OSError) else OSError(f"{type(error).__name__}: {error}")
            raise self.trouble from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class PartFolder:
    """Where parts are put: a folder, or what fsspec calls one."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self._system: Any = None
        if is_remote(place):
            try:
                self._system, self._root = filesystems().core.url_to_fs(self.place)
            except (ImportError, ValueError) as error:
                raise ConfigError(f"{place}: {error}") from None
        else:
            self._root = self.place.removeprefix("file://")

    def scratch(self, key: str) -> Path:
        """The name of a file that is being made, on this machine."""
        folder = Path(tempfile.gettempdir() if self._system is not None else self._root)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f".{key}-{os.urandom(4).hex()}.partial"

    def sweep(self, key: str = "") -> None:
        """Removes what was left half-written, under that key or under any."""
        if self._system is None and Path(self._root).is_dir():
            for path in Path(self._root).glob(f".{key}*.partial"):
                path.unlink(missing_ok=True)

    def put(self, partial: Path, name: str) -> None:
        """A finished file gets its place, whole or not at all. It may stand there already."""
        if self._system is not None:
            self._system.put_file(str(partial), f"{self._root}/{name}")
            partial.unlink()
            return
        target = Path(self._root, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync(partial)
        partial.replace(target)
        _sync(target.parent)

    def names(self, below: str = "") -> list[str]:
        """Of the files in it, hidden ones left out."""
        if self._system is not None:
            try:
                found = [str(path).rpartition("/")[2] for path in self._system.ls(f"{self._root}/{below}".rstrip("/"), detail=False)]
            except FileNotFoundError:
                found = []
        else:
            folder = Path(self._root, below)
            found = os.listdir(folder) if folder.is_dir() else []
        return sorted(name for name in found if name and not name.startswith("."))

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        """Raises OSError."""
        with self._system.open(f"{self._root}/{name}", "rb") if self._system is not None else Path(self._root, name).open("rb") as file:
            yield file

    def remove(self, name: str) -> None:
        if self._system is not None:
            self._system.rm_file(f"{self._root}/{name}")
        else:
            Path(self._root, name).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
