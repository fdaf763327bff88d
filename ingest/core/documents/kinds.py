"""What a document is by its bytes. A header and a name are asked where bytes do not say, as of a table in text."""

import re
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from ingest.core.documents.office.package import source_of
from ingest.core.model import MediaKind

EXTENSIONS = frozenset({"pdf", "docx", "odt", "rtf", "xlsx", "xlsm", "xls", "ods", "csv", "tsv", "docm", "xlsb", "pptx"})
NAMES: dict[MediaKind, str] = {
    "pdf": "a PDF", "docx": "a Word document", "odt": "an OpenDocument text", "rtf": "an RTF document",
    "pptx": "a presentation", "xlsx": "an Excel table",
    "ods": "an OpenDocument table", "csv": "a CSV table",
}  # fmt: skip
TYPES = frozenset({
    "application/pdf", "application/x-pdf", "application/rtf", "text/rtf", "text/csv", "application/csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet",
})  # fmt: skip
_MIMETYPES: dict[bytes, MediaKind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_PARTS: tuple[tuple[str, MediaKind], ...] = (
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNREAD = (  # what the names within a file of the old kind say
    ("WordDocument", "an old Word document (.doc)"),
    ("PowerPoint Document", "an old presentation (.ppt)"),
    ("EncryptedPackage", "an encrypted office document"),
)
_WORKBOOK = "Workbook".encode("utf-16-le")
_PDF_WITHIN = 1024  # bytes: what stands before a PDF's own beginning (ISO 32000, annex H)
_TABLE = frozenset({"text/csv", "application/csv"})
_ANYTHING = frozenset({"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/vnd.ms-excel"})
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|\?xml|head|body)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.([a-z]{3,4})\Z")
_IN_QUERY = re.compile(r"[\w%+-]\.(pdf|docx|odt|rtf|pptx|xlsx|ods|csv)(?=\Z|[&#])", re.IGNORECASE)


def sniff(body: bytes, content_type: str | None = None, url: str = "") -> MediaKind | None:
    """None: a page, or something that is not read as a document."""
    start = body[:_PDF_WITHIN]
    if b"%PDF-" in start and not _MARKUP.match(start):
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return _of_zip(body)
    if body[:64].lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if body.startswith(_OLE):
        return "xlsx" if _WORKBOOK in body else None
    said = (content_type or "").partition(";")[0].strip().lower()
    is_table = said in _TABLE or (said in _ANYTHING and extension(url) in ("csv", "tsv"))
    if is_table and not _MARKUP.match(start) and b"\0" not in start[2:]:
        return "csv"
    return None


def unread(body: bytes) -> str | None:
    """What a document is called that is known and not read; None: it is none."""
    if body.startswith(_OLE):
        return next((told for name, told in _UNREAD if name.encode("utf-16-le") in body), None)
    if body.startswith(b"PK\x03\x04") and b"application/vnd.oasis.opendocument.presentation" in body[:200]:
        return "an OpenDocument presentation (.odp)"
    return None


def extension(url: str) -> str:
    """The ending of a URL's path that names a kind of document, or of a file's name in its query; empty when there is none."""
    parts = urlsplit(url)
    found = _EXTENSION.search(unquote(parts.path).lower().rstrip("/"))
    if found and found[1] in EXTENSIONS:
        return found[1]
    named = _IN_QUERY.search(parts.query)
    return named[1].lower() if named else ""


def file_name(url: str) -> str:
    """The last part of a URL's path without its ending, as words."""
    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    stem, dot, ending = name.rpartition(".")
    return " ".join((stem if dot and ending.lower() in EXTENSIONS else name).replace("_", " ").split())


def _of_zip(body: bytes) -> MediaKind | None:
    try:
        with ZipFile(source_of(body)) as package:
            names = set(package.namelist()[:100_000])
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                return _MIMETYPES.get(package.read("mimetype").strip())
            return next((media for name, media in _PARTS if name in names), None)
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError, EOFError):
        return "docx" if b"word/" in body[:4096] else "xlsx" if b"xl/" in body[:4096] else None
