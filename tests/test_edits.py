"""When articles are looked at again: what was learned of a source's edits, and what its listings say."""

import itertools
from collections.abc import Awaitable, Callable, Coroutine
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import article
from simulation import Simulation, simulated

from ingest.core import due
from ingest.core.edits import Edits, LookedAgain, believes, chance, interval, learn

HOUR, DAY = due.HOUR, due.DAY
AGES = st.floats(0, 3 * 365 * DAY)


def looks(number: int, *, changed: bool, age: float = HOUR, said: bool | None = None, is_edited: bool = False) -> list[LookedAgain]:
    return [LookedAgain(since=age, until=age + HOUR, is_edited=is_edited, changed=changed, said=said)] * number


@given(AGES)
def test_where_nothing_is_known_the_ladder_holds(age: float) -> None:
    assert interval(None, age, is_edited=False) == due.article_pace(int(age), changed=False).interval


@given(AGES, st.lists(st.tuples(AGES, st.floats(60, 30 * DAY), st.booleans(), st.booleans(), st.none() | st.booleans()), max_size=60))
def test_whatever_was_learned_the_next_look_is_within_four_times_the_ladder(
    age: float, seen: list[tuple[float, float, bool, bool, bool | None]]
) -> None:
    edits = learn(Edits(), [LookedAgain(since=a, until=a + gap, is_edited=e, changed=c, said=s) for a, gap, e, c, s in seen])
    ladder = due.article_pace(int(age), changed=False).interval
    for is_unmodified in (False, True):
        wait = interval(edits, age, is_edited=False, is_unmodified=is_unmodified)
        assert max(900, ladder / 4) - 1 <= wait <= min(4 * ladder, due.OLDEST)
    assert 0 <= chance(edits, age, age + HOUR, is_edited=False) <= 1


def test_a_source_that_edits_is_looked_at_more_and_one_that_never_does_less() -> None:
    edits, never = learn(Edits(), looks(30, changed=True)), learn(Edits(), looks(100, changed=False))
    assert interval(edits, HOUR, is_edited=False) == 900
    assert interval(never, HOUR, is_edited=False) > 3 * HOUR
    assert interval(never, 10 * DAY, is_edited=False) == 28 * DAY, "what was never watched is as the rest of the source is"
    assert chance(edits, HOUR, 2 * HOUR, is_edited=False) > 0.5 > 0.01 > chance(never, HOUR, 2 * HOUR, is_edited=False)


def test_articles_that_were_edited_are_learned_of_apart() -> None:
    edits = learn(Edits(), [*looks(100, changed=False), *looks(20, changed=True, is_edited=True)])
    assert interval(edits, HOUR, is_edited=True) == 900
    assert interval(edits, HOUR, is_edited=False) > 2 * HOUR


def test_dates_in_listings_are_believed_as_far_as_they_were_true() -> None:
    true = learn(Edits(), [*looks(10, changed=True, said=True), *looks(100, changed=False, said=False)])
    lying = learn(Edits(), [*looks(100, changed=False, said=True), *looks(10, changed=True, said=False)])
    assert believes(None)
    assert believes(true)
    assert not believes(lying)
    for edits, least, most in ((true, 3.5, 4), (lying, 1, 1.2)):
        stretched = interval(edits, 3 * DAY, is_edited=False, is_unmodified=True) / interval(edits, 3 * DAY, is_edited=False)
        assert least <= stretched <= most or interval(edits, 3 * DAY, is_edited=False, is_unmodified=True) == 4 * DAY


@pytest.mark.parametrize("number", [1, 7])
def test_old_looks_come_to_count_less(number: int) -> None:
    before = learn(Edits(), looks(5000, changed=False))
    assert interval(learn(before, looks(20 * number, changed=True)), HOUR, is_edited=False) < interval(before, HOUR, is_edited=False)


# ---------------------------------------------------------------- the daemon

SOURCE = """
title = "One"
every = "1h"
back = "all"
recheck_per_day = {budget}
[[listing]]
kind = "sitemap"
url = "https://one.example/sitemap"
"""
PAGES = 20


def site(asked: list[str], modified: dict[str, str]) -> Callable[[httpx.Request], Coroutine[Any, Any, httpx.Response]]:
    """Pages that never change, in a sitemap with dates."""

    readings = itertools.count()

    async def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/sitemap":
            found = "".join(f"<url><loc>https://one.example/news/{n}</loc>{modified.get(str(n), '')}</url>" for n in range(PAGES))
            xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- {next(readings)} -->{found}</urlset>'
            return httpx.Response(200, text=xml, headers={"Content-Type": "application/xml"})
        asked.append(path)
        text = tuple(
            f"{sentence} It is number {path[-2:]}."
            for sentence in ("The bridge was opened on Monday.", "Trains will cross it from Tuesday.")
        )
        return httpx.Response(200, content=article(f"Bridge {path}", text * 3), headers={"Content-Type": "text/html; charset=utf-8"})

    return answer


def watched(here: Path, budget: int, modified: dict[str, str], test: Callable[[Simulation, list[str]], Awaitable[None]]) -> None:
    async def run() -> None:
        asked: list[str] = []
        async with Simulation(here, site(asked, modified), tick=60) as simulation:
            (simulation.schedules / "one.toml").write_text(SOURCE.format(budget=budget), encoding="utf-8")
            await simulation.pass_by(0.5)
            await test(simulation, asked)

    simulated(run)


def test_looks_again_keep_to_the_budget_of_a_day_and_are_spread_over_it(tmp_path: Path) -> None:
    async def test(simulation: Simulation, asked: list[str]) -> None:
        assert len(set(asked)) == PAGES, "first looks are none of it"
        before = []
        for _ in range(12):
            before.append(len(asked))
            await simulation.pass_by(1)
        before.append(len(asked))
        assert before[-1] - before[0] <= 24, "half of the day had passed: so much of its budget was free, and the rest came by the hour"
        assert max(later - earlier for earlier, later in pairwise(before)) <= 13
        assert before[-1] - before[0] >= 20, "which is used"
        assert simulation.rows("SELECT count(*) FROM urls WHERE next_due_at IS NULL AND url LIKE '%news%'") == [(0,)]
        assert simulation.rows("SELECT json_extract(edits, '$.unedited[0][1]') > 1 FROM sources WHERE name = 'one'") == [(1,)]

    watched(tmp_path, 24, {}, test)


def test_a_date_in_a_listing_causes_a_look_and_saves_the_others(tmp_path: Path) -> None:
    modified = {str(n): "<lastmod>2026-03-01T00:00:00Z</lastmod>" for n in range(PAGES)}

    async def test(simulation: Simulation, asked: list[str]) -> None:
        await simulation.pass_by(2.5)
        assert len(asked) < 1.6 * PAGES, "the ladder would have looked at each of them twice again"
        before = len(asked)
        modified["7"] = f"<lastmod>{simulation.clock.now()}</lastmod>"
        await simulation.pass_by(2.5)
        assert "/news/7" in asked[before:]
        assert len(asked) <= 3 * PAGES, "the ladder would have looked at each of them five times"

    watched(tmp_path, 500, modified, test)
