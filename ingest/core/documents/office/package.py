"""Files that are ZIP archives of XML: a part at a time, bounded, with nothing that XML could do beyond saying its text."""

from collections.abc import Callable
from io import BytesIO
from typing import Protocol
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from ingest.errors import ParseError, Unsupported

MOST_BYTES = 60_000_000  # of one part, unpacked
_DEEPEST = 200  # elements within each other
_PIECE = 1 << 16

Attributes = dict[str, str]


class PartReader(Protocol):
    """Hears of elements, named `{namespace}name` shortened to the last part of the namespace: see `parse`."""

    def begin(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, said: str) -> None: ...


def source_of(body: bytes) -> BytesIO:
    return BytesIO(body)


def parse(body: bytes, part: str, reader: PartReader) -> bool:
    """Reads a part of the archive; False when it has none of that name. Names come without their namespaces.

    Raises ParseError for what is damaged, too large, too deep, or declares a document type; Unsupported for what is encrypted.
    """
    try:
        with ZipFile(source_of(body)) as package:
            if part not in package.namelist():
                return False
            about = package.getinfo(part)
            if about.flag_bits & 1:
                raise Unsupported("an encrypted office document: it opens with a password alone")
            if about.file_size > MOST_BYTES:
                raise ParseError(f"{part} of the document has {about.file_size:,} bytes, more than {MOST_BYTES:,}")
            with package.open(part) as stream:
                _feed(stream.read, part, reader)
    except (BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError, KeyError) as error:
        raise ParseError(f"an office document that cannot be read: it is cut off or damaged ({error})") from error
    return True


def _feed(read: Callable[[int], bytes], part: str, reader: PartReader) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ParseError(f"the elements of {part} are nested more than {_DEEPEST} deep")
        reader.begin(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name.rpartition(" ")[2])

    def refuse(*_: object) -> None:
        raise ParseError(f"{part} declares a document type, which no office document needs")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, reader.text
    parser.StartDoctypeDeclHandler = refuse
    total = 0
    try:
        while piece := read(_PIECE):
            total += len(piece)
            if total > MOST_BYTES:
                raise ParseError(f"{part} of the document has more than {MOST_BYTES:,} bytes")
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ParseError(f"{part} of the document is damaged: {error}") from error
