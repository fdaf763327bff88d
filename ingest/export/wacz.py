"""A WARC with its index and list of pages in one ZIP: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from ingest import __version__
from ingest.archive.read.exports import ExportedPage
from ingest.export import warc
from ingest.export.sorted_lines import SortedLines

_NAME = "data.warc.gz"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 16  # bytes


def write(pages: Iterable[ExportedPage], out: IO[bytes], made_at: str) -> int:
    """The file; how many pages are in it. `made_at`: UTC text.

    The index and the list of pages wait in temporary files until the pages are written: memory does not grow with them.
    """
    number = 0
    with TemporaryFile() as listed, SortedLines() as index, ZipFile(out, "w", ZIP_STORED, allowZip64=True) as file:
        listed.write(msgspec.json.encode({"format": "json-pages-1.0", "id": "pages", "title": "Pages"}) + b"\n")
        with _member(file, f"archive/{_NAME}", ZIP_STORED) as archive:
            for part in warc.written(pages, _NAME):
                if part.page is not None:
                    index.add(_indexed(part, archive.size))
                    listed.write(_listed(part.page) + b"\n")
                    number += 1
                archive.write(part.data)
        resources = [archive.resource]
        listed.seek(0)
        pieces = iter(lambda: listed.read(_PIECE), b"")
        for name, content in (("indexes/index.cdx", index.lines()), ("pages/pages.jsonl", pieces)):
            with _member(file, name, ZIP_DEFLATED) as member:
                for piece in content:
                    member.write(piece)
            resources.append(member.resource)
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "created": made_at,
            "software": f"ingest {__version__}",
            "resources": resources,
        }
        described = json.dumps(package, indent=2).encode()
        file.writestr(ZipInfo("datapackage.json", _EPOCH), described, ZIP_DEFLATED)
        digest = {"path": "datapackage.json", "hash": f"sha256:{sha256(described).hexdigest()}"}
        file.writestr(ZipInfo("datapackage-digest.json", _EPOCH), json.dumps(digest, indent=2).encode(), ZIP_DEFLATED)
    return number


class _Member:
    """A file in the ZIP that is being written, with what a package says of it."""

    def __init__(self, path: str, out: IO[bytes]) -> None:
        self.size = 0
        self._path = path
        self._out = out
        self._hash = sha256()

    def write(self, piece: bytes) -> None:
        self._out.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    @property
    def resource(self) -> dict[str, object]:
        return {"name": Path(self._path).name, "path": self._path, "hash": f"sha256:{self._hash.hexdigest()}", "bytes": self.size}


@contextmanager
def _member(file: ZipFile, path: str, compression: int) -> Iterator[_Member]:
    named = ZipInfo(path, _EPOCH)
    named.compress_type = compression
    with file.open(named, "w", force_zip64=True) as out:
        yield _Member(path, out)


def _indexed(part: warc.WarcPiece, at: int) -> bytes:
    """A line of CDXJ: the URL turned round, the time, and where the response stands."""
    page = part.page
    assert page is not None
    stamp = "".join(letter for letter in page.fetched_at if letter.isdigit())
    mime = next((value.partition(";")[0].strip() for name, value in page.headers if name.lower() == "content-type"), "text/html")
    said = {
        "url": page.url,
        "mime": "warc/revisit" if part.is_revisit else mime,
        "status": str(page.status),
        "digest": part.digest,
        "length": str(len(part.data)),
        "offset": str(at),
        "filename": _NAME,
    }
    return f"{turned(page.url)} {stamp} {json.dumps(said)}\n".encode()


def turned(url: str) -> str:
    """A URL as indexes sort it (SURT): `com,example)/path?query`, lower case, without `www.`."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".replace(" ", "%20")


def _listed(page: ExportedPage) -> bytes:
    said = {"id": str(page.id), "url": page.url, "ts": page.fetched_at, "title": page.title or page.url, "text": page.text or ""}
    return msgspec.json.encode(said)
