"""Which of a daemon's sources runs now, and which is next."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest

from ingest.daemon.places import Load, Pass, Places
from ingest.fetch import Turns


class Runs:
    """Runs that go on until the test ends them."""

    def __init__(self, group: asyncio.TaskGroup, most: int, most_begun: int = 100) -> None:
        self.begun: list[tuple[str, Pass]] = []
        self.turns: dict[str, Turns] = {}
        self._ends: dict[str, asyncio.Future[None]] = {}
        self.places = Places(group, most, most_begun, self._run)

    async def _run(self, name: str, what: Pass, turns: Turns) -> None:
        self.begun.append((name, what))
        self.turns[name] = turns
        self._ends[name] = asyncio.get_running_loop().create_future()
        await self._ends[name]

    async def end(self, name: str) -> None:
        self._ends.pop(name).set_result(None)
        await settled()

    async def fail(self, name: str) -> None:
        self._ends.pop(name).set_exception(ValueError(name))

    async def offer(self, *names: str, what: Pass = "listings") -> None:
        for name in names:
            self.places.offer(name, what)
        await settled()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.begun]

    async def end_all(self) -> None:
        while self._ends:
            await self.end(next(iter(self._ends)))


@contextmanager
def a_pace(turns: Turns) -> Iterator[None]:
    """Its only request waits for the pace of its host."""
    with turns.one() as turn:
        turn.wait()
        yield


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def with_runs(most: int, test: Callable[[Runs], Awaitable[None]], most_begun: int = 100) -> None:
    async def run() -> None:
        async with asyncio.TaskGroup() as group:
            runs = Runs(group, most, most_begun)
            await test(runs)
            await runs.end_all()
        assert runs.places.running == frozenset()
        assert runs.places.load == Load(0, 0)

    asyncio.run(run())


def test_so_many_run_at_a_time_and_the_next_begins_when_one_has_ended() -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a", "b", "c", "d")
        assert runs.names == ["a", "b"]
        assert runs.places.load == Load(2, 2)
        await runs.end("b")
        assert runs.names == ["a", "b", "c"]
        assert runs.places.running == {"a", "c"}

    with_runs(2, test)


def test_a_source_that_runs_or_waits_is_not_taken_twice() -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a", "b", "a", "b")
        assert runs.places.load == Load(1, 1)
        await runs.end("a")
        await runs.end("b")
        assert runs.names == ["a", "b"]
        await runs.offer("a")
        assert runs.names == ["a", "b", "a"]

    with_runs(1, test)


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("articles", "listings", "listings"),
        ("listings", "articles", "listings"),
        ("history", "articles", "articles"),
        ("listings", "history", "listings"),
    ],
)
def test_of_two_passes_over_a_source_that_waits_the_fuller_is_taken(first: Pass, second: Pass, taken: Pass) -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a")
        await runs.offer("b", what=first)
        await runs.offer("b", what=second)
        await runs.end("a")
        assert runs.begun[1:] == [("b", taken)]

    with_runs(1, test)


def test_a_run_that_waits_for_a_pace_gives_its_place_up_until_it_goes_on() -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a", "b", "c", "d")
        assert runs.names == ["a"]
        with a_pace(runs.turns["a"]):
            await settled()
            assert runs.names == ["a", "b"]
        await runs.end("b")
        assert runs.names == ["a", "b"]  # a is at work again
        await runs.end("a")
        assert runs.names == ["a", "b", "c"]

    with_runs(1, test)


def test_however_many_wait_for_a_pace_no_more_than_so_many_are_begun() -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a", "b", "c")
        with a_pace(runs.turns["a"]):
            await settled()
            with a_pace(runs.turns["b"]):
                await settled()
                assert runs.names == ["a", "b"]
                assert not runs.places.has_room

    with_runs(1, test, most_begun=2)


def test_there_is_room_where_nobody_waits_and_another_may_begin() -> None:
    async def test(runs: Runs) -> None:
        assert runs.places.has_room
        await runs.offer("a")
        assert runs.places.has_room
        await runs.offer("b")
        assert not runs.places.has_room
        await runs.offer("c")
        await runs.end("a")
        assert not runs.places.has_room
        await runs.end("b")
        assert runs.places.has_room

    with_runs(2, test)


def test_what_a_person_asks_for_begins_when_its_own_source_has_ended_whoever_waits_for_a_place() -> None:
    async def test(runs: Runs) -> None:
        held: list[str] = []
        let_go = asyncio.Event()

        async def person(name: str) -> None:
            async with runs.places.held(name):
                held.append(name)
                await let_go.wait()

        await runs.offer("z")
        await runs.end("z")
        await runs.offer("a", "b", "c")
        asked = [asyncio.ensure_future(person(name)) for name in ("a", "c")]
        await settled()
        assert held == ["c"], "it waited for a place and needs none now"
        await runs.offer("c")
        await runs.end("a")
        assert held == ["c", "a"]
        await runs.offer("a")
        await runs.end("b")
        assert runs.names == ["z", "a", "b"], "neither is taken while a person has it"
        let_go.set()
        await asyncio.gather(*asked)
        await runs.offer("c")
        assert runs.names == ["z", "a", "b", "c"]

    with_runs(1, test)


def test_a_run_that_raises_ends_the_others() -> None:
    async def test(runs: Runs) -> None:
        await runs.offer("a", "b", "c")
        await runs.fail("a")
        await asyncio.sleep(60)

    with pytest.raises(ExceptionGroup) as told:
        with_runs(2, test)
    assert [str(one) for one in told.value.exceptions] == ["a"]
