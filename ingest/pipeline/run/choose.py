"""Which of the articles that a listing cites are asked for in this run."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ingest.archive.read.lookups import UrlState
from ingest.core.listing.turns import newest_first
from ingest.core.model import Cited


class Limits(Struct, frozen=True, kw_only=True):
    """The limits of a run; None means no limit. Times are UTC text."""

    first: bool = False  # the first look at the source: what is over the limit now is never asked for
    since: str | None = None  # articles that the listing dates before are left
    most: int | None = None
    again: bool = False  # ask also for what is not yet due
    everything: bool = False  # ask also for what a first look left
    rechecks: bool = True  # ask also for what was read before and is due; False: somebody else sees to it


class Chosen(Struct, frozen=True):
    """`ask` in the listing's order, the newest first where a limit chooses; `later` is over the limit and stays due.

    `left_old` and `left_over` are left for good.
    """

    ask: tuple[str, ...]
    later: tuple[str, ...] = ()
    left_old: int = 0
    left_over: int = 0

    @property
    def told(self) -> str:
        """What the run's limits left out, for its user; "" when nothing."""
        parts = []
        if self.left_old:
            parts.append(f"{self.left_old} articles are older than it looks back (--back all takes them)")
        if self.left_over:
            parts.append(f"{self.left_over} articles of this first look are over its limit (--back all takes them)")
        if self.later:
            parts.append(f"{len(self.later)} articles are over the limit of one run and wait for the next")
        return ", ".join(parts)


def choose(cited: Iterable[Cited], states: Mapping[str, UrlState], limits: Limits, now_at: str) -> Chosen:
    """`cited` with normalised URLs; `states` as they were before this listing was read."""
    wanted = []
    old = 0
    for one in cited:
        if not _is_wanted(states.get(one.url), limits, now_at):
            continue
        last = one.published_at or one.modified_at  # what did not change since then was not published since
        if limits.since and last and last < limits.since:
            old += 1
        else:
            wanted.append(one)
    if limits.most is not None and len(wanted) > limits.most:
        wanted = newest_first(wanted)
    asked = [one.url for one in wanted]
    ask, rest = asked[: limits.most], asked[limits.most :] if limits.most is not None else []
    if limits.first:
        return Chosen(tuple(ask), left_old=old, left_over=len(rest))
    return Chosen(tuple(ask), tuple(rest), left_old=old)


def _is_wanted(state: UrlState | None, limits: Limits, now_at: str) -> bool:
    if state is None or limits.again:
        return True
    if state.checked_at is None and limits.everything:
        return True
    if state.confirmed_at is not None and not limits.rechecks:
        return False
    return state.next_due_at is not None and state.next_due_at <= now_at
