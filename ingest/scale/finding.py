"""What a user names becomes files to be read: WARC and WACZ files, folders, globs, lists of them, on this machine or elsewhere."""

import gzip
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from ingest.errors import ConfigError
from ingest.scale import opening
from ingest.scale.model import FileShare

EVERY = 32_000_000  # bytes of a WARC that one task reads: about a thousand pages
_ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".wacz")
LISTS = (".paths", ".paths.gz", ".txt", ".txt.gz")
_LONGEST_LIST = 200_000_000  # bytes, unpacked

ReadList = Callable[[str], bytes]  # a list on the web, by its URL


def shares(named: str, base: str | None, read: ReadList) -> Iterator[FileShare]:
    """The files that one SOURCE means, each to be read in parts of 32 MB. `base`: what the paths of a list are below.

    Raises ConfigError for what is not there, or is no list.
    """
    if named.lower().endswith(LISTS):
        for url in _listed(named, base, read):
            yield _share(url)
    elif not opening.is_remote(named):
        yield from map(_share, _local(named.removeprefix("file://")))
    elif opening.is_web(named):
        yield _share(named)
    else:
        yield from map(_share, _stored(named))


def _share(url: str) -> FileShare:
    is_whole = url.lower().partition("?")[0].endswith((".wacz", ".zst"))
    size = Path(url).stat().st_size if not opening.is_remote(url) and Path(url).is_file() else None
    return FileShare(url=url, size=size, every=None if is_whole else EVERY)


def _local(named: str) -> list[str]:
    path = Path(named)
    if path.is_dir():
        found = [one for one in path.rglob("*") if one.name.lower().endswith(_ENDINGS)]
    elif path.exists():
        found = [path]
    elif any(sign in named for sign in "*?["):
        absolute = path.absolute()
        found = [one for one in Path(absolute.anchor).glob(str(absolute.relative_to(absolute.anchor))) if one.is_file()]
    else:
        raise ConfigError(f"{named}: no such file")
    if not found:
        raise ConfigError(f"{named}: no WARC or WACZ file is there")
    return sorted(str(one.absolute()) for one in found)


def _stored(named: str) -> list[str]:
    """In an object store, or wherever else fsspec reads."""
    try:
        system, path = opening.filesystems().core.url_to_fs(named)
        if any(sign in path for sign in "*?["):
            found = system.glob(path)
        elif system.isdir(path):
            found = [one for one in system.find(path) if one.lower().endswith(_ENDINGS)]
        else:
            found = [path]
        urls = sorted(str(system.unstrip_protocol(one)) for one in found)
    except (ImportError, ValueError, OSError) as error:
        raise ConfigError(f"{named}: {error}") from None
    if not urls:
        raise ConfigError(f"{named}: no WARC or WACZ file is there")
    return urls


def _listed(named: str, base: str | None, read: ReadList) -> Iterator[str]:
    """A path of a list on the web is below the root of its site, of one on this machine beside the list, unless a base is given."""
    if opening.is_web(named):
        base = base or urljoin(named, "/")
        content = read(named)
    else:
        try:
            with opening.opened(named, "") as file:
                content = file.read(_LONGEST_LIST)
        except OSError as error:
            raise ConfigError(f"{named}: {error.strerror or error}") from None
    for line in _unpacked(named, content).splitlines():
        if not (path := line.strip()) or path.startswith("#"):
            continue
        if opening.is_remote(path):
            if opening.is_web(named) and not path.startswith(urljoin(named, "/")):
                raise ConfigError(f"{named}: it names a file of another site: {path[:200]}")
            yield path
        elif base is not None:
            yield f"{base.rstrip('/')}/{path.lstrip('/')}"
        else:
            yield from _local(str(Path(named).parent / path))


def _unpacked(named: str, content: bytes) -> str:
    try:
        if content[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=BytesIO(content)) as file:
                content = file.read(_LONGEST_LIST)
        return content.decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ConfigError(f"{named}: no list of files: {error}") from None
