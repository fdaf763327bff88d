"""Whether a source is well, by its last run."""

from collections.abc import Iterable

from ingest.core.model import Verdict

_UNWELL = frozenset({Verdict.BLOCKED, Verdict.REFUSED, Verdict.FAILED})


def is_well(failures: int, verdicts: Iterable[str]) -> bool:
    """`failures`: runs that failed since the last good one; `verdicts`: what became of the last run's documents."""
    return failures == 0 and _UNWELL.isdisjoint(verdicts)
