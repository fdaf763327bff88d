"""Checkpoints as signed notes: the text that is posted, mailed or printed, and checked by whoever has the key.

The forms are those of https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note: three lines (origin, size, root in Base64), an
empty line, and a line a signature. Keys are Ed25519.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from hashlib import sha256

from msgspec import Struct

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<value>[A-Za-z0-9+/]+={0,2})")
_KEY = re.compile(r"(?P<name>[^\s+]+)\+(?P<id>[0-9a-f]{8})\+(?P<value>[A-Za-z0-9+/]+={0,2})")
_MOST_LINES = 100


class Checkpoint(Struct, frozen=True):
    """The head of a log: whose it is, how many leaves it has, and their root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


class SignatureLine(Struct, frozen=True):
    """One line below a checkpoint. `key_id`: 4 bytes; `value`: what the key's algorithm made."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        return f"— {self.name} {b64encode(self.key_id + self.value).decode()}\n"


class Note(Struct, frozen=True):
    checkpoint: Checkpoint
    signatures: tuple[SignatureLine, ...]

    def text(self) -> str:
        return f"{self.checkpoint.text()}\n{''.join(signature.line() for signature in self.signatures)}"


class PublicKey(Struct, frozen=True):
    """A key that checks signatures, under the name that it signs with. `value`: 32 bytes of Ed25519."""

    name: str
    value: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.value).digest()[:4]

    def text(self) -> str:
        """One line, `NAME+ID+KEY`, as it is handed out."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(_ED25519 + self.value).decode()}"


def parse(text: str) -> Note:
    """Reads a signed checkpoint. Raises ValueError, saying what is wrong."""
    body, gap, below = text.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) < 3 or not lines[0].strip():
        raise ValueError("no signed checkpoint: three lines, an empty one and a signature are wanted")
    if not re.fullmatch(r"0|[1-9]\d{0,18}", lines[1]):
        raise ValueError(f"{lines[1][:40]!r} is no size of a log")
    root = _base64(lines[2])
    if len(root) != 32:
        raise ValueError("its root is no SHA-256")
    if len(lines) > 3:
        raise ValueError("lines below the root are not read")
    signatures = tuple(_signature(line) for line in below.removesuffix("\n").split("\n")[:_MOST_LINES])
    return Note(Checkpoint(lines[0], int(lines[1]), root), signatures)


def parse_all(text: str) -> list[Note]:
    """Reads signed checkpoints that stand one below the other, as `ingest seal --print >>` leaves them. Raises ValueError."""
    notes: list[list[str]] = [[]]
    for line in text.splitlines():
        is_signature = line.startswith("— ")
        if notes[-1] and notes[-1][-1].startswith("— ") and not is_signature:
            notes.append([])
        if line or notes[-1]:  # empty lines between them
            notes[-1].append(line)
    return [parse("\n".join(lines) + "\n") for lines in notes if lines or len(notes) == 1]


def parse_key(text: str) -> PublicKey:
    """Reads `NAME+ID+KEY`. Raises ValueError, saying what is wrong."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        raise ValueError("no key: NAME+ID+KEY in one line is wanted")
    value = _base64(found["value"])
    if len(value) != 33 or value[:1] != _ED25519:
        raise ValueError("the key is not one of Ed25519")
    key = PublicKey(found["name"], value[1:])
    if key.key_id.hex() != found["id"]:
        raise ValueError("the key does not belong to its name: it was altered or cut")
    return key


def _signature(line: str) -> SignatureLine:
    found = _SIGNATURE.fullmatch(line)
    value = _base64(found["value"]) if found else b""
    if found is None or len(value) < 5:
        raise ValueError(f"{line[:60]!r} is no signature")
    return SignatureLine(found["name"], value[:4], value[4:])


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except NoBase64:
        raise ValueError(f"{text[:60]!r} is no Base64") from None
