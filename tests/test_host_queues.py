"""Queues: each host has its own, and nothing that they start outlives the scope that they run in."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from ingest.errors import ArchiveUnwritable
from ingest.pipeline.run.host_queues import HostQueues
from ingest.pipeline.scope import scope, together

URLS = ("https://a.vn/1", "https://b.vn/1", "https://c.vn/1")


async def worked_off(work: Callable[[str], Awaitable[None]], *urls: str, abreast: int = 1) -> None:
    async with scope() as group:
        queues = HostQueues(group, work, abreast=abreast)
        for url in urls:
            queues.add(url, url)


def test_hosts_run_beside_each_other_and_the_urls_of_one_in_order() -> None:
    done: list[str] = []
    slow = asyncio.Event()

    async def work(url: str) -> None:
        if url == "https://slow.vn/1":
            await slow.wait()
        done.append(url)
        if url == "https://quick.vn/2":
            slow.set()

    quick = ["https://quick.vn/1", "https://quick.vn/2"]
    asyncio.run(worked_off(work, "https://slow.vn/1", "https://slow.vn/2", *quick, quick[0]))
    assert done == [*quick, "https://slow.vn/1", "https://slow.vn/2"]


def test_so_many_are_under_way_at_a_host_and_no_more() -> None:
    under_way = 0
    most = 0

    async def work(_url: str) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1

    asyncio.run(worked_off(work, *(f"https://a.vn/{number}" for number in range(9)), abreast=3))
    assert most == 3


def test_what_is_added_while_others_run_has_its_turn() -> None:
    done: list[str] = []

    async def run() -> None:
        async with scope() as group:

            async def work(url: str) -> None:
                done.append(url)
                if len(done) < 5:
                    await asyncio.sleep(0)
                    queues.add(f"{url}0", f"{url}0")

            queues = HostQueues(group, work)
            queues.add("https://a.vn/1", "https://a.vn/1")

    asyncio.run(run())
    assert done == [f"https://a.vn/1{'0' * count}" for count in range(5)]


def test_what_breaks_first_is_raised_itself_ends_the_others_and_makes_no_noise() -> None:
    noise: list[object] = []
    ended: list[str] = []

    async def work(url: str) -> None:
        if url == URLS[1]:
            raise ArchiveUnwritable(url)
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append(url)

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: noise.append(context))
        with pytest.raises(ArchiveUnwritable, match=URLS[1]):
            await worked_off(work, *URLS)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
    assert noise == []
    assert sorted(ended) == [URLS[0], URLS[2]]  # a task group ends its tasks in no order of its own


def test_a_scope_whose_body_raises_ends_what_it_started() -> None:
    ended: list[bool] = []

    async def work() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append(True)
            raise ArchiveUnwritable("second")

    async def run() -> None:
        async with scope() as group:
            group.create_task(work())
            await asyncio.sleep(0)
            raise ArchiveUnwritable("first")

    with pytest.raises(ArchiveUnwritable, match="first"):
        asyncio.run(run())
    assert ended == [True]


def test_a_scope_that_is_cancelled_is_cancelled() -> None:
    async def run() -> None:
        task = asyncio.create_task(together(asyncio.sleep(3600), asyncio.sleep(3600)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
