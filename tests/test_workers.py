"""Parsing in processes that can be killed; the poison here is what the operating system does to a worker."""

import asyncio
import os
import signal
import subprocess
import sys

import msgspec
import pytest
from pages import article

from ingest.core.model import ADHOC, Document, Exchange
from ingest.errors import ParseError
from ingest.pipeline.task import Parsed, Task, Trouble
from ingest.pipeline.worker import CPU
from ingest.pipeline.workers import Workers

AT = "2026-03-03T00:00:00Z"


def task(body: bytes) -> Task:
    exchange = Exchange(url="https://ministry.example/p", final_url="https://ministry.example/p", started_at=AT, ended_at=AT, status=200)
    return Task(Document(exchange=exchange, body=body), ADHOC)


def children() -> set[int]:
    out = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False).stdout
    return {int(line.split()[0]) for line in out.splitlines() if "ingest.pipeline.worker" in line}


def test_a_page_is_parsed_and_its_bytes_are_packed() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            answer = await workers.parse(task(article()))
            assert isinstance(answer.outcome, Parsed)
            assert answer.outcome.article.title == "Bridge opened"
            assert answer.packed.size == len(article())
        assert children() == set()

    asyncio.run(run())


def test_a_worker_that_dies_costs_its_page_alone() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            await workers.parse(task(article()))
            (victim,) = children()
            os.kill(victim, signal.SIGSTOP)  # it has the page, and will never answer
            asked = asyncio.create_task(workers.parse(task(article())))
            await asyncio.sleep(0)
            os.kill(victim, signal.SIGKILL)
            with pytest.raises(ParseError, match=r"ministry\.example/p: reading it broke down"):
                await asked
            assert isinstance((await workers.parse(task(article()))).outcome, Parsed)

    asyncio.run(run())


def test_a_worker_that_takes_too_long_is_ended_and_replaced() -> None:
    async def run() -> None:
        async with Workers(1, deadline=5.0) as workers:
            await workers.parse(task(article()))
            (victim,) = children()
            os.kill(victim, signal.SIGSTOP)
            with pytest.raises(ParseError, match="took more than 5 s"):
                await workers.parse(task(article()))
            assert victim not in children()

    asyncio.run(run())


def test_a_page_has_so_much_processor_time() -> None:
    """The timer that a worker sets for itself ends it even inside code that never returns to the interpreter."""
    script = "from ingest.pipeline import worker; worker.CPU = 0.2\nworker.answer = lambda task: sum(range(10**12))\nworker.main()"
    frame = msgspec.msgpack.encode(task(article()))
    ended = subprocess.run([sys.executable, "-c", script], input=len(frame).to_bytes(4, "big") + frame, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGPROF
    assert CPU < 10


def test_a_cancelled_page_leaves_no_answer_for_the_next() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            await workers.parse(task(article("First")))
            asked = asyncio.create_task(workers.parse(task(article("Second"))))
            await asyncio.sleep(0)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            answer = await workers.parse(task(article("Third")))
            assert isinstance(answer.outcome, Parsed)
            assert answer.outcome.article.title == "Third"

    asyncio.run(run())


def test_a_page_without_an_article_is_trouble_with_its_kind() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            answer = await workers.parse(task(b"%PDF-1.7"))
            assert isinstance(answer.outcome, Trouble)
            assert answer.outcome.error == "Unsupported"

    asyncio.run(run())
