import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from archived import T0

from ingest import archive
from ingest.archive.write import url_state
from ingest.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveMoved, ArchiveUnwritable


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


def test_calls_wait_while_another_program_holds_the_right_to_write_and_it_is_told_once(path: Path) -> None:
    opened = archive.create_or_open(path)
    told: list[str] = []
    locked = threading.Event()

    def note(line: str) -> None:
        told.append(line)
        locked.set()

    with archive.open_existing(path) as other:
        other.db.execute("BEGIN IMMEDIATE")
        with archive.Writer(opened, note=note, patience=0.001) as writer:
            futures = [writer.submit(add_url, number) for number in range(3)]
            assert locked.wait(30)
            assert not any(future.done() for future in futures)
            other.db.execute("ROLLBACK")
            assert [future.result() for future in futures] == [1, 2, 3]
    waiting = "locked by another program that is writing to it; waiting until that has finished"
    assert told == [f"{path}: {waiting}", f"{path}: no longer locked"]


def test_closing_ends_the_waiting_for_a_lock(path: Path) -> None:
    opened = archive.create_or_open(path)
    locked = threading.Event()
    with archive.open_existing(path) as other:
        other.db.execute("BEGIN IMMEDIATE")
        with archive.Writer(opened, note=lambda _: locked.set(), patience=0.001) as writer:
            waiting = writer.submit(add_url, 1)
            assert locked.wait(30)
        with pytest.raises(ArchiveBusy, match="locked by another program"):
            waiting.result()


def moved_away(path: Path) -> None:
    path.rename(path.with_name("old.db"))


def replaced(path: Path) -> None:
    archive.create_or_open(path.with_name("copy.db")).close()
    path.with_name("copy.db").replace(path)


@pytest.mark.parametrize("change", [Path.unlink, moved_away, replaced])
def test_an_archive_that_was_removed_or_replaced_is_written_no_more_and_says_so(path: Path, change: Callable[[Path], None]) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        writer.submit(add_url, 1).result()
        change(path)
        with pytest.raises(ArchiveMoved, match=r"a\.db: was (removed|replaced by another file) while it was in use"):
            writer.submit(add_url, 2).result()
    if change is moved_away:
        assert urls_on_disk(path.with_name("old.db")) == 1, "what was told as kept goes with the file"
    if change is replaced:
        assert urls_on_disk(path) == 0, "the log of the file before is not written into its successor"
        with archive.open_existing(path) as opened:
            assert opened.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def log_removed(path: Path) -> None:
    path.with_name("a.db-wal").unlink()


def linked_from_elsewhere(path: Path) -> None:
    moved_away(path)
    path.symlink_to(path.with_name("old.db"))


@pytest.mark.parametrize("change", [log_removed, linked_from_elsewhere])
def test_what_a_log_held_that_no_longer_lies_beside_its_file_is_in_the_file(path: Path, change: Callable[[Path], None]) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        writer.submit(add_url, 1).result()
        change(path)
        with pytest.raises(ArchiveMoved, match=r"db-wal: the log in use is no longer there"):
            writer.submit(add_url, 2).result()
    assert urls_on_disk(path) == 1


def test_a_file_that_is_replaced_in_the_middle_of_a_batch_undoes_it(path: Path) -> None:
    def replace_and_add(db: sqlite3.Connection) -> int:
        replaced(path)
        return add_url(db, 1)

    with archive.Writer(archive.create_or_open(path)) as writer, pytest.raises(ArchiveMoved):
        writer.submit(replace_and_add).result()


def test_a_malformed_page_is_one_line_for_whoever_reads_and_whoever_writes(path: Path) -> None:
    with archive.Writer(archive.create_or_open(path)) as writer:
        for number in range(2000):
            last = writer.submit(add_url, number)
        last.result()
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\xff" * (len(content) - len(content) // 2)
    path.write_bytes(content)

    def read() -> None:
        with archive.open_readonly(path) as reader:
            reader.db.execute("SELECT count(*), max(url) FROM urls NOT INDEXED").fetchall()

    def write() -> None:
        with archive.Writer(archive.open_existing(path)) as writer:
            writer.submit(lambda db: db.execute("UPDATE urls SET looks = 2").rowcount).result()

    for going_on in (read, write):
        with pytest.raises(ArchiveDamaged, match=r"a\.db: malformed; stop what writes to it.* `ingest restore COPY"):
            going_on()


def leave(_: sqlite3.Connection) -> None:
    raise SystemExit("what no call may raise")


def test_a_thread_that_dies_fails_every_caller_at_once_and_keeps_nothing_of_its_batch(path: Path) -> None:
    opened = archive.create_or_open(path)
    with archive.open_existing(path) as other, archive.Writer(opened, patience=0.001) as writer:
        other.db.execute("BEGIN IMMEDIATE")  # until it is released, all of them wait for one batch
        futures: list[Future[int] | Future[None]] = [writer.submit(add_url, 1), writer.submit(leave), writer.submit(add_url, 2)]
        other.db.execute("ROLLBACK")
        for future in futures:
            with pytest.raises(ArchiveError, match=r"a\.db: the writer broke down \(SystemExit: what no call may raise\)"):
                future.result(30)
        with pytest.raises(ArchiveError, match="the writer broke down"):
            writer.submit(add_url, 3).result(30)
        with pytest.raises(ArchiveError, match="the writer broke down"):
            writer.queue(add_url, 3)
    assert urls_on_disk(path) == 0


def test_a_thread_that_dies_for_what_is_said_to_it_fails_its_callers(path: Path) -> None:
    def note(_: str) -> None:
        raise OSError("standard error is full")

    opened = archive.create_or_open(path)
    with archive.open_existing(path) as other, archive.Writer(opened, note=note, patience=0.001) as writer:
        other.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveError, match="the writer broke down"):
            writer.submit(add_url, 1).result(30)
        other.db.execute("ROLLBACK")


def test_an_event_loop_meets_a_dead_thread_also_when_it_waits_for_room(path: Path) -> None:
    async def write() -> list[object]:
        opened = archive.create_or_open(path)
        with archive.open_existing(path) as other, archive.Writer(opened, most_waiting=2, patience=0.001) as writer:
            other.db.execute("BEGIN IMMEDIATE")
            calls = [asyncio.ensure_future(writer.do(leave)) for _ in range(5)]
            await asyncio.sleep(0)
            other.db.execute("ROLLBACK")
            return list(await asyncio.wait_for(asyncio.gather(*calls, return_exceptions=True), 30))

    assert {type(error) for error in asyncio.run(write())} == {ArchiveError}


def test_what_nobody_waits_for_is_written_and_holds_up_nobody(path: Path) -> None:
    with archive.create_or_open(path) as other, archive.Writer(archive.create_or_open(path), most_waiting=1, patience=0.001) as writer:
        other.db.execute("BEGIN IMMEDIATE")
        for number in range(10):
            writer.queue(add_url, number)
        other.db.execute("ROLLBACK")
    assert urls_on_disk(path) == 10


def test_a_fault_in_what_nobody_waits_for_is_told(path: Path) -> None:
    told: list[str] = []
    with archive.Writer(archive.create_or_open(path), note=told.append) as writer:
        writer.queue(add_and_fail, 7)
    assert told == ["a fault of ingest, please report it: ValueError: 7 is unlucky"]
