"""Text in a font with an encoding of its own, known by the font's name, in Unicode."""

import re
import unicodedata
from functools import cache
from typing import Literal

from ingest.core.documents.vietnamese.syllables import is_syllable
from ingest.core.documents.vietnamese.tables import TCVN3, VNI

Encoding = Literal["TCVN3", "VNI"]

_SUBSET = re.compile(r"\A[A-Z]{6}\+")  # ISO 32000 9.6.4: the name of a font of which only a part is in the file
_TCVN3_FONT = re.compile(r"\A\.?Vn[A-Z]")  # .VnTime, .VnArialH, .VnCentury SchoolbookH
_VNI_FONT = re.compile(r"\AVNI[-_ ]?[A-Z]", re.IGNORECASE)
_CAPITALS = re.compile(r"\A\.?Vn[A-Za-z ]*H(?:[,-]|\Z)")  # draws capitals for small letters
_LIKE = str.maketrans({"μ": "µ", "∙": "·", "Đ": "Ð"})  # other names of the same byte
_TCVN3 = str.maketrans(TCVN3)
_VNI = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_HYPHENED = re.compile(r"[^\W\d_]*-[^\W\d_]+|[^\W\d_]+-")


@cache
def encoding_of(font: str) -> Encoding | None:
    """The encoding that a font's name tells; None: Unicode, as far as the name says."""
    name = _SUBSET.sub("", font)
    if _TCVN3_FONT.match(name):
        return "TCVN3"
    return "VNI" if _VNI_FONT.match(name) else None


def convert(text: str, encoding: Encoding, font: str = "") -> str:
    """Text as windows-1252 shows its bytes -> Unicode, NFC. What has no meaning in the encoding stays."""
    if encoding == "VNI":
        return unicodedata.normalize("NFC", _VNI.sub(lambda found: VNI[found[0]], text))
    said = text.translate(_LIKE)
    if "-" in said:
        said = _HYPHENED.sub(_with_horn, said)
    said = unicodedata.normalize("NFC", said.translate(_TCVN3))
    return said.upper() if _CAPITALS.match(_SUBSET.sub("", font)) else said


def _with_horn(found: re.Match[str]) -> str:
    """The byte of ư is that of the soft hyphen, which PDF gives as a hyphen: inside a word it is ư where that makes a syllable."""
    word = found[0].translate(_TCVN3)
    horned = word.replace("-", "ư")
    return found[0].replace("-", "\xad") if is_syllable(horned) else found[0]
