"""Kept pages as WARC 1.1 (ISO 28500:2017): a response and its metadata each, a revisit where the bytes are those of an earlier one.

A page as its scripts left it is a resource (6.4) beside the response: tools that replay show resources, and no conversions.

Each is compressed alone, so that whatever replays them can begin at any. Content codings were undone when the page was kept; the headers
that speak of them are given under `X-Archive-Orig-`, as other writers do.
"""

import gzip
from base64 import b32encode
from collections.abc import Iterable, Iterator
from hashlib import sha1, sha256
from http import HTTPStatus
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Struct

from ingest import __version__
from ingest.archive.read.exports import ExportedPage

_OF_THE_WIRE = frozenset(("content-encoding", "transfer-encoding", "content-length"))
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class WarcPiece(Struct, frozen=True):
    """Some compressed bytes of a WARC, and for a response what an index says of it: `page` None for what is not replayed."""

    data: bytes
    page: ExportedPage | None = None
    digest: str = ""
    is_revisit: bool = False


def written(pages: Iterable[ExportedPage], name: str) -> Iterator[WarcPiece]:
    """The whole file, piece by piece; `name` is the file's own."""
    yield WarcPiece(_block("warcinfo", _id(name), "", [("WARC-Filename", name), ("Content-Type", "application/warc-fields")], _software()))
    seen: dict[str, tuple[str, str, str]] = {}  # sha256 -> (id, URL, date) of the response that has the bytes
    for kept in pages:
        page, at = kept.made_from or kept, kept.fetched_at
        id = _id(f"{page.url}#{at}#{page.id}")
        head, payload = _head(page), page.body
        common = [("WARC-Target-URI", page.url), ("WARC-Payload-Digest", f"sha256:{page.sha256}")]
        content = ("Content-Type", "application/http;msgtype=response")
        is_drawn = kept.made_from is not None
        first = None if is_drawn else seen.get(page.sha256)
        if first is None:
            if page.is_repeated and not is_drawn:  # which is not replayed
                seen[page.sha256] = (id, page.url, at)
            data = _block("response", id, at, [*common, content], head + payload)
        else:
            refers = zip(("WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"), first, strict=True)
            data = _block("revisit", id, at, [*common, ("WARC-Profile", _REVISIT), *refers, content], head)
        if is_drawn:
            yield WarcPiece(data)
            yield _drawn(kept, id)
        else:
            yield WarcPiece(data, page, _digest(payload), first is not None)
        of = [("WARC-Target-URI", page.url), ("WARC-Refers-To", id), ("Content-Type", "application/json")]
        said = {"title": kept.title, "language": kept.language, "text": kept.text, "request_headers": page.request_headers}
        yield WarcPiece(_block("metadata", _id(f"{id}#metadata"), at, of, msgspec.json.encode(said)))


def _drawn(kept: ExportedPage, answer: str) -> WarcPiece:
    """A page as its scripts left it, which is what is shown where the WARC is replayed: the answer shows nothing by itself."""
    named = [("WARC-Target-URI", kept.url), ("WARC-Concurrent-To", answer), ("WARC-Payload-Digest", f"sha256:{kept.sha256}")]
    named += [("Content-Type", "text/html; charset=utf-8"), ("X-Rendered-By", kept.rendered or "")]
    data = _block("resource", _id(f"{kept.url}#{kept.fetched_at}#{kept.id}"), kept.fetched_at, named, kept.body)
    return WarcPiece(data, kept, _digest(kept.body))


def _digest(payload: bytes) -> str:
    return f"sha1:{b32encode(sha1(payload, usedforsecurity=False).digest()).decode()}"


def _head(page: ExportedPage) -> bytes:
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {page.status} {phrase}".rstrip()]
    for name, value in page.headers:
        kept_as = f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name
        lines.append(f"{kept_as}: {value}")
    lines.append(f"Content-Length: {len(page.body)}")
    return ("\r\n".join(" ".join(line.splitlines()) for line in lines) + "\r\n\r\n").encode("utf-8", "replace")


def _block(kind: str, id: str, at: str, fields: list[tuple[str, str]], content: bytes) -> bytes:
    named = [("WARC-Type", kind), ("WARC-Record-ID", id), ("WARC-Date", at or "1970-01-01T00:00:00Z"), *fields]
    named += [("WARC-Block-Digest", f"sha256:{sha256(content).hexdigest()}"), ("Content-Length", str(len(content)))]
    head = "".join(f"{name}: {' '.join(value.splitlines())}\r\n" for name, value in named)
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + content + b"\r\n\r\n", 6, mtime=0)


def _id(name: str) -> str:
    """The same for the same page, so that an export made twice is the same file."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def _software() -> bytes:
    return f"software: ingest {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
