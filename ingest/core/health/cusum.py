"""Whether what articles have, and what pages answer, changed for the worse: sums of evidence (Page, 1954).

Each article adds the logarithm of how much likelier it is in a broken source than in a sound one; the sum never falls below 0. In a
sound source it takes e^h articles on the average to reach h (Lorden, 1971): h = ln(articles a year / chance) bounds its false alarms.
What comes in bunches (a day of wire reports without bylines) counts less, by the dispersion of past days.
"""

from collections.abc import Sequence
from math import exp, log

from msgspec import Struct

_MOST_AN_ARTICLE = 5.0  # no single one is proof
_SPREAD = (0.2, 2.0)  # of the logarithm of a length: the least and the most that is believed
_HALF = log(2)  # the shortening that is looked for is to a half, or by the spread


class Share(Struct, frozen=True):
    """Of articles that lack something, or pages that answer badly: the usual share, and how much more days differ than chance lets them."""

    usual: float
    dispersion: float

    def evidence(self, bad: int, good: int) -> float:
        broken = _broken(self.usual)
        for_bad = min(log(broken / self.usual), _MOST_AN_ARTICLE)
        for_good = log((1 - broken) / (1 - self.usual))
        return (bad * for_bad + good * for_good) / self.dispersion

    @property
    def can_tell(self) -> bool:
        """Whether more of them would be news at all."""
        return self.usual < 0.7


class Length(Struct, frozen=True):
    """Of texts: mean and spread of their logarithms, the spread that of single articles as days show it."""

    mean: float
    spread: float

    def evidence(self, number: int, total: float) -> float:
        """Of so many articles whose logarithms come to `total`."""
        shift = max(_HALF, self.spread)
        each = shift / self.spread**2 * (self.mean - total / number - shift / 2)
        return number * max(-_MOST_AN_ARTICLE, min(each, _MOST_AN_ARTICLE))


def share(bad: Sequence[int], of: Sequence[int]) -> Share:
    """From counts of days, `bad` ones of all."""
    number, all_bad = sum(of), sum(bad)
    usual = (all_bad + 0.5) / (number + 5)
    variance = usual * (1 - usual)
    days = [(one, whole) for one, whole in zip(bad, of, strict=True) if whole]
    squares = sum((one - whole * usual) ** 2 / (whole * variance) for one, whole in days)
    return Share(usual, max(1.0, (squares + 4) / (len(days) + 4)))


def length(totals: Sequence[float], of: Sequence[int]) -> Length:
    """From sums of logarithms of days, and the numbers of articles."""
    number = sum(of)
    mean = sum(totals) / number
    days = [(total / whole, whole) for total, whole in zip(totals, of, strict=True) if whole]
    variance = (sum(whole * (one - mean) ** 2 for one, whole in days) + 4 * 0.25) / (len(days) + 3)
    return Length(mean, min(max(variance**0.5, _SPREAD[0]), _SPREAD[1]))


def chance(evidence: float, yearly: float) -> float:
    """How likely it is that a sound source with so many articles a year gathers that much evidence at some time in a year."""
    return min(1.0, max(1.0, yearly) * exp(-evidence))


def evidence_for(chance: float, yearly: float) -> float:
    return log(max(1.0, yearly) / chance)


def _broken(usual: float) -> float:
    """The share in a broken source: half of what was good is bad now."""
    return max(1 - (1 - usual) / 2, 0.5)
