"""Same language, nearly the same text: shingles of words, the smallest hashes as a sketch of them."""

import re
from collections.abc import Set
from itertools import accumulate

import xxhash

SIZE = 128  # hashes kept of a text; at .3 in common they find .93 and more of the copies with a third changed
WORDS = 4  # in a shingle
CHARACTERS = 8  # in a shingle where a script puts no spaces
_WORD = re.compile(r"\w+")


def shingles(text: str) -> set[int]:
    """Hashes (32 bits) of every run of four words, or of eight characters where there are no spaces."""
    folded = text.casefold()
    words = _WORD.findall(folded)
    if len(words) * 12 < len(folded):  # more than twelve letters to a word: these are no words
        words, size = list("".join(words)), CHARACTERS
    else:
        size = WORDS
    encoded = [word.encode() for word in words]
    ends = list(accumulate(len(word) + 1 for word in encoded))
    joined = b" ".join(encoded)
    starts = [0, *ends]
    return {xxhash.xxh32_intdigest(joined[start : end - 1]) for start, end in zip(starts, ends[size - 1 :], strict=False)}


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, ascending; at most `SIZE`."""
    return tuple(sorted(shingles(text))[:SIZE])


def resemblance(a: Set[int], b: Set[int]) -> float:
    """The estimated share, of all shingles of two texts, that are in both (0 to 1), from their sketches."""
    both = a & b
    if not both:
        return 0.0
    smallest = sorted(a | b)[:SIZE]
    return sum(value in both for value in smallest) / len(smallest)


def containment(a: str, b: str) -> float:
    """The exact share of the shorter text's shingles that the longer one has too (0 to 1)."""
    ours, theirs = shingles(a), shingles(b)
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
