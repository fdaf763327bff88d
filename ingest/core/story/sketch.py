"""Same language, nearly the same text: shingles of words, the smallest hashes as a sketch of them."""

import re
from heapq import nsmallest

import xxhash

SIZE = 128  # values kept of a text; at .3 in common they find .93 and more of the copies with a third changed
WORDS = 4  # in a shingle
_WORD = re.compile(r"\w+")


def shingles(text: str) -> set[int]:
    """Hashes (32 bits) of every run of four words; of eight characters where a script puts no spaces."""
    folded = text.casefold()
    words = _WORD.findall(folded)
    if len(words) * 12 < len(folded):  # words of more than twelve letters on average: no spaces here
        run = "".join(words)
        return {xxhash.xxh32_intdigest(run[i : i + 8].encode()) for i in range(max(1, len(run) - 7))} if run else set()
    return (
        {xxhash.xxh32_intdigest(" ".join(words[i : i + WORDS]).encode()) for i in range(max(1, len(words) - WORDS + 1))} if words else set()
    )


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, ascending; at most `SIZE`."""
    return tuple(nsmallest(SIZE, shingles(text)))


def resemblance(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The estimated share of all shingles of both texts that are in both (0 to 1)."""
    if not a or not b:
        return 0.0
    both = sorted({*a, *b})[:SIZE]
    return len(set(a).intersection(b).intersection(both)) / len(both)


def containment(a: str, b: str) -> float:
    """The exact share of the shorter text's shingles that the longer one has too (0 to 1)."""
    ours, theirs = shingles(a), shingles(b)
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
