"""When a source publishes: its hours of the week and its level, so that time can be counted in the articles that were to be expected.

Hours are counted from Monday, 1 January of the year 1, 00:00 UTC: `hour % 168` is the hour of the week.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from ingest.core.times import utc_text

WEEK = 168
_LEARNED = 182  # days from which the hours of the week are learned: a timetable of two years ago tells little
_HALVED = (21, 180)  # days after which what a day tells about the level counts half, at least and at most
_FEW = 20  # articles: less than so many tell too little of a level to forget those before them
_PRIOR_CELL = 3.0  # articles: what the hours of all days and the days of all hours say of one hour of the week
_PRIOR_DAY = 2.0  # articles: that all days of the week are alike
_PRIOR_LEVEL = 3.0  # days of the mean of all


class Rhythm(Struct, frozen=True):
    """`week`: the rate at each hour of the week, in hundredths of the mean; `level`: articles an hour at the mean."""

    week: tuple[int, ...]
    level: float

    def expected(self, since: float, until: float) -> float:
        """How many articles were to be expected between two moments, in hours."""
        return self.level * _integral(self.week, since, until) / 100


def hours(at: str) -> float:
    """UTC text in hours."""
    moment = datetime.fromisoformat(at)
    return first_hour(moment) + moment.hour + moment.minute / 60 + moment.second / 3600


def text(hours: float) -> str:
    """UTC text of a moment in hours."""
    return utc_text(datetime(1, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


def first_hour(day: date) -> int:
    """Of a day."""
    return (day.toordinal() - 1) * 24


def week_of(counts: Mapping[int, int], observed: Sequence[int]) -> tuple[int, ...]:
    """Rates by hour of the week, in hundredths of their mean.

    `counts`: articles by hour; `observed`: first hours of the days that were watched, in order.
    """
    recent = observed[-_LEARNED:]
    days = [0] * 7
    cells = [0.0] * WEEK
    for start in recent:
        days[start % WEEK // 24] += 1
        for hour in range(start, start + 24):
            cells[hour % WEEK] += counts.get(hour, 0)
    total = sum(cells)
    if not total:
        return (100,) * WEEK
    mean = total / len(recent)  # articles a day
    of_day = [
        (sum(cells[24 * day : 24 * day + 24]) + _PRIOR_DAY) / (watched * mean + _PRIOR_DAY) if watched else 1.0
        for day, watched in enumerate(days)
    ]
    of_hour = [24 * (sum(cells[hour::24]) + 1) / (total + 24) for hour in range(24)]
    week = []
    for place in range(WEEK):
        watched = days[place // 24] * mean / 24
        seen = (cells[place - 1] + 2 * cells[place] + cells[(place + 1) % WEEK]) / 4
        week.append((seen + _PRIOR_CELL * of_day[place // 24] * of_hour[place % 24]) / (watched + _PRIOR_CELL))
    mean_rate = sum(week) / WEEK
    return tuple(round(100 * rate / mean_rate) for rate in week)


def levels(by_day: Mapping[int, int], observed: Iterable[int], week: Sequence[int]) -> dict[int, float]:
    """Articles an hour at the mean of the week, as each day's past tells it; by the day's first hour. The key -1 has the present level."""
    observed = list(observed)
    share = [sum(week[24 * day : 24 * day + 24]) / 2400 for day in range(7)]
    whole = sum(share[start % WEEK // 24] for start in observed) or 1.0
    prior = sum(by_day.get(start, 0) for start in observed) / whole
    least, most = _HALVED
    kept = 0.5 ** (1 / min(max(least, _FEW / max(prior, 1e-9)), most))
    articles = days = 0.0
    found = {}
    for start in observed:
        found[start] = (articles + prior * _PRIOR_LEVEL) / (days + _PRIOR_LEVEL) / 24
        articles = articles * kept + by_day.get(start, 0)
        days = days * kept + share[start % WEEK // 24]
    found[-1] = (articles + prior * _PRIOR_LEVEL) / (days + _PRIOR_LEVEL) / 24
    return found


def spread(by_day: Mapping[int, int], observed: Sequence[int], week: Sequence[int], levels: Mapping[int, float]) -> float:
    """The relative variance of the levels of days: by how much their counts differ more than chance lets them (method of moments)."""
    beyond = whole = 0.0
    for start in observed[-_LEARNED:]:
        expected = levels[start] * sum(week[start % WEEK : start % WEEK + 24]) / 100
        beyond += (by_day.get(start, 0) - expected) ** 2 - expected
        whole += expected * expected
    return round(max(0.0, beyond / whole), 2) if whole else 0.0


def _integral(week: Sequence[int], since: float, until: float) -> float:
    if until <= since:
        return 0.0
    whole, left = divmod(until - since, WEEK)
    found = float(whole * sum(week))
    at = since
    while left > 0:
        step = min(left, int(at) + 1 - at)
        found += week[int(at) % WEEK] * step
        at += step
        left -= step
        if step < 1e-9:  # the sum of hours comes out a hair short of the whole hour
            break
    return found
