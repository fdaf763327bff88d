"""Whether text whose fonts do not say so is in an old Vietnamese encoding."""

from msgspec import Struct

from ingest.core.documents.vietnamese.fonts import Encoding, convert
from ingest.core.documents.vietnamese.syllables import share

_CERTAIN, _AGAINST, _SUSPECTED = 0.9, 0.5, 0.6  # shares of words that are Vietnamese syllables
_WORDS = 12  # with letters beyond ASCII, that a judgement needs
_LOOKED_AT = 50_000  # characters


class Guess(Struct, frozen=True):
    encoding: Encoding
    certain: bool


def guess(text: str) -> Guess | None:
    """The encoding whose undoing makes Vietnamese of it; not certain where some of it stays none. None: it looks like neither."""
    sample = text[:_LOOKED_AT]
    if sum(not word.isascii() for word in sample.split()) < _WORDS:
        return None
    before = share(sample)
    if before > _AGAINST:
        return None
    encodings: tuple[Encoding, ...] = ("TCVN3", "VNI")
    best, encoding = max((share(convert(sample, one)), one) for one in encodings)
    if best < _SUSPECTED:
        return None
    return Guess(encoding, best >= _CERTAIN)
