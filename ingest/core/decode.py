"""Bytes and headers -> text: BOM, then the HTTP charset, then what the document says of itself (WHATWG HTML 13.2.3).

Our own addition: bytes that are valid, non-ASCII UTF-8 are UTF-8, whatever a header says. Servers that add a wrong default charset are far
more common than text of another charset that happens to be valid UTF-8.
"""

import re
import unicodedata

from .charsets import charset, decode_as

_PRESCAN = 4096  # bytes; the standard asks for the first 1024, some pages put comments and scripts first
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_UNWANTED_ASCII = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """(text, the WHATWG name of the charset used) of a response body. What cannot be decoded becomes U+FFFD. Never raises.

    `content_type` is the header as it came, or None.
    """
    if body.startswith(b"\xef\xbb\xbf"):
        return body[3:].decode("utf-8", "replace"), "utf-8"
    wide = _utf16(body)
    if wide is not None:
        return decode_as(body, wide).removeprefix("\ufeff"), wide
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(body, content_type)
    if text.isascii() and "\x1b" in text and _declared(body, content_type) == "iso-2022-jp":
        return decode_as(body, "iso-2022-jp"), "iso-2022-jp"
    return text, "utf-8"


def utf8(body: bytes, content_type: str | None = None) -> tuple[bytes, str]:
    """The body as UTF-8 without BOM, for the parser, and the charset it came in. The very same object when it is such already."""
    text, name = decode(body, content_type)
    if name != "utf-8":
        return text.encode("utf-8", "replace"), name
    if body.startswith(b"\xef\xbb\xbf"):
        return body[3:], name
    return body, name


def clean(text: str) -> str:
    """NFC, without NUL, lone surrogates, soft hyphens, zero-width, bidirectional and control characters (tab and line ends stay)."""
    if text.isascii():
        return _UNWANTED_ASCII.sub("", text) if _UNWANTED_ASCII.search(text) else text
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _utf16(body: bytes) -> str | None:
    """Which UTF-16 the bytes are: by BOM, or by the zero bytes that markup has in it; None when they are none, whatever is declared."""
    start = body[:512]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if start.startswith(b"\xff\xfe") and not (even > 8 and even > 4 * odd):
        return "utf-16le"
    if start.startswith(b"\xfe\xff") and not (odd > 8 and odd > 4 * even):
        return "utf-16be"
    if odd * 8 > len(start) and odd > 8 * even:
        return "utf-16le"
    if even * 8 > len(start) and even > 8 * odd:
        return "utf-16be"
    return None


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The charset of the HTTP header, else of the document's own declaration."""
    found = _HEADER.search(content_type) if content_type else None
    return (charset(found[1]) if found else None) or _declared_inside(body)


def _declared_inside(body: bytes) -> str | None:
    start = _COMMENT.sub(b"", body[:_PRESCAN])
    for pattern in (_XML, _META):
        found = pattern.search(start)
        name = charset(found[1].decode("ascii")) if found else None
        if name is not None:
            return name
    return None


def _decode_legacy(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Of bytes that are not valid UTF-8."""
    name = _declared(body, content_type) or "windows-1252"
    if name.startswith("utf-16"):  # its zero bytes are missing
        name = "utf-8"
    return decode_as(body, name), name
