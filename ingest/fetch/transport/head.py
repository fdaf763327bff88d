"""What browsers pass over in the head of an answer, and the parser does not. Pure."""

import re

BLANK_LINE = b"\r\n\r\n"
_MOST_HELD = 64 * 1024  # bytes of a head that may come in parts; of a longer one the parser judges as it comes

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", re.IGNORECASE)
_BLANK_IN_NAME = re.compile(rb"\r\n[^\s:]+[ \t]+[^\s:][^:\r\n]*:[^\r\n]*(?=\r\n)")


def may_become(beginning: bytes) -> bool:
    """Whether the beginning of a head is worth waiting for its end. A head may end its lines with bare line feeds, too."""
    return len(beginning) <= _MOST_HELD and beginning[:5] == b"HTTP/"[: len(beginning)] and b"\n\n" not in beginning


def mended(head: bytes) -> bytes:
    """A whole head with equal lengths as one (RFC 9110 8.6), and without lines whose name has a blank; everything else is as it came."""
    lengths = _LENGTH.findall(head)
    if len(lengths) > 1 or (lengths and b"," in lengths[0]):
        values = {value.strip() for length in lengths for value in length.split(b",")}
        if len(values) == 1:
            head = _LENGTH.sub(b"", head).removesuffix(BLANK_LINE) + b"\r\nContent-Length: " + values.pop() + BLANK_LINE
    return _BLANK_IN_NAME.sub(b"", head)
