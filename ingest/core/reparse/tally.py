"""What a re-parse would change of one source, counted."""

from collections import Counter
from typing import NamedTuple

from ingest.core.reparse.fields import FieldDifference
from ingest.core.reparse.reading import Finding, Rereading

_MOST_SHRUNK = 0.1  # of all characters of a source's texts: beyond, a person has to say that it is meant


class Sample(NamedTuple):
    """One of the articles in which a field differs."""

    article: int
    differs: FieldDifference


class ReparseTally:
    """Counts of articles, by outcome and by field.

    `samples`: for each field the first article in which it differs; `reasons`: for each outcome that has one the first article's.
    """

    def __init__(self) -> None:
        self.outcomes: Counter[Finding] = Counter()
        self.fields: Counter[str] = Counter()
        self.samples: dict[str, Sample] = {}
        self.reasons: dict[Finding, tuple[int, str]] = {}
        self.grown = self.shrunk = self.emptied = 0
        self.before = self.after = 0  # characters of all texts

    def add(self, article: int, rereading: Rereading) -> None:
        self.outcomes[rereading.outcome] += 1
        self.before += rereading.before
        self.after += rereading.after
        self.grown += rereading.after > rereading.before
        self.shrunk += 0 < rereading.after < rereading.before
        self.emptied += rereading.after == 0 < rereading.before
        if rereading.reason:
            self.reasons.setdefault(rereading.outcome, (article, rereading.reason))
        for difference in rereading.differs:
            self.fields[difference.field] += 1
            self.samples.setdefault(difference.field, Sample(article, difference))

    @property
    def articles(self) -> int:
        return self.outcomes.total()

    def share(self, count: int) -> float:
        """Of the articles that were read."""
        return count / max(1, self.articles)

    @property
    def shrinks(self) -> bool:
        """Whether the source's texts would lose more than a tenth of their characters, all together."""
        return self.after < (1 - _MOST_SHRUNK) * self.before
