import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from archived import T0

from ingest import archive
from ingest.archive.write import url_state
from ingest.errors import ArchiveUnwritable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def add_url(db: sqlite3.Connection, number: int) -> int:
    return url_state.id_of(db, f"https://example.com/{number}", T0)


def add_and_fail(db: sqlite3.Connection, number: int) -> int:
    add_url(db, number)
    raise ValueError(f"{number} is unlucky")


def urls_on_disk(path: Path) -> int:
    with archive.open_readonly(path) as reader:
        return int(reader.db.execute("SELECT count(*) FROM urls").fetchone()[0])


def test_a_call_is_on_disk_when_its_result_is_told(path: Path) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        assert writer.submit(add_url, 1).result() == 1
        assert urls_on_disk(path) == 1


def test_a_call_that_fails_is_undone_alone(path: Path) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        futures: list[Future[int]] = [writer.submit(add_url, 1), writer.submit(add_and_fail, 2), writer.submit(add_url, 3)]
        with pytest.raises(ValueError, match="2 is unlucky"):
            futures[1].result()
        assert (futures[0].result(), futures[2].result()) == (1, 2)
    with archive.open_readonly(path) as reader:
        assert reader.db.execute("SELECT url FROM urls ORDER BY id").fetchall() == [("https://example.com/1",), ("https://example.com/3",)]


def test_many_calls_share_a_commit(path: Path) -> None:
    opened = archive.create_or_open(path)
    commits: list[str] = []
    opened.db.set_trace_callback(lambda sql: commits.append(sql) if sql == "COMMIT" else None)
    with archive.Writer(opened) as writer:
        futures = [writer.submit(add_url, number) for number in range(500)]
        assert sorted(future.result() for future in futures) == list(range(1, 501))
    assert len(commits) < 50


def test_an_event_loop_goes_on_while_its_calls_are_written(path: Path) -> None:
    async def write() -> tuple[list[int], int]:
        with archive.Writer(archive.create_or_open(path), most_waiting=3) as writer:
            ticks = 0

            async def tick() -> None:
                nonlocal ticks
                while True:
                    ticks += 1
                    await asyncio.sleep(0)

            ticking = asyncio.create_task(tick())
            results = await asyncio.gather(*(writer.do(add_url, number) for number in range(20)))
            ticking.cancel()
            return results, ticks

    results, ticks = asyncio.run(write())
    assert sorted(results) == list(range(1, 21))
    assert ticks > 20


def test_an_event_loop_meets_the_error_of_its_own_call(path: Path) -> None:
    async def write() -> Sequence[object]:
        with archive.Writer(archive.create_or_open(path)) as writer:
            return await asyncio.gather(writer.do(add_url, 1), writer.do(add_and_fail, 2), return_exceptions=True)

    first, second = asyncio.run(write())
    assert first == 1
    assert isinstance(second, ValueError)


def test_a_call_that_nobody_waits_for_any_more_is_written_all_the_same(path: Path) -> None:
    async def write() -> None:
        with archive.Writer(archive.create_or_open(path)) as writer:
            asking = asyncio.create_task(writer.do(add_url, 1))
            await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            assert await writer.do(add_url, 2) == 2

    asyncio.run(write())
    assert urls_on_disk(path) == 2


def test_no_more_calls_wait_than_there_is_room_for(path: Path) -> None:
    go = threading.Event()
    third_is_in = threading.Event()

    def submit_third(writer: archive.Writer) -> None:
        writer.submit(add_url, 3)
        third_is_in.set()

    with archive.Writer(archive.create_or_open(path), most_waiting=2) as writer:
        started = threading.Event()

        def hold(_db: sqlite3.Connection) -> None:
            started.set()
            go.wait()

        blocking = writer.submit(hold)
        started.wait()  # it has left the queue
        writer.submit(add_url, 1)
        writer.submit(add_url, 2)
        thread = threading.Thread(target=submit_third, args=(writer,))
        thread.start()
        assert not third_is_in.wait(0.05)
        go.set()
        assert third_is_in.wait(10)
        thread.join()
        blocking.result()
    assert urls_on_disk(path) == 3


def test_closing_writes_what_was_submitted(path: Path) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        futures = [writer.submit(add_url, number) for number in range(50)]
    assert all(future.done() for future in futures)
    assert urls_on_disk(path) == 50
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit(add_url, 51)


def test_on_a_full_disk_every_call_fails_in_one_line_and_none_is_half_kept(path: Path) -> None:
    opened = archive.create_or_open(path)
    pages = opened.db.execute("PRAGMA page_count").fetchone()[0]
    opened.db.execute(f"PRAGMA max_page_count = {pages + 2}")

    def add_much(db: sqlite3.Connection) -> None:
        for number in range(1000, 2000):
            add_url(db, number)

    with archive.Writer(opened) as writer:
        small, large = writer.submit(add_url, 1), writer.submit(add_much)
        for future in (small, large):
            with pytest.raises(ArchiveUnwritable, match=r"a\.db: the disk is full"):
                future.result()
        assert urls_on_disk(path) == 0
        assert writer.submit(add_url, 1).result() == 1  # room was made: the large call has given its pages back
    with archive.open_readonly(path) as reader:
        assert reader.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
