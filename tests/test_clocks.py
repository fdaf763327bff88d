"""Clocks that are wrong, set, or asleep: what stands in the archive, what is asked again and when, and what is known of the sources."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pages import article, feed
from simulation import START, Simulation, simulated

from ingest.archive import create_or_open
from ingest.archive.write import source_state
from ingest.core.alerts.grouping import operators
from ingest.core.alerts.model import Incident, Reached
from ingest.core.health import baseline, keeping
from ingest.core.health.memory import Memory, Newest, with_articles
from ingest.core.health.model import Brought, Day, Features
from ingest.core.health.rhythm import hours
from ingest.core.model import Source
from ingest.core.times import later
from ingest.pipeline.report import DocumentReport

DAY = 86400
SENTENCES = tuple(f"Sentence {number} of the report says something of its own, at some length." for number in range(8))


class Site:
    """A feed of one report, whose figure is edited when the test says so."""

    def __init__(self) -> None:
        self.figure = 1000
        self.robots: list[str] = []  # when it was asked for
        self.clock: Callable[[], str] = lambda: ""

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            self.robots.append(self.clock())
            return httpx.Response(404)
        if request.url.path == "/feed":
            return httpx.Response(200, content=feed(f"https://{request.url.host}/report"), headers={"Content-Type": "application/rss+xml"})
        said = (*SENTENCES, f"The figure stood at {self.figure} when the office last published it.")
        return httpx.Response(200, content=article("Report of the office", said), headers={"Content-Type": "text/html; charset=utf-8"})


def test_what_a_clock_two_months_ahead_has_kept_is_asked_again_within_hours_and_its_edits_stand(tmp_path: Path) -> None:
    async def test() -> None:
        site, told = Site(), list[DocumentReport]()
        async with Simulation(tmp_path, site, told.append, flowing=True, tick=300) as simulation:
            simulation.clock.set_by(60 * DAY)
            simulation.source("one")
            await simulation.pass_by(1)
            simulation.clock.set_by(-60 * DAY)
            site.figure = 1001
            await simulation.pass_by(4)
            revisions = simulation.rows("SELECT kind, seen_at, reason, text LIKE '%1001%' FROM revisions ORDER BY id")
            assert [kind for kind, *_ in revisions] == ["first", "edit"]
            assert simulation.rows("SELECT r.kind FROM articles a JOIN revisions r ON r.id = a.revision") == [("edit",)]
            assert revisions[0][1] == revisions[1][1] > "2026-04", "no earlier than the version before it"
            assert "; seen at 2026-03-01T" in revisions[1][2]
            assert "a clock that disagrees" in revisions[1][2]
            assert simulation.rows("SELECT max(next_due_at), max(checked_at), max(confirmed_at) FROM urls")[0] < ("2026-03-03",) * 3
            assert [one.verdict for one in told if one.verdict in ("new", "revised")] == ["new", "revised"]

    simulated(test)


def test_a_source_whose_file_asks_for_more_looks_is_looked_at_now(tmp_path: Path) -> None:
    async def test() -> None:
        async with Simulation(tmp_path, Site(), tick=60) as simulation:
            simulation.source("one", every="7d")
            await simulation.pass_by(1)
            simulation.source("one", every="10m")
            await simulation.pass_by(0.1)
            assert simulation.rows("SELECT looks FROM urls WHERE url LIKE '%/feed'") == [(2,)]
            assert simulation.rows("SELECT max(next_due_at) FROM sources")[0][0] < later(simulation.clock.now(), 3 * 3600)

    simulated(test)


def test_a_plan_that_the_file_of_its_source_allows_stands(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "a.db") as opened, opened.batch() as db:
        one = Source(name="one", title="One", every=1800)
        id = source_state.save(db, one)
        for failures, wait, stands in ((0, 8.8 * 3600, True), (0, 8.9 * 3600, False), (3, 26.4 * 3600, True), (3, 26.5 * 3600, False)):
            planned = later(START, wait)
            db.execute("UPDATE sources SET next_due_at = ?, failures = ? WHERE id = ?", (planned, failures, id))
            source_state.save_all(db, [one], START)
            assert db.execute("SELECT next_due_at FROM sources WHERE id = ?", (id,)).fetchone()[0] == (planned if stands else START)


def test_a_machine_that_slept_for_a_week_asks_for_robots_txt_anew(tmp_path: Path) -> None:
    async def test() -> None:
        site = Site()
        async with Simulation(tmp_path, site, tick=300) as simulation:
            simulation.answers_robots, site.clock = True, simulation.clock.now
            simulation.source("one")
            await simulation.pass_by(1)
            simulation.clock.set_by(7 * DAY)
            await simulation.pass_by(0.5)
            assert [at[:10] for at in site.robots] == ["2026-03-01", "2026-03-08"]

    simulated(test)


def run(at: str) -> Brought:
    return Brought(began_at=at, at=at, has_listings=True)


def test_days_are_days_again_after_a_clock_that_ran_ahead() -> None:
    ahead, now = "2031-03-01T12:00:00Z", "2026-03-01T12:00:00Z"
    counts = Day(runs=1, pages=5)
    closed: list[object] = []

    def past(over: tuple[int, Day] | None) -> dict[int, Day]:
        closed.append(over)
        return {}

    kept = keeping.Carried(day=keeping.day_of(ahead), counts=counts, baseline=baseline.Baseline(failures=7))
    concluded = keeping.conclude(kept, None, run(now), past)
    assert closed == [(keeping.day_of(ahead), counts)], "nothing is lost, should this clock be the wrong one"
    assert (concluded.kept.day, concluded.kept.counts.pages) == (keeping.day_of(now), 0)
    assert concluded.kept.baseline.failures == 7


@pytest.mark.parametrize(
    ("newest_at", "is_replaced"), [("2031-03-01T12:00:00Z", True), ("2026-03-01T07:00:00Z", True), ("2026-03-01T11:00:00Z", False)]
)
def test_an_article_of_now_is_newer_than_one_of_a_time_to_come(newest_at: str, is_replaced: bool) -> None:
    known = Newest(hours(newest_at), "https://one.example/1")
    seen = Features(url="https://one.example/2", fields=frozenset(), length=1, language="en", published_at="2026-03-01T08:00:00Z")
    brought = Brought(began_at=START, at=START, has_listings=True, articles=(seen,))
    memory = with_articles(Memory(newest=known, languages={"en": known}), brought)
    assert memory.newest is not None
    assert (memory.newest.url == seen.url, memory.languages["en"].url == seen.url) == (is_replaced, is_replaced)


def test_the_day_before_by_a_clock_that_was_set_back_is_counted_to_the_day_that_was_reached() -> None:
    kept = keeping.Carried(day=keeping.day_of("2026-03-02T00:10:00Z"), counts=Day(runs=1, pages=5))
    concluded = keeping.conclude(kept, None, run("2026-03-01T23:20:00Z"), lambda _: {})
    assert (concluded.kept.day, concluded.kept.counts.pages, concluded.kept.counts.runs) == (kept.day, 5, 2)


def test_a_recovery_that_a_clock_ahead_has_noted_is_told() -> None:
    incident = Incident(since=START, reason="no answer", sources=("two",), well=("one",), well_at="2031-03-01T12:00:00Z")
    due = operators(Reached(incidents={"failing one.example": incident}), [], [], START, 300)
    assert due is not None
    assert due.progress.incidents == {}
