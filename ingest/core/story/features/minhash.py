"""Same language, nearly the same text: shingles of words, the smallest hashes as a sketch of them."""

import re
from bisect import bisect_right
from collections.abc import Set

import xxhash
from msgspec import Struct

from ingest.core.patterns import lazy
from ingest.core.story.features.words import UNSPACED_LETTER

SIZE = 96  # hashes kept of a text; of 400 pages with a third dropped, all had .3 in common with the whole
WORDS = 4  # in a shingle
CHARACTERS = 8  # in a shingle where a script puts no spaces
UNLIKE = 0.02  # resemblance of two texts in one language that have nothing to do with each other: a citation between them is a reference
CLEAR = 0.5  # resemblance from which the sketches alone tell the share in common, to .02 in the mean and .11 at worst
_WORD = re.compile(r"\w+")
_INDIC_WORD = lazy(r"[\w\u0900-\u0963\u0981-\u09e3\u0a01-\u0dff\u200c\u200d]+")  # whose vowel signs part words to `\w`
_INDIC = lazy("[\u0900-\u0dff]")
_SAMPLE = 2000  # characters by which it is known whether a text puts spaces between words


class Copied(Struct, frozen=True):
    """What two texts in one language have in common."""

    share: float  # of the shorter text's shingles, in the longer text too (0 to 1)
    exact: bool  # False: estimated from the sketches


def shingles(text: str) -> set[int]:
    """Hashes (32 bits) of every run of four words, or of eight characters where there are no spaces."""
    return set(_hashes(text))


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, ascending; at most `SIZE`."""
    hashes = _hashes(text)
    limit = (SIZE + SIZE // 2) * 2**32 // max(1, len(hashes))  # as hashes are spread evenly, half as many again as wanted lie below
    least = {hashed for hashed in hashes if hashed < limit}
    return tuple(sorted(least if len(least) >= SIZE else set(hashes))[:SIZE])


def _hashes(text: str) -> list[int]:
    folded = text.casefold()
    words = (_INDIC_WORD if not folded.isascii() and _INDIC.search(folded[:_SAMPLE]) else _WORD).findall(folded)
    if _is_unspaced(folded):
        units = "".join(words).encode("utf-16-le")  # every character in use takes two bytes: runs are cut without a look at each
        return [xxhash.xxh32_intdigest(units[start : start + 2 * CHARACTERS]) for start in range(0, len(units) - 2 * CHARACTERS + 1, 2)]
    encoded = " ".join(words).encode().split(b" ")
    runs = zip(*(encoded[start:] for start in range(WORDS)), strict=False)
    return list(map(xxhash.xxh32_intdigest, map(b" ".join, runs)))  # all in C: this is what a signature costs most


def _is_unspaced(text: str) -> bool:
    """Whether most letters of a text are of scripts without spaces: however often it is cut into lines or sentences."""
    if text.isascii():
        return False
    sample = text[:_SAMPLE]
    return 2 * len(UNSPACED_LETTER.findall(sample)) > sum(map(str.isalpha, sample))


def resemblance(a: Set[int], b: Set[int]) -> float:
    """The estimated share, of all shingles of two texts, that are in both (0 to 1), from their sketches."""
    both = sorted(a & b)
    if not both:
        return 0.0
    if len(both) == len(a) == len(b):
        return 1.0
    smallest = sorted(a | b)[:SIZE]
    return bisect_right(both, smallest[-1]) / len(smallest)


def containment(a: str, b: str) -> float:
    """The exact share of the shorter text's shingles that the longer one has too (0 to 1)."""
    return share_of(shingles(a), shingles(b))


def share_of(a: Set[int], b: Set[int]) -> float:
    """The share of the fewer shingles that the others hold too (0 to 1)."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def estimated(alike: float, length: int, other: int) -> float:
    """The containment that follows from the resemblance of two texts and their lengths."""
    return min(1.0, alike / (1 + alike) * (length + other) / min(length, other))
