"""WARC and WACZ files, of wget, Browsertrix, Heritrix, Common Crawl and others, as documents. Needs the extra `warc`.

Nothing in a file is believed before it was checked: what is damaged, lies about its length or its digest, or is larger than a page may be,
is refused with one line, and what comes after it is read.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, is_zipfile

from msgspec import Struct
from msgspec.structs import replace

from ingest.core import urls
from ingest.core.documents.kinds import TYPES
from ingest.core.model import Document, Exchange
from ingest.core.times import utc_text
from ingest.errors import ConfigError, URLError
from ingest.imported.block import LARGEST, block_of, is_whole
from ingest.imported.drawn import HeldAnswer
from ingest.imported.earlier import Earlier, Where, bare, begins

PAGES = frozenset(("text/html", "application/xhtml+xml", *TYPES))
_HEAD = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
_HINT = "WARC files are read with the extra `warc`: python3 -m pip install 'ingest[warc]'"

Refuse = Callable[[str], None]  # takes one line: what is not taken, and why
PageFilter = Callable[[str, str], bool]  # whether a page is, by its URL and when it was seen (UTC text); asked before it is unpacked


class Stretch(Struct, frozen=True):
    """A part of a WARC, by byte offsets: the records that begin from `start`, where one begins, and before `end`; None: up to the last."""

    start: int = 0
    end: int | None = None


def require() -> None:
    """Raises ConfigError without the extra."""
    _library()


def documents(path: Path, now: str, refuse: Refuse, earlier: Earlier | None = None) -> Iterator[Document]:
    """The HTML pages that answered 200, in the order of the file, each seen at the date of its record. `now`: UTC text.

    The `peer` of a document's exchange names the file and the record. `earlier`: what the files before had, of which a `revisit` may repeat
    a page.
    """
    try:
        with path.open("rb") as file:
            yield from pages(file, path.name, now, refuse, where=Where(earlier or Earlier(), path))
    except OSError as error:
        refuse(f"{path}: cannot be read: {error.strerror or error}")


def pages(
    file: IO[bytes], name: str, now: str, refuse: Refuse, wanted: PageFilter | None = None, *, where: Where | None = None
) -> Iterator[Document]:
    """As `documents`, of an open file that can seek, called `name`. Raises OSError when it cannot be read on.

    `where` None: a `revisit` is passed over.
    """
    if name.lower().endswith(".wacz") or is_zipfile(file):
        yield from _of_wacz(file, name, now, refuse, wanted, where)
    else:
        file.seek(0)
        yield from _of_warc(file, name, now, refuse, wanted, where=where)


def pages_in(
    file: IO[bytes], name: str, stretch: Stretch, now: str, refuse: Refuse, wanted: PageFilter | None, ended: Callable[[int], None]
) -> Iterator[Document]:
    """The pages of a part of a WARC. `ended` is called with the place where the first record after it begins, when there is one."""
    if file.seekable():
        file.seek(stretch.start)
    yield from _of_warc(file, name, now, refuse, wanted, stretch, ended)


def cuts(file: IO[bytes], every: int) -> tuple[int, ...]:
    """Where records begin that divide a WARC into parts of `every` bytes and a little more; what cannot be read ends the last."""
    warc = _library()
    found = [0]
    with suppress(OSError, ValueError):  # who reads that part will tell
        for record in warc.ArchiveIterator(file, parse_http=False, fsspec_args=False):
            if record.stream_pos >= found[-1] + every:
                found.append(record.stream_pos)
    return tuple(found)


def _of_wacz(file: IO[bytes], name: str, now: str, refuse: Refuse, wanted: PageFilter | None, where: Where | None) -> Iterator[Document]:
    try:
        with ZipFile(file) as opened:
            members = [one for one in opened.namelist() if one.startswith("archive/") and one.endswith((".warc", ".warc.gz"))]
            if not members:
                refuse(f"{name}: a ZIP file without a WARC in archive/")
            for member in members:
                inside = None if where is None else replace(where, begins=begins(file, opened.getinfo(member)))
                with opened.open(member) as stream:
                    yield from _of_warc(stream, f"{name}/{member.removeprefix('archive/')}", now, refuse, wanted, where=inside)
    except (BadZipFile, RuntimeError, EOFError) as error:  # damaged, of an unknown method or with a password, cut short
        refuse(f"{name}: a damaged WACZ: {error}")


def _of_warc(
    stream: IO[bytes],
    name: str,
    now: str,
    refuse: Refuse,
    wanted: PageFilter | None,
    stretch: Stretch | None = None,
    ended: Callable[[int], None] = lambda _at: None,
    where: Where | None = None,
) -> Iterator[Document]:
    """A page's `peer` names its record by number, or, of a part of the file, by offset."""
    warc = _library()
    number = at = 0
    is_refused = False
    waiting: HeldAnswer | None = None
    try:
        for number, record in enumerate(warc.ArchiveIterator(stream, parse_http=False, fsspec_args=False), start=1):
            at, is_refused = record.stream_pos, False
            if stretch is not None and stretch.end is not None and at >= stretch.end:
                ended(at)
                return
            place = f"{name}, record {number}" if stretch is None else f"{name}, byte {at}"
            if waiting is not None:
                answer, waiting, drawn = waiting, None, None
                try:
                    drawn = answer.with_scripts(record)
                except (ValueError, OSError) as error:
                    refuse(f"{place}: {error}")
                    is_refused = True
                yield drawn or answer.document
                if drawn or is_refused:
                    continue
            is_again = where is not None and record.record_type == warc.WarcRecordType.revisit
            if record.record_type != warc.WarcRecordType.response and not is_again:
                continue
            try:
                if is_again:
                    assert where is not None
                    document = _again(warc, record, place, now, where)
                else:
                    if where is not None:
                        where.note(record, at)
                    document = _document(warc, record, place, now, wanted)
            except (ValueError, OSError, URLError) as error:
                refuse(f"{place}: {error}")
                is_refused = True
                continue
            if document is None:
                continue
            if where is None:
                yield document
            else:
                waiting = HeldAnswer(record.headers.get("WARC-Record-ID", ""), document)
    except (OSError, ValueError) as error:
        refuse(f"{name}: damaged after record {number}: {error}" if stretch is None else f"{name}: damaged after byte {at}: {error}")
    else:
        if number == 0:
            refuse(f"{name}: no record of a WARC is in it")
        elif not is_refused and stream.seekable() and not is_whole(stream, at):
            refuse(f"{name}: cut short after record {number}" if stretch is None else f"{name}: cut short after byte {at}")
    if waiting is not None:
        yield waiting.document


