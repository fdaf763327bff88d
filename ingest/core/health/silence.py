"""How likely a silence is, by a source's own past silences.

Silences are measured in the articles that were to be expected meanwhile, so that a night, a Sunday and a slow month count for little.
What is to be expected falls while a silence goes on; each day of it counts for what was expected then, in past silences as in the present.
The longest fifth of them tells of longer ones: what lies beyond a high threshold is close to exponential (Pickands, 1975), and with few of
them the mean is uncertain, so that the predictive law is Pareto's: the fewer, the heavier its tail.

Pauses (holidays, recesses) are silences that the rhythm makes impossible. They are counted apart: how many a year, how long, and when.
Until a year is known, any week may bring one; from then on they are expected near the days of past years on which they were.
"""

from collections.abc import Mapping, Sequence
from math import exp

from msgspec import Struct

from ingest.core.health import rhythm
from ingest.core.health.rhythm import WEEK, Rhythm

_FEWEST = 8  # silences from which anything is learned
_SHARE = 5  # one in so many silences is long
_LONG = (6, 80)  # how many long ones are taken, at least and at most
_PAUSE = 0.3  # a year: a silence that the others make less likely than this is a pause
_MOST_PAUSES = 40
_YEAR = 365.25 * 24  # hours
_FADES = 7 * 24  # hours of a silence after which what is to be expected has fallen noticeably
_AROUND = 24 * 24  # hours by which a pause may move from one year to the next: lunar calendars move a new year by three weeks
_LONGER = 1.6  # times the length of a past pause, that one at its time of the year may last
_ELSEWHERE = 0.1  # how much of the chance of a pause is left where the last year had none
_RESTING, _RESTLESS = (4.0, 2.0), (0.5, 0.7)  # (pauses a year, days) before any is seen, of sources with and without week-ends


class Tail(Struct, frozen=True):
    """Silences longer than `threshold`, in articles: `number` were seen, so many a year, longer than it by `mean`."""

    number: int
    threshold: float
    mean: float
    yearly: float

    def times_a_year(self, silence: float) -> float:
        """How often a year a silence of so many articles or more is to be expected."""
        beyond = max(0.0, silence - self.threshold)
        return float(self.yearly * (1 + beyond / (self.number * self.mean)) ** -self.number)


class Pause(Struct, frozen=True):
    """Hours of its beginning and end, and its length in days of the source's mean."""

    since: float
    until: float
    days: float


class Pulse(Struct, frozen=True, kw_only=True):
    """What is learned of a stream of articles: a source's, or those of one language of it."""

    rhythm: Rhythm
    tail: Tail
    pauses: tuple[Pause, ...]
    began: float  # hour
    years: float  # that were watched
    last: float = 0.0  # hour of the newest article that was counted
    until: float = 0.0  # and up to which was watched
    silent: float = 0.0  # articles that were to be expected between the two
    spread: float = 0.0  # relative variance of the levels of days: 0 where days are alike but for chance

    def chance(self, since: float, now: float) -> float:
        """How likely it is that the stream is silent as long as from `since` to `now`, in hours, at some time in a year."""
        expected = self.rhythm.expected(since, now)
        pauses = self._pauses_a_year(since, now, expected / (24 * self.rhythm.level))
        if now - since > _FADES and since < self.until and since // 24 <= self.last // 24:
            expected = max(expected, self.silent + self.rhythm.expected(self.until, now))
        return 1 - exp(-(self.tail.times_a_year(expected) + pauses))

    def _pauses_a_year(self, since: float, now: float, days: float) -> float:
        week = self.rhythm.week
        is_resting = sum(week[120:]) / 48 < 0.5 * sum(week[:120]) / 120
        number, length = _RESTING if is_resting else _RESTLESS
        length = (2 * length + sum(one.days for one in self.pauses)) / (2 + len(self.pauses))
        often = (number + len(self.pauses)) / (1 + self.years)
        near = [one.days for one in self.pauses if self._is_near(one, since, now)]
        if near:
            return exp(-max(0.0, days - _LONGER * max(near)) / length)
        if since - self.began > _YEAR - _AROUND:
            often *= _ELSEWHERE
        return often * exp(-days / length)

    def _is_near(self, pause: Pause, since: float, now: float) -> bool:
        """Whether a pause of another year was near the same days."""
        years = round((since - pause.since) / _YEAR)
        return years > 0 and pause.since + years * _YEAR < now + _AROUND and pause.until + years * _YEAR > since - _AROUND


