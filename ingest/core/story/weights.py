"""All that the judging of translations has learned, in one readable place."""

from msgspec import Struct

BIAS = -9.690
WEIGHTS = {
    "numbers": 0.885,
    "names": -0.054,
    "concepts": 0.292,
    "spellings": -1.067,
    "together": 1.535,
    "of the lesser": 4.731,
    "of the greater": -0.401,
    "of both": 3.279,
    "chain": 5.915,
    "chain of both": 9.730,
    "apart": -12.606,
    "lengths": -2.756,
    "one language": -4.732,
    "resemblance": 22.269,
}

# Characters that a language takes for what English says in one.
LENGTHS = {"ja": 0.45, "ko": 0.52, "zh": 0.34}


class Rivalry(Struct, frozen=True):
    """How a pair's log-odds follow from its score and its lead over the best rival, the narrower of both sides and the wider."""

    bias: float
    score: float
    narrow: float
    wide: float
    widest: float  # a lead counts no further


RIVALRY = Rivalry(bias=-2.466, score=0.815, narrow=0.323, wide=0.084, widest=8.0)

LIKELY = 2.0  # log-odds from which a pair may bring two groups together
UNLINKED = -3.0  # log-odds of a pair that has no link
FIT = -0.5  # mean log-odds, over all pairs between an article and a group, from which it fits as a whole
FIT_GROUPS = 0.0  # the same between two groups: to merge two stories is the graver error
