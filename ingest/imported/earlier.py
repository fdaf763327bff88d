"""Where the responses of WARC files stand, so that a `revisit` finds the page whose bytes it repeats."""

import os
from collections import OrderedDict
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipInfo

from msgspec import Struct

_MOST = 1_000_000  # names of responses, some four each; 200 MB


class Earlier:
    """Of all files of one call."""

    def __init__(self) -> None:
        self._places: OrderedDict[str, tuple[Path, int]] = OrderedDict()

    def note(self, record: Any, path: Path, at: int) -> None:
        """A response that stands in a file from there on."""
        for name in _names(record.headers, "WARC-Record-ID", "WARC-Target-URI", "WARC-Date"):
            self._places[name] = path, at
        self._places[f"url {bare(record.headers.get('WARC-Target-URI', ''))}"] = path, at
        while len(self._places) > _MOST:
            self._places.popitem(last=False)

    def find(self, warc: Any, record: Any) -> Any | None:
        """The response that a `revisit` refers to, to be read; None when it was in no file."""
        names = _names(record.headers, "WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date")
        if not record.headers.get("WARC-Refers-To-Target-URI"):
            names.append(f"url {bare(record.headers.get('WARC-Target-URI', ''))}")
        for name in names:
            if (place := self._places.get(name)) is not None:
                path, at = place
                with path.open("rb") as stream:
                    stream.seek(at)
                    found = next(iter(warc.ArchiveIterator(stream, parse_http=False, fsspec_args=False)), None)
                    if found is not None:
                        found.freeze()
                return found
        return None


class Where(Struct, frozen=True):
    """A WARC that begins at a byte of a file. `begins` None: its bytes cannot be found there, since they are compressed once more."""

    earlier: Earlier
    path: Path
    begins: int | None = 0

    def note(self, record: Any, at: int) -> None:
        if self.begins is not None:
            self.earlier.note(record, self.path, self.begins + at)


def begins(file: IO[bytes], member: ZipInfo) -> int | None:
    """Where the bytes of a member stand in its ZIP file."""
    if member.compress_type != ZIP_STORED:
        return None
    head = os.pread(file.fileno(), 30, member.header_offset)
    return member.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")


def bare(url: str) -> str:
    """wget writes it in angle brackets."""
    return url.removeprefix("<").removesuffix(">")


def _names(headers: Any, id: str, url: str, date: str) -> list[str]:
    """By what a response is found, the surest first."""
    names = [f"id {headers[id]}"] if headers.get(id) else []
    if headers.get(url) and headers.get(date):
        names.append(f"seen {bare(headers[url])} {headers[date]}")
    if headers.get("WARC-Payload-Digest"):
        names.append(f"bytes {headers['WARC-Payload-Digest'].lower()}")
    return names