def _document(warc: Any, record: Any, place: str, now: str, wanted: PageFilter | None) -> Document | None:
    """None for what is no page, or none that is wanted. Raises ValueError, OSError, URLError."""
    if wanted is not None and not _is_wanted(record, now, wanted):
        return None
    if record.content_length > LARGEST:
        record.parse_http()
        if not _is_page(record):
            return None
    block = block_of(record)
    answer = warc.WarcRecord.from_bytes(_HEAD % len(block) + block)  # whose decoding may fail without an end to the file's reading
    answer.parse_http(auto_decode="all")
    if not _is_page(answer):
        return None
    body = answer.reader.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise ValueError(f"a page of more than {LARGEST:,} bytes, once it is unpacked")
    url, at = _url(record), _at(record, now)
    headers = tuple((name.lower().replace("\0", ""), value.replace("\0", "")) for name, value in answer.http_headers.astuples() if name)
    exchange = Exchange(
        url=url,
        final_url=url,
        started_at=at,
        ended_at=at,
        status=200,
        peer=f"imported from {place}",
        headers=headers,
        wire_bytes=len(block),
    )
    return Document(exchange=exchange, body=body)


def _again(warc: Any, record: Any, place: str, now: str, where: Where) -> Document | None:
    """The page that a `revisit` saw again: the bytes of another record, at the URL and the date of this one. Raises as `_document`."""
    url, at = _url(record), _at(record, now)
    found = where.earlier.find(warc, record)
    if found is None:
        raise ValueError("the page that it repeats is in none of these files")
    before = _document(warc, found, place, now, None)
    if before is None:
        return None
    exchange = replace(before.exchange, url=url, final_url=url, started_at=at, ended_at=at, wire_bytes=record.content_length)
    return replace(before, exchange=exchange)


def _is_wanted(record: Any, now: str, wanted: PageFilter) -> bool:
    """Of what has no address or date of a page, True: whether it is one is found out later."""
    try:
        return wanted(_url(record), _at(record, now))
    except (ValueError, URLError):
        return True


def _is_page(record: Any) -> bool:
    said = (record.http_content_type or "").lower()
    return record.http_headers is not None and record.http_headers.status_code == 200 and said in PAGES


def _url(record: Any) -> str:
    """The address that was asked for. Raises ValueError, URLError."""
    said = bare(record.headers.get("WARC-Target-URI", ""))
    if not said or any(ord(sign) < 0x20 for sign in said):
        raise ValueError("no address that can be read")
    return urls.request_url(said)


def _at(record: Any, now: str) -> str:
    if record.record_date is None:
        raise ValueError("no date that can be read")
    at = utc_text(record.record_date)
    if at > now:
        raise ValueError(f"dated {at}, which is to come")
    return at


def _library() -> Any:
    try:
        from fastwarc import warc
    except ImportError:
        raise ConfigError(_HINT) from None
    return warc
