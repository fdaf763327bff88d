"""All that the judging of translations has learned, in one readable place."""

from msgspec import Struct

BIAS = -8.319
WEIGHTS = {
    "numbers": 1.013,
    "names": 0.186,
    "concepts": 0.438,
    "spellings": -1.132,
    "together": 0.982,
    "of the lesser": 4.059,
    "of the greater": -0.315,
    "of both": 4.149,
    "chain": 4.555,
    "chain of both": 15.858,
    "apart": -14.230,
    "lengths": -2.755,
    "one language": -5.237,
    "resemblance": 23.128,
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

# Characters that a language takes for what English says in one.
LENGTHS = {"ja": 0.45, "ko": 0.52, "zh": 0.34}


class Rivalry(Struct, frozen=True):
    """How a pair's log-odds follow from its score and its lead over the best rival, the narrower of both sides and the wider."""

    bias: float
    score: float
    narrow: float
    wide: float
    widest: float  # a lead counts no further


RIVALRY = Rivalry(bias=-2.117, score=0.821, narrow=0.334, wide=0.049, widest=8.0)

COPY = 6.0  # log-odds by the texts from which two articles in one language are one text, without a look at others
LIKELY = 2.3  # log-odds from which a pair may bring two groups together
UNLINKED = -3.0  # log-odds of a pair that has no link
FIT = -1.0  # mean log-odds, over all pairs between an article and a group, from which it fits as a whole
FIT_GROUPS = -0.5  # the same between two groups: to merge two stories is the graver error

RECORDED = -2.0  # log-odds from which the archive keeps a link: less is not even a rival
REACH = 1.0  # log-odds below which no lead over rivals makes a pair likely
REPUBLISHED = 4.0  # log-odds of two texts in one language of which half of the shorter stands in the longer; twice that for all of it
