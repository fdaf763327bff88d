"""What survives translation: a text's numbers, names and concepts, each with its place, and a sketch for its own language."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import merge

import xxhash
from msgspec import Struct

from ingest.core.story.features.concepts import concepts
from ingest.core.story.features.minhash import sketch
from ingest.core.story.features.names import names
from ingest.core.story.features.numbers import numbered_months, numbers
from ingest.core.story.features.verbatim import picture, without_addresses
from ingest.core.story.features.words import Words, split

LIMIT = 96  # features kept of a text, the first: with the sketch, below 1 kB
PROBES = 4
KINDS = ("number", "name", "concept", "spelling")  # a feature's two lowest bits say which it is
PICTURES, ADDRESSES = 3, 5  # of those, the first
READ = 12_000  # characters in which features are sought: who writes more has as many before, and costs no more
SKETCHED = 30_000  # characters of which the sketch is made


class Signature(Struct, frozen=True):
    """A text, as far as it can be compared with any other. `at` is in thousandths of the text's length, ascending; `written` is how the
    text writes each feature where it first stands, and is empty in a signature that was kept."""

    language: str
    length: int  # characters
    keys: tuple[int, ...]
    at: tuple[int, ...]
    sketch: tuple[int, ...]
    written: tuple[str, ...] = ()

    @property
    def probes(self) -> tuple[int, ...]:
        """What finds a copy in the same language that has hardly a name or number: of two texts that share a third of their shingles,
        3 in 4 share one of their four smallest hashes."""
        return self.sketch[:PROBES]


@lru_cache(32768)  # at most about 8 MB
def feature(kind: str, spelling: str) -> int:
    """The 32 bits that stand for a number, a name or a concept."""
    return xxhash.xxh32_intdigest(spelling.encode()) & ~3 | KINDS.index(kind)


def verbatim(spelling: str) -> int:
    """The bits that stand for what is copied letter by letter. They are small numbers, which an archive looks up first: only what is
    looked up can turn out to be a logo or a newsroom's own address."""
    return feature("number", spelling) & 0x0FFFFFFF


def found(words: Words, language: str) -> Iterator[tuple[int, str, str]]:
    """Everything in a text that a translation keeps: its place, its kind, its spelling, ascending; a number of one digit is too common
    to tell."""
    return merge(
        ((place, "concept", concept) for place, concept in concepts(words, language)),
        ((words.at[index], "concept", f"m:{month}") for index, month in numbered_months(words)),
        ((words.at[index], kind, spelling) for index, kind, spelling in names(words)),
        ((words.at[index], "number", number) for index, number in numbers(words) if len(number) > 1),
    )


def signature(title: str, text: str, language: str, pictures: Sequence[str] = ()) -> Signature:
    """`language` is a BCP 47 tag; `pictures` are the URLs of those that stand in the text."""
    whole = f"{title}\n{text}"
    read, addresses = without_addresses(whole[:READ])
    words = split(read, language)
    copied = [(0, name) for name in map(picture, pictures[:PICTURES]) if name]
    copied += [(at * words.size // max(1, len(whole[:READ])), address) for at, address in addresses[:ADDRESSES]]
    first = {verbatim(spelling): (place, spelling) for place, spelling in reversed(copied)}
    for place, kind, spelling in found(words, language):
        key = feature(kind, spelling)
        if key not in first:
            first[key] = place, words.at_place(place) or spelling
            if len(first) >= LIMIT:
                break
    ordered = sorted(first.items(), key=lambda known: known[1][0])
    length = max(1, len(read) + len(whole[READ:]))
    return Signature(
        language=language,
        length=length,
        keys=tuple([key for key, _ in ordered]),
        at=tuple(place * 1000 * len(read) // (words.size * length) for _, (place, _) in ordered),
        sketch=sketch(text[:SKETCHED]),
        written=tuple([written for _, (_, written) in ordered]),
    )
