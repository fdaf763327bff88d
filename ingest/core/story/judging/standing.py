"""What a source says every time is no evidence: the constant words, names and figures of a series stand in every number of it.

They are learned from the numbers that were told apart, whoever published them; a text is then compared with texts in other languages by
the rest alone. Of a first number nothing is known yet.
"""

from collections.abc import Sequence
from functools import cache

from ingest.core.story.features.signature import feature
from ingest.core.story.judging.judge import Weighed, score
from ingest.core.story.judging.rarity import rarities
from ingest.core.story.judging.weights import FAINTEST_BESIDE_DAY, FAINTEST_IN_SERIES, NOTHING, ROUND

HALF = 0.5  # of the other numbers: what more of them have stands in the template
NUMBERS = 12  # that are looked at


def without_standing(own: Weighed, numbers: Sequence[Weighed]) -> Weighed:
    """A text without what most other numbers of its series have too; `numbers`: some of these, at most the first `NUMBERS` are asked."""
    asked = numbers[:NUMBERS]
    kept = [key for key in own.places if sum([key in other.places for other in asked]) <= HALF * len(asked)] if asked else []
    if not asked or len(kept) == len(own.places):
        return own
    alone = rarities(own.places, {}, 0)
    left = sum([alone[key] for key in kept]) / max(1.0, sum(alone.values()))
    return Weighed(
        own.signature,
        {key: own.places[key] for key in kept},
        {key: own.rarities[key] for key in kept if key in own.rarities},
        own.total * left,
        own.sketch,
    )


def score_in_series(a: Weighed, b: Weighed) -> float:
    """Log-odds that two texts in different languages, of which one at least is a number of a series, are one; both `without_standing`,
    and what they share weighs what it does in `a`. Few figures of a day are soon the same by chance, and the day is that of every
    bulletin that came out on it."""
    shared = [key for key in a.places if key in b.places]
    if sum([a.rarities[key] for key in shared]) < FAINTEST_IN_SERIES:
        return NOTHING
    of_days, round_numbers = _of_days(), _round_numbers()
    beside = [min(a.rarities[key], ROUND) if key in round_numbers else a.rarities[key] for key in shared if key not in of_days]
    return score(a, b) if sum(beside) >= FAINTEST_BESIDE_DAY else NOTHING


@cache
def _of_days() -> frozenset[int]:
    """What a date is made of: days, months, years."""
    numbers = (*range(1, 32), *range(1900, 2101))
    return frozenset([feature("number", str(one)) for one in numbers] + [feature("concept", f"m:{month}") for month in range(1, 13)])


@cache
def _round_numbers() -> frozenset[int]:
    """Numbers of which two digits at most say something: a copy that rounds its figures has such, whatever it tells."""
    return frozenset(feature("number", f"{digits * 10**power:g}") for digits in range(1, 100) for power in range(1, 5))
