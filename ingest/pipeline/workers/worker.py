"""One parsing process: it reads documents on standard input and writes a result for each, until its input ends.

It holds everything that a hostile page could exhaust, time and memory, and it is the parent that kills it: `workers.py`.
Both sides speak frames: four bytes of length, then MessagePack. The bytes of a document follow its task in a frame of their own, as they
are: packed into the task, they would lie in memory twice on either side.
"""

import gc
import resource
import signal
import sys

import msgspec
from msgspec.structs import replace

from ingest.archive import packing
from ingest.core import reading
from ingest.core.parsed import Parsed, ReadOutcome, Same, Trouble, body_hash
from ingest.errors import ParseError
from ingest.pipeline.workers.task import Task, TaskResult, is_heavy

CPU = 5.0  # seconds of processor time for one page; a thousand real ones stayed below 0.1
DOCUMENT_CPU = 40.0  # for one document; a page of a PDF takes 0.015
MEMORY = 160 * 1024 * 1024  # bytes of data a worker may hold; the largest of a thousand real pages needed 60 MB, a sitemap of 50 MB 90

DOCUMENT_MEMORY = 256 * 1024 * 1024  # for one document: they are read one at a time

OUT_OF_MEMORY = "MemoryError"
_NO_TREE = ("Can't parse HTML.", "Can't create a new document", "Can't create a new node")  # selectolax, when it gets no memory


def answer(task: Task) -> TaskResult:
    """Read one document; its bytes are compressed and hashed here too, where they are at hand and a core is free."""
    body = task.document.body
    if task.picture is not None:
        return _picture(task, task.picture)
    reading = _read(task)
    is_kept = isinstance(reading, Parsed | Trouble) and not (task.in_bulk and task.in_bulk.bare)
    packed = packing.pack(body) if is_kept else None
    worn = isinstance(reading, Trouble) and reading.error == OUT_OF_MEMORY
    return TaskResult(body_hash(body), reading, worn, packed)


def _read(task: Task) -> ReadOutcome:
    url = task.document.url
    try:
        if task.in_bulk is not None:
            return reading.read_wanted(
                task.document, task.source, task.in_bulk.languages, bare=task.in_bulk.bare, recognised=task.recognised
            )
        return reading.read(
            task.document,
            task.source,
            task.listing,
            may_list=task.may_list,
            standing=task.standing,
            may_be_document=task.may_be_document,
            recognised=task.recognised,
        )
    except MemoryError:
        return _out_of_memory(task)
    except Exception as error:  # a bug of ours fails this page alone, and is reported
        if str(error) in _NO_TREE:
            return _out_of_memory(task)
        return Trouble("ParseError", "", f"{url}: a fault of ingest, please report it: {type(error).__name__}: {error}")


def _out_of_memory(task: Task) -> Trouble:
    return Trouble(OUT_OF_MEMORY, "", f"{task.document.url}: reading it took more than {_most(task) >> 20} MB of memory")


def _picture(task: Task, number: int) -> TaskResult:
    """A page of a scan, drawn."""
    from ingest.core.documents.pdf import glyphs  # an extra that few tasks need

    try:
        return TaskResult(b"", Same(), picture=glyphs.picture(task.document.body, number))
    except ParseError as error:
        return TaskResult(b"", Trouble("ParseError", "", str(error)))


def _most(task: Task) -> int:
    """Bytes of data that a task may take."""
    return DOCUMENT_MEMORY if is_heavy(task.document.body) else MEMORY


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides when we end
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, DOCUMENT_MEMORY))
    decode = msgspec.msgpack.Decoder(Task).decode
    encode = msgspec.msgpack.Encoder().encode
    answers = sys.stdout.buffer
    gc.freeze()  # what was imported stays: looking through it again and again is a hundredth of what a page costs
    while (frame := _frame()) is not None and (body := _frame()) is not None:
        task = decode(frame)
        task = replace(task, document=replace(task.document, body=body))
        resource.setrlimit(resource.RLIMIT_DATA, (_most(task), DOCUMENT_MEMORY))
        signal.setitimer(
            signal.ITIMER_PROF, DOCUMENT_CPU if is_heavy(body) else CPU
        )  # its signal ends the process, whatever code is running
        frame = encode(answer(task))
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(len(frame).to_bytes(4, "big"))
        answers.write(frame)
        answers.flush()


def _frame() -> bytes | None:
    """The next frame of standard input; None at its end."""
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(int.from_bytes(head, "big")) if len(head) == 4 else None


if __name__ == "__main__":
    main()
