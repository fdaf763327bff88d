"""Two versions in two languages that give one person two names: Marta Kovalenko here, Marta Kovalchuk there."""

from collections import Counter

from ingest.core.story.features.concepts import concepts
from ingest.core.story.features.names import names
from ingest.core.story.features.translit import latin
from ingest.core.story.features.words import Words

_ALIKE = 3  # letters with which two spellings of one name begin


def other_names(words: Words, other: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What follows one and the same name in both, and is in one of them alone: here, and there. In Latin letters alone: between
    alphabets a name is spelled as its translator hears it."""
    ours, theirs = _names(words), _names(other)
    here, there = [], []
    followed = _followed(theirs)
    our_beginnings, their_beginnings = set(map(_beginning, ours.values())), set(map(_beginning, theirs.values()))
    for first, second in _followed(ours).items():
        their_second = followed.get(first)
        if their_second and _beginning(second) not in their_beginnings and _beginning(their_second) not in our_beginnings:
            here.append(f"{first} {second}")
            there.append(f"{first} {their_second}")
    return tuple(here), tuple(there)


def _names(words: Words) -> dict[int, str]:
    """The place of each word that may be a name of a person -> the word."""
    known = {at for at, _ in concepts(words, words.language)}
    return {index: words.written[index] for index, kind, _ in names(words) if kind == "spelling" and words.at[index] not in known}


def _followed(named: dict[int, str]) -> dict[str, str]:
    """Names that are followed by one other name wherever they are followed by any, and this one stands in the text again, as a surname
    does."""
    times = Counter(named.values())
    after: dict[str, set[str]] = {}
    for index, name in named.items():
        if index + 1 in named:
            after.setdefault(name, set()).add(named[index + 1])
    return {name: second for name, seconds in after.items() if len(seconds) == 1 and times[second := next(iter(seconds))] > 1}


def _beginning(name: str) -> str:
    """By which a name may be another: endings and accents come and go with the language."""
    return latin(name)[:_ALIKE]
