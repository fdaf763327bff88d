"""Lanes: what breaks in one is told, whenever it breaks."""

import asyncio

import pytest

from ingest.errors import ArchiveUnwritable
from ingest.pipeline.host_queues import Lanes

URLS = ("https://a.vn/1", "https://b.vn/1", "https://c.vn/1")


def broken_lanes() -> Lanes[str]:
    async def work(waiting: str) -> None:
        raise ArchiveUnwritable(waiting)

    lanes = Lanes(work)
    for url in URLS:
        lanes.add(url, url)
    return lanes


def test_a_lane_that_broke_before_anybody_waited_is_told() -> None:
    async def late() -> None:
        lanes = broken_lanes()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await lanes.empty()

    with pytest.raises(ArchiveUnwritable, match=URLS[0]):
        asyncio.run(late())


def test_many_lanes_that_break_at_once_are_one_error_and_no_noise() -> None:
    noise: list[object] = []

    async def at_once() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: noise.append(context))
        await broken_lanes().empty()

    with pytest.raises(ArchiveUnwritable, match=URLS[0]):
        asyncio.run(at_once())
    assert noise == []
