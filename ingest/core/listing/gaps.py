"""A listing in which nothing of the last look is left: articles may have come and gone between two looks."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from ingest.core.health import rhythm
from ingest.core.health.rhythm import Rhythm
from ingest.core.model import Cited
from ingest.core.times import later, seconds_between

_EARLIER = 86400  # seconds by which a date may lie before the last look and its article still be new: dates without a time, late feeds
_LEAST = 1.5  # articles to be expected in a gap: with one, the oldest of the listing may well be the next
_DIGITS = re.compile(r"\d+")


class Gap(Struct, frozen=True, kw_only=True):
    """Between the last look and the oldest article of a listing. `missing`: about how many articles; None: nobody knows."""

    since: str  # UTC text
    missing: int | None

    def holds(self, one: Cited) -> bool:
        """Whether an article that is cited elsewhere may be of the gap; one without a date may."""
        at = one.published_at or one.modified_at
        return at is None or at > later(self.since, -_EARLIER)


def gap_of(cited: Sequence[Cited], since: str, usual: Rhythm | None) -> Gap | None:
    """Of a listing that cites nothing that is known. `since`: the last look, UTC text; `usual`: when the source publishes, if known.

    None: the oldest is as old as the last look, or as its next was to be expected, so that nothing is missing.
    """
    dates = sorted(one.published_at for one in cited if one.published_at is not None)
    if not cited or len(dates) < len(cited):
        return Gap(since=since, missing=None) if cited else None
    oldest, newest = dates[0], dates[-1]
    if oldest <= since:
        return None  # its addresses changed, or it was read late: nothing lies between
    if usual is not None:
        expected = usual.expected(rhythm.hours(since), rhythm.hours(oldest))
    elif newest > oldest:
        expected = (len(dates) - 1) * seconds_between(since, oldest) / seconds_between(oldest, newest)
    else:
        return Gap(since=since, missing=None)
    return Gap(since=since, missing=round(expected)) if expected >= _LEAST else None


def shape(url: str) -> str:
    """Where a site keeps an article, but for its numbers: what its neighbours share."""
    parts = urlsplit(url)
    return f"{parts.hostname}{_DIGITS.sub('0', parts.path.rstrip('/').rpartition('/')[0])}"


def in_words(url: str, gap: Gap, found: int, where: str, *, is_closed: bool) -> str:
    """For the run. `found`: articles of the gap in older pages or the sitemap; `is_closed`: these lead back to what is known."""
    told = f"{url}: nothing of the last look is left in it"
    more = f"{found} {'article' if found == 1 else 'articles'} in {where}"
    if is_closed:
        return f"{told}; all that it dropped was found: {more}"
    left = None if gap.missing is None else max(0, gap.missing - found)
    number = "articles may be missing, nobody knows how many" if left is None else f"about {left} may be missing"
    return f"{told}: {number}" + (f"; found: {more}" if found else "")
