"""Parsing in processes that can be killed; the poison here is what the operating system does to a worker."""

import asyncio
import inspect
import os
import signal
import subprocess
import sys
import tracemalloc

import msgspec
import pytest
from pages import article

from ingest.core.model import ADHOC, Document, Exchange, Listing
from ingest.core.parsed import Listed, Parsed, Trouble
from ingest.errors import ParseError
from ingest.pipeline.workers.pool import DEADLINE, PAGES, Workers
from ingest.pipeline.workers.task import Task, TaskResult
from ingest.pipeline.workers.worker import CPU

AT = "2026-03-03T00:00:00Z"


def task(body: bytes) -> Task:
    exchange = Exchange(url="https://ministry.example/p", final_url="https://ministry.example/p", started_at=AT, ended_at=AT, status=200)
    return Task(Document(exchange=exchange, body=body), ADHOC)


def frames(body: bytes) -> bytes:
    """What a worker is sent: the task, then the bytes of its document."""
    return b"".join(len(frame).to_bytes(4, "big") + frame for frame in (msgspec.msgpack.encode(task(b"")), body))


def children() -> set[int]:
    out = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=False).stdout
    return {int(line.split()[0]) for line in out.splitlines() if "ingest.pipeline.workers.worker" in line}


def test_a_page_is_parsed_and_its_bytes_are_packed() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            answer = await workers.parse(task(article()))
            assert isinstance(answer.reading, Parsed)
            assert answer.reading.article.title == "Bridge opened"
            assert answer.packed is not None
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
            assert isinstance((await workers.parse(task(article()))).reading, Parsed)

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


def test_a_worker_is_replaced_after_so_many_pages() -> None:
    async def run() -> None:
        async with Workers(1, pages=2) as workers:
            seen = []
            for _ in range(5):
                await workers.parse(task(article()))
                (worker,) = children()
                seen.append(worker)
        assert [seen.count(worker) for worker in dict.fromkeys(seen)] == [2, 2, 1]

    asyncio.run(run())


def test_a_page_that_its_worker_does_not_end_is_ended_within_a_minute() -> None:
    assert CPU < DEADLINE <= 60
    assert PAGES <= 2000
    assert inspect.signature(Workers).parameters["deadline"].default == DEADLINE
    assert inspect.signature(Workers).parameters["pages"].default == PAGES


def test_a_page_has_so_much_processor_time() -> None:
    """The timer that a worker sets for itself ends it even inside code that never returns to the interpreter."""
    script = "from ingest.pipeline.workers import worker; worker.CPU = 0.2\nworker.answer = lambda task: sum(range(10**12))\nworker.main()"
    ended = subprocess.run([sys.executable, "-c", script], input=frames(article()), capture_output=True, check=False)
    assert ended.returncode == -signal.SIGPROF
    assert CPU < 10


def test_a_page_that_takes_too_much_memory_is_told_as_that() -> None:
    page = article(text=("The bridge over the river is longer than any other bridge of the country. " * 60_000,))
    script = "from ingest.pipeline.workers import worker; worker.MEMORY = 70 << 20; worker.main()"
    ended = subprocess.run([sys.executable, "-c", script], input=frames(page), capture_output=True, check=False)
    answer = msgspec.msgpack.decode(ended.stdout[4:], type=TaskResult)
    assert isinstance(answer.reading, Trouble)
    assert answer.reading.reason.endswith("reading it took more than 70 MB of memory")
    assert answer.worn, "what filled its memory may still be there"


def test_a_parser_that_gets_no_memory_is_told_as_that() -> None:
    """selectolax raises its own error then, and for nothing else that it is given to parse."""
    script = "\n".join(
        (
            "from selectolax.lexbor import SelectolaxError",
            "from ingest.core.extract.page import html",
            "from ingest.pipeline.workers import worker",
            'def parser(*_, **__): raise SelectolaxError("Can\'t parse HTML.")',
            "html.LexborHTMLParser = parser",
            "worker.main()",
        )
    )
    ended = subprocess.run([sys.executable, "-c", script], input=frames(article()), capture_output=True, check=False)
    answer = msgspec.msgpack.decode(ended.stdout[4:], type=TaskResult)
    assert isinstance(answer.reading, Trouble)
    assert "reading it took more than" in answer.reading.reason


def test_a_document_of_fifty_megabytes_is_handed_over_without_a_copy_of_it() -> None:
    body = b"<urlset>" + b" " * 49_000_000 + b"<url><loc>https://ministry.example/a</loc></url></urlset>"

    async def run() -> None:
        async with Workers(1) as workers:
            tracemalloc.start()
            listing = Listing(kind="sitemap", url="https://ministry.example/p")
            answer = await workers.parse(msgspec.structs.replace(task(body), listing=listing))
            assert isinstance(answer.reading, Listed)
            assert [cited.url for cited in answer.reading.page.cited] == ["https://ministry.example/a"]

    asyncio.run(run())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


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
            assert isinstance(answer.reading, Parsed)
            assert answer.reading.article.title == "Third"

    asyncio.run(run())


def test_a_page_without_an_article_is_trouble_with_its_kind() -> None:
    async def run() -> None:
        async with Workers(1) as workers:
            answer = await workers.parse(task(b"\x89PNG\r\n\x1a\n"))
            assert isinstance(answer.reading, Trouble)
            assert answer.reading.error == "Unsupported"

    asyncio.run(run())
