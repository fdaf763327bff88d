"""The articles that may be one text with another: of many copies of one text a few stand for all."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ingest.core.story.features.minhash import CLEAR, UNLIKE, resemblance
from ingest.core.story.judging.judge import Weighed

ALIKE = 4  # copies of one text that are judged: they stand for all others of it
CHEAP = 12_000  # characters of such that are judged whatever their number: short numbers of a series look like copies of one text


class Candidate(Struct, frozen=True):
    """An article that may be one text with another, and how likely by their signatures alone."""

    article: int
    known: Weighed
    log_odds: float
    alike: float  # the resemblance of the two, where they are in one language
    like: Weighed  # the first candidate, in its language, that it is a copy of; itself, if there is none


def few_alike(held: Mapping[int, Weighed]) -> Iterator[tuple[int, Weighed]]:
    """The articles without more copies of one text than tell, each with the first that it has words in common with."""
    texts: dict[int, int] = {}  # the first of each text -> its plain copies
    lengths: dict[int, int] = {}  # and how long they are together
    for other, found in held.items():
        like, share = other, 0.0
        for first in texts:
            if held[first].signature.language == found.signature.language:
                share = resemblance(held[first].sketch, found.sketch)
                if share > UNLIKE:
                    like = first
                    break
        texts[like] = texts.get(like, 0) + (share >= CLEAR or like == other)
        lengths[like] = lengths.get(like, 0) + found.signature.length
        if texts[like] <= ALIKE or lengths[like] <= CHEAP or share < CLEAR:
            yield other, held[like]
