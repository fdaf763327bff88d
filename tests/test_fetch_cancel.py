"""Stopped in the middle: nothing hangs, nothing leaks, and what was stopped leaves its place to the next."""

import asyncio
import itertools

import pytest
from fetching import Fetching
from origin import Origin, Script, answer

from ingest.core.model import Document

STUCK: dict[str, Script] = {
    "before an answer": [60.0],
    "inside a head": [b"HTTP/1.1 200 OK\r\n", 60.0],
    "inside a body": lambda _asked: itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.cycle([b"x", 0.01])),
}


@pytest.mark.parametrize("script", STUCK.values(), ids=STUCK)
def test_a_cancelled_get_ends_at_once_and_frees_its_host(origin: Origin, script: Script) -> None:
    stuck, good = origin.serve("/stuck", script), origin.serve("/good", answer(b"page"))

    async def cancel_then_get() -> Document:
        asyncio.get_running_loop().set_debug(True)
        task = asyncio.create_task(fetching.fetcher.get(stuck))
        while not origin.asked("/stuck"):
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with asyncio.timeout(20):
            return await fetching.fetcher.get(good)

    with Fetching(delay=0.0, allow_net=("127.0.0.0/8",), concurrency=1) as fetching:
        assert fetching.run(cancel_then_get()).body == b"page"


def test_closing_while_others_wait_for_robots_ends_them_all(origin: Origin) -> None:
    origin.serve("/robots.txt", [60.0])
    url = origin.url("/a")

    async def close() -> list[object]:
        tasks = [asyncio.create_task(fetching.fetcher.get(url)) for _ in range(5)]
        while not origin.requests:
            await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    with Fetching(delay=0.0, allow_net=("127.0.0.0/8",)) as fetching:
        assert [type(ended) for ended in fetching.run(close())] == [asyncio.CancelledError] * 5
