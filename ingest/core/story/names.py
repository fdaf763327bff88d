"""Names across scripts: the consonants that every spelling keeps.

A name is transliterated (anyascii) and reduced to classes of consonants that scripts confuse: Arabic has no p, Japanese no l, Korean writes
one letter for g and k, Greek and Hebrew swap b, v and f. Macedonia, Македония, مقدونيا and मैसेडोनिया all keep M, a dental, N.
"""

import re
from functools import lru_cache

from anyascii import anyascii

from ingest.core.story.words import bare

_NOT_LETTERS = re.compile(r"[^a-z]+")
_PAIRS = re.compile(r"sh|ch|kh|gh|ph|th|ts|dz|dj|c(?=[eiy])|g(?=[eiy])")
_PAIR = {"sh": "s", "ch": "s", "kh": "k", "gh": "k", "ph": "p", "th": "t", "ts": "s", "dz": "s", "dj": "s", "c": "s", "g": "s"}
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("bpfv", "P"),
        **dict.fromkeys("ckqgx", "K"),
        **dict.fromkeys("td", "T"),
        **dict.fromkeys("szj", "S"),
        **dict.fromkeys("lr", "L"),
        "m": "M",
        "n": "N",
        **dict.fromkeys("aeiouhyw", None),
    }
)
_TWICE = re.compile(r"(.)\1+")


@lru_cache(65536)
def latin(word: str) -> str:
    """The word in lower-case ASCII letters."""
    return _NOT_LETTERS.sub("", anyascii(word).lower())


@lru_cache(65536)
def skeleton(word: str, language: str = "") -> str:
    """The word's consonants, one letter per class, none twice in a row."""
    spelled = _PAIRS.sub(lambda pair: _PAIR[pair.group()], latin(bare(word, language)))
    return _TWICE.sub(r"\1", spelled.translate(_CLASSES))
