"""Names across scripts: the consonants that every spelling keeps.

A name is transliterated (anyascii) and reduced to classes of consonants that scripts confuse: Arabic has no p, Japanese no l, Korean writes
one letter for g and k, Greek and Hebrew swap b, v and f. Macedonia, Македония, مقدونيا and मैसेडोनिया all keep M, a dental, N.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

from ingest.core.story.words import UNCASED, UNSPACED, Words, bare

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
_J_IS_Y = frozenset(
    {"bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lt", "lv", "mk", "nb", "nl", "no", "pl", "sk", "sl", "sq", "sr", "sv"}
)
_TWICE = re.compile(r"(.)\1+")
_NATIVE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3400-\u9fff]")  # not katakana: it spells foreign names
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{4,}$")
SHORTEST = 3  # consonants of a skeleton; shorter ones meet by chance
LETTERS = 5  # of a Latin spelling; endings come after them


# German capitalises every noun; one that follows an article, or ends as only nouns do, is no name.
_GERMAN_ARTICLE = re.compile(
    r"d(?:as|e[mnrs]|ie)|(?:[dms]?ein|ihr|kein)(?:e[mnrs]?)?|(?:dies|jed|all)e[mnrs]?|[ai]m|zu[mr]|vom|beim|[ai]ns|viele|mehr"
)
_GERMAN_NOUN = re.compile(
    r".{2,}(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|nissen|ismus|ment|mente|chen)$"
)


def _is_german_noun(folded: list[str], index: int) -> bool:
    return bool((index > 0 and _GERMAN_ARTICLE.fullmatch(folded[index - 1])) or _GERMAN_NOUN.match(folded[index]))


@lru_cache(65536)
def latin(word: str) -> str:
    """The word in lower-case ASCII letters."""
    return _NOT_LETTERS.sub("", anyascii(word).lower())


@lru_cache(65536)
def skeleton(word: str, language: str = "") -> str:
    """The word's consonants, one letter per class, none twice in a row."""
    letters = latin(bare(word, language))
    if language in _J_IS_Y:
        letters = letters.replace("j", "y")
    spelled = _PAIRS.sub(lambda pair: _PAIR[pair.group()], letters)
    return _TWICE.sub(r"\1", spelled.translate(_CLASSES))


def names(words: Words) -> Iterator[tuple[int, str, str]]:
    """Each word that may be a name: its index among the words, "name" and its skeleton, and where it is written in Latin letters,
    "spelling" and the first of these: languages that share an alphabet mostly share the spelling, which says more.

    With capitals: a capitalised word that the text nowhere writes small. Without: every word. Without spaces: Latin letters and katakana.
    """
    if words.language in UNSPACED:
        candidates = [(index, word) for index, word in enumerate(words.written) if not _NATIVE.match(word)]
    elif words.language in UNCASED:
        candidates = list(enumerate(words.written))
    else:
        both = list(zip(words.written, words.folded, strict=True))
        small = {folded for written, folded in both if written == folded}
        candidates = [(index, written) for index, (written, folded) in enumerate(both) if folded not in small]
        if words.language == "de":
            candidates = [(index, word) for index, word in candidates if not _is_german_noun(words.folded, index)]
    for index, word in candidates:
        bones = skeleton(word, words.language)
        if len(bones) >= SHORTEST:
            yield index, "name", bones
        if _LATIN.match(word):
            yield index, "spelling", latin(word)[:LETTERS]
