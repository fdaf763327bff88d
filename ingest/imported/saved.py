"""Pages that a browser saved, each one a file: MHTML (Chrome, Edge, the older Opera) and SingleFile. URL and date are their own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from ingest.core import urls
from ingest.core.model import Document, Exchange
from ingest.core.times import utc_text
from ingest.errors import URLError
from ingest.imported.block import LARGEST
from ingest.imported.warc import Refuse

_LARGEST_FILE = 32_000_000  # bytes of an MHTML file, with its pictures
_SAID = re.compile(rb"<!--\s*Page saved with SingleFile\s+url:\s*(\S{1,4000})\s+saved date:\s*([^\r\n]{1,200})")
_HEAD = 16_384  # bytes in which the comment stands
_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d{2}:\d{2}:\d{2}) (?:GMT|UTC)([+-]\d{4})?")  # as JavaScript writes it


def documents(path: Path, now: str, refuse: Refuse) -> Iterator[Document]:
    """The one page of a file, seen when it was saved; `now` is UTC text. What cannot be believed is refused in one line."""
    try:
        if path.suffix.lower() in (".mhtml", ".mht"):
            yield _of_mhtml(path, now)
        else:
            yield _of_single_file(path, now)
    except OSError as error:
        refuse(f"{path}: cannot be read: {error.strerror or error}")
    except (ValueError, URLError, LookupError, RecursionError) as error:
        refuse(f"{path.name}: {error}")


def _of_single_file(path: Path, now: str) -> Document:
    body = _read(path, LARGEST)
    said = _SAID.search(body[:_HEAD])
    if said is None:
        raise ValueError("neither a WARC nor a page that SingleFile saved: its comment with URL and date is missing")
    address, date = (part.decode("utf-8", "replace") for part in said.groups())
    return _document(path, address, _of_javascript(date.strip()), "text/html", body, now)


def _of_mhtml(path: Path, now: str) -> Document:
    message = message_from_bytes(_read(path, _LARGEST_FILE), policy=policy.HTTP)
    assert isinstance(message, EmailMessage)  # as its policy makes it
    if message.get_content_type() != "multipart/related":
        raise ValueError("no MHTML: it has no parts that are related")
    if message.defects:
        raise ValueError(f"cut short or damaged: {type(message.defects[0]).__name__}")
    page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise ValueError("no part of it is a page")
    body = page.get_payload(decode=True)
    if page.defects or not isinstance(body, bytes):
        raise ValueError("its page is cut short or damaged")
    if len(body) > LARGEST:
        raise ValueError(f"a page of {len(body):,} bytes, more than {LARGEST:,}")
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "")
    return _document(path, address.strip(), _of_mail(message), str(page.get("Content-Type", "text/html")), body, now)


def _of_mail(message: EmailMessage) -> datetime:
    try:
        seen = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        raise ValueError("no date that can be read") from None
    return seen.replace(tzinfo=seen.tzinfo or UTC)  # Chrome writes -0000: a time in UTC of a place that is not given (RFC 5322 3.3)


def _of_javascript(said: str) -> datetime:
    found = _DATE.match(said)
    try:
        if found is not None:
            return datetime.strptime(f"{found[1]} {found[2] or '+0000'}", "%b %d %Y %H:%M:%S %z")
        return datetime.fromisoformat(said)
    except ValueError:
        raise ValueError("no date that can be read") from None


def _document(path: Path, address: str, seen: datetime, content_type: str, body: bytes, now: str) -> Document:
    if not address or any(ord(sign) < 0x20 for sign in address):
        raise ValueError("no address that can be read")
    if seen.tzinfo is None:
        raise ValueError("a date without a zone")
    url, at = urls.request_url(address), utc_text(seen)
    if at > now:
        raise ValueError(f"dated {at}, which is to come")
    exchange = Exchange(
        url=url,
        final_url=url,
        started_at=at,
        ended_at=at,
        status=200,
        peer=f"imported from {path.name}",
        headers=(("content-type", " ".join(content_type.replace("\0", "").split())),),
        wire_bytes=len(body),
    )
    return Document(exchange=exchange, body=body)


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        body = file.read(most + 1)
    if len(body) > most:
        raise ValueError(f"a file of more than {most:,} bytes")
    return body
