"""Which articles are looked at again, and when the others are: the real rules over a real archive, at a time that stands still."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from resourced import equipped

from ingest.archive import create_or_open
from ingest.archive.read import lookups
from ingest.archive.write import source_state, url_state
from ingest.core.edits import Edits
from ingest.core.model import Cited, Source
from ingest.core.times import later, seconds_between
from ingest.pipeline.resources import Resources
from ingest.pipeline.run.rechecks import Rechecks

NOON = "2026-03-04T12:00:00Z"
MINUTE, HOUR, DAY = 60, 3600, 86400


class Standing:
    """A clock that stands still."""

    def now(self) -> str:
        return NOON

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nobody waits {seconds} s")


async def unasked(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} is asked")


def url(number: int) -> str:
    return f"https://one.example/{number}"


class Articles:
    """Of one source: `seen(n, before)` keeps article n as one whose text was last seen so many seconds before noon, and due now."""

    def __init__(self, resources: Resources, source: Source) -> None:
        self.resources = resources
        self.source = source

    async def seen(self, number: int, before: float, *, changed: float | None = None, due_in: float = 0) -> None:
        def keep(db: Any) -> None:
            at = later(NOON, -before)
            id = url_state.id_of(db, url(number), at, source_state.save(db, self.source))
            url_state.remember(db, id, at=at, status=200, next_due_at=later(NOON, due_in), confirmed=True)
            since = later(NOON, -(before if changed is None else changed))
            db.execute("UPDATE urls SET changed_at = ? WHERE id = ?", (since, id))

        await self.resources.writer.do(keep)

    async def unread(self, number: int) -> None:
        def keep(db: Any) -> None:
            id = url_state.id_of(db, url(number), NOON, source_state.save(db, self.source))
            db.execute("UPDATE urls SET next_due_at = ? WHERE id = ?", (NOON, id))

        await self.resources.writer.do(keep)

    async def due(self, most: int = 100, *, paced: bool = True) -> list[int]:
        source = await self.resources.writer.do(source_state.save, self.source)
        found = await Rechecks(self.resources, self.source, paced=paced).due(source, NOON, most)
        return [int(one.rpartition("/")[2]) for one in found]

    async def listed(self, *cited: Cited, edits: Edits) -> Rechecks:
        """After a listing that cites them, of a source whose looks found so much before."""
        source = await self.resources.writer.do(source_state.save, self.source)
        await self.resources.writer.do(source_state.keep_edits, source, edits)
        rechecks = Rechecks(self.resources, self.source, paced=True)
        await rechecks.listed(cited, lookups.url_states(self.resources.reader, [one.url for one in cited]), NOON)
        return rechecks

    def waits(self, number: int) -> float:
        """Seconds from noon to its next look."""
        ((at,),) = self.resources.reader.execute("SELECT next_due_at FROM urls WHERE url = ?", (url(number),))
        return seconds_between(NOON, at)


def with_articles(here: Path, test: Callable[[Articles], Coroutine[Any, Any, None]], per_day: int = 24) -> None:
    async def run() -> None:
        with create_or_open(here / "a.db") as archive:
            async with equipped(archive, Standing(), unasked) as resources:
                await test(Articles(resources, Source(name="one", title="One", recheck_per_day=per_day)))

    asyncio.run(run())


@pytest.mark.parametrize(
    ("age", "wait"),
    [(MINUTE, HOUR), (2 * HOUR, HOUR), (3 * HOUR, 1.5 * HOUR), (10 * HOUR, 5 * HOUR), (14 * DAY, 7 * DAY), (60 * DAY, 7 * DAY)],
)
def test_what_its_host_bears_no_more_waits_half_as_long_again_an_hour_at_least_and_a_week_at_most(
    tmp_path: Path, age: float, wait: float
) -> None:
    async def test(articles: Articles) -> None:
        await articles.seen(1, age)
        assert await articles.due() == []
        assert 0.9 * wait <= articles.waits(1) <= 1.1 * wait

    with_articles(tmp_path, test, per_day=0)


@pytest.mark.parametrize(("paced", "asked"), [(True, 5), (False, 10)])
def test_half_of_a_days_looks_are_free_at_noon_and_all_of_them_for_a_person(tmp_path: Path, paced: bool, asked: int) -> None:
    async def test(articles: Articles) -> None:
        for number in range(20):
            await articles.seen(number, DAY)
        first = await articles.due(most=3, paced=paced)
        assert len(first) == 3
        assert all(articles.waits(number) == 0 for number in range(20)), "what the run's limit leaves is due still"
        rest = await articles.due(paced=paced)
        assert len(rest) == asked - 3, "what was asked for counts"
        left = set(range(20)) - set(rest)
        assert all(articles.waits(number) > 0.9 * DAY / 2 for number in left)

    with_articles(tmp_path, test, per_day=10)


def test_what_was_never_read_costs_nothing_of_the_days_looks_and_goes_first(tmp_path: Path) -> None:
    async def test(articles: Articles) -> None:
        await articles.seen(1, DAY)
        for number in (2, 3):
            await articles.unread(number)
        assert await articles.due(most=1) == [2]
        assert sorted(await articles.due()) == [1, 2, 3]
        assert sorted(await articles.due()) == [2, 3], "the one look of the day is spent"

    with_articles(tmp_path, test, per_day=2)


def test_the_likeliest_to_have_changed_goes_first(tmp_path: Path) -> None:
    async def test(articles: Articles) -> None:
        await articles.seen(1, DAY, changed=300 * DAY)
        await articles.seen(2, DAY, changed=DAY + HOUR)
        await articles.seen(3, DAY, changed=30 * DAY)
        assert await articles.due() == [2, 3, 1]

    with_articles(tmp_path, test)


def test_a_listing_puts_off_what_it_says_is_as_it_was(tmp_path: Path) -> None:
    async def test(articles: Articles) -> None:
        await articles.seen(1, HOUR, changed=5 * DAY, due_in=HOUR)
        await articles.seen(2, HOUR, changed=5 * DAY, due_in=2 * DAY)
        unchanged = [Cited(url=url(number), modified_at=later(NOON, -5 * DAY)) for number in (1, 2)]
        rechecks = await articles.listed(*unchanged, Cited(url=url(3), modified_at=NOON), edits=Edits())
        assert [rechecks.said(url(number)) for number in (1, 2, 3)] == [False, False, None]
        assert articles.waits(1) > HOUR
        assert articles.waits(2) == 2 * DAY, "that is no look that could be saved today"

    with_articles(tmp_path, test)


@pytest.mark.parametrize(
    ("modified", "found", "waits"),
    [
        (-MINUTE, (10.0, 20.0), 0),
        (0, (10.0, 20.0), 0),
        (MINUTE, (10.0, 20.0), HOUR),  # by a clock that is ahead
        (-MINUTE, (0.0, 100.0), HOUR),  # a listing that says so of everything
    ],
)
def test_a_listing_that_is_believed_causes_a_look_at_what_was_modified(
    tmp_path: Path, modified: float, found: tuple[float, float], waits: float
) -> None:
    async def test(articles: Articles) -> None:
        await articles.seen(1, HOUR, due_in=HOUR)
        rechecks = await articles.listed(Cited(url=url(1), modified_at=later(NOON, modified)), edits=Edits(modified=found))
        assert rechecks.said(url(1)) is True
        assert articles.waits(1) == waits

    with_articles(tmp_path, test)
