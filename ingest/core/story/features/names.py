"""The words of a text that may be names."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.core.patterns import lazy
from ingest.core.story.features.glued import forms
from ingest.core.story.features.japanese import read
from ingest.core.story.features.translit import latin, skeletons
from ingest.core.story.features.usual import usual_words
from ingest.core.story.features.words import UNCASED, UNSPACED, Words

_NATIVE = lazy(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3400-\u9fff]")  # not katakana: it spells foreign names
_LATIN = lazy(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{4,}$")
SHORTEST = 3  # consonants of a skeleton; shorter ones meet by chance
_NO_NAME = {  # how words end, and names of elsewhere hardly do
    "he": re.compile("..(?:ים|ות|תי|נו|יה?ם)$"),
    "ko": re.compile(
        ".(?:[했한된됐이있없였었았겠]다|니다|[하되있없]는|[했됐였었]던|하[고며기게지여]|해[서야]|[했됐]으?[며고나지]|적인?|적으로|들[이은을의도에]?|라며|면서"
        "|지만|려고|도록|.[한된될할])$"
    ),
}
_PHRASED = frozenset({"km", "lo", "my", "th"})  # they put spaces between phrases, and round names: what is short may be one
_LONGEST = 10  # letters and vowel signs of it
_SAMPLE = 60  # words by which it is known whether a script has capitals
LETTERS = 5  # of a Latin spelling; endings come after them


# German capitalises every noun; one that follows an article, or ends as only nouns do, is no name.
_GERMAN_ARTICLE = lazy(
    r"d(?:as|e[mnrs]|ie)|(?:[dms]?ein|ihr|kein)(?:e[mnrs]?)?|(?:dies|jed|all)e[mnrs]?|[ai]m|zu[mr]|vom|beim|[ai]ns|viele|mehr"
)
_GERMAN_NOUN = lazy(
    r".{2,}(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|tät|täten|nis|nisse|nissen|ismus|ment|mente|chen)$"
)


def _is_german_noun(folded: list[str], index: int) -> bool:
    return bool((index > 0 and _GERMAN_ARTICLE.fullmatch(folded[index - 1])) or _GERMAN_NOUN.match(folded[index]))


def names(words: Words) -> Iterator[tuple[int, str, str]]:
    """Each word that may be a name: its index among the words, "name" and each of its skeletons, and where it is written in Latin letters,
    "spelling" and the first of these: languages that share an alphabet mostly share the spelling, which says more.

    With capitals: a capitalised word that the text nowhere writes small. Without: every word but the usual ones of its language. Without
    spaces: Latin letters and katakana, in Japanese the names in Chinese characters, as they are read, and in scripts that part phrases,
    and names, by spaces what is short.
    """
    for index, word in _candidates(words):
        for kind, spelling in _readings(word, words.language):
            yield index, kind, spelling


def _candidates(words: Words) -> Iterable[tuple[int, str]]:
    """They are asked for until a signature is full: where each word may be a name none is looked at before."""
    if words.language == "ja":
        return [(index, name) for index, word in enumerate(words.written) for name in (read(word) if _NATIVE.match(word) else (word,))]
    if words.language in UNSPACED:
        longest = _LONGEST if words.language in _PHRASED else 0
        return [(index, word) for index, word in enumerate(words.written) if len(word) <= longest or not _NATIVE.match(word)]
    if words.language in UNCASED or _is_uncased(words.written[:_SAMPLE]):
        usual = usual_words(words.language)
        ending = _NO_NAME.get(words.language)
        return (
            (index, word)
            for index, word in enumerate(words.written)
            if word not in usual and not (ending and ending.search(word)) and usual.isdisjoint(forms(word, words.language))
        )
    small = set(words.written).intersection(words.folded)
    candidates = [
        (index, word) for index, (word, folded) in enumerate(zip(words.written, words.folded, strict=True)) if folded not in small
    ]
    if words.language == "de":
        return [(index, word) for index, word in candidates if not _is_german_noun(words.folded, index)]
    return candidates


def _is_uncased(words: list[str]) -> bool:
    """Whether most words are of a script that has no capitals: in a language of which nothing else is known."""
    return 2 * sum([word.isupper() or word.islower() or word.istitle() for word in words]) < len(words)


@lru_cache(32768)  # at most about 15 MB
def _readings(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """What a name is found by: its kind and spelling, in ascending order."""
    read = sorted(("name", bones) for bones in skeletons(word, language) if len(bones) >= SHORTEST)
    return (*read, ("spelling", latin(word)[:LETTERS])) if _LATIN.match(word) else tuple(read)
