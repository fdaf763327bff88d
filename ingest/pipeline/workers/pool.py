"""Parsing in processes that can be killed: one poisonous page costs one page.

A pool of the standard library would not do: when one of its workers is killed, every job it holds fails.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress

import msgspec
from msgspec.structs import replace

from ingest.core.parsed import Parsed, ReadOutcome
from ingest.errors import ParseError
from ingest.pipeline.scope import together
from ingest.pipeline.workers.recognise import recognise
from ingest.pipeline.workers.task import Task, TaskResult, is_heavy

DEADLINE = 60.0  # seconds for one page on a machine however busy; a worker's own limit, of processor time, comes long before
_PIECE = 1 << 18  # bytes
_LARGE = 1_000_000  # bytes; such documents are read one at a time, that all workers together stay small
MOST_RECOGNISED = 200  # pages of one scan
PAGES = 2000  # then a worker is replaced, so that no page's leftovers stay for months


class Workers:
    """`parse` hands a document to a free process, started when first needed. An async context manager."""

    def __init__(
        self,
        count: int | None = None,
        *,
        deadline: float = DEADLINE,
        pages: int = PAGES,
        ocr: str | None = None,
        note: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`ocr`: the command that recognises the words of scans, where their source names none; `note` hears of its failures."""
        self._ocr = ocr
        self._note = note
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._all = [_Worker(pages) for _ in range(count or max(1, min(4, (os.cpu_count() or 1) - 1)))]
        self._large = asyncio.Semaphore()
        self._deadline = deadline
        self._closed = False
        for worker in self._all:
            self._free.put_nowait(worker)

    async def __aenter__(self) -> "Workers":
        return self

    async def __aexit__(self, *_: object) -> None:
        """Every process has ended when it returns; interrupted, it kills those that are left."""
        self._closed = True
        try:
            await together(*(worker.stop() for worker in self._all))
        finally:
            for worker in self._all:
                worker.end()

    async def parse(self, task: Task) -> TaskResult:
        """Raises ParseError when the page broke its worker: out of time, out of memory, crashed."""
        async with self._large if len(task.document.body) > _LARGE or is_heavy(task.document.body) else nullcontext():
            answer = await self._parse(task)
            command = task.source.ocr or self._ocr
            pages = _pages_of_scan(answer.reading)
            if command is None or not pages:
                return answer
            words = await self._recognised(task, command, pages)
            return await self._parse(replace(task, recognised=words)) if words else answer

    async def _recognised(self, task: Task, command: str, pages: int) -> tuple[str, ...]:
        """The words of each page of a scan; none when the command fails, which is reported."""
        words: list[str] = []
        try:
            for number in range(1, min(pages, MOST_RECOGNISED) + 1):
                drawn = await self._parse(replace(task, picture=number))
                words.append(await recognise(command, drawn.picture) if drawn.picture else "")
        except ParseError as error:
            self._note(f"{task.document.url}: {error}; the scan is kept without its words")
            return ()
        if pages > MOST_RECOGNISED:
            self._note(f"{task.document.url}: the words of {MOST_RECOGNISED} pages of {pages} were recognised")
        return tuple(words)

    async def _parse(self, task: Task) -> TaskResult:
        url = task.document.url
        worker = await self._free.get()
        try:
            if self._closed:
                raise RuntimeError("the workers are closed")
            async with asyncio.timeout(self._deadline):
                return await worker.ask(task)
        except TimeoutError:
            await worker.kill()
            raise ParseError(f"{url}: reading it took more than {self._deadline:g} s and was ended") from None
        except (EOFError, ConnectionError):
            why = "took too much processor time" if await worker.kill() == -signal.SIGPROF else "broke down (memory or a crash)"
            raise ParseError(f"{url}: reading it {why} and was ended") from None
        except BaseException:
            await worker.kill()  # its answer would be taken for the next page's
            raise
        finally:
            self._free.put_nowait(worker)


def _pages_of_scan(reading: ReadOutcome) -> int:
    """How many pages a scan without words has; 0: it is none."""
    form = reading.article.form if isinstance(reading, Parsed) else None
    return form.pages or 0 if form is not None and form.text_from == "none" else 0


class _Worker:
    def __init__(self, pages: int) -> None:
        self._pages = pages  # that one process reads
        self._process: asyncio.subprocess.Process | None = None
        self._asked = 0
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(TaskResult).decode

    async def ask(self, task: Task) -> TaskResult:
        if self._asked == self._pages:
            await self.stop()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "ingest.pipeline.workers.worker",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=1 << 20,
            )
            self._asked = 0
        self._asked += 1
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None  # both are pipes
        assert answers is not None
        body = task.document.body
        await _send(requests, self._encode(replace(task, document=replace(task.document, body=b""))), body)
        size = int.from_bytes(await answers.readexactly(4), "big")
        answer = self._decode(await answers.readexactly(size))
        if answer.worn:
            await self.stop()
        return answer

    async def stop(self) -> None:
        """End its input; it ends by itself."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            try:
                async with asyncio.timeout(1):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
        self._process = None

    async def kill(self) -> int | None:
        """How the process ended: minus the number of the signal that did it."""
        if self._process is None:
            return None
        process = self._process
        self.end()
        return await process.wait()

    def end(self) -> None:
        """Kill its process, if it has one, and wait for nothing."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()


async def _send(stream: asyncio.StreamWriter, task: bytes, body: bytes) -> None:
    """Two frames. The body in pieces: what is written at once and not taken at once is copied."""
    stream.write(b"".join((len(task).to_bytes(4, "big"), task, len(body).to_bytes(4, "big"))))  # at once: a worker wakes at each write
    for start in range(0, len(body), _PIECE):
        stream.write(body[start : start + _PIECE])
        await stream.drain()
