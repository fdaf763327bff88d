"""Which sitemaps below an index a run reads, and which articles come first. What is remembered comes in, an order comes out."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ingest.core.model import Cited

DEEPEST = 3  # indexes below the listing of a schedule file; sitemaps.org allows none, sites have two
_ENDS = 2  # places of an index that are asked before those not read yet: where new articles come in
_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(1[0-2]|0?[1-9])(?:[/-]?([12]\d|3[01]|0?[1-9]))?(?=[/-])")


class Sitemap(Struct, frozen=True):
    """A sitemap that an index names. Times are UTC text."""

    id: int
    url: str  # normalised
    depth: int  # 1: named by the listing of the schedule file
    place: int  # in its index, the newest first
    modified_at: str | None  # as its index says
    read_modified_at: str | None  # what the index said when the sitemap was last read
    read_at: str | None  # None: not yet
    next_due_at: str | None
    interval: int | None  # seconds
    failures: int


def in_turn(sitemaps: Iterable[Sitemap], now_at: str, *, paced: bool) -> list[Sitemap]:
    """Those to be asked, the most worth it first: the ends of each index, what is new or changed, then what waited longest.

    A `lastmod` that stands proves nothing, since it may be that of a day: such a sitemap is asked when it is due.
    `paced` False: all are due.
    """
    ends, fresh, others = [], [], []
    for one in sitemaps:
        if one.read_at is not None and one.place < _ENDS and _is_due(one, now_at, paced):
            ends.append(one)
        elif _is_fresh(one) and (one.failures == 0 or _is_due(one, now_at, paced)):
            fresh.append(one)
        elif _is_due(one, now_at, paced):
            others.append(one)
    fresh.sort(key=lambda one: (one.failures, one.place))
    return [*ends, *fresh, *sorted(others, key=lambda one: (one.next_due_at or "", one.place))]


def _is_fresh(one: Sitemap) -> bool:
    return one.read_at is None or (one.modified_at is not None and one.modified_at != one.read_modified_at)


def _is_due(one: Sitemap, now_at: str, paced: bool) -> bool:
    return not paced or one.next_due_at is None or one.next_due_at <= now_at


def newest_first(cited: Sequence[Cited]) -> list[Cited]:
    """By what the listing says of their dates, else by the day or month in their paths; of equal ones in the order of the listing.

    One without a date stands where its neighbour stands: a list's first article often has none. Where no one has any, the order stays.
    """
    dates = [one.published_at or one.modified_at or _in_path(one.url) for one in cited]
    if not any(dates):
        return list(cited)
    said = next(date for date in dates if date)
    filled = [said := date or said for date in dates]
    order = sorted(range(len(cited)), key=lambda number: filled[number], reverse=True)
    return [cited[number] for number in order]


def _in_path(url: str) -> str | None:
    found = _PATH.search(url)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3] or 0):02}" if found else None
