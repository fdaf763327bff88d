"""The words of a text that may be names."""

import re
from collections.abc import Iterator

from ingest.core.story.translit import latin, skeletons
from ingest.core.story.words import UNCASED, UNSPACED, Words

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


def names(words: Words) -> Iterator[tuple[int, str, str]]:
    """Each word that may be a name: its index among the words, "name" and each of its skeletons, and where it is written in Latin letters,
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
        for bones in skeletons(word, words.language):
            if len(bones) >= SHORTEST:
                yield index, "name", bones
        if _LATIN.match(word):
            yield index, "spelling", latin(word)[:LETTERS]
