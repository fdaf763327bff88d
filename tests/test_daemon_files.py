"""The schedule files of a daemon: how often it looks at them, and what it takes of them."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.archive import Writer, create_or_open
from ingest.core.urls import Owners
from ingest.daemon.files import Files
from ingest.sources import Folder

SOURCE = 'title = "{title}"\n[[listing]]\nkind = "feed"\nurl = "https://{name}.example/feed"\n'


class Stepping:
    """A clock by which whatever is done takes `step` seconds."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.passed = 0.0

    def now(self) -> str:
        return "2026-03-01T12:00:00Z"

    def monotonic(self) -> float:
        before, self.passed = self.passed, self.passed + self.step
        return before

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


def with_files(here: Path, clock: Stepping, test: Callable[[Files, list[str]], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        said: list[str] = []
        with create_or_open(here / "a.db") as archive, Writer(archive) as writer:
            await test(Files(Folder(here), Owners(()), writer, clock, said.append), said)

    asyncio.run(run())


def write(here: Path, name: str, title: str = "One") -> None:
    (here / f"{name}.toml").write_text(SOURCE.format(name=name, title=title), encoding="utf-8")


@pytest.mark.parametrize(("step", "wait"), [(1, 100), (2, 200), (10, 300)])
def test_looking_takes_a_hundredth_of_the_time_at_most_and_is_done_every_five_minutes_at_least(
    tmp_path: Path, step: float, wait: float
) -> None:
    clock = Stepping(step)

    async def test(files: Files, _: list[str]) -> None:
        await files.look()
        looked = clock.passed - step  # as the look ended
        write(tmp_path, "one")
        clock.passed = looked + wait - 1
        await files.look()
        assert files.sources == {}
        clock.passed = looked + wait
        await files.look()
        assert files.sources.keys() == {"one"}

    with_files(tmp_path, clock, test)


def test_files_that_are_to_be_read_again_are_read_at_once(tmp_path: Path) -> None:
    async def test(files: Files, said: list[str]) -> None:
        (tmp_path / "broken.toml").write_text("title = ", encoding="utf-8")
        await files.look()
        files.read_again()
        await files.look()
        await files.look()
        assert len(said) == 2

    with_files(tmp_path, Stepping(10), test)


def test_how_many_files_never_were_right_is_known(tmp_path: Path) -> None:
    async def test(files: Files, _: list[str]) -> None:
        counts = []
        for name, text in (("one", None), ("two", "title ="), ("three", "title ="), ("two", None), ("one", "title =")):
            write(tmp_path, name) if text is None else (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
            files.read_again()
            await files.look()
            counts.append(files.unread)
        assert counts == [0, 1, 2, 1, 1], "one that was right and is wrong now counts as it was"
        assert files.sources.keys() == {"one", "two"}

    with_files(tmp_path, Stepping(0), test)


@pytest.mark.parametrize("looks", [1, 2])
def test_a_source_is_retired_whose_file_went_while_somebody_looked_or_nobody(tmp_path: Path, looks: int) -> None:
    """Two looks at the second start: the file is there at the first of them."""

    async def before(files: Files, _: list[str]) -> None:
        await files.look()

    async def after(files: Files, said: list[str]) -> None:
        if looks == 2:
            await files.look()
        (tmp_path / "two.toml").unlink()
        files.read_again()
        await files.look()
        assert files.sources.keys() == {"one"}
        assert said == ["two: its schedule file is gone; retired, and what it brought is kept"]

    for name in ("one", "two"):
        write(tmp_path, name)
    with_files(tmp_path, Stepping(0), before)
    with_files(tmp_path, Stepping(0), after)
    with closing(sqlite3.connect(tmp_path / "a.db")) as db:
        assert db.execute("SELECT name, state FROM sources ORDER BY name").fetchall() == [("one", "active"), ("two", "retired")]
