"""What a run brought is added to the counts of its day."""

from collections import Counter
from math import log

from msgspec.structs import replace

from ingest.core.health.model import FIELDS, Brought, Day
from ingest.core.times import seconds_between


def add(day: Day, brought: Brought, *, is_unwell: bool = False, failed_before: bool = False) -> Day:
    """The counts of a day with those of one more run. `is_unwell`: the source is in trouble; `failed_before`: the last run failed."""
    read = brought.has_listings and brought.problem is None
    sizes = dict(day.sizes)
    for one in brought.sizes:
        sizes[one.url] = min(one.cited, sizes.get(one.url, one.cited))
    without = list(day.without or [0] * len(FIELDS))
    for article in brought.articles:
        for place, field in enumerate(FIELDS):
            without[place] += field not in article.fields
    lags = [] if brought.first else [lag for article in brought.articles if (lag := lag_of(article.published_at, brought)) is not None]
    return replace(
        day,
        runs=day.runs + brought.has_listings,
        failed=day.failed + (brought.problem is not None),
        again_failed=day.again_failed + (brought.problem is not None and failed_before),
        is_unwell=day.is_unwell or is_unwell,
        hours=_hours(day.hours, brought) if read and not brought.first else day.hours,
        sizes=sizes,
        texts=day.texts + len(brought.articles),
        without=without if any(without) else [],
        lengths=day.lengths + sum(log(max(1, article.length)) for article in brought.articles),
        languages=dict(Counter(day.languages) + Counter(article.language for article in brought.articles)),
        lags=day.lags + len(lags),
        lag=day.lag + sum(log(lag) for lag in lags),
        pages=day.pages + brought.pages,
        troubled=day.troubled + brought.troubled,
        blocked=day.blocked + brought.blocked,
        held=day.held + brought.held,
        missing=day.missing + brought.missing,
    )


def hour_of(article_at: str | None, brought: Brought) -> int:
    """The UTC hour that an article counts for: that of its publication, where it is of this day and not ahead; else that of the run."""
    at = article_at if article_at is not None and article_at[:10] == brought.at[:10] and article_at <= brought.at else brought.at
    return int(at[11:13])


def lag_of(published_at: str | None, brought: Brought) -> float | None:
    """Seconds from publication to the archive, at least one; None: not known, or more than a month, and so no matter of looking often."""
    if published_at is None:
        return None
    seconds = seconds_between(published_at, brought.at)
    return max(1.0, seconds) if -3600 < seconds < 30 * 86400 else None


def _hours(before: list[int], brought: Brought) -> list[int]:
    if not brought.articles:
        return before
    hours = list(before or [0] * 24)
    for article in brought.articles:
        hours[hour_of(article.published_at, brought)] += 1
    return hours
