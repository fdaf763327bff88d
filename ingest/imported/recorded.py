"""A folder of saved pages, as `ingest fetch --record` writes it: `index.jsonl`, and the bodies as plain files."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from ingest.core import urls
from ingest.core.model import Document, Exchange
from ingest.core.times import utc_text
from ingest.errors import URLError
from ingest.imported.block import LARGEST
from ingest.imported.drawn import made
from ingest.imported.warc import PAGES, Refuse

INDEX = "index.jsonl"
_LONGEST = 1_000_000  # bytes of a line
_MOST = 1_000_000  # pages as their scripts left them


class _Answer(Struct, frozen=True):
    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    file: str | None = None
    at: str | None = None  # UTC text; of folders from before it was written, the answer's own date counts
    rendered: str | None = None  # by what: of a page as its scripts left it, which is no answer


def documents(folder: Path, now: str, refuse: Refuse) -> Iterator[Document]:
    """The HTML pages that answered 200, in the order of the index. `now`: UTC text."""
    root = Path(os.path.realpath(folder))
    try:
        with (root / INDEX).open("rb") as index:
            drawn = _drawn(index)
            index.seek(0)
            number = 0
            while line := index.readline(_LONGEST):
                number += 1
                place = f"{folder.name or root.name}, line {number}"
                try:
                    document = _document(root, line, place, now, drawn)
                except OSError as error:
                    refuse(f"{place}: its body cannot be read: {error.strerror or error}")
                except (ValueError, URLError, msgspec.MsgspecError) as error:
                    refuse(f"{place}: {error}")
                else:
                    if document is not None:
                        yield document
    except OSError as error:
        refuse(f"{folder / INDEX}: cannot be read: {error.strerror or error}")


def _drawn(index: IO[bytes]) -> dict[tuple[str, str | None], tuple[str, str]]:
    """The pages as their scripts left them: by the answer's URL and time, the file, and by what."""
    found: dict[tuple[str, str | None], tuple[str, str]] = {}
    while line := index.readline(_LONGEST):
        if b'"rendered"' in line and len(found) < _MOST:
            with suppress(msgspec.MsgspecError):  # it is told when it is read as an answer
                said = msgspec.json.decode(line, type=_Answer)
                if said.rendered and said.file is not None:
                    found[said.url, said.at] = said.file, said.rendered
    return found


def _document(root: Path, line: bytes, place: str, now: str, drawn: Mapping[tuple[str, str | None], tuple[str, str]]) -> Document | None:
    if not line.strip():
        return None
    said = msgspec.json.decode(line, type=_Answer)
    headers = tuple((name.lower().replace("\0", ""), value.replace("\0", "")) for name, value in said.headers)
    kind = dict(headers).get("content-type", "").partition(";")[0].strip().lower()
    if said.status != 200 or said.file is None or said.rendered is not None or kind not in PAGES:
        return None
    body = _body(root, said.file)
    url, at = urls.request_url(said.url), _at(said, dict(headers))
    if at > now:
        raise ValueError(f"dated {at}, which is to come")
    exchange = Exchange(
        url=url, final_url=url, started_at=at, ended_at=at, status=200,
        peer=f"imported from {place}", headers=headers, wire_bytes=len(body),
    )  # fmt: skip
    document = Document(exchange=exchange, body=body)
    if (of_scripts := drawn.get((said.url, said.at))) is None:
        return document
    file, by = of_scripts
    return made(document, _body(root, file), by)


def _body(root: Path, file: str) -> bytes:
    """Raises ValueError, OSError."""
    if "\0" in file or not (path := Path(os.path.realpath(root / file))).is_relative_to(root):
        raise ValueError(f"{file!a} is outside the folder")
    if not path.is_file():
        raise ValueError(f"{file!a} is no file")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"a page of {path.stat().st_size:,} bytes, more than {LARGEST:,}")
    return path.read_bytes()


def _at(said: _Answer, headers: dict[str, str]) -> str:
    try:
        moment = datetime.fromisoformat(said.at) if said.at is not None else parsedate_to_datetime(headers["date"])
        if moment.tzinfo is None:
            raise ValueError(said.at)
        return utc_text(moment)
    except (KeyError, TypeError, ValueError):
        raise ValueError("no date that can be read") from None