def learn(counts: Mapping[int, int], observed: Sequence[int]) -> Pulse | None:
    """The pulse of articles counted by hour, over the days (first hours, in order) that were watched; None: too few to tell."""
    if not observed:
        return None
    week = rhythm.week_of(counts, observed)
    by_day = {start: sum(counts.get(hour, 0) for hour in range(start, start + 24)) for start in observed}
    levels = rhythm.levels(by_day, observed, week)
    silences, silent = _silences(counts, observed, by_day, levels, week)
    spread = rhythm.spread(by_day, observed, week, levels)
    years = len(observed) / 365.25
    found = _tail(silences, years)
    if found is None or levels[-1] <= 0:
        return None
    tail, pauses = found
    last, until = max(hour for hour, count in counts.items() if count), observed[-1] + 24
    return Pulse(
        rhythm=Rhythm(week, levels[-1]), tail=tail, pauses=pauses, began=observed[0], years=years,
        last=last, until=until, silent=round(silent, 3), spread=spread,
    )  # fmt: skip


class _Silence(Struct, frozen=True):
    since: float
    until: float
    articles: float
    days: float


def _silences(
    counts: Mapping[int, int], observed: Sequence[int], by_day: Mapping[int, int], levels: Mapping[int, float], week: Sequence[int]
) -> tuple[list[_Silence], float]:
    """Between hours that brought something; and the articles that were to be expected since the last of these."""
    found = []
    past = days = 0.0  # articles that were to be expected, and days of the mean, up to now
    last: tuple[float, float, float] | None = None
    for start in observed:
        level, place = levels[start], start % WEEK
        if not by_day[start]:
            whole = sum(week[place : place + 24]) / 100
            past, days = past + level * whole, days + whole / 24
            continue
        for hour in range(24):
            step = week[place + hour] / 100
            if counts.get(start + hour):
                middle, mid = past + level * step / 2, days + step / 48
                if last is not None:
                    found.append(_Silence(last[0], start + hour, middle - last[1], mid - last[2]))
                last = (start + hour, middle, mid)
            past, days = past + level * step, days + step / 24
    return found, past - last[1] if last is not None else 0.0


def _tail(silences: Sequence[_Silence], years: float) -> tuple[Tail, tuple[Pause, ...]] | None:
    """The law of the long silences, and those that it makes all but impossible."""
    ordinary = sorted(silences, key=lambda one: one.articles)
    pauses: list[_Silence] = []
    while len(ordinary) > _FEWEST and len(pauses) < _MOST_PAUSES:
        longest = ordinary[-1]
        if _law(ordinary[:-1], years).times_a_year(longest.articles) > _PAUSE:
            break
        pauses.append(ordinary.pop())
    if len(ordinary) < _FEWEST:
        return None
    pauses.sort(key=lambda one: one.since)
    return _law(ordinary, years), tuple(Pause(one.since, one.until, round(one.days, 2)) for one in pauses)


def _law(ordinary: Sequence[_Silence], years: float) -> Tail:
    """Of silences in the order of their length."""
    number = min(max(len(ordinary) // _SHARE, _LONG[0]), _LONG[1], len(ordinary) - 1)
    threshold = ordinary[-number - 1].articles
    mean = sum(one.articles - threshold for one in ordinary[-number:]) / number
    return Tail(number, threshold, max(mean, 0.05), number / years)
