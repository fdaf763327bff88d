"""A WARC with its index and list of pages in one ZIP: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/)."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from ingest import __version__
from ingest.archive.read.exports import ExportedPage
from ingest.export import warc

_NAME = "data.warc.gz"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(pages: Iterable[ExportedPage], out: IO[bytes], made_at: str) -> int:
    """The file; how many pages are in it. `made_at`: UTC text."""
    index: list[bytes] = []
    listed = [msgspec.json.encode({"format": "json-pages-1.0", "id": "pages", "title": "Pages"})]
    resources: list[dict[str, object]] = []
    with ZipFile(out, "w", ZIP_STORED, allowZip64=True) as file:
        at, hash = 0, sha256()
        with file.open(ZipInfo(f"archive/{_NAME}", _EPOCH), "w", force_zip64=True) as archive:
            for part in warc.written(pages, _NAME):
                archive.write(part.data)
                hash.update(part.data)
                if part.page is not None:
                    index.append(_indexed(part, at))
                    listed.append(_listed(part.page))
                at += len(part.data)
        resources.append(_resource(f"archive/{_NAME}", at, hash.hexdigest()))
        for name, content in (
            ("indexes/index.cdx", b"".join(sorted(index))),
            ("pages/pages.jsonl", b"\n".join(listed) + b"\n"),
        ):
            file.writestr(ZipInfo(name, _EPOCH), content, ZIP_DEFLATED)
            resources.append(_resource(name, len(content), sha256(content).hexdigest()))
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
    return len(index)


def _resource(path: str, size: int, hash: str) -> dict[str, object]:
    return {"name": Path(path).name, "path": path, "hash": f"sha256:{hash}", "bytes": size}


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
