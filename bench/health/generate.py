"""Simulated years of sources: what each run over them brings, sound or broken from some day on. Chance is seeded.

Shapes: regular, weekday-only, bursty, seasonal, holiday-heavy, growing, tiny. Breaks: see BREAKS.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from ingest.core.health.model import Brought, Features, ListingSize
from ingest.core.times import utc_text

SHAPES = ("regular", "weekday-only", "bursty", "seasonal", "holiday-heavy", "growing", "tiny")
BREAKS = ("break", "half-break", "slow decay", "language lost", "wall", "move", "gap", "silence")
FEED = "https://source.example/feed"
START = date(2023, 1, 2)


class Years:
    """A source; `rate(day)` is what it brings on a day. `every`: hours between two looks."""

    def __init__(self, shape: str, seed: int, *, broken: str | None = None, broken_on: int = -1, every: int = 3) -> None:
        self._random = random.Random(f"{shape} {seed} {broken}")
        self.shape, self.broken, self.broken_on, self.every = shape, broken, broken_on, every
        chance = self._random
        self._mean = {"tiny": 0.1, "bursty": 4.0, "holiday-heavy": 5.0}.get(shape, chance.choice((2.0, 6.0, 20.0)))
        self._languages = [("vi", 0.55), ("en", 0.3), ("fr", 0.15)] if chance.random() < 0.5 or broken == "language lost" else [("en", 1.0)]
        self._byline = chance.uniform(0.4, 1.0)
        self._holidays = self._chosen_holidays()
        self._number = 0

    def _chosen_holidays(self) -> set[date]:
        """Fixed days, one long feast by the moon, a summer's week; sources of other shapes keep two days of winter half of the time."""
        found: set[date] = set()
        chance = self._random
        for year in range(START.year, START.year + 5):
            if self.shape == "holiday-heavy":
                for month, day, long in ((1, 1, 2), (4, 30, 2), (5, 1, 2), (6, 12, 1), (8, 10, 7), (9, 2, 3), (11, 1, 1), (12, 24, 3)):
                    found |= {date(year, month, day) + timedelta(days=step) for step in range(long)}
                moon = date(year, 2, 1) + timedelta(days=(year * 19) % 30 - 10)
                found |= {moon + timedelta(days=step) for step in range(8)}
        if self.shape in ("weekday-only", "seasonal") and chance.random() < 0.5:
            found |= {date(year, 12, 25) + timedelta(days=step) for year in range(START.year, START.year + 5) for step in range(2)}
        return found

    def rate(self, day: int) -> float:
        """Articles expected on a day, counted from 0."""
        at = START + timedelta(days=day)
        if at in self._holidays:
            return 0.0
        rate = self._mean
        if self.shape in ("weekday-only", "holiday-heavy") and at.weekday() > 4:
            return 0.0
        if self.shape == "regular":
            rate *= 0.5 if at.weekday() > 4 else 1.0
        if self.shape == "seasonal":
            rate *= 0.15 if at.month == 8 or (at.month == 7 and at.day > 20) else 1.0
            rate *= 0.3 if at.weekday() > 4 else 1.0
        if self.shape == "growing":
            rate *= 2 ** (day / 365)
        if self.shape == "bursty":
            rate *= self._random.gammavariate(0.35, 1 / 0.35)
        if self.broken == "slow decay" and day >= self.broken_on:
            rate *= 0.93 ** ((day - self.broken_on) / 7)
        if self.broken == "silence" and day >= self.broken_on:
            rate = 0.0
        return rate

    def days(self, number: int) -> Iterator[tuple[int, list[Brought]]]:
        """Each day with its runs."""
        waiting: list[Features] = []
        last = datetime(START.year, START.month, START.day, tzinfo=UTC) - timedelta(hours=self.every)
        was_failing = False
        for day in range(number):
            midnight = datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(days=day)
            is_broken = self.broken is not None and 0 <= self.broken_on <= day
            due = self.articles(day, midnight, is_broken)
            runs = []
            for hour in range(0, 24, self.every):
                at = midnight + timedelta(hours=hour, minutes=self._random.randrange(30))
                waiting += [one for one in due if (one.published_at or "") <= utc_text(at)]
                due = [one for one in due if (one.published_at or "") > utc_text(at)]
                fails = self._random.random() < (0.1 if was_failing else 0.004)
                was_failing = fails
                run = self._run(utc_text(last), utc_text(at), tuple(waiting), is_broken, fails)
                if run.problem is None:
                    waiting = []
                runs.append(run)
                last = at
            waiting += due
            yield day, runs

    def articles(self, day: int, midnight: datetime, is_broken: bool = False) -> list[Features]:
        chance = self._random
        found = []
        for _ in range(_poisson(self.rate(day), chance)):
            hour = min(23.9, max(0.0, chance.gauss(11, 3.5)))
            language = chance.choices([name for name, _ in self._languages], [share for _, share in self._languages])[0]
            if is_broken and self.broken == "language lost" and language == "fr":
                continue
            fields = {"date"} if chance.random() < 0.995 else set()
            fields |= {"byline"} if chance.random() < self._byline else set()
            fields |= {"lead"} if chance.random() < 0.97 else set()
            fields |= {"picture"} if chance.random() < 0.6 else set()
            length = int(chance.lognormvariate(7.5, 0.6))
            if is_broken and self.broken == "break":
                fields, length = fields - {"date", "byline", "lead"}, length // 10 + 40
            if is_broken and self.broken == "half-break":
                fields -= {"byline", "date"}
            self._number += 1
            found.append(
                Features(
                    url=f"https://source.example/{self._number}",
                    fields=frozenset(fields),
                    length=length,
                    language=language,
                    published_at=utc_text(midnight + timedelta(hours=hour)),
                )
            )
        return sorted(found, key=lambda one: one.published_at or "")

    def _run(self, began: str, at: str, articles: tuple[Features, ...], is_broken: bool, fails: bool) -> Brought:
        chance = self._random
        is_walled = is_broken and self.broken == "wall"
        if fails or is_walled:
            wall = f"{FEED}: a captcha" if is_walled else None
            return Brought(at=at, began_at=began, problem=wall or f"{FEED}: timed out", is_passing=wall is None, wall=wall)
        size = 25 + (chance.randrange(-2, 3) if self.shape in ("regular", "bursty") else 0)
        if is_broken and self.broken == "gap":
            size = 6
        held = _poisson(3.0, chance)
        return Brought(
            at=at,
            began_at=began,
            first=began < utc_text(datetime(START.year, START.month, START.day, tzinfo=UTC)),
            sizes=(ListingSize(FEED, size),),
            articles=articles,
            pages=len(articles) + held,
            troubled=sum(chance.random() < 0.01 for _ in articles),
            held=held,
            missing=sum(chance.random() < 0.005 for _ in range(held)),
            moved_to="https://elsewhere.example/feed" if is_broken and self.broken == "move" else None,
        )


def _poisson(mean: float, chance: random.Random) -> int:
    """By waiting times."""
    number, waited = -1, 0.0
    while waited <= mean:
        waited += chance.expovariate(1.0)
        number += 1
    return number
