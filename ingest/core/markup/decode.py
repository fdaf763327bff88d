"""Bytes and headers -> text: BOM, then the HTTP charset, then what the document says of itself (WHATWG HTML 13.2.3).

Our own addition: bytes that are valid, non-ASCII UTF-8 are UTF-8, whatever a header says, and UTF-16 is what has UTF-16's zero bytes.
Servers that add a wrong charset are far more common than text of another charset that happens to be valid UTF-8.
"""

import re
import unicodedata
from codecs import utf_8_decode

from ingest.core.markup.charset_guess import guess
from ingest.core.markup.charset_letters import by_letters
from ingest.core.markup.charsets import charset, decode_as

_PRESCAN = 4096  # bytes; the standard asks for the first 1024, some pages put comments and scripts before the declaration
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_HEADER = re.compile(r"\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_CHUNK = 16_384  # bytes: decoding a page in pieces that stay in the cache takes a third of the time

_TRUSTED_ERRORS = 0.02  # of the characters beyond ASCII: a declared charset that fits no better than this is not the page's

_LINE_END = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
    # joiners are letters' own where scripts join (Arabic, Indic, Khmer) and in emoji; elsewhere they hide in words
    "(?<![\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1800-\u18af\ufe0f\U0001f3fb-\U0001f3ff\U0001f400-\U0001faff][\u200c\u200d])"
)


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """(text, the WHATWG name of the charset used) of a response body. What cannot be decoded becomes U+FFFD. Never raises.

    `content_type` is the header as it came, or None.
    """
    name, start = _charset_of(body, content_type)
    return decode_as(body[start:] if start else body, name), name


def utf8(body: bytes, content_type: str | None = None) -> tuple[bytes, str]:
    """The body as UTF-8 without a BOM, for a parser, and the charset it came in. The very same object when it is such already."""
    name, start = _charset_of(body, content_type)
    if start:
        body = body[start:]
    return (body, name) if name == "utf-8" else (decode_as(body, name).encode(), name)


def clean(text: str) -> str:
    """NFC, without NUL, lone surrogates, soft hyphens, zero-width, bidirectional and control characters; tab and line ends stay."""
    if text.replace("\n", " ").isprintable() and "\ufffc" not in text:  # most text; nine times faster than the search
        return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINE_END.sub("\n", text)))


def _charset_of(body: bytes, content_type: str | None) -> tuple[str, int]:
    """The charset of a body, and where its text begins: after the BOM."""
    if body.startswith(b"\xef\xbb\xbf"):
        return "utf-8", 3
    has_wide_bom = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = _utf16(body, has_wide_bom)
    if wide is not None:
        return wide, 2 if has_wide_bom else 0
    if _is_utf8(body[2:] if has_wide_bom else body):
        has_escapes = b"\x1b" in body and b"\x1b$" in body and b"\x1b(" in body  # the first test alone is fast
        return ("iso-2022-jp" if has_escapes else "utf-8"), 2 if has_wide_bom else 0
    return _legacy(body, content_type), 0


def _utf16(body: bytes, has_bom: bool) -> str | None:
    """Which UTF-16 the bytes are, by the zero bytes that markup has in it; None when they are none, whatever is declared."""
    start = body[:512]
    high_first, high_last = start[0::2].count(0), start[1::2].count(0)
    if 8 * high_last > len(start) and high_last > 8 * high_first:
        return "utf-16le"
    if 8 * high_first > len(start) and high_first > 8 * high_last:
        return "utf-16be"
    if has_bom and not _is_utf8(body[2:]):  # text almost without ASCII
        return "utf-16le" if body.startswith(b"\xff\xfe") else "utf-16be"
    return None


def _is_utf8(body: bytes) -> bool:
    view, place, end = memoryview(body), 0, len(body)
    try:
        while place < end:
            following = place + _CHUNK
            place += utf_8_decode(view[place:following], "strict", following >= end)[1]
    except UnicodeDecodeError:
        return False
    return True


def _legacy(body: bytes, content_type: str | None) -> str:
    """The charset of bytes that are not valid UTF-8: UTF-8 with a few faults, else as declared where that fits, else as the bytes look."""
    broken = body.decode("utf-8", "replace")
    faults = broken.count("\ufffd")
    if _beyond_ascii(broken) > 3 * faults:
        return "utf-8"
    declared = [name for name in (_in_header(content_type), _in_document(body)) if name is not None and not name.startswith("utf-")]
    for name in declared:
        text = decode_as(body, name)
        if text.count("\ufffd") <= _TRUSTED_ERRORS * max(50, _beyond_ascii(text)):
            return (by_letters(body) or name) if name == "windows-1252" else name
    return by_letters(body) or guess(body) or (declared[0] if declared else "windows-1252")


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _in_header(content_type: str | None) -> str | None:
    found = _HEADER.search(content_type) if content_type else None
    return charset(found[1]) if found else None


def _in_document(body: bytes) -> str | None:
    start = _COMMENT.sub(b"", body[:_PRESCAN])
    for pattern in (_XML, _META):
        found = pattern.search(start)
        name = charset(found[1].decode("ascii")) if found else None
        if name is not None:
            return name
    return None
