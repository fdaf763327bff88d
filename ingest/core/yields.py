"""What pages yield, and where that broke: a layout that changes takes a date or a byline from every article after it."""

from collections.abc import Sequence
from math import log

from msgspec import Struct

FIELDS = ("date", "byline", "lead", "section", "pictures", "language")
_FEWEST = 6  # articles on either side of a break
_DROP = 0.4  # of the share of articles that have the field
_UNLIKELY = 7.0  # gain in log-likelihood that one rate before and another after explain over one rate: about 1 in 5,000 by chance


class Yielded(Struct, frozen=True):
    """An article and which fields its page filled."""

    article: int
    title: str
    language: str
    seen_at: str
    filled: frozenset[str]


class Break(Struct, frozen=True):
    """A field that was filled and is not any more. `at`: the place of the first article after it."""

    field: str
    before: float  # share of the articles that have it
    after: float
    at: int


def shares(samples: Sequence[Yielded]) -> dict[str, float]:
    """Of each field the share of articles that have it."""
    return {field: sum(field in one.filled for one in samples) / len(samples) for field in FIELDS} if samples else {}


def broke(samples: Sequence[Yielded]) -> Break | None:
    """The gravest break among articles in their order of arrival; None where the shares are as they were."""
    found = [one for field in FIELDS if (one := _break_of(field, [field in sample.filled for sample in samples])) is not None]
    return max(found, key=lambda one: one.before - one.after, default=None)


def _break_of(field: str, filled: Sequence[bool]) -> Break | None:
    count, total = len(filled), sum(filled)
    whole = _likelihood(total, count)
    best: tuple[float, Break] | None = None
    had = sum(filled[:_FEWEST])
    for at in range(_FEWEST, count - _FEWEST + 1):
        before, after = had / at, (total - had) / (count - at)
        gain = _likelihood(had, at) + _likelihood(total - had, count - at) - whole
        if before - after >= _DROP and gain >= _UNLIKELY and (best is None or gain > best[0]):
            best = gain, Break(field, before, after, at)
        had += filled[at] if at < count else 0
    return best[1] if best else None


def _likelihood(had: int, count: int) -> float:
    """Log-likelihood of so many of `count` at the rate that fits them best."""
    return sum(part * log(part / count) for part in (had, count - had) if part)
