"""Are two signatures of one text? A score in log-odds, and what it rests on."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from math import exp, log, log1p

from msgspec import Struct

from ingest.core.story.features.minhash import resemblance
from ingest.core.story.features.signature import KINDS, Signature
from ingest.core.story.judging.weights import BIAS, FAINTEST, FAR, FEWEST, LENGTHS, NOTHING, WEIGHTS, WINDOW

_TWO_SCRIPTS = frozenset({"az", "kk", "ku", "mn", "sr", "und", "uz", "zh"})  # which of both is not said: no words meet
_SKETCHED = 30  # hashes of each text


class Weighed(Struct, frozen=True):
    """A signature with the rarity of its features looked up: what is compared."""

    signature: Signature
    places: dict[int, int]  # feature -> where it stands, in thousandths
    rarities: dict[int, float]
    total: float
    sketch: frozenset[int]

    @classmethod
    def of(cls, signature: Signature, rarities: Mapping[int, float]) -> "Weighed":
        """`rarities`: of all of the signature's features, at least."""
        own = {key: rarities[key] for key in signature.keys}
        return cls(signature, dict(zip(signature.keys, signature.at, strict=True)), own, sum(own.values()), frozenset(signature.sketch))


def in_order(places: list[tuple[int, int]]) -> int:
    """How many of the pairs of places stand in the same order in both texts (the longest rising chain)."""
    chain: list[int] = []
    for _, place in sorted(places):
        if not chain or place >= chain[-1]:
            chain.append(place)
        else:
            chain[bisect_right(chain, place)] = place
    return len(chain)


def shared_by(a: Weighed, b: Weighed) -> list[int]:
    """The features that two texts share, in their order in `a`."""
    return [key for key in a.places if key in b.places]


def alike(a: Weighed, b: Weighed) -> float:
    """The resemblance of two texts in one language (0 to 1); of others 0."""
    return resemblance(a.sketch, b.sketch) if _base(a) == _base(b) else 0.0


def evidence(a: Weighed, b: Weighed) -> dict[str, float]:
    """The figures that `weights.py` weighs, by name; what is shared weighs what it does in `a`."""
    return _figures(a, b, shared_by(a, b), alike(a, b))


def _figures(a: Weighed, b: Weighed, shared: list[int], likeness: float) -> dict[str, float]:
    sums = [0.0] * len(KINDS)
    for key in shared:
        sums[key & 3] += a.rarities[key]
    together = sum(sums)
    less, more = sorted((a.total, b.total))
    places = [(a.places[key], b.places[key]) for key in shared]
    chain = in_order(places)
    apart = sum([abs(one - other) for one, other in places]) / 1000
    lengths = abs(log(_length(a.signature) / _length(b.signature)))
    return {
        "numbers": log1p(sums[0]),
        "names": log1p(sums[1]),
        "concepts": log1p(sums[2]),
        "spellings": log1p(sums[3]),
        "together": log1p(together),
        "of the lesser": together / (less + 5),
        "of the greater": together / (more + 5),
        "of both": together / ((less + 5) * (more + 5)) ** 0.5,
        "chain": chain / (len(shared) + 1),
        "chain of both": together * chain / (len(shared) + 1) / ((less + 5) * (more + 5)) ** 0.5,
        "apart": apart / (len(shared) + 1),
        "lengths": lengths,
        "one language": float(_base(a) == _base(b) != "und"),
        "resemblance": likeness,
    }


def score(a: Weighed, b: Weighed) -> float:
    """Log-odds that the two are one text. Two short texts that share next to nothing share all they have: that is no evidence."""
    return score_of(a, b, alike(a, b))


def score_of(a: Weighed, b: Weighed, likeness: float) -> float:
    """The same where it is known how `alike` they are (0 to 1)."""
    shared = shared_by(a, b)
    if not likeness and _words_would_meet(a, b):
        return NOTHING
    if (len(shared) < FEWEST or sum([a.rarities[key] for key in shared]) < FAINTEST) and a.sketch.isdisjoint(b.sketch):
        return NOTHING
    return BIAS + sum([WEIGHTS[name] * figure for name, figure in _figures(a, b, shared, likeness).items()])


def _words_would_meet(a: Weighed, b: Weighed) -> bool:
    """Whether two texts would have some words in common if they were one: they are in one language, of a like length, and long enough.
    Of 131 pairs of translations of one text into one language each has; reports of two days, on the same persons, have none."""
    ours, theirs = a.signature, b.signature
    lengths = sorted((ours.length, theirs.length))
    return (
        ours.language == theirs.language not in _TWO_SCRIPTS
        and min(len(a.sketch), len(b.sketch)) >= _SKETCHED
        and lengths[1] <= 2 * lengths[0]
    )


def days_apart(one: str | None, other: str | None) -> int | None:
    """Days between two ISO 8601 dates or times; None where one is not known."""
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return None


def dated(log_odds: float, days: int | None) -> float:
    """Log-odds by the texts once their dates are seen: what is retold after weeks is rather another report, unless it is a copy."""
    return log_odds if days is None or days <= WINDOW else log_odds - FAR


def confidence(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, log_odds))))


def _base(known: Weighed) -> str:
    return known.signature.language.partition("-")[0]


def _length(signature: Signature) -> float:
    language = signature.language
    return signature.length / LENGTHS.get(language, LENGTHS.get(language.partition("-")[0], 1.0))
