"""What survives translation: a text's numbers and names, each with its place, and a sketch for its own language."""

import re

import xxhash
from msgspec import Struct

from ingest.core.story.concepts import concepts
from ingest.core.story.names import skeleton
from ingest.core.story.numbers import numbers
from ingest.core.story.sketch import sketch
from ingest.core.story.words import names

LIMIT = 96  # features kept of a text: with the sketch, below 1 kB
NUMBER, NAME, CONCEPT = 0, 1, 2  # the two lowest bits of a feature say what it is
KINDS = 3
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\.\w+")


class Signature(Struct, frozen=True):
    """A text, as far as it can be compared with any other. `at` is in thousandths of the text's length, ascending."""

    language: str
    length: int  # characters
    keys: tuple[int, ...]
    at: tuple[int, ...]
    sketch: tuple[int, ...]


def feature(word: str, kind: int) -> int:
    return xxhash.xxh32_intdigest(word.encode()) & ~3 | kind


def features(text: str, language: str) -> dict[int, tuple[int, str]]:
    """feature -> (where it first stands, how the text spells it), in the order of the text."""
    base = language.partition("-")[0]
    found: list[tuple[int, int, str]] = []
    folded = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    for number, start, end in numbers(folded, language):
        if len(number) > 1:
            found.append((start, feature(number, NUMBER), text[start:end]))
    for name, start in names(text, base):
        bones = skeleton(name, base)
        if len(bones) > 2:
            found.append((start, feature(bones, NAME), name))
    found += ((start, feature(concept, CONCEPT), concept) for concept, start in concepts(folded, language))
    found.sort()
    first: dict[int, tuple[int, str]] = {}
    for start, key, spelled in found:
        first.setdefault(key, (start, spelled))
    return first


def signature(title: str, text: str, language: str) -> Signature:
    whole = _ADDRESS.sub(" ", f"{title}\n{text}")
    found = features(whole, language)
    length = max(1, len(whole))
    kept = list(found.items())[:LIMIT]
    return Signature(
        language=language,
        length=length,
        keys=tuple(key for key, _ in kept),
        at=tuple(start * 1000 // length for _, (start, _) in kept),
        sketch=sketch(text),
    )
