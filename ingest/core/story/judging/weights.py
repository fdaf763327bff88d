"""All that the judging of translations has learned, in one readable place."""

from msgspec import Struct

BIAS = -8.790
WEIGHTS = {
    "numbers": 1.001,
    "names": 0.077,
    "concepts": 0.384,
    "spellings": -1.179,
    "together": 0.846,
    "of the lesser": 4.094,
    "of the greater": 1.697,
    "of both": 5.288,
    "chain": 5.221,
    "chain of both": 17.155,
    "apart": -12.833,
    "lengths": -2.978,
    "one language": -5.483,
    "resemblance": 18.677,
}

# Of 2,082 pairs of one story in the training corpus, 14 have less in common than this and are found likely all the same.
FEWEST = 3  # features in common
FAINTEST = 10.0  # their rarities together
FAINTEST_IN_SERIES = 12.0  # the same where one is a number of a series, by what does not stand in every number; not trained
FAINTEST_BESIDE_DAY = 6.5  # and by what is no part of a date
ROUND = 4.5  # what a number with two digits and zeros weighs there at most: one in 90 is the same by chance
NOTHING = -9.0  # log-odds of a pair that has less

# Not trained: the corpus has no dates.
WINDOW = 30  # days between two publications within which a translation is as likely as ever
FAR = 3.0  # log-odds that a pair loses beyond it

# Characters that a language takes for what English says in one: the medians of the corpus; am, fa and ur of a few texts written for it.
LENGTHS = {
    "am": 0.6, "ar": 0.9, "de": 1.15, "el": 1.15, "es": 1.1, "fa": 0.9, "fr": 1.15, "he": 0.8, "id": 1.1, "ja": 0.45, "km": 1.05,
    "ko": 0.52, "pl": 1.1, "pt": 1.1, "ru": 1.1, "sw": 1.1, "th": 0.93, "ur": 0.9, "zh": 0.34,
}  # fmt: skip


class Rivalry(Struct, frozen=True):
    """How a pair's log-odds follow from its score and its lead over the best rival, the narrower of both sides and the wider."""

    bias: float
    score: float
    narrow: float
    wide: float
    widest: float  # a lead counts no further


RIVALRY = Rivalry(bias=-2.169, score=0.820, narrow=0.306, wide=0.073, widest=8.0)

COPY = 6.0  # log-odds by the texts from which two articles in one language are one text, without a look at others
LIKELY = 2.3  # log-odds from which a pair may bring two groups together
UNLINKED = -3.0  # log-odds of a pair that has no link
FIT = -1.0  # mean log-odds, over all pairs between an article and a group, from which it fits as a whole
FIT_GROUPS = -0.5  # the same between two groups: to merge two stories is the graver error

RECORDED = -2.0  # log-odds from which the archive keeps a link: less is not even a rival
REACH = 1.0  # log-odds below which no lead over rivals makes a pair likely
REPUBLISHED = 4.0  # log-odds of two texts in one language of which half of the shorter stands in the longer; twice that for all of it
